/** The tree of fields that a schema describes: what checks, wizard, tables, editing and documents all read. */
import type { Place, Value, ValueMap } from '../value.ts';
import { isMap } from '../value.ts';
import type { FieldAnnotations } from './annotations.ts';

export type FieldType =
  | 'text'
  | 'long-text'
  | 'date'
  | 'partial-date'
  | 'date-time'
  | 'decimal'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'choice'
  | 'reference'
  | 'uri'
  | 'email'
  | 'money'
  | 'fingerprints'
  | 'object'
  | 'list';

export interface Field {
  /** Property name; `*` for the item of a list, empty for the record itself. */
  readonly name: string;
  /** Dotted path from the record, with `*` for list items. */
  readonly path: string;
  readonly type: FieldType;
  readonly title: string;
  readonly description: string;
  readonly examples: readonly Value[];
  /** True when the schema requires it of every record. */
  readonly required: boolean;
  readonly default: Value | undefined;
  /** Values of `enum`, where the schema names them itself. */
  readonly choices: readonly string[];
  readonly annotations: FieldAnnotations;
  /** Fields of an object, in the order of the schema; empty for all others. */
  readonly properties: readonly Field[];
  /** The item of a list. */
  readonly item: Field | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly minItems: number;
}

const propertiesByName = new WeakMap<Field, ReadonlyMap<string, Field>>();

/** The field of that name below an object field. */
export function propertyOf(field: Field, name: string): Field | undefined {
  let byName = propertiesByName.get(field);
  if (byName === undefined) {
    byName = new Map(field.properties.toReversed().map((property) => [property.name, property]));
    propertiesByName.set(field, byName);
  }
  return byName.get(name);
}

/** The field at a schema path of names, where `*` or a position stands for the item of a list. */
export function fieldAt(root: Field, segments: Place): Field | undefined {
  let field: Field | undefined = root;
  for (const segment of segments) {
    if (field === undefined) return undefined;
    field = field.type === 'list' ? field.item : propertyOf(field, String(segment));
  }
  return field;
}

/** Properties that tell one item of the list from another; empty: items match by content. */
export function keyOf(list: Field): readonly string[] {
  const key = list.annotations.key;
  return key === undefined ? [] : typeof key === 'string' ? [key] : key;
}

/**
 * True for a group that is one thing: an amount with its currency; the fingerprints of a text, which parts of two sets would
 * claim for a text that nobody has read. It is compared and merged as a whole.
 */
export function isWhole(field: Field | undefined): boolean {
  return field?.type === 'money' || field?.type === 'fingerprints';
}

/** The kinds that a reference may name. */
export function targetsOf(field: Field): readonly string[] {
  const references = field.annotations.references;
  return references === undefined ? [] : typeof references === 'string' ? [references] : references;
}

/** Properties that plain text may fill, the preferred first. */
export function shortProperties(field: Field): readonly Field[] {
  const short = field.annotations.short;
  const names = short === undefined ? [] : typeof short === 'string' ? [short] : short;
  return names.flatMap((name) => propertyOf(field, name) ?? []);
}

/** What a field is needed for: names of states and documents. */
export function neededFor(field: Field): readonly string[] {
  const needed = field.annotations.neededFor;
  return needed === undefined ? [] : typeof needed === 'string' ? [needed] : needed;
}

/** The text that identifies a list item by the list's key, or undefined where the item lacks it. */
export function itemKey(list: Field, item: Value): string | undefined {
  const key = keyOf(list);
  if (key.length === 0 || !isMap(item)) return undefined;
  const parts = key.map((name) => (Object.hasOwn(item, name) ? item[name] : undefined));
  return parts.every((part) => typeof part === 'string' || typeof part === 'number')
    ? parts.map(String).join('+')
    : undefined;
}

/** Says of a field whether something holds of it or of one below it. */
export type Among = (field: Field) => boolean;

/** Each field is looked at once, however many records are walked through. */
export function among(holds: (field: Field) => boolean): Among {
  const known = new WeakMap<Field, boolean>();
  const isAmong = (field: Field): boolean => {
    let answer = known.get(field);
    if (answer === undefined) {
      answer = holds(field) || field.properties.some(isAmong) || (field.item !== undefined && isAmong(field.item));
      known.set(field, answer);
    }
    return answer;
  };
  return isAmong;
}

/**
 * Calls back for each value that a field describes, from the root down, in the order of the record. Parts of the record
 * where `isWanted` holds of no field are passed over.
 */
export function walkValues(
  root: Field,
  value: ValueMap,
  visit: (field: Field, value: Value, place: Place, parent: ValueMap | undefined) => void,
  isWanted: Among = () => true,
): void {
  const walk = (field: Field, at: Value, place: Place, parent: ValueMap | undefined): void => {
    visit(field, at, place, parent);
    if (field.type === 'list' && field.item !== undefined && Array.isArray(at)) {
      const item = field.item;
      if (!isWanted(item)) return;
      at.forEach((entry, index) => {
        walk(item, entry, [...place, index], parent);
      });
    } else if (isMap(at)) {
      for (const name of Object.keys(at)) {
        const property = propertyOf(field, name);
        if (property !== undefined && isWanted(property)) walk(property, at[name] as Value, [...place, name], at);
      }
    }
  };
  if (isWanted(root)) walk(root, value, [], undefined);
}

/** Every field below `root`, parents before children. */
export function allFields(root: Field): Field[] {
  const below = [...root.properties, ...(root.item === undefined ? [] : [root.item])];
  return [root, ...below.flatMap(allFields)];
}
