/** A record as expressions see it: typed by the schema, with derived fields that are worked out when asked for. */
import { weighsOne } from '../expressions/budget.ts';
import { ExpressionError } from '../expressions/expression.ts';
import { type CelMap, type CelValue, plainValue } from '../expressions/values.ts';
import type { DerivedAnnotation } from '../schemas/annotations.ts';
import type { Field } from '../schemas/field.ts';
import { emptyMap, isMap, type Value } from '../value.ts';
import type { RecordEntry, Register } from './register.ts';

/** The view of a whole record; derived fields, `state` and `recorded` are worked out once, when first asked for. */
export function recordView(register: Register, record: RecordEntry): CelMap {
  const extra: Record<string, () => CelValue> = {
    id: () => record.id,
    kind: () => record.kind.name,
    recorded: () => register.recorded(record) ?? null,
    state: () => register.state(record) ?? null,
    title_text: () => register.title(record),
  };
  return nodeView(register, record, record.kind.root, record.value, extra) as CelMap;
}

/** A value by its field: integers become CEL ints, and what does not fit its field counts as absent. */
export function celValue(field: Field, value: Value, register?: Register, record?: RecordEntry): CelValue | undefined {
  switch (field.type) {
    case 'integer':
      return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : undefined;
    case 'number':
      return typeof value === 'number' ? value : undefined;
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'list': {
      const item = field.item;
      if (!Array.isArray(value) || item === undefined) return undefined;
      return value.map((entry) => celValue(item, entry, register, record) ?? null);
    }
    case 'fingerprints':
      return isMap(value) ? Object.assign(Object.create(null) as CelMap, value) : undefined;
    case 'object':
    case 'money':
      return isMap(value) ? nodeView(register, record, field, value, {}) : undefined;
    default:
      return typeof value === 'string' ? value : undefined;
  }
}

/** What an expression gave, as the field stores it: of a group only its own fields, and not what is derived. */
export function storedValue(field: Field, value: CelValue): Value {
  if (Array.isArray(value)) {
    const { item } = field;
    return value.map((entry) => (item === undefined ? plainValue(entry) : storedValue(item, entry)));
  }
  if (typeof value !== 'object' || value === null || field.properties.length === 0) return plainValue(value);
  const map = emptyMap();
  for (const property of field.properties) {
    const entry = Object.hasOwn(value, property.name) ? value[property.name] : undefined;
    if (entry !== undefined && entry !== null) map[property.name] = storedValue(property, entry);
  }
  return map;
}

function nodeView(
  register: Register | undefined,
  record: RecordEntry | undefined,
  field: Field,
  value: Value,
  extra: Readonly<Record<string, () => CelValue>>,
): CelValue {
  const stored: CelMap = Object.create(null);
  if (isMap(value)) {
    for (const property of field.properties) {
      if (!Object.hasOwn(value, property.name)) continue;
      const converted = celValue(property, value[property.name] as Value, register, record);
      if (converted !== undefined) stored[property.name] = converted;
    }
  }
  const derived = field.annotations.derived;
  if (register === undefined || record === undefined || (derived === undefined && Object.keys(extra).length === 0)) {
    return stored;
  }
  return lazyView(register, record, stored, field.path, derived ?? {}, extra);
}

/**
 * A proxy, since a derived field that gives null must count as absent (`has`, `.?`), which only the moment of asking
 * can tell.
 */
function lazyView(
  register: Register,
  record: RecordEntry,
  stored: CelMap,
  path: string,
  derived: Readonly<Record<string, DerivedAnnotation>>,
  extra: Readonly<Record<string, () => CelValue>>,
): CelMap {
  const done = new Map<string, CelValue | undefined>();
  const running = new Set<string>();
  const names = [...Object.keys(stored), ...Object.keys(extra), ...Object.keys(derived)];

  const compute = (name: string): CelValue | undefined => {
    if (done.has(name)) return done.get(name);
    if (running.has(name)) {
      const field = path === '' ? name : `${path}.${name}`;
      throw new ExpressionError(derived[name]?.value ?? name, `${record.id}: "${field}" needs itself to be worked out`);
    }
    running.add(name);
    try {
      const annotation = derived[name];
      const value =
        annotation === undefined
          ? extra[name]?.()
          : register.expressions.evaluate(annotation.value, register.scope(record, view), register.lookup);
      done.set(name, value ?? undefined);
      return value ?? undefined;
    } finally {
      running.delete(name);
    }
  };
  const get = (name: string | symbol): CelValue | undefined => {
    const value = typeof name === 'string' ? found(name) : undefined;
    // Here, since who compares two records asks for their fields without being an expression.
    register.expressions.budget.spendOn(value);
    return value;
  };
  const found = (name: string): CelValue | undefined => {
    if (Object.hasOwn(stored, name)) return stored[name];
    return Object.hasOwn(derived, name) || Object.hasOwn(extra, name) ? compute(name) : undefined;
  };
  const view: CelMap = new Proxy(stored, {
    get: (_target, name) => get(name),
    has: (_target, name) => get(name) !== undefined,
    // Names are not tried here: whoever lists them asks for each (below), and CEL looks only at the first one, to see
    // what it holds. Working all out would let a derived field that hands on its record need itself.
    ownKeys: () => [...new Set(names)],
    getOwnPropertyDescriptor: (_target, name) => {
      const value = get(name);
      return value === undefined ? undefined : { value, configurable: true, enumerable: true, writable: true };
    },
  });
  weighsOne(view);
  return view;
}
