import { readFlow } from '../records/record.ts';
import { type Field, shortProperties } from '../schemas/field.ts';
import { lowerFirst } from '../schemas/place.ts';
import { emptyMap, isMap, type ValueMap } from '../value.ts';
import { readWithin } from './braces.ts';
import { type FieldCodec, FieldFault, type FieldTypeRules, type FieldWorld } from './field-type.ts';
import { plain } from './text.ts';

/** A group of fields: plain text fills the one that `short` names, anything else is written as YAML in braces. */
export const objectType: FieldTypeRules = {
  parse: (text, field, world, within) => {
    const written = text.trim();
    if (written.startsWith('{')) {
      const value = readFlow(written);
      if (!isMap(value)) throw new FieldFault(`"${written}" cannot be read; write it as {name: value, …}.`);
      return readWithin(value, field, world, within);
    }
    return parseShort(written, field, world, within);
  },
  print: (value, field, world, within) => (isMap(value) ? printObject(value, field, world, within) : plain(value)),
  expects: (field) => (shortProperties(field).length === 0 ? 'a group of fields' : 'text'),
};

/** The first of the short properties that takes the text. */
function parseShort(text: string, field: Field, world: FieldWorld, within: FieldCodec): ValueMap {
  const short = shortProperties(field);
  let fault: unknown;
  for (const property of short) {
    try {
      return Object.assign(emptyMap(), { [property.name]: within.parse(property, text, world) });
    } catch (error) {
      fault = error;
    }
  }
  if (fault !== undefined) throw fault;
  const names = field.properties.map((property) => property.name).join(', ');
  throw new FieldFault(`${field.title} has several fields (${names}): set them one by one, or write {name: value, …}.`);
}

/** The short property first, which needs no title unless it is a number among others, then the others in a word or two each. */
function printObject(value: ValueMap, field: Field, world: FieldWorld, within: FieldCodec): string {
  const shown = field.properties.filter((property) => Object.hasOwn(value, property.name));
  const first = shortProperties(field).find((property) => shown.includes(property));
  const rest = shown.filter((property) => property !== first);
  const print = (property: Field): string => within.print(property, value[property.name] ?? null, world);
  const titled = (property: Field): string => `${lowerFirst(property.title)} ${print(property)}`;
  const isNumber = first !== undefined && rest.length > 0 && /^(integer|number)$/.test(first.type);
  const lead = first === undefined ? [] : [isNumber ? titled(first) : print(first)];
  return [...lead, ...rest.map(titled)].join(', ');
}
