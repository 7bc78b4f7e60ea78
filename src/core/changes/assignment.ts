/** Changes as they are typed: `path=value`, `path=`, `path+=value`, `path-=key`. */
import { usageError } from '../../errors.ts';
import { FieldFault, type FieldWorld } from '../fields/field-type.ts';
import { fieldType, parseField } from '../fields/index.ts';
import { type Field, itemKey, keyOf } from '../schemas/field.ts';
import { findPlace, itemIndex } from '../schemas/place.ts';
import { withoutValue, withValue } from '../schemas/value-edit.ts';
import { emptyMap, isMap, type Place, sameValue, type Value, type ValueMap, valueAt } from '../value.ts';

export interface Assignment {
  readonly path: string;
  readonly operator: '=' | '+=' | '-=';
  readonly text: string;
}

/** Reads `path=value` and its like. Throws `assignment-invalid`. */
export function parseAssignment(text: string): Assignment {
  const match = /^([^=]+?)(\+=|-=|=)([\s\S]*)$/.exec(text);
  if (match === null) {
    throw usageError(
      'assignment-invalid',
      `"${text}" is no change.`,
      "write path=value, such as title.en='Water research'",
    );
  }
  const [, path = '', operator, value = ''] = match;
  return { path: path.trim(), operator: operator as Assignment['operator'], text: value };
}

/** One change of a value at a place; `value` undefined removes. */
export interface ValueChange {
  readonly place: Place;
  readonly value: Value | undefined;
  /** True where the value is a new item at the end of the list at `place`. */
  readonly append?: boolean;
}

/**
 * What an assignment changes in a record's value, typed by the schema. Throws `unknown-field`, `unknown-item` or
 * `value-invalid`, which names the field, what was wrong and what would do.
 */
export function changesOf(root: Field, value: ValueMap, assignment: Assignment, world: FieldWorld): ValueChange[] {
  const found = findPlace(root, value, assignment.path);
  const { field, place } = found;
  if (assignment.operator === '-=') return [removeItem(field, value, place, assignment)];
  if (assignment.operator === '+=') return appendItems(field, value, place, assignment, world);
  if (assignment.text === '') {
    if (valueAt(value, place) === undefined) {
      throw usageError('nothing-there', `${assignment.path} is empty already.`, 'an empty value removes a field');
    }
    return [{ place, value: undefined }];
  }
  if (found.newItem !== undefined) return [newItem(root, found.newItem, place, read(field, assignment, world))];
  return [{ place, value: read(field, assignment, world) }];
}

/** Applies a change to a value in memory. */
export function applyChange(value: ValueMap, change: ValueChange): ValueMap {
  if (change.value === undefined) return withoutValue(value, change.place);
  if (change.append === true) {
    const list = valueAt(value, change.place);
    return withValue(value, [...change.place, Array.isArray(list) ? list.length : 0], change.value);
  }
  return withValue(value, change.place, change.value);
}

function read(field: Field, assignment: Assignment, world: FieldWorld): Value {
  try {
    return parseField(field, assignment.text, world);
  } catch (error) {
    if (!(error instanceof FieldFault)) throw error;
    throw usageError(
      'value-invalid',
      `${field.title} (${assignment.path}): ${error.message}`,
      `expected: ${fieldType(field).expects(field)}`,
    );
  }
}

/** An item named by a key that the list does not hold: `parties.za.signed_on=…` adds the item with that key. */
function newItem(
  root: Field,
  item: { readonly list: Place; readonly key: string },
  place: Place,
  given: Value,
): ValueChange {
  const list = fieldOfPlace(root, item.list);
  const [key] = keyOf(list);
  const fresh: ValueMap = Object.assign(emptyMap(), key === undefined ? {} : { [key]: item.key });
  const below = place.slice(item.list.length + 1);
  const filled = below.length === 0 ? given : withValue(fresh, below, given);
  return { place: item.list, value: filled, append: true };
}

function fieldOfPlace(root: Field, place: Place): Field {
  let field = root;
  for (const step of place) {
    const next =
      field.type === 'list' ? field.item : field.properties.find((property) => property.name === String(step));
    if (next === undefined) return field;
    field = next;
  }
  return field;
}

/** Items are added at the end; one whose key is there already is merged into it. */
function appendItems(
  field: Field,
  value: ValueMap,
  place: Place,
  assignment: Assignment,
  world: FieldWorld,
): ValueChange[] {
  if (field.type !== 'list' || field.item === undefined) {
    throw usageError(
      'not-a-list',
      `${assignment.path} is no list, so += has no meaning here.`,
      `write ${assignment.path}=…`,
    );
  }
  const there = valueAt(value, place);
  const items: Value[] = Array.isArray(there) ? there : [];
  const added = read(field, assignment, world) as Value[];
  return added.flatMap((item): ValueChange[] => {
    const key = itemKey(field, item);
    const index =
      key === undefined
        ? items.findIndex((old) => sameValue(old, item))
        : items.findIndex((old) => itemKey(field, old) === key);
    if (index < 0) return [{ place, value: item, append: true }];
    const old = items[index];
    if (isMap(old) && isMap(item)) return [{ place: [...place, index], value: Object.assign(emptyMap(), old, item) }];
    return [];
  });
}

function removeItem(field: Field, value: ValueMap, place: Place, assignment: Assignment): ValueChange {
  const there = valueAt(value, place);
  const items: Value[] = Array.isArray(there) ? there : [];
  if (field.type !== 'list') {
    throw usageError(
      'not-a-list',
      `${assignment.path} is no list, so -= has no meaning here.`,
      `to remove the field: ${assignment.path}=`,
    );
  }
  const index = itemIndex(field, items, assignment.text.trim());
  if (index === undefined) {
    const keys = items.map(
      (item, position) => itemKey(field, item) ?? (typeof item === 'string' ? item : String(position)),
    );
    throw usageError(
      'unknown-item',
      `${field.title} has no item "${assignment.text}".`,
      `there are ${keys.join(', ') || 'none'}`,
    );
  }
  return { place: [...place, index], value: undefined };
}
