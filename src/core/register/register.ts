/** What the program knows of all records together: by kind and id, who refers to whom, and each as expressions see it. */
import type { Expressions, Scope } from '../expressions/expression.ts';
import type { CelMap, CelValue, Lookup } from '../expressions/values.ts';
import type { RecordText } from '../records/record.ts';
import type { CodeLists } from '../schemas/code-lists.ts';
import type { Field } from '../schemas/field.ts';
import type { Kind } from '../schemas/kind.ts';
import type { Place, ValueMap } from '../value.ts';
import type { ClauseLibrary } from './clauses.ts';

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

/** The records of a workspace, linked, as they are on one day. */
export interface Register {
  readonly kinds: readonly Kind[];
  readonly records: readonly RecordEntry[];
  /** ISO date. */
  readonly today: string;
  readonly codeLists: CodeLists;
  readonly expressions: Expressions;
  readonly lookup: Lookup;
  /** The clause library; read when first asked for, since most commands do without. */
  readonly clauses: () => ClauseLibrary;
  readonly office: RecordEntry | undefined;
  readonly ids: readonly string[];
  /** Expressions of schemas that failed so far. */
  readonly failures: readonly ExpressionFailure[];
  /** The register with some records replaced, added or (value undefined) removed; nothing else is read again. */
  with(changed: ReadonlyMap<string, RecordEntry | undefined>, today?: string): Register;
  record(id: string): RecordEntry | undefined;
  /** Whether the file of that id is there, and holds no record because of its own mistakes. */
  isUnreadable(id: string): boolean;
  ofKind(kind: string): readonly RecordEntry[];
  kind(name: string): Kind | undefined;
  /** Ids that may be taken for this one, itself included where a record has it. */
  idsThatLookLike(id: string): readonly string[];
  /** Every field that names the record, in the order of files. */
  referrers(id: string): readonly Referrer[];
  /** Records that point at the record, each once, in the order of files. That one is told from it is no link. */
  linkedFrom(id: string): readonly RecordEntry[];
  /** The record as expressions see it: stored fields, derived fields, id, kind, state and recorded state. */
  view(record: RecordEntry): CelMap;
  /** The node of a record's view that stands at a place of the record; null where there is none. */
  viewAt(record: RecordEntry, place: Place): CelValue;
  /** What an expression may name; `self` is the whole record unless another node is given. */
  scope(record: RecordEntry, self?: CelValue, beside?: Beside): Scope;
  /** The names of an expression over any value, which is also its `record`. */
  scopeOf(self: CelValue): Scope;
  /** The value of a schema's expression for a record; a failure is kept and gives undefined. */
  evaluate(record: RecordEntry, expression: string, self?: CelValue, beside?: Beside): CelValue | undefined;
  /** A text of the schema with its holes filled; a failure is kept and gives the text as it stands. */
  fill(record: RecordEntry, text: string, self?: CelValue, beside?: Beside): string;
  /** State of a record today: derived from history, dates and today; undefined for a kind without a life cycle. */
  state(record: RecordEntry): string | undefined;
  /** The state that the last step of a record's history names. */
  recorded(record: RecordEntry): string | undefined;
  /** What a record is called: its kind's title field, else its id. */
  title(record: RecordEntry, language?: string): string;
}
