/** What is typed for a field, as a placeholder: in hints, in help, and where answers are missing. */
import { type Field, shortProperties } from './field.ts';

/** What a field is given, in a word: `DATE`, `CODE`, `'AMOUNT CURRENCY'`. */
export function valueShape(field: Field): string {
  const shape = {
    reference: 'ID',
    choice: 'CODE',
    date: 'DATE',
    'partial-date': 'DATE',
    'date-time': 'DATE-TIME',
    decimal: 'NUMBER',
    uri: 'ADDRESS',
    email: 'EMAIL',
    money: "'AMOUNT CURRENCY'",
    boolean: 'yes|no',
    integer: 'NUMBER',
    number: 'NUMBER',
  } as Record<string, string>;
  return groupShape(field) ?? itemShape(field) ?? shape[field.type] ?? 'TEXT';
}

/** A group is given by the property that plain text fills, where that makes it whole. */
function groupShape(field: Field): string | undefined {
  if (field.type !== 'object') return undefined;
  const [short] = shortProperties(field);
  return short !== undefined && isWholeWithout(field) ? valueShape(short) : `'${flowShape(field)}'`;
}

/** Whether the short properties are all that a group cannot be without. */
function isWholeWithout(field: Field): boolean {
  const short = shortProperties(field);
  return field.properties.every((property) => !property.required || short.includes(property));
}

/** A list by one of its items: of a group in braces where its short form alone does not make it whole. */
function itemShape({ item }: Field): string | undefined {
  if (item === undefined) return undefined;
  if (item.type === 'object' && !isWholeWithout(item)) return `'${flowShape(item)},…'`;
  const shape = valueShape(item).replaceAll("'", '');
  return shape === 'TEXT' ? 'ONE,…' : `${shape},…`;
}

/** A group in braces, with what it cannot be without. */
function flowShape(field: Field): string {
  if (field.type !== 'object') return valueShape(field).replaceAll("'", '');
  const [short] = shortProperties(field);
  if (short !== undefined && isWholeWithout(field)) return flowShape(short);
  const parts = field.properties.filter((property) => property.required);
  return `{${parts.map((property) => `${property.name}: ${flowShape(property)}`).join(', ')}}`;
}
