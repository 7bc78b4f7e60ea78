/** Where lines are broken that a terminal has no room for: between words, and never within what is to be copied. */
import stringWidth from 'string-width';
import { lineSafe } from './terminal-safe.ts';

/** Further lines begin no farther right than this share of the width, and have at least so many columns. */
const farthest = 0.6;
const leastRoom = 24;

/**
 * The text with every line at most `width` columns wide, where its words allow. Further lines hang under what the line
 * says: after its label, or after its sign. A command or a path stays whole, so that it can be copied, even where it is
 * wider than the terminal. Signs of colour and links have no width.
 */
export function withLineBreaks(text: string, width: number): string {
  // A letter takes two columns at most.
  if (text.length * 2 <= width) return text;
  return text
    .split('\n')
    .map((line) =>
      line.length * 2 <= width || stringWidth(line) <= width || isOfCommand(line) ? line : broken(line, width),
    )
    .join('\n');
}

/** Words in lines of at most `width` columns behind a lead, further lines under the first. */
export function wrapped(lead: string, text: string, width: number): string[] {
  const hang = stringWidth(lead);
  const room = Math.max(Math.min(leastRoom, width), width - hang);
  return filled(unitsOf(lineSafe(text)), room).map((line, index) => (index === 0 ? lead : ' '.repeat(hang)) + line);
}

/** What stands together: a word, or a command. `lead` are the spaces before it, and the signs of colour among them. */
interface Unit {
  readonly lead: string;
  readonly gap: number;
  readonly text: string;
  readonly width: number;
}

/** A line of a command that goes over several: it ends with a backslash, or begins with an option and is all of it. */
function isOfCommand(line: string): boolean {
  const text = plain(line).trim();
  return text.endsWith(' \\') || (/^--\w/.test(text) && !text.includes('  '));
}

function broken(line: string, width: number): string {
  const units = unitsOf(line);
  const hang = hangOf(units, width);
  const indent = ' '.repeat(hang);
  return filled(units, width, hang)
    .map((each, index) => (index === 0 ? each : indent + each))
    .join('\n');
}

/** Lines of at most `room` columns; all but the first are `hang` columns narrower. */
function filled(units: readonly Unit[], room: number, hang = 0): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const begin = (unit: Unit): void => {
    lines.push(line);
    // The spaces fall away with the end of the line; colours go on.
    line = unit.lead.replaceAll(' ', '') + unit.text;
    used = hang + unit.width;
  };
  for (const unit of units) {
    const isFirstThere = used <= hang;
    if (used + unit.gap + unit.width <= room || isFirstThere) {
      line += unit.lead + unit.text;
      used += unit.gap + unit.width;
    } else begin(unit);
  }
  return [...lines, line];
}

/** The column under which a line goes on. */
function hangOf(units: readonly Unit[], width: number): number {
  let column = 0;
  let found: number | undefined;
  for (const [index, { gap, width: size }] of units.entries()) {
    column += gap;
    const isCell = index > 0 && gap > 1;
    if (isCell && column <= width * farthest && width - column >= leastRoom) found = column;
    column += size;
  }
  const [first] = units;
  const indent = first?.gap ?? 0;
  return found ?? (indent + 2 <= width - leastRoom ? indent + 2 : 0);
}

const pieces =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the signs of colours and links begin with ESC.
  /\u001b\[[\d;]*m|\u001b\]8;;[^\u001b]*\u001b\\| +|[^ \u001b]+|\u001b/g;

function unitsOf(line: string): Unit[] {
  return wordsOf(line).reduce<Unit[]>((units, word) => {
    const last = units.at(-1);
    if (last !== undefined && word.gap === 1 && goesOn(last.text, plain(word.text))) {
      const text = last.text + word.lead + word.text;
      units[units.length - 1] = { ...last, text, width: last.width + 1 + word.width };
    } else units.push(word);
    return units;
  }, []);
}

function wordsOf(line: string): Unit[] {
  const words: { lead: string; gap: number; text: string }[] = [];
  let next = { lead: '', gap: 0, text: '' };
  for (const [piece] of line.matchAll(pieces)) {
    if (piece.startsWith(' ')) {
      if (next.text !== '') {
        words.push(next);
        next = { lead: '', gap: 0, text: '' };
      }
      next.lead += piece;
      next.gap += piece.length;
    } else if (piece.startsWith('\u001b') && next.text === '') next.lead += piece;
    else next.text += piece;
  }
  const last = words.at(-1);
  if (next.text !== '' || last === undefined) words.push(next);
  else last.text += next.lead.replaceAll(' ', '');
  return words.flatMap((word) => lettersApart(word));
}

/** A run of wide letters (Chinese, Japanese) may be broken between any two; a sentence of them has no spaces. */
function lettersApart(word: Omit<Unit, 'width'>): Unit[] {
  const width = stringWidth(word.text);
  if (width <= leastRoom || word.text.includes('\u001b') || width < word.text.length * 1.5) return [{ ...word, width }];
  return [...new Intl.Segmenter().segment(word.text)].map(({ segment }, index) => ({
    ...(index === 0 ? word : { lead: '', gap: 0 }),
    text: segment,
    width: stringWidth(segment),
  }));
}

/** Whether the word is still of the command that the text before it begins: its name, and what looks like an argument. */
function goesOn(before: string, word: string): boolean {
  const words = plain(before).split(' ');
  if (!/^[(‘"'`]?(irc|git)$/.test(words[0] ?? '')) return false;
  if (isQuoteOpen(plain(before))) return true;
  if (/[,;:.)]$/.test(words.at(-1) ?? '')) return false;
  if (/^[A-Z]+…?[,;:.)]?$/.test(word) || /^(?![(·→–])\S*[-=/.'"$|+…\d]/.test(word)) return true;
  return words.length < 3 && /^[\p{Ll}-]+[,;:.)]?$/u.test(word);
}

function isQuoteOpen(text: string): boolean {
  return [...text].filter((letter) => letter === "'").length % 2 === 1;
}

function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
  return text.replace(/\u001b\[[\d;]*m|\u001b\]8;;[^\u001b]*\u001b\\/g, '');
}
