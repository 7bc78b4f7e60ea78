/** All records of a workspace, linked: by kind and id, who refers to whom, and each as expressions see it. */

import { type ClauseLibrary, emptyLibrary } from './clauses.ts';
import type { CodeLists } from './code-lists.ts';
import { distinctFromField, officeId, recordedState } from './common-fields.ts';
import { ExpressionError, type Expressions, type Scope } from './expression.ts';
import type { CelMap, CelValue, Lookup } from './expression-values.ts';
import { type Field, walkValues } from './field.ts';
import { departuresFrom, fingerprintsOf } from './fingerprints.ts';
import type { Kind } from './kind.ts';
import { derivedState } from './lifecycle.ts';
import { lookOf } from './look-alike.ts';
import type { RecordText } from './record.ts';
import { recordView } from './record-view.ts';
import { type Place, type Value, type ValueMap, valueAt } from './value.ts';

export interface RecordEntry {
  readonly id: string;
  readonly kind: Kind;
  /** Path below the workspace root. */
  readonly file: string;
  readonly value: ValueMap;
  readonly source: RecordText;
  /** In a copy of a document: the item of a list that keeps it. */
  readonly copyAt?: Place;
}

/** A field of `from` at `place` names another record. */
export interface Referrer {
  readonly from: RecordEntry;
  readonly field: Field;
  readonly place: Place;
}

/** What an expression sees beside the record. */
export interface Beside {
  /** In a comparison: the other record, and what was worked out of the two. */
  readonly other?: RecordEntry;
  readonly both?: CelMap;
  /** The node before the change, where there was one. */
  readonly old?: CelValue | undefined;
}

/** An expression of a schema that failed, and the record that showed it. */
export interface ExpressionFailure {
  readonly kind: Kind;
  readonly record: RecordEntry;
  readonly expression: string;
  readonly message: string;
}

export interface RegisterParts {
  readonly kinds: readonly Kind[];
  readonly records: readonly RecordEntry[];
  readonly codeLists: CodeLists;
  readonly expressions: Expressions;
  /** ISO date. */
  readonly today: string;
  /** Reads the clause library; called when something first asks for it. */
  readonly clauses?: () => ClauseLibrary;
  /** Files that hold no record because of their own mistakes. */
  readonly unreadable?: ReadonlySet<string>;
}

export class Register {
  readonly kinds: readonly Kind[];
  readonly records: readonly RecordEntry[];
  readonly today: string;
  readonly codeLists: CodeLists;
  readonly expressions: Expressions;
  readonly lookup: Lookup;
  /** The clause library; read when first asked for, since most commands do without. */
  readonly clauses: () => ClauseLibrary;
  readonly #unreadable: ReadonlySet<string>;
  readonly #byId = new Map<string, RecordEntry>();
  readonly #byKind = new Map<string, RecordEntry[]>();
  readonly #views = new Map<RecordEntry, CelMap>();
  readonly #entries = new WeakMap<CelMap, RecordEntry>();
  readonly #failures = new Map<string, ExpressionFailure>();
  #referrers: Map<string, Referrer[]> | undefined;
  #byLook: Map<string, string[]> | undefined;

