/**
 * What an approval covers, and what of it has changed since: a short SHA-256 for each field of substance and for each
 * article in use. Values are hashed and not their layout, sources of clauses and not what is printed of them, so that
 * neither formatting nor another version of the program voids an approval.
 */
import { createHash } from 'node:crypto';
import { formatPath, parsePath } from '../paths.ts';
import { among, type Field, fieldAt, walkValues } from '../schemas/field.ts';
import { dottedPath, itemIndex, labelByKeys, lowerFirst } from '../schemas/place.ts';
import { isMap, type Place, type Value, type ValueMap, valueAt } from '../value.ts';
import { articlePlan, clausesOf, type PlannedArticle, sourceOf, titleOf } from './articles.ts';
import type { RecordEntry, Register } from './register.ts';

/** Letters of a fingerprint: 64 bits, enough that no later text has the same by chance. */
const length = 16;

/** The entry that names the fields of substance that were empty; no path of a field has a blank in it. */
const emptyFields = 'empty fields';

/**
 * The fingerprints of a record by dotted path, in the order of the schema. An article stands below the list that chooses
 * articles, whether the record chooses it or the library does; the list itself stands for their order.
 */
export function fingerprintsOf(register: Register, record: RecordEntry): Record<string, string> {
  const { values, empty } = substanceOf(record);
  const prints = Object.fromEntries(values.map(({ path, value }) => [path, fingerprint(value)]));
  for (const { path, value } of articlesOf(register, record)) prints[path] = fingerprint(value);
  return empty.length === 0 ? prints : { ...prints, [emptyFields]: empty.join(' ') };
}

/** One thing that is no longer as it was when the approval was given. */
export interface Departure {
  readonly path: string;
  /** "termination, notice of termination, months changed". */
  readonly words: string;
}

/**
 * What has changed since the fingerprints were taken. A field that the schema did not yet mark then, or marks no longer,
 * is no change: what counts as substance is the schema's to say, and it may say more with each version.
 */
export function departuresFrom(
  register: Register,
  record: RecordEntry,
  covers: Readonly<Record<string, unknown>>,
): Departure[] {
  const now = fingerprintsOf(register, record);
  const list = articleList(record);
  const isArticle = (path: string): boolean => list !== undefined && (path === list || path.startsWith(`${list}.`));
  const known = knownFields(record, covers);
  const paths = [...new Set([...Object.keys(now), ...Object.keys(covers)])].filter((path) => path !== emptyFields);
  const found = paths.flatMap((path): Departure[] => {
    const was = Object.hasOwn(covers, path) ? covers[path] : undefined;
    const is = now[path];
    if (was === is) return [];
    if (isArticle(path)) return [articleDeparture(register, record, path, was, is)];
    const field = fieldAt(record.kind.root, parsePath(path));
    if (field === undefined || outermostSubstance(record, path) === undefined) return [];
    if (was === undefined && !known(field.path)) return [];
    return [{ path, words: `${fieldWords(record, path)} ${verb(was, is)}` }];
  });
  // That the list is another one is said by the articles that came and went.
  const withoutOrder = found.filter(({ path }) => path !== list);
  const cameOrWent = withoutOrder.some(({ path }) => isArticle(path) && (covers[path] === undefined || !now[path]));
  return cameOrWent ? withoutOrder : found;
}

function verb(was: unknown, is: unknown): string {
  return was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
}

/** Whether a field was looked at when the fingerprints were taken, by its path in the schema. */
function knownFields(record: RecordEntry, covers: Readonly<Record<string, unknown>>): (path: string) => boolean {
  const empty = covers[emptyFields];
  // Fingerprints that tell of no empty fields were not taken by the program: all counts.
  if (typeof empty !== 'string') return () => true;
  const known = new Set(empty.split(' '));
  for (const path of Object.keys(covers)) {
    const field = path === emptyFields ? undefined : fieldAt(record.kind.root, parsePath(path));
    if (field !== undefined) known.add(field.path);
  }
  return (path) => known.has(path);
}

const areFingerprints = among((field) => field.type === 'fingerprints');

/** Whether some approval in the record says what it covers. */
export function holdsFingerprints(record: RecordEntry): boolean {
  let found = false;
  walkValues(
    record.kind.root,
    record.value,
    (field) => {
      found ||= field.type === 'fingerprints';
    },
    areFingerprints,
  );
  return found;
}

interface Covered {
  readonly path: string;
  readonly value: Value;
}

