/** Full-text search over all records: words of any field, by their beginnings, with slips, in either script. */
import MiniSearch from 'minisearch';
import { printField } from '../fields/index.ts';
import { foldText } from '../register/find-records.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { walkValues } from '../schemas/field.ts';
import { labelOf } from '../schemas/place.ts';
import { nearest } from '../suggest.ts';
import type { Place } from '../value.ts';

/** A value of a record, as a person reads it. */
export interface Passage {
  readonly place: Place;
  readonly text: string;
}

export interface SearchResult {
  readonly record: RecordEntry;
  readonly score: number;
  /** The field in which the passage stands, by its title. */
  readonly label: string;
  /** The passage that holds most of the words. */
  readonly passage: Passage;
  /** Where the found words stand in the text of the passage: from, to (not included). */
  readonly hits: readonly (readonly [from: number, to: number])[];
}

export interface SearchOutcome {
  readonly results: readonly SearchResult[];
  /** Words that no record has, and what was looked for in their stead. */
  readonly corrected: readonly { readonly typed: string; readonly found: string }[];
}

const word = /[\p{L}\p{N}\p{M}]+/gu;

/**
 * Records that hold all of the words, best first: called just that, in the id or title, then anywhere. A word also finds those that
 * begin with it, and, where none does, those within a slip or two of it. Case, accents and the Ethiopic letters of one
 * sound do not count; an Amharic word is also found behind its one-letter prefix (የ, በ, ለ, ከ). `beforeEach` is told of each
 * record that is read.
 */
export function searchRecords(
  register: Register,
  records: readonly RecordEntry[],
  words: string,
  beforeEach: () => void = () => {},
): SearchOutcome {
  const passages = records.map((record) => passagesOf(register, record));
  const names = records.map((record) => [record.id, ...namesIn(register, record)]);
  const titles = records.map((record) => [register.title(record), register.title(record, 'am')]);
  const asked = foldText(words.trim());
  const index = new MiniSearch<{ id: number; names: string; text: string }>({
    fields: ['names', 'text'],
    tokenize,
    processTerm: indexedForms,
    searchOptions: {
      processTerm: (term) => foldText(term),
      combineWith: 'AND',
      boost: { names: 4 },
      // A note about UNESCO says the word more often than UNESCO's own record, which is yet the one that is meant.
      boostDocument: (id) => boostOf(titles[id as number] ?? [], names[id as number] ?? [], asked),
    },
  });
  for (const id of records.keys()) {
    beforeEach();
    index.add({
      id,
      names: (names[id] ?? []).join(' '),
      text: (passages[id] ?? []).map((passage) => passage.text).join('\n'),
    });
  }
  const exact = index.search(words, { prefix: true });
  const fuzzy = exact.length > 0 ? exact : index.search(words, { prefix: true, fuzzy: slipsAllowed });
  // A slip in the beginning of a longer word is none of the whole word: harvst is near to harvest, not to harvesting.
  const found = fuzzy.length > 0 ? fuzzy : index.search(nearWords(index, words, passages), { prefix: true });
  const results = found.map((hit): SearchResult => {
    const record = records[hit.id as number] as RecordEntry;
    const terms = new Set(hit.terms);
    const [passage, hits] = bestPassage(passages[hit.id as number] ?? [], terms);
    return {
      record,
      score: hit.score,
      label: labelOf(record.kind.root, record.value, passage.place.slice(0, 1)),
      passage,
      hits,
    };
  });
  const typed = tokenize(words).map(foldText);
  return { results, corrected: exact.length > 0 ? [] : corrections(typed, new Set(found.flatMap((hit) => hit.terms))) };
}

/** What is called so comes first; then what its title, and after that what any of its names, begins with, or a word of it. */
function boostOf(titles: readonly string[], names: readonly string[], asked: string): number {
  const begins = (name: string): boolean => name.startsWith(asked);
  const hasWord = (name: string): boolean => tokenize(name).some(begins);
  const [called, named] = [titles.map(foldText), names.map(foldText)];
  if (named.includes(asked)) return 20;
  if (called.some(begins)) return 8;
  if (called.some(hasWord)) return 6;
  return named.some(begins) || named.some(hasWord) ? 2 : 1;
}

