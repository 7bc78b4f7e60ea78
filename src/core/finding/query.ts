/** Values of records by the fields that a person types, and their order. */
import { ExpressionError } from '../expressions/expression.ts';
import type { CelMap, CelValue } from '../expressions/values.ts';
import { readingOrder } from '../reading-order.ts';
import type { RecordEntry, Register } from '../register/register.ts';

/** Sorted by a field, stored or derived; `-` before it turns the order. Records without it come last. */
export function sortRecords(register: Register, records: readonly RecordEntry[], by: string): RecordEntry[] {
  const descending = by.startsWith('-');
  const path = (descending ? by.slice(1) : by).split('.');
  const keyed = records.map((record) => ({ record, key: sortKey(register, record, path) }));
  const turn = descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) return a.key === b.key ? 0 : a.key === undefined ? 1 : -1;
    const order =
      typeof a.key === 'string' && typeof b.key === 'string'
        ? readingOrder(a.key, b.key)
        : Number(a.key > b.key) - Number(a.key < b.key);
    return order === 0 ? readingOrder(a.record.id, b.record.id) : order * turn;
  });
  return keyed.map((entry) => entry.record);
}

function sortKey(
  register: Register,
  record: RecordEntry,
  path: readonly string[],
): string | number | bigint | undefined {
  const value = viewValue(register, record, path);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? value
    : value === undefined
      ? undefined
      : String(value);
}

/** A stored or derived value of a record by dotted path; undefined where it is absent or cannot be worked out. */
export function viewValue(register: Register, record: RecordEntry, path: readonly string[]): CelValue | undefined {
  try {
    let at: CelValue | undefined = register.view(record);
    for (const step of path) {
      if (typeof at !== 'object' || at === null) return undefined;
      at = Array.isArray(at) ? at[Number(step)] : (at as CelMap)[step];
    }
    return at ?? undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}