/** The fields of substance that hold something, and the schema paths of those that nowhere do. */
function substanceOf(record: RecordEntry): { readonly values: readonly Covered[]; readonly empty: readonly string[] } {
  const { root } = record.kind;
  const list = articleList(record);
  const values: Covered[] = [];
  const all = new Set<string>();
  const filled = new Set<string>();
  const schema = (field: Field): void => {
    if (field.path === list) return;
    if (field.annotations.substance === true) all.add(field.path);
    else for (const below of [...field.properties, ...(field.item === undefined ? [] : [field.item])]) schema(below);
  };
  const walk = (field: Field, value: Value | undefined, place: Place): void => {
    if (value === undefined || isEmpty(value) || field.path === list) return;
    if (field.annotations.substance === true) {
      filled.add(field.path);
      values.push({ path: dottedPath(root, record.value, place), value: withoutMarks(field, value) });
    } else if (field.item !== undefined && Array.isArray(value)) {
      for (const [index, item] of value.entries()) walk(field.item, item, [...place, index]);
    } else if (isMap(value)) {
      for (const property of field.properties)
        walk(property, valueAt(value, [property.name]), [...place, property.name]);
    }
  };
  schema(root);
  walk(root, record.value, []);
  return { values, empty: [...all].filter((path) => !filled.has(path)) };
}

/** The value without what the schema says is none of its substance (`substance: false`). */
function withoutMarks(field: Field, value: Value): Value {
  const item = field.item;
  if (Array.isArray(value)) return item === undefined ? value : value.map((entry) => withoutMarks(item, entry));
  if (!isMap(value)) return value;
  const kept = Object.entries(value).flatMap(([name, entry]): [string, Value][] => {
    const property = fieldAt(field, [name]);
    if (property?.annotations.substance === false) return [];
    return [[name, property === undefined ? entry : withoutMarks(property, entry)]];
  });
  return Object.fromEntries(kept);
}

function isEmpty(value: Value): boolean {
  if (isMap(value)) return Object.keys(value).length === 0;
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The field of substance at or above a path. */
function outermostSubstance(record: RecordEntry, path: string): Field | undefined {
  const segments = parsePath(path);
  return segments
    .map((_, index) => fieldAt(record.kind.root, segments.slice(0, index + 1)))
    .find((field) => field?.annotations.substance === true);
}

/** Path of the list that chooses the articles of the kind's document. */
function articleList(record: RecordEntry): string | undefined {
  return clausesOf(record.kind)?.clauses.field;
}

/** The articles in use, each with its wording and its source in each language of the document; and their order. */
function articlesOf(register: Register, record: RecordEntry): Covered[] {
  const annotation = clausesOf(record.kind)?.clauses;
  if (annotation === undefined) return [];
  const { articles } = articlePlan(register, record, annotation);
  const listed =
    annotation.languages === undefined ? undefined : valueAt(record.value, annotation.languages.split('.'));
  const languages = Array.isArray(listed) && listed.length > 0 ? listed.map(String) : ['en'];
  return [
    { path: annotation.field, value: articles.map((article) => article.id) },
    ...articles.map((article) => ({
      path: articlePath(annotation.field, article.id),
      value: articleValue(article, languages),
    })),
  ];
}

function articleValue(article: PlannedArticle, languages: readonly string[]): ValueMap {
  const words = languages.map((language) => [
    language,
    [titleOf(article, language), sourceOf(article, language)?.text ?? ''],
  ]);
  return { id: article.id, wording: article.wording, words: Object.fromEntries(words) as ValueMap };
}

function articlePath(list: string, id: string): string {
  return `${list}.${formatPath([id])}`;
}

function articleDeparture(
  register: Register,
  record: RecordEntry,
  path: string,
  was: unknown,
  is: string | undefined,
): Departure {
  const annotation = clausesOf(record.kind)?.clauses;
  if (annotation === undefined || path === annotation.field) return { path, words: 'order of the articles changed' };
  const id = parsePath(path).at(-1) ?? path;
  const planned = articlePlan(register, record, annotation).articles.find((article) => article.id === id);
  const clause = register.clauses().clauses.get(id);
  const title = titleOf(planned ?? { id, title: undefined, clause }, 'en');
  const what = was === undefined ? 'added' : is === undefined ? 'left out' : 'changed';
  return { path, words: `article "${title}" ${what}` };
}

/** A path in words, also where the record no longer holds it: items by their key. */
function fieldWords(record: RecordEntry, path: string): string {
  const { root } = record.kind;
  const place: (string | number)[] = [];
  let field: Field | undefined = root;
  let at: Value | undefined = record.value;
  for (const segment of parsePath(path)) {
    const items: readonly Value[] = Array.isArray(at) ? at : [];
    const step: string | number = field?.type === 'list' ? (itemIndex(field, items, segment) ?? segment) : segment;
    place.push(step);
    at = typeof step === 'number' ? items[step] : isMap(at) && Object.hasOwn(at, step) ? at[step] : undefined;
    field = field === undefined ? undefined : fieldAt(field, [segment]);
  }
  return lowerFirst(labelByKeys(root, record.value, place));
}

export function fingerprint(value: Value): string {
  return createHash('sha256').update(canonical(value)).digest('hex').slice(0, length);
}

/** JSON with sorted keys; texts without what layout adds: line ends, blanks around, composed letters. */
function canonical(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value.replaceAll('\r\n', '\n').trim().normalize('NFC'));
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isMap(value)) return JSON.stringify(value);
  const entries = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name] as Value)}`);
  return `{${entries.join(',')}}`;
}
