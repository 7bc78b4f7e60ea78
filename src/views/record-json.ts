/** A record as JSON: id, kind, state, stored and derived fields; integers and decimals as the record writes them. */
import type { CelValue } from '../core/expressions/values.ts';
import { viewValue } from '../core/finding/query.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { type Field, propertyOf } from '../core/schemas/field.ts';
import { isMap, type Place, type Value } from '../core/value.ts';

export function recordJson(register: Register, record: RecordEntry): object {
  const state = register.state(record);
  const head = { id: record.id, kind: record.kind.name, ...(state === undefined ? {} : { state }) };
  const { root } = record.kind;
  return { ...head, ...(nodeJson(register, record, root, record.value, []) as object), ...head };
}

/** A value with what is worked out for its groups and list items. */
function nodeJson(register: Register, record: RecordEntry, field: Field, value: Value, place: Place): unknown {
  if (Array.isArray(value)) {
    const { item } = field;
    return item === undefined
      ? value
      : value.map((entry, index) => nodeJson(register, record, item, entry, [...place, index]));
  }
  if (!isMap(value)) return value;
  const node: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(value)) {
    const property = propertyOf(field, name);
    node[name] = property === undefined ? entry : nodeJson(register, record, property, entry, [...place, name]);
  }
  for (const name of Object.keys(field.annotations.derived ?? {})) {
    const worked = viewValue(register, record, [...place.map(String), name]);
    if (worked !== undefined) node[name] = plainValue(worked);
  }
  return node;
}

/** CEL integers become numbers, and another record its id. */
function plainValue(value: CelValue): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== 'object' || value === null) return value;
  if (typeof value.id === 'string' && typeof value.kind === 'string') return value.id;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, plainValue(entry)]));
}