/** The words that were typed, and in place of each that nothing begins with the beginning that is nearest to it. */
function nearWords(index: MiniSearch, words: string, passages: readonly (readonly Passage[])[]): string {
  let known: ReadonlySet<string> | undefined;
  const near = tokenize(words).map((typed) => {
    const term = foldText(typed);
    if (slipsAllowed(term) === false || index.search(term, { prefix: true }).length > 0) return typed;
    known ??= new Set(passages.flat().flatMap(({ text }) => tokenize(text).flatMap(indexedForms)));
    return nearest(term, known)?.slice(0, term.length + 1) ?? typed;
  });
  return near.join(' ');
}

/** One slip from four letters on, two from eight; short words and numbers must be right. */
function slipsAllowed(term: string): number | false {
  if (/\d/.test(term) || term.length < 4) return false;
  return term.length < 8 ? 1 : 2;
}

function tokenize(text: string): string[] {
  return text.match(word) ?? [];
}

/** A word as it is kept: folded, and in Amharic also without the letter that stands for of, in, for or from. */
function indexedForms(term: string): string | string[] {
  const folded = foldText(term);
  return /^[የበለከ]\p{L}{3,}/u.test(folded) ? [folded, folded.slice(1)] : folded;
}

/** The texts of the field that names the record, in every language. */
function namesIn(register: Register, record: RecordEntry): string[] {
  const root = record.kind.annotations.title?.split('.')[0];
  const names = [register.title(record)];
  walkValues(record.kind.root, record.value, (_field, value, place) => {
    if (place[0] === root && typeof value === 'string') names.push(value);
  });
  return names;
}

/** Every value that a person can read, its names first; a list of plain values as one. Codes and references as their names too. */
function passagesOf(register: Register, record: RecordEntry): Passage[] {
  const found: Passage[] = [{ place: [], text: record.id }];
  const root = record.kind.annotations.title?.split('.')[0];
  const isName = ({ place }: Passage): boolean => place.length === 0 || place[0] === root;
  walkValues(record.kind.root, record.value, (field, value, place) => {
    if (typeof value !== 'string' && typeof value !== 'number') return;
    const stored = String(value);
    const shown = printField(field, value, { register, language: 'en' });
    const isNamed = field.type === 'reference' || field.type === 'choice';
    found.push({ place, text: isNamed && shown !== stored ? `${shown} (${stored})` : stored });
    const other = field.type === 'reference' ? register.record(stored) : undefined;
    if (other !== undefined) found.push({ place, text: `${register.title(other)} (${stored})` });
  });
  return [...found.filter(isName), ...found.filter((passage) => !isName(passage))];
}

function bestPassage(passages: readonly Passage[], terms: ReadonlySet<string>): [Passage, [number, number][]] {
  let best: [Passage, [number, number][]] = [passages[0] ?? { place: [], text: '' }, []];
  let most = 0;
  for (const passage of passages) {
    const hits = hitsIn(passage.text, terms);
    const words = new Set(hits.map(([from, to]) => foldText(passage.text.slice(from, to)))).size;
    if (words > most) {
      best = [passage, hits];
      most = words;
    }
  }
  return best;
}

function hitsIn(text: string, terms: ReadonlySet<string>): [number, number][] {
  return [...text.matchAll(word)].flatMap((match): [number, number][] => {
    const forms = [indexedForms(match[0])].flat();
    return forms.some((form) => terms.has(form)) ? [[match.index, match.index + match[0].length]] : [];
  });
}

/** For each typed word that nothing begins with, the word that was found in its stead. */
function corrections(typed: readonly string[], found: ReadonlySet<string>): { typed: string; found: string }[] {
  return typed.flatMap((term) => {
    if ([...found].some((other) => other.startsWith(term))) return [];
    const others = [...found].filter((other) => !typed.some((known) => other.startsWith(known)));
    const near = others.sort((a, b) => Math.abs(a.length - term.length) - Math.abs(b.length - term.length))[0];
    return near === undefined ? [] : [{ typed: term, found: near }];
  });
}
