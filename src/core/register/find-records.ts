/** Finds records by what people call them: id, name in any language, acronym, code. */
import { walkValues } from '../schemas/field.ts';
import { codeListOf } from './code-list-of.ts';
import type { RecordEntry, Register } from './register.ts';

export interface FoundRecord {
  readonly record: RecordEntry;
  /** The text is the id or one of the names, whole. */
  readonly exact: boolean;
  readonly rank: number;
}

/**
 * Records of the kinds (`*`: all) that the words fit, best first: the id, a whole name or code; then the beginning of what it is
 * called, or of a word of it; then those of its other names; then a part of a name. Who types "kor" means the Republic of Korea, and not
 * an agency whose long name begins so. An empty text gives all by title.
 */
export function findRecords(register: Register, kinds: readonly string[], words: string): FoundRecord[] {
  const wanted = foldText(words);
  const candidates = kinds.includes('*') ? register.records : kinds.flatMap((kind) => register.ofKind(kind));
  const found = candidates.flatMap((record): FoundRecord[] => {
    const { titles, others } = namesOf(register, record);
    const called = Math.max(0, ...titles.map((name) => rankOf(name, wanted)));
    const named = Math.max(0, ...others.map((name) => rankOf(name, wanted)));
    if (foldText(record.id) === wanted) return [{ record, exact: true, rank: ranks.id }];
    const rank = Math.max(called === ranks.begins || called === ranks.word ? called + ranks.called : called, named);
    return rank > 0 ? [{ record, exact: rank === ranks.whole, rank }] : [];
  });
  return found.sort((a, b) => b.rank - a.rank || (register.title(a.record) < register.title(b.record) ? -1 : 1));
}

/** How well a name fits; `called` is what the name by which people know a record counts more. */
const ranks = { part: 1, word: 2, begins: 3, called: 2, whole: 9, id: 10 } as const;

function rankOf(name: string, wanted: string): number {
  if (wanted === '') return ranks.part;
  if (name === wanted) return ranks.whole;
  if (name.startsWith(wanted)) return ranks.begins;
  if (name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted))) return ranks.word;
  return wanted.length >= 3 && name.includes(wanted) ? ranks.part : 0;
}

/** Folded names of a record: what it is called, in every language of its title, and all else that names it. */
interface Names {
  readonly titles: readonly string[];
  readonly others: readonly string[];
}

const namesOfRegister = new WeakMap<RecordEntry, Names>();

/** Title; id, texts below the field that names the record, and codes of lists with their names in every language. */
function namesOf(register: Register, record: RecordEntry): Names {
  const known = namesOfRegister.get(record);
  if (known !== undefined) return known;
  const names = new Set<string>([record.id]);
  const titleRoot = record.kind.annotations.title?.split('.')[0];
  walkValues(record.kind.root, record.value, (field, value, place) => {
    if (typeof value !== 'string') return;
    if (place[0] === titleRoot || field.annotations.unique !== undefined) names.add(value);
    if (place.length === 1 && field.type === 'choice') {
      const item = codeListOf(register, field)?.items.find((entry) => entry.code === value);
      if (field.annotations.unique !== undefined && item !== undefined)
        for (const name of [item.en, item.am]) if (name) names.add(name);
    }
  });
  const titles = [register.title(record), register.title(record, 'am')].map(foldText);
  const found = { titles, others: [...names].map(foldText) };
  namesOfRegister.set(record, found);
  return found;
}

/**
 * Text as it is compared: lower case, without accents, and with the Ethiopic letters that sound alike made one, since
 * the same name is written with either.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\u1200-\u137f]/g, foldEthiopic)
    .trim();
}

/** Rows of letters with one sound: ሐ and ኀ are read ሀ, ሠ as ሰ, ዐ as አ, ፀ as ጸ; each row has eight forms. */
const rows: readonly (readonly [from: number, to: number])[] = [
  [0x1210, 0x1200],
  [0x1280, 0x1200],
  [0x1220, 0x1230],
  [0x12d0, 0x12a0],
  [0x1340, 0x1338],
];

function foldEthiopic(letter: string): string {
  const code = letter.charCodeAt(0);
  const row = rows.find(([from]) => code >= from && code < from + 8);
  return row === undefined ? letter : String.fromCharCode(row[1] + (code - row[0]));
}
