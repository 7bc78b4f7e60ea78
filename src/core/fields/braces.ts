import type { Field } from '../schemas/field.ts';
import { propertyOf } from '../schemas/field.ts';
import { emptyMap, isMap, type Value } from '../value.ts';
import { type FieldCodec, FieldFault, type FieldWorld } from './field-type.ts';

/** Their texts mean what they say. */
const plainTypes: readonly string[] = ['text', 'long-text', 'email', 'uri'];

/**
 * What stands in braces or brackets, each text as if it were typed by itself: `today` is a day, a label its code. What cannot
 * be read so stays as it is, for the checks to name its place.
 */
export function readWithin(value: Value, field: Field, world: FieldWorld, within: FieldCodec): Value {
  if (Array.isArray(value)) {
    const { item } = field;
    return item === undefined ? value : value.map((entry) => readWithin(entry, item, world, within));
  }
  if (isMap(value)) {
    const read = Object.entries(value).map(([name, entry]) => {
      const property = propertyOf(field, name);
      return [name, property === undefined ? entry : readWithin(entry, property, world, within)];
    });
    return Object.assign(emptyMap(), Object.fromEntries(read));
  }
  if (typeof value !== 'string' || plainTypes.includes(field.type)) return value;
  try {
    return within.parse(field, value, world);
  } catch (error) {
    if (error instanceof FieldFault) return value;
    throw error;
  }
}
