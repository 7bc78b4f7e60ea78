/** A record as JSON: id, kind, state, stored and derived fields; integers and decimals as the record writes them. */
import type { CelValue } from '../core/expression-values.ts';
import { viewValue } from '../core/query.ts';
import type { RecordEntry, Register } from '../core/register.ts';

export function recordJson(register: Register, record: RecordEntry): object {
  const derived: Record<string, unknown> = {};
  for (const name of Object.keys(record.kind.annotations.derived ?? {})) {
    const value = viewValue(register, record, [name]);
    if (value !== undefined) derived[name] = plainValue(value);
  }
  const state = register.state(record);
  const head = { id: record.id, kind: record.kind.name, ...(state === undefined ? {} : { state }) };
  return { ...head, ...record.value, ...derived, ...head };
}

/** CEL integers become numbers, and another record its id. */
function plainValue(value: CelValue): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== 'object' || value === null) return value;
  if (typeof value.id === 'string' && typeof value.kind === 'string') return value.id;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, plainValue(entry)]));
}
