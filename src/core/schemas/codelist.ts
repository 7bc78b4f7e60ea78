/**
 * Code lists: the values that a field marked `x-irc.codelist` may hold, with their labels. They stand in
 * `schemas/codelists/<name>.yaml`; only the countries come from a package, which has their Amharic names.
 */
import { foldAmharic } from '../measures/month-names.ts';
import { isMap, type Place, type Value } from '../value.ts';

export interface CodeItem {
  /** Always text: "2.10" is not 2.1, and "014" keeps its zero. */
  readonly code: string;
  readonly en: string;
  readonly am?: string;
  /** No longer chosen; records that hold it stay right. */
  readonly retired?: boolean;
}

export interface CodeList {
  /** The file name without `.yaml`. */
  readonly name: string;
  readonly title: string;
  /** Where the codes come from, and as of when. */
  readonly source: string;
  /** Only a part of a public list: a code that is not in it may still be right, so it is a warning. */
  readonly partial?: boolean;
  readonly items: readonly CodeItem[];
}

export interface CodeListProblem {
  /** Where in the file it is. */
  readonly place: Place;
  readonly message: string;
}

/**
 * The code list in a parsed YAML file, `{title, source, partial?, items: [{code, en, am?, retired?}]}`. Where anything is
 * wrong there are problems and no list: a code that is not text or stands twice, a label that is missing, a property that
 * is not known.
 */
export function parseCodeList(
  name: string,
  value: Value,
): CodeList | { readonly problems: readonly CodeListProblem[] } {
  const problems: CodeListProblem[] = [];
  const report = (place: Place, message: string): void => {
    problems.push({ place, message });
  };
  if (!isMap(value)) return { problems: [{ place: [], message: 'A code list has title, source and items.' }] };
  reportUnknown(value, ['title', 'source', 'partial', 'items'], [], report);
  const title = textOf(value.title, ['title'], report);
  const source = textOf(value.source, ['source'], report);
  const { partial } = value;
  if (partial !== undefined && typeof partial !== 'boolean') report(['partial'], 'partial is true or false.');
  const items: CodeItem[] = [];
  if (!Array.isArray(value.items) || value.items.length === 0) report(['items'], 'A code list has at least one item.');
  else {
    const seen = new Set<string>();
    value.items.forEach((item, index) => {
      const parsed = parseItem(item, index, seen, report);
      if (parsed !== undefined) items.push(parsed);
    });
  }
  if (problems.length > 0) return { problems };
  return { name, title, source, items, ...(partial === true ? { partial } : {}) };
}

/**
 * The items that a typed text may mean, best first: its code or a whole label, the beginning of a code or label, the
 * beginning of a word, anything within. All words typed must be found. Case, accents and the several Amharic letters of
 * one sound do not count; `-` and `_` count as spaces. Retired items are left out; an empty text gives all others.
 */
export function findCode(list: CodeList, text: string): CodeItem[] {
  const typed = fold(text);
  const current = list.items.filter((item) => item.retired !== true);
  if (typed === '') return current;
  const ranked = current.map((item, index) => ({ item, index, rank: rankOf(item, typed) }));
  return ranked
    .filter(({ rank }) => rank < noMatch)
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ item }) => item);
}

/** The countries of ISO 3166-1 by their alpha-2 codes, with English and Amharic short names, in the order of the codes. */
export async function countryList(): Promise<CodeList> {
  // Loaded only when asked for, and only two of the package's 78 languages: start-up time is why.
  const [english, amharic] = await Promise.all([
    import('i18n-iso-countries/langs/en.json', { with: { type: 'json' } }),
    import('i18n-iso-countries/langs/am.json', { with: { type: 'json' } }),
  ]);
  const amharicNames: CountryNames = amharic.default.countries;
  const items = Object.entries<string | string[]>(english.default.countries).map(([code, names]): CodeItem => {
    const am = firstName(amharicNames[code]);
    return { code, en: firstName(names) ?? code, ...(am === undefined ? {} : { am }) };
  });
  items.sort((a, b) => (a.code < b.code ? -1 : 1));
  return {
    name: 'country',
    title: 'Countries',
    source: 'ISO 3166-1 alpha-2, short names of the package i18n-iso-countries 7.14.0; the Amharic is not yet checked',
    items,
  };
}

type CountryNames = Readonly<Record<string, string | readonly string[] | undefined>>;
type Report = (place: Place, message: string) => void;

const noMatch = 5;

function rankOf(item: CodeItem, typed: string): number {
  const texts = [item.code, item.en, item.am ?? ''].map(fold).filter((text) => text !== '');
  if (texts.includes(typed)) return 0;
  if (texts.some((text) => text.startsWith(typed))) return 1;
  if (texts.some((text) => ` ${text}`.includes(` ${typed}`))) return 2;
  if (texts.some((text) => text.includes(typed))) return 3;
  const words = typed.split(' ');
  return words.length > 1 && texts.some((text) => words.every((word) => text.includes(word))) ? 4 : noMatch;
}

function fold(text: string): string {
  const plain = text
    .slice(0, 400)
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
  return foldAmharic(plain)
    .replace(/[\s_,;:()/-]+/g, ' ')
    .trim();
}

function parseItem(item: Value, index: number, seen: Set<string>, report: Report): CodeItem | undefined {
  const place: Place = ['items', index];
  if (!isMap(item)) {
    report(place, 'An item has a code and an English label: {code: "1", en: …}.');
    return undefined;
  }
  reportUnknown(item, ['code', 'en', 'am', 'retired'], place, report);
  const { code, retired } = item;
  if (typeof code === 'number' || typeof code === 'boolean') {
    report([...place, 'code'], `A code is text: write it in quotes, "${code}".`);
    return undefined;
  }
  const written = textOf(code, [...place, 'code'], report);
  if (seen.has(written)) report([...place, 'code'], `The code ${written} stands twice in this list.`);
  seen.add(written);
  const en = textOf(item.en, [...place, 'en'], report);
  const am = item.am === undefined ? undefined : textOf(item.am, [...place, 'am'], report);
  if (retired !== undefined && typeof retired !== 'boolean') report([...place, 'retired'], 'retired is true or false.');
  return { code: written, en, ...(am === undefined ? {} : { am }), ...(retired === true ? { retired } : {}) };
}

function textOf(value: Value | undefined, place: Place, report: Report): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  report(place, `${place[place.length - 1]} is a text that is not empty.`);
  return '';
}

function reportUnknown(value: { [key: string]: Value }, known: readonly string[], place: Place, report: Report): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) report([...place, key], `${key} is not a property here; known are ${known.join(', ')}.`);
  }
}

function firstName(names: string | readonly string[] | undefined): string | undefined {
  return typeof names === 'string' ? names : names?.[0];
}
