/**
 * Names that may mean one and the same: compared without case, accents, Ethiopic letter variants, order of words, small
 * words and forms of state ("Republic of Korea" is "Korea"), and with a slip or two. Names of two scripts are compared in
 * `sound-alike.ts`.
 */
import { foldText } from '../register/find-records.ts';
import { slipsBetween } from '../suggest.ts';

/** A name as it is compared. */
export interface ComparedName {
  /** The words that count, sorted. */
  readonly words: readonly string[];
  /** Equal for names that hold the same words in any order. */
  readonly key: string;
  /** Equal for names that differ only in where words are parted. */
  readonly joined: string;
  /** The words that count as they are written, Amharic ones with the letters before and behind them. */
  readonly written: readonly string[];
}

const smallWords = new Set(
  'the of and for in on at to de du des d la le les l et en y del da do dos das und der die das i и እና ና'.split(' '),
);

/** What a state calls itself before its name: Republic of, Kingdom of, in a few languages. */
const formOfState =
  /^(?:the )?(?:federal |islamic |arab )?(?:(?:republic|kingdom|state|commonwealth|sultanate|principality) of|(?:republique|republica) d[eoau]?l?|republik|республика) (?:the |la )?/;
/** ሪፐብሊክ, which stands behind the name. */
const formBehind = / ሪፐብሊክ$/;

/** Longer texts are no names; comparing them would cost the square of their length. */
const longestName = 200;

export function comparedName(text: string): ComparedName {
  const plain = foldText(turned(withoutBrackets(text.slice(0, longestName))))
    .replace(/['’ʼ`]/g, '')
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const named = plain.replace(formOfState, '').replace(formBehind, '');
  const all = (named === '' ? plain : named).split(' ');
  const telling = all.filter((word) => !smallWords.has(bareWord(word)));
  const written = telling.length === 0 ? all : telling;
  const words = written.map(bareWord);
  return { words: [...words].sort(), key: [...words].sort().join(' '), joined: words.join(''), written };
}

/** Whether two names that are not the same differ by no more than slips: one in a word, two in all. */
export function isNearName(a: ComparedName, b: ComparedName): boolean {
  if (a.words.length !== b.words.length) return false;
  const left = a.words.filter((word) => !b.words.includes(word));
  const right = b.words.filter((word) => !a.words.includes(word));
  const isShort = a.words.length === 1;
  if (left.length !== right.length || left.length > 2 || (left.length === a.words.length && !isShort)) return false;
  return left.every((word) => right.some((other) => isSlip(word, other, isShort)));
}

/** Words that are one slip apart; short words, numbers and another first letter make another name. */
export function isSlip(a: string, b: string, alone: boolean): boolean {
  const least = /[\u1200-\u137f]/.test(a) ? 4 : alone ? 6 : 5;
  if (Math.max(a.length, b.length) < least || a[0] !== b[0] || /\d/.test(a) || /\d/.test(b)) return false;
  return slipsBetween(a, b) <= 1;
}

/** "Korea, Republic of" is "Republic of Korea". */
function turned(text: string): string {
  return text.replace(/^([^,]+), ([^,]+\b(?:of|de|du))(?: the)?$/iu, '$2 $1');
}

/** Without what stands in brackets, where something else remains: an acronym behind its name. */
function withoutBrackets(text: string): string {
  const without = text.replace(/\([^()]*\)/g, ' ').trim();
  return without === '' ? text : without;
}

/** An Amharic word without the letter before it that says of, in, for or from, and the one behind it that says and. */
export function bareWord(word: string): string {
  return word.replace(/^[የበለከ](?=[\u1200-\u137f]{3})/u, '').replace(/(?<=[\u1200-\u137f]{3})ና$/u, '');
}
