/** A field as a reference: its type, its example and its codes in words. */
import { codeListOf } from '../core/register/code-list-of.ts';
import { fieldLevel } from '../core/register/disclosure.ts';
import type { Register } from '../core/register/register.ts';
import { type Field, keyOf, neededFor, shortProperties, targetsOf } from '../core/schemas/field.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { isMap, type Value } from '../core/value.ts';

export interface FieldReference {
  /** Dotted, `*` for the items of a list. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  /** In words: "date (YYYY-MM-DD)", "code of the list partner-type", "list of groups, told apart by partner". */
  readonly type: string;
  readonly required: boolean;
  /** States and documents that need it. */
  readonly neededFor: readonly string[];
  readonly example: string;
  readonly depth: number;
  /** Who may see it: the narrowest mark on the way to it. */
  readonly disclosure: string;
}

export function fieldReference(kind: Kind, field: Field, depth = 0): FieldReference {
  return {
    path: field.path,
    title: field.title,
    description: field.description,
    type: typeInWords(field),
    required: field.required,
    neededFor: neededFor(field),
    example: exampleText(field.examples[0] ?? field.item?.examples[0]),
    depth,
    disclosure: fieldLevel(kind.root, field.path.split('.')),
  };
}

const typeNames: Readonly<Record<string, string>> = {
  text: 'text',
  'long-text': 'text of any length',
  date: 'date (YYYY-MM-DD)',
  'partial-date': 'date (YYYY, YYYY-MM or YYYY-MM-DD)',
  'date-time': 'date and time',
  decimal: 'number with decimals, in quotes',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  uri: 'web address',
  email: 'e-mail address',
  money: 'amount and currency',
  fingerprints: 'fingerprints by path',
  object: 'group',
};

function typeInWords(field: Field): string {
  if (field.type === 'reference') return `id of ${oneOf(targetsOf(field))}`;
  if (field.type === 'choice') {
    const { codelist, setting } = field.annotations;
    if (setting !== undefined) return `code of the office's ${setting.replaceAll('_', ' ')}`;
    return codelist === undefined ? `one of ${field.choices.join(', ')}` : `code of the list ${codelist}`;
  }
  if (isTextByLanguage(field)) return 'text by language';
  if (field.type !== 'list') return typeNames[field.type] ?? field.type;
  const key = keyOf(field);
  const items = field.item === undefined ? 'values' : plural(typeInWords(field.item));
  return `list of ${items}${key.length === 0 ? '' : `, told apart by ${key.join(' and ')}`}`;
}

/** A group whose fields are languages, English among them: it reads as one text. */
export function isTextByLanguage(field: Field): boolean {
  const languages = field.properties.filter((property) => /^[a-z]{2}$/.test(property.name));
  return (
    languages.some((property) => property.name === 'en') && languages.every((property) => /text$/.test(property.type))
  );
}

function plural(type: string): string {
  const [, first = type, rest = ''] = /^(\S+)([\s\S]*)$/.exec(type) ?? [];
  return `${{ code: 'codes', id: 'ids', group: 'groups', text: 'texts', date: 'dates' }[first] ?? first}${rest}`;
}

function oneOf(kinds: readonly string[]): string {
  const names = kinds.map((kind) => (kind === '*' ? 'any record' : `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`));
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** An example as it would be typed. */
function exampleText(value: Value | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(exampleText).join(', ');
  if (!isMap(value)) return String(value);
  return Object.entries(value)
    .map(([name, entry]) => `${name}: ${exampleText(entry)}`)
    .join(', ');
}

/** The codes that a field takes, with what they mean; undefined where it takes none. */
export function codesOf(
  field: Field,
  register: Register,
): readonly { readonly code: string; readonly label: string }[] | undefined {
  const choice = field.type === 'list' ? field.item : field;
  const named = codeField(choice);
  if (named === undefined) return undefined;
  const list = codeListOf(register, named);
  if (list !== undefined)
    return list.items.filter((item) => item.retired !== true).map((item) => ({ code: item.code, label: item.en }));
  return named.choices.map((code) => ({ code, label: code.replaceAll('_', ' ') }));
}

/** The field itself, or the property of a group that plain text fills: `countries` takes the codes of `countries.*.code`. */
function codeField(field: Field | undefined): Field | undefined {
  if (field === undefined || field.type === 'choice') return field;
  return shortProperties(field).find((property) => property.type === 'choice');
}
