/** The register over records that were read: indexes made when they are first asked for, views made once. */
import { ExpressionError, type Expressions, type Scope } from '../expressions/expression.ts';
import type { CelMap, CelValue, Lookup } from '../expressions/values.ts';
import { lookOf } from '../look-alike.ts';
import type { CodeLists } from '../schemas/code-lists.ts';
import { distinctFromField, officeId, recordedState } from '../schemas/common-fields.ts';
import { among, walkValues } from '../schemas/field.ts';
import type { Kind } from '../schemas/kind.ts';
import { type Place, type Value, valueAt } from '../value.ts';
import { type ClauseLibrary, emptyLibrary } from './clauses.ts';
import { departuresFrom, fingerprintsOf } from './fingerprints.ts';
import { derivedState } from './lifecycle.ts';
import type { Beside, ExpressionFailure, RecordEntry, Referrer, Register } from './register.ts';
import { recordView } from './view.ts';

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

export class LinkedRegister implements Register {
  readonly kinds: readonly Kind[];
  readonly records: readonly RecordEntry[];
  readonly today: string;
  readonly codeLists: CodeLists;
  readonly expressions: Expressions;
  readonly lookup: Lookup;
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

  with(changed: ReadonlyMap<string, RecordEntry | undefined>, today: string = this.today): Register {
    const kept = this.records.filter((record) => !changed.has(record.file));
    const added = [...changed.values()].filter((record) => record !== undefined);
    const records = [...kept, ...added].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
    const { kinds, codeLists, expressions, clauses } = this;
    return new LinkedRegister({
      ...{ kinds, records, codeLists, expressions, today, clauses },
      unreadable: new Set([...this.#unreadable].filter((file) => !changed.has(file))),
    });
  }

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

  referrers(id: string): readonly Referrer[] {
    this.#referrers ??= collectReferrers(this.records);
    return this.#referrers.get(id) ?? [];
  }

  linkedFrom(id: string): RecordEntry[] {
    const links = this.referrers(id).filter((referrer) => referrer.place[0] !== distinctFromField);
    return [...new Set(links.map((referrer) => referrer.from))];
  }

  view(record: RecordEntry): CelMap {
    let view = this.#views.get(record);
    if (view === undefined) {
      view = recordView(this, record);
      this.#views.set(record, view);
      this.#entries.set(view, record);
    }
    return view;
  }

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

  scopeOf(self: CelValue): Scope {
    const office = this.office === undefined ? Object.create(null) : this.view(this.office);
    return { self, record: self, office, today: this.today };
  }

  evaluate(record: RecordEntry, expression: string, self?: CelValue, beside?: Beside): CelValue | undefined {
    try {
      return this.expressions.evaluate(expression, this.scope(record, self, beside), this.lookup);
    } catch (error) {
      return this.#fail(record, expression, error);
    }
  }

  fill(record: RecordEntry, text: string, self?: CelValue, beside?: Beside): string {
    try {
      return this.expressions.fill(text, this.scope(record, self, beside), this.lookup);
    } catch (error) {
      this.#fail(record, text, error);
      return text;
    }
  }

  get failures(): readonly ExpressionFailure[] {
    return [...this.#failures.values()];
  }

  state(record: RecordEntry): string | undefined {
    return derivedState(this, record);
  }

  recorded(record: RecordEntry): string | undefined {
    return recordedState(record.value);
  }

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

const areReferences = among((field) => field.annotations.references !== undefined);

function collectReferrers(records: readonly RecordEntry[]): Map<string, Referrer[]> {
  const referrers = new Map<string, Referrer[]>();
  for (const record of records) {
    walkValues(
      record.kind.root,
      record.value,
      (field, value, place) => {
        if (field.annotations.references === undefined || typeof value !== 'string') return;
        const known = referrers.get(value);
        const referrer = { from: record, field, place };
        if (known === undefined) referrers.set(value, [referrer]);
        else known.push(referrer);
      },
      areReferences,
    );
  }
  return referrers;
}