  constructor(parts: RegisterParts) {
    this.kinds = parts.kinds;
    this.records = parts.records;
    this.today = parts.today;
    this.clauses = parts.clauses ?? (() => emptyLibrary);
    this.codeLists = parts.codeLists;
    this.expressions = parts.expressions;
    this.#unreadable = parts.unreadable ?? new Set();
    for (const record of parts.records) {
      if (!this.#byId.has(record.id)) this.#byId.set(record.id, record);
      const same = this.#byKind.get(record.kind.name);
      if (same === undefined) this.#byKind.set(record.kind.name, [record]);
      else same.push(record);
    }
    this.lookup = this.#makeLookup();
  }

  /** The register with some records replaced, added or (value undefined) removed; nothing else is read again. */
  with(changed: ReadonlyMap<string, RecordEntry | undefined>, today: string = this.today): Register {
    const kept = this.records.filter((record) => !changed.has(record.file));
    const added = [...changed.values()].filter((record) => record !== undefined);
    const records = [...kept, ...added].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
    const { kinds, codeLists, expressions, clauses } = this;
    return new Register({
      ...{ kinds, records, codeLists, expressions, today, clauses },
      unreadable: new Set([...this.#unreadable].filter((file) => !changed.has(file))),
    });
  }

  /** Whether the file of that id is there, and holds no record because of its own mistakes. */
  isUnreadable(id: string): boolean {
    return [...this.#unreadable].some((file) => file.endsWith(`/${id}.yaml`));
  }

  record(id: string): RecordEntry | undefined {
    return this.#byId.get(id);
  }

  ofKind(kind: string): readonly RecordEntry[] {
    return this.#byKind.get(kind) ?? [];
  }

  kind(name: string): Kind | undefined {
    return this.kinds.find((kind) => kind.name === name);
  }

  get office(): RecordEntry | undefined {
    return this.#byId.get(officeId);
  }

  get ids(): string[] {
    return [...this.#byId.keys()];
  }

  /** Ids that may be taken for this one, itself included where a record has it. */
  idsThatLookLike(id: string): readonly string[] {
    if (this.#byLook === undefined) {
      this.#byLook = new Map();
      for (const known of this.#byId.keys()) {
        const look = lookOf(known);
        const same = this.#byLook.get(look);
        if (same === undefined) this.#byLook.set(look, [known]);
        else same.push(known);
      }
    }
    return this.#byLook.get(lookOf(id)) ?? [];
  }

  /** Every field that names the record, in the order of files. */
  referrers(id: string): readonly Referrer[] {
    this.#referrers ??= collectReferrers(this.records);
    return this.#referrers.get(id) ?? [];
  }

  /** Records that point at the record, each once, in the order of files. That one is told from it is no link. */
  linkedFrom(id: string): RecordEntry[] {
    const links = this.referrers(id).filter((referrer) => referrer.place[0] !== distinctFromField);
    return [...new Set(links.map((referrer) => referrer.from))];
  }

  /** The record as expressions see it: stored fields, derived fields, id, kind, state and recorded state. */
  view(record: RecordEntry): CelMap {
    let view = this.#views.get(record);
    if (view === undefined) {
      view = recordView(this, record);
      this.#views.set(record, view);
      this.#entries.set(view, record);
    }
    return view;
  }

  /** The node of a record's view that stands at a place of the record. */
  viewAt(record: RecordEntry, place: Place): CelValue {
    let view: CelValue = this.view(record);
    for (const step of place) {
      view = (view as unknown as Record<string | number, CelValue>)[step] as CelValue;
      if (view === undefined) return null;
    }
    return view;
  }

  scope(record: RecordEntry, self: CelValue = this.view(record), beside: Beside = {}): Scope {
    return {
      ...this.scopeOf(self),
      record: this.view(record),
      ...(record.copyAt === undefined ? {} : { copy: this.viewAt(record, record.copyAt) }),
      ...(beside.old === undefined ? {} : { old: beside.old }),
      ...(beside.other === undefined ? {} : { other: this.view(beside.other), both: beside.both }),
    };
  }

  /** The names of an expression over any value, which is also its `record`. */
  scopeOf(self: CelValue): Scope {
    const office = this.office === undefined ? Object.create(null) : this.view(this.office);
    return { self, record: self, office, today: this.today };
  }

  /** The value of a schema's expression for a record; a failure is kept and gives undefined. */
  evaluate(record: RecordEntry, expression: string, self?: CelValue, beside?: Beside): CelValue | undefined {
    try {
      return this.expressions.evaluate(expression, this.scope(record, self, beside), this.lookup);
    } catch (error) {
      return this.#fail(record, expression, error);
    }
  }

  /** A text of the schema with its holes filled; a failure is kept and gives the text as it stands. */
  fill(record: RecordEntry, text: string, self?: CelValue, beside?: Beside): string {
    try {
      return this.expressions.fill(text, this.scope(record, self, beside), this.lookup);
    } catch (error) {
      this.#fail(record, text, error);
      return text;
    }
  }

  /** Expressions of schemas that failed so far. */
  get failures(): readonly ExpressionFailure[] {
    return [...this.#failures.values()];
  }

  /** State of a record today: derived from history, dates and today; undefined for a kind without a life cycle. */
  state(record: RecordEntry): string | undefined {
    return derivedState(this, record);
  }

  recorded(record: RecordEntry): string | undefined {
    return recordedState(record.value);
  }

  /** What a record is called: its kind's title field, else its id. */
  title(record: RecordEntry, language?: string): string {
    const path = record.kind.annotations.title;
    if (path === undefined) return record.id;
    const parts = path.split('.');
    const places = language === undefined ? [parts] : [[...parts.slice(0, -1), language], parts];
    for (const place of places) {
      const value: Value | undefined = valueAt(record.value, place);
      if (typeof value === 'string' && value !== '') return value;
    }
    return record.id;
  }

  #fail(record: RecordEntry, expression: string, error: unknown): undefined {
    if (!(error instanceof ExpressionError)) throw error;
    const key = `${record.kind.name} ${expression}`;
    if (!this.#failures.has(key)) {
      this.#failures.set(key, { kind: record.kind, record, expression: error.expression, message: error.message });
    }
    return undefined;
  }

  #makeLookup(): Lookup {
    const view = (record: RecordEntry): CelMap => this.view(record);
    const entry = (seen: CelMap): RecordEntry => {
      const record = this.#entries.get(seen);
      if (record === undefined) throw new Error('only a whole record has fingerprints');
      return record;
    };
    return {
      today: this.today,
      fiscalYearStart: fiscalYearStart(this.office),
      record: (id) => {
        const record = this.record(id);
        return record === undefined ? undefined : view(record);
      },
      records: (kind) => this.ofKind(kind).map(view),
      referrers: (id) => this.linkedFrom(id).map(view),
      fingerprints: (record) => fingerprintsOf(this, entry(record)),
      departures: (record, covers) => departuresFrom(this, entry(record), covers).map((each) => ({ ...each })),
      codes: (list) => this.codeLists.get(list)?.items.map((item) => item.code) ?? [],
      label: (list, code) => this.codeLists.get(list)?.items.find((item) => item.code === code)?.en ?? code,
    };
  }
}

/** First day of the office's fiscal year, MM-DD; 8 July where the office says none (the Ethiopian budget year). */
function fiscalYearStart(office: RecordEntry | undefined): string {
  const starts = valueAt(office?.value, ['fiscal_year', 'starts']);
  return typeof starts === 'string' && /^\d\d-\d\d$/.test(starts) ? starts : '07-08';
}

function collectReferrers(records: readonly RecordEntry[]): Map<string, Referrer[]> {
  const referrers = new Map<string, Referrer[]>();
  for (const record of records) {
    walkValues(record.kind.root, record.value, (field, value, place) => {
      if (field.annotations.references === undefined || typeof value !== 'string') return;
      const known = referrers.get(value);
      const referrer = { from: record, field, place };
      if (known === undefined) referrers.set(value, [referrer]);
      else known.push(referrer);
    });
  }
  return referrers;
}
