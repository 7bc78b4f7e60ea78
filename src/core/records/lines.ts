/** A record as lines for git's differences: each field by its title, in the order of the schema, one line a field. */
import { historyField } from '../schemas/common-fields.ts';
import { schemaLineStart } from '../schemas/editor-schema.ts';
import { type Field, isWhole, keyOf, propertyOf } from '../schemas/field.ts';
import type { Kind } from '../schemas/kind.ts';
import { labelByKeys, lowerFirst } from '../schemas/place.ts';
import { inSchemaOrder } from '../schemas/value-edit.ts';
import { lineSafe, terminalSafe } from '../terminal-safe.ts';
import { isMap, type Place, type Value, type ValueMap } from '../value.ts';
import { fingerprintsText } from './fingerprints-text.ts';
import { commentSpots } from './guard.ts';
import { readRecord } from './read.ts';

/**
 * The lines of a text that is a record, its comments last; `root` is undefined where the kind is not known, and names
 * stand for titles. A text that cannot be read comes back as it is. Either way without control characters.
 */
export function recordLines(root: Field | undefined, text: string): string {
  const { value, problems } = readRecord('', text);
  if (value === undefined || problems.some(({ severity }) => severity === 'error')) return plainLines(text);
  const known = root ?? nameless;
  const ordered = inSchemaOrder(known, value) as ValueMap;
  const lines = [...valueLines(known, ordered), ...commentSpots(text).map(({ comment }) => lineSafe(comment))];
  return lines.map((line) => `${line}\n`).join('');
}

/** A text that is no record, for git to show. */
export function plainLines(text: string): string {
  return terminalSafe(text.replaceAll('\r\n', '\n'));
}

/**
 * The kind of a record that git hands over without its folder: what the schema line names, else the only kind that has
 * all its fields.
 */
export function kindOfText(kinds: readonly Kind[], text: string): Kind | undefined {
  const line = text.split('\n', 1)[0] ?? '';
  const named = line.startsWith(schemaLineStart)
    ? kinds.find(({ name }) => line.trimEnd().endsWith(`/${name}.schema.json`))
    : undefined;
  if (named !== undefined) return named;
  const { value } = readRecord('', text);
  const names = Object.keys(value ?? {});
  const fits = kinds.filter(({ root }) => names.every((name) => propertyOf(root, name) !== undefined));
  return fits.length === 1 ? fits[0] : undefined;
}

const nameless: Field = {
  ...{ name: '', path: '', type: 'object', title: '', description: '', examples: [], required: false },
  ...{ default: undefined, choices: [], annotations: {}, properties: [], item: undefined },
  ...{ minimum: undefined, maximum: undefined, minItems: 0 },
};

function valueLines(root: Field, value: ValueMap): string[] {
  const lines: string[] = [];
  const write = (place: Place, text: string): void => {
    const label = lineSafe(labelByKeys(root, value, place));
    const [first = '', ...more] = terminalSafe(text.replace(/\n$/, '')).split('\n');
    if (more.length === 0) lines.push(`${label}: ${first}`);
    else lines.push(`${label}:`, ...[first, ...more].map((line) => `  ${line}`));
  };
  const walk = (field: Field | undefined, at: Value, place: Place): void => {
    if (isMap(at) && !isWhole(field) && Object.keys(at).length > 0) {
      for (const [name, entry] of Object.entries(at)) walk(field && propertyOf(field, name), entry, [...place, name]);
    } else if (Array.isArray(at) && field !== undefined && at.some(isMap) && !isPlainRow(field)) {
      for (const [index, entry] of at.entries()) walk(field.item, entry, [...place, index]);
    } else if (Array.isArray(at) && at.length > 0) {
      // One line each, so that an item that comes is one line that comes.
      for (const entry of at) write(place, inlineText(entry, field?.item));
    } else {
      write(place, typeof at === 'string' ? ownText(at, field) : inlineText(at, field));
    }
  };
  walk(root, value, []);
  return lines;
}

/** A list whose items are best read as a row each: steps, and those that hold no group and no list or have no key. */
function isPlainRow(list: Field): boolean {
  const fields = list.item?.properties ?? [];
  return (
    list.name === historyField ||
    keyOf(list).length === 0 ||
    fields.every(({ type }) => !['object', 'list'].includes(type))
  );
}

/** A text that stands where a number should is told from the number. */
function ownText(text: string, field: Field | undefined): string {
  return field !== undefined && ['integer', 'number', 'boolean'].includes(field.type) ? JSON.stringify(text) : text;
}

/** A value on one line, with the names of what it holds. */
function inlineText(value: Value, field: Field | undefined): string {
  if (typeof value === 'string') return ownText(value, field).replace(/\s*\n\s*/g, ' ');
  if (Array.isArray(value)) return `[${value.map((entry) => inlineText(entry, field?.item)).join(', ')}]`;
  if (!isMap(value)) return String(value);
  if (field?.type === 'fingerprints') return fingerprintsText(value);
  if (field?.type === 'money' && typeof value.amount === 'string' && Object.keys(value).length === 2) {
    return `${value.amount} ${inlineText(value.currency ?? null, undefined)}`;
  }
  const parts = Object.entries(value).map(([name, entry]) => {
    const property = field && propertyOf(field, name);
    return `${property === undefined ? name : lowerFirst(property.title)} ${inlineText(entry, property)}`;
  });
  return parts.length === 0 ? '{}' : parts.join(', ');
}
