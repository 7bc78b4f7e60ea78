/** Values with one place changed; what is given stays as it is. */
import { emptyMap, isMap, type Place, type Value, type ValueMap } from '../value.ts';
import { type Field, propertyOf } from './field.ts';

/**
 * The value with another value at a place. Maps and lists on the way that are missing are made: a list where the step is
 * a position, else a map. A step into a text or a number replaces it.
 */
export function withValue(value: ValueMap, place: Place, changed: Value): ValueMap {
  return place.length === 0 && isMap(changed) ? changed : (changedAt(value, place, changed) as ValueMap);
}

/** The value without what stands at a place; unchanged if nothing stands there. The map or list around it stays. */
export function withoutValue(value: ValueMap, place: Place): ValueMap {
  return removedAt(value, place) as ValueMap;
}

/** The value with the keys of its maps in the order of the schema; keys that the schema does not know come last. */
export function inSchemaOrder(field: Field, value: Value): Value {
  if (Array.isArray(value)) {
    const { item } = field;
    return item === undefined ? value : value.map((entry) => inSchemaOrder(item, entry));
  }
  if (!isMap(value)) return value;
  const known = field.properties.map((property) => property.name).filter((name) => Object.hasOwn(value, name));
  const names = [...known, ...Object.keys(value).filter((name) => !known.includes(name))];
  const ordered = emptyMap();
  for (const name of names) {
    const property = propertyOf(field, name);
    const entry = value[name]!;
    ordered[name] = property === undefined ? entry : inSchemaOrder(property, entry);
  }
  return ordered;
}

function changedAt(value: Value | undefined, place: Place, changed: Value): Value {
  const [step, ...rest] = place;
  if (step === undefined) return changed;
  if (typeof step === 'number' && !isMap(value)) {
    const list = Array.isArray(value) ? [...value] : [];
    list[step] = changedAt(list[step], rest, changed);
    return list;
  }
  const key = String(step);
  const map = Object.assign(emptyMap(), isMap(value) ? value : undefined);
  map[key] = changedAt(Object.hasOwn(map, key) ? map[key] : undefined, rest, changed);
  return map;
}

function removedAt(value: Value, place: Place): Value {
  const [step, ...rest] = place;
  if (step === undefined) return value;
  if (Array.isArray(value)) {
    if (rest.length === 0) return value.filter((_, index) => index !== step);
    return value.map((entry, index) => (index === step ? removedAt(entry, rest) : entry));
  }
  const key = String(step);
  if (!isMap(value) || !Object.hasOwn(value, key)) return value;
  const map = Object.assign(emptyMap(), value);
  if (rest.length === 0) delete map[key];
  else map[key] = removedAt(map[key]!, rest);
  return map;
}
