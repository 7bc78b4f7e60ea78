/** Places in a record: as a dotted path with list keys, as words for people, and back. */
import { usageError } from '../../errors.ts';
import { formatPath, parsePath } from '../paths.ts';
import { nearest } from '../suggest.ts';
import type { Place, Value, ValueMap } from '../value.ts';
import { isMap } from '../value.ts';
import { type Field, itemKey, keyOf, propertyOf } from './field.ts';

/** The dotted path of a place: a list item by its key where the schema gives one, else by its position. */
export function dottedPath(root: Field, value: ValueMap, place: Place): string {
  return formatPath(segmentsOf(root, value, place));
}

/** The segments of the dotted path of a place. */
export function segmentsOf(root: Field, value: ValueMap, place: Place): string[] {
  const segments: string[] = [];
  walkPlace(root, value, place, (step, parent, at) => {
    const key = parent?.type === 'list' && at !== undefined ? itemKey(parent, at) : undefined;
    segments.push(key ?? String(step));
  });
  return segments;
}

/** A place in words: titles of the schema, list items counted ("Parties, 2nd, signed on"). */
export function labelOf(root: Field, value: ValueMap, place: Place): string {
  const words: string[] = [];
  walkPlace(root, value, place, (step, parent, _at, field) => {
    if (parent?.type === 'list') words.push(typeof step === 'number' ? ordinal(step + 1) : String(step));
    else words.push(words.length === 0 ? (field?.title ?? String(step)) : lowerFirst(field?.title ?? String(step)));
  });
  return words.length === 0 ? 'The record' : words.join(', ');
}

/** As `labelOf`, but items of keyed lists by their key, which holds when others come and go ("Parties, za, signed on"). */
export function labelByKeys(root: Field, value: ValueMap, place: Place): string {
  const words: string[] = [];
  walkPlace(root, value, place, (step, parent, at, field) => {
    if (parent?.type === 'list') {
      const key = at === undefined ? undefined : itemKey(parent, at);
      words.push(key?.replaceAll('+', ' ') ?? (typeof step === 'number' ? ordinal(step + 1) : String(step)));
    } else words.push(words.length === 0 ? (field?.title ?? String(step)) : lowerFirst(field?.title ?? String(step)));
  });
  return words.length === 0 ? 'The record' : words.join(', ');
}

function walkPlace(
  root: Field,
  value: ValueMap,
  place: Place,
  visit: (step: string | number, parent: Field | undefined, at: Value | undefined, field: Field | undefined) => void,
): void {
  let field: Field | undefined = root;
  let at: Value | undefined = value;
  for (const step of place) {
    const parent: Field | undefined = field;
    field = parent?.type === 'list' ? parent.item : parent === undefined ? undefined : propertyOf(parent, String(step));
    if (Array.isArray(at)) at = typeof step === 'number' ? at[step] : undefined;
    else at = isMap(at) && Object.hasOwn(at, String(step)) ? at[String(step)] : undefined;
    visit(step, parent, at, field);
  }
}

export interface FoundPlace {
  readonly place: Place;
  readonly field: Field;
  /** A list item named by a key that the list does not hold yet. */
  readonly newItem?: { readonly list: Place; readonly key: string };
}

/**
 * The place and field that a typed path names in a record. Throws `unknown-field` with the nearest name, or
 * `unknown-item` where a list has no such item; a number that could only be meant as a position is no key of a new one.
 */
export function findPlace(root: Field, value: ValueMap, path: string): FoundPlace {
  let field = root;
  let at: Value | undefined = value;
  const place: (string | number)[] = [];
  let newItem: FoundPlace['newItem'];
  for (const segment of parsePath(path)) {
    if (field.type === 'list' && field.item !== undefined) {
      const items: Value[] = Array.isArray(at) ? at : [];
      const index = itemIndex(field, items, segment);
      const isPosition = /^\d+$/.test(segment) && Number(segment) < items.length;
      if (index === undefined && keyOf(field).length === 1 && newItem === undefined && !isPosition) {
        newItem = { list: [...place], key: segment };
      } else if (index === undefined) {
        throw unknownItem(field, items, path, segment);
      }
      place.push(index ?? items.length);
      at = index === undefined ? undefined : items[index];
      field = field.item;
    } else {
      const property = propertyOf(field, segment);
      if (property === undefined) throw unknownField(field, path, segment);
      place.push(segment);
      at = isMap(at) && Object.hasOwn(at, segment) ? at[segment] : undefined;
      field = property;
    }
  }
  return newItem === undefined ? { place, field } : { place, field, newItem };
}

/** Position of the item that a segment names: by key, by plain content, or (where neither fits) by position. */
export function itemIndex(list: Field, items: readonly Value[], segment: string): number | undefined {
  const byKey = items.findIndex((item) => itemKey(list, item) === segment || item === segment);
  if (byKey >= 0) return byKey;
  const position = /^\d+$/.test(segment) ? Number(segment) : -1;
  return position >= 0 && position < items.length && keyOf(list).length === 0 ? position : undefined;
}

function unknownField(field: Field, path: string, segment: string): Error {
  const names = field.properties.map((property) => property.name);
  const near = nearest(segment, names);
  const where = field.path === '' ? 'The record' : field.title;
  const hint = near === undefined ? `fields here: ${names.join(', ') || 'none'}` : `did you mean ${near}?`;
  return usageError('unknown-field', `${where} has no "${segment}" (in ${path}).`, hint);
}

function unknownItem(field: Field, items: readonly Value[], path: string, segment: string): Error {
  const keys = items.map((item, index) => itemKey(field, item) ?? String(index));
  const near = nearest(segment, keys);
  const hint =
    near !== undefined
      ? `did you mean ${near}?`
      : keys.length === 0
        ? 'the list is empty; add an item with +='
        : `there are ${keys.join(', ')}`;
  return usageError('unknown-item', `${field.title} has no item "${segment}" (in ${path}).`, hint);
}

/** 1 → "1st", 2 → "2nd", 11 → "11th". */
export function ordinal(count: number): string {
  const tens = count % 100;
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][count % 10] ?? 'th');
  return `${count}${ending}`;
}

/** Lower case for the middle of a sentence, unless the word is an abbreviation or the name of a language. */
export function lowerFirst(text: string): string {
  return /^[A-Z][^A-Z]/.test(text) && !/^(English|Amharic)\b/.test(text)
    ? text[0]?.toLowerCase() + text.slice(1)
    : text;
}

/** "An agreement", "A project": the title of a kind at the beginning of a sentence. */
export function withArticle(title: string): string {
  return `${/^[aeiou]/i.test(title) ? 'An' : 'A'} ${title.toLowerCase()}`;
}
