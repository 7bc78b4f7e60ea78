/** What differs between two registers: records that came, went, changed or were renamed, and what follows from it. */
import { ExpressionError } from '../expressions/expression.ts';
import { formatMoney } from '../measures/money.ts';
import { stateTitle } from '../register/lifecycle.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { formerIds } from '../schemas/common-fields.ts';
import { emptyMap, sameValue } from '../value.ts';
import { differences, type FieldChange } from './diff.ts';

export interface RecordChange {
  /** Its id after the change; before, where it went. */
  readonly id: string;
  /** The id that it had, where it has got another. */
  readonly renamedFrom?: string;
  readonly kind: string;
  readonly file: string;
  readonly change: 'added' | 'changed' | 'removed';
  readonly fields: readonly FieldChange[];
  /** What follows in the record's derived fields and state. */
  readonly consequences: readonly Consequence[];
}

export interface Consequence {
  readonly name: string;
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

/** A record on both sides; it came where there is none before, and went where there is none after. */
export interface RecordPair {
  readonly before: RecordEntry | undefined;
  readonly after: RecordEntry | undefined;
}

/**
 * Records of two sides that differ, in the order of their files. One that is gone and one that came are the same record
 * if the new one says so (`formerly`), or holds the same.
 */
export function changedRecords(old: readonly RecordEntry[], now: readonly RecordEntry[]): RecordPair[] {
  const before = new Map(old.map((record) => [record.file, record]));
  const after = new Map(now.map((record) => [record.file, record]));
  const gone = old.filter((record) => !after.has(record.file));
  const pairs = now.flatMap((record): RecordPair[] => {
    const same = before.get(record.file) ?? takeFormer(gone, record);
    if (same?.file === record.file && sameValue(same.value, record.value)) return [];
    return [{ before: same, after: record }];
  });
  const fileOf = (pair: RecordPair): string => (pair.after ?? pair.before)?.file ?? '';
  return [...pairs, ...gone.map((record) => ({ before: record, after: undefined }))].sort((a, b) =>
    fileOf(a) < fileOf(b) ? -1 : 1,
  );
}

function takeFormer(gone: RecordEntry[], record: RecordEntry): RecordEntry | undefined {
  const former = formerIds(record.value);
  const ofKind = (other: RecordEntry): boolean => other.kind.name === record.kind.name;
  let index = gone.findIndex((other) => ofKind(other) && former.includes(other.id));
  if (index < 0) index = gone.findIndex((other) => ofKind(other) && sameValue(other.value, record.value));
  return index < 0 ? undefined : gone.splice(index, 1)[0];
}

/** What changed in one record; `fields` where the writer can say it better than a comparison. */
export function recordChange(
  old: Register,
  next: Register,
  { before, after }: RecordPair,
  fields?: readonly FieldChange[],
): RecordChange {
  const record = after ?? before;
  if (record === undefined) throw new Error('a change of no record');
  const { id, kind, file } = record;
  next.expressions.watch?.at(file);
  if (after === undefined) {
    return { id, kind: kind.name, file, change: 'removed', fields: [], consequences: [] };
  }
  return {
    ...(before !== undefined && before.id !== after.id ? { renamedFrom: before.id } : {}),
    ...{ id, kind: kind.name, file },
    change: before === undefined ? 'added' : 'changed',
    fields: fields ?? differences(kind.root, before?.value ?? emptyMap(), after.value),
    consequences: consequencesOf(old, next, before, after),
  };
}

function consequencesOf(
  register: Register,
  next: Register,
  before: RecordEntry | undefined,
  after: RecordEntry,
): Consequence[] {
  const shown = Object.entries(after.kind.annotations.derived ?? {}).filter(([, entry]) => entry.hidden !== true);
  const derived = shown.map(([name, entry]) => ({
    name,
    title: entry.title,
  }));
  const names = [
    ...(after.kind.annotations.lifecycle === undefined ? [] : [{ name: 'state', title: 'State' }]),
    ...derived,
  ];
  return names.flatMap(({ name, title }): Consequence[] => {
    const was = before === undefined ? '' : derivedText(register, before, name);
    const is = derivedText(next, after, name);
    return was === is || (before === undefined && is === '') ? [] : [{ name, title, before: was, after: is }];
  });
}

/** A derived value as text to compare and to show; a failing expression is told by the checks, and not here. */
function derivedText(register: Register, record: RecordEntry, name: string): string {
  try {
    const value: unknown = register.view(record)[name];
    if (name === 'state' && typeof value === 'string') return stateTitle(record.kind, value).toLowerCase();
    return value === undefined || value === null ? '' : textOf(value);
  } catch (error) {
    if (error instanceof ExpressionError) return '';
    throw error;
  }
}

function textOf(value: unknown): string {
  if (Array.isArray(value))
    return value
      .map(textOf)
      .filter((text) => text !== '')
      .join(', ');
  if (typeof value === 'object' && value !== null) {
    const map = value as Record<string, unknown>;
    // A table that is worked out for papers is told by none of its cells.
    return typeof map.amount === 'string' ? formatMoney({ amount: map.amount, currency: String(map.currency) }) : '';
  }
  return value === true ? 'yes' : value === false ? 'no' : String(value);
}
