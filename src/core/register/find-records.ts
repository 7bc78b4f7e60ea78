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
 * Records of the kinds (`*`: all) that the words fit, best first: the id, a whole name or code, the beginning of a
 * name, the beginning of a word, a part of a name. An empty text gives all by title.
 */
export function findRecords(register: Register, kinds: readonly string[], words: string): FoundRecord[] {
  const wanted = foldText(words);
  const candidates = kinds.includes('*') ? register.records : kinds.flatMap((kind) => register.ofKind(kind));
  const found = candidates.flatMap((record): FoundRecord[] => {
    const rank = Math.max(0, ...namesOf(register, record).map((name) => rankOf(name, wanted)));
    return rank > 0 ? [{ record, exact: rank >= 4, rank }] : [];
  });
  return found.sort((a, b) => b.rank - a.rank || (register.title(a.record) < register.title(b.record) ? -1 : 1));
}

function rankOf(name: string, wanted: string): number {
  if (wanted === '') return 1;
  if (name === wanted) return 4;
  if (name.startsWith(wanted)) return 3;
  if (name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted))) return 2;
  return wanted.length >= 3 && name.includes(wanted) ? 1 : 0;
}

const namesOfRegister = new WeakMap<RecordEntry, readonly string[]>();

/** Id, texts below the field that names the record, and codes of lists with their names in every language. */
function namesOf(register: Register, record: RecordEntry): readonly string[] {
  const known = namesOfRegister.get(record);
  if (known !== undefined) return known;
  const names = new Set<string>([record.id, register.title(record)]);
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
  const folded = [...names].map(foldText);
  namesOfRegister.set(record, folded);
  return folded;
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
