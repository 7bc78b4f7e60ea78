/** A kind as a reference: its fields, presets, life cycle, rules and papers, all out of its schema. */
import { askedPaths, possibleSteps, rootsOf, startStates } from '../core/actions.ts';
import type { CodeLists } from '../core/code-lists.ts';
import { fieldLevel } from '../core/disclosure.ts';
import { type Field, keyOf, neededFor, shortProperties, targetsOf } from '../core/field.ts';
import type { Kind } from '../core/kind.ts';
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

export interface KindReference {
  readonly name: string;
  readonly plural: string;
  readonly title: string;
  readonly description: string;
  readonly schemaFile: string;
  /** Where its records lie: a folder, or the file of the only one. */
  readonly place: string;
  readonly fields: readonly FieldReference[];
  readonly derived: readonly { readonly name: string; readonly title: string; readonly description: string }[];
  readonly presets: readonly { readonly name: string; readonly title: string }[];
  readonly states: readonly {
    readonly name: string;
    readonly title: string;
    readonly description: string;
    /** It follows from dates and is never recorded. */
    readonly isDerived: boolean;
  }[];
  readonly steps: readonly {
    readonly from: readonly string[];
    readonly to: string;
    readonly needs: readonly string[];
  }[];
  readonly rules: readonly {
    readonly code: string;
    readonly severity: string;
    /** Where it is looked at, as a dotted path; empty for the record. */
    readonly at: string;
    readonly why: string;
  }[];
  /** Expression that gives the level of a whole record. */
  readonly disclosure: string | undefined;
  readonly documents: readonly {
    readonly name: string;
    readonly title: string;
    /** Whom it is for. */
    readonly disclosure: string | undefined;
  }[];
  readonly actions: readonly {
    readonly name: string;
    readonly title: string;
    readonly help: string;
    /** States that it can begin in; empty: any. */
    readonly from: readonly string[];
    /** States that its step may record. */
    readonly to: readonly string[];
    /** Paths that it asks for; those of the item that it adds without the list. */
    readonly asks: readonly string[];
  }[];
}

export function kindReference(kind: Kind): KindReference {
  const { annotations } = kind;
  const lifecycle = annotations.lifecycle;
  return {
    name: kind.name,
    plural: kind.plural,
    title: kind.title,
    description: kind.description,
    schemaFile: kind.schemaFile,
    place: annotations.singleton === undefined ? `records/${kind.plural}/` : `records/${kind.name}.yaml`,
    fields: kind.root.properties.flatMap((field) => fieldReferences(kind, field, 0)),
    disclosure: annotations.disclosure,
    derived: Object.entries(annotations.derived ?? {}).map(([name, entry]) => ({
      name,
      title: entry.title,
      description: entry.description ?? '',
    })),
    presets: Object.entries(annotations.presets ?? {}).map(([name, preset]) => ({ name, title: preset.title })),
    states: Object.entries(lifecycle?.states ?? {}).map(([name, state]) => ({
      name,
      title: state.title,
      description: state.description ?? '',
      isDerived: state.when !== undefined,
    })),
    steps: (lifecycle?.transitions ?? []).map(({ from, to, needs }) => ({
      from,
      to,
      needs: (needs ?? []).map((need) => need.title),
    })),
    rules: rulesBelow(kind.root),
    documents: Object.entries(annotations.documents ?? {}).map(([name, { title, disclosure }]) => ({
      name,
      title,
      disclosure,
    })),
    actions: Object.entries(annotations.actions ?? {}).map(([name, action]) => ({
      name,
      title: action.title,
      help: action.help ?? '',
      from: startStates(kind, action),
      to: possibleSteps(kind, action),
      asks: askedPaths(rootsOf([kind], kind, action), action).map(({ path }) => path),
    })),
  };
}

function fieldReferences(kind: Kind, field: Field, depth: number): FieldReference[] {
  const inner = field.type === 'list' ? field.item : field;
  const below = inner?.type === 'object' && !isTextByLanguage(inner) ? inner.properties : [];
  return [
    fieldReference(kind, field, depth),
    ...below.flatMap((property) => fieldReferences(kind, property, depth + 1)),
  ];
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

function rulesBelow(field: Field): KindReference['rules'] {
  const own = (field.annotations.rules ?? []).map(({ code, severity, at, why }) => ({
    code,
    severity,
    at: [field.path, at ?? ''].filter((part) => part !== '').join('.'),
    why,
  }));
  const below = [...field.properties, ...(field.item === undefined ? [] : [field.item])];
  return [...own, ...below.flatMap(rulesBelow)];
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
    const list = field.annotations.codelist;
    return list === undefined ? `one of ${field.choices.join(', ')}` : `code of the list ${list}`;
  }
  if (isTextByLanguage(field)) return 'text by language';
  if (field.type !== 'list') return typeNames[field.type] ?? field.type;
  const key = keyOf(field);
  const items = field.item === undefined ? 'values' : plural(typeInWords(field.item));
  return `list of ${items}${key.length === 0 ? '' : `, told apart by ${key.join(' and ')}`}`;
}

/** A group whose fields are languages, English among them: it reads as one text. */
function isTextByLanguage(field: Field): boolean {
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
  lists: CodeLists,
): readonly { readonly code: string; readonly label: string }[] | undefined {
  const choice = field.type === 'list' ? field.item : field;
  const named = codeField(choice);
  if (named === undefined) return undefined;
  const list = lists.get(named.annotations.codelist ?? '');
  if (list !== undefined)
    return list.items.filter((item) => item.retired !== true).map((item) => ({ code: item.code, label: item.en }));
  return named.choices.map((code) => ({ code, label: code.replaceAll('_', ' ') }));
}

/** The field itself, or the property of a group that plain text fills: `countries` takes the codes of `countries.*.code`. */
function codeField(field: Field | undefined): Field | undefined {
  if (field === undefined || field.type === 'choice') return field;
  return shortProperties(field).find((property) => property.type === 'choice');
}
