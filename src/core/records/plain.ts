/**
 * The plain part of YAML, in which nearly every record is written, at a tenth of the library's time: one map in block
 * style, scalars and brackets that end on their line, texts below `|` or `>`. Anything else, and anything that could be a
 * mistake, is left to the library: what is read here, the library reads as the same value and without a problem.
 */
import { emptyMap, type Value, type ValueMap } from '../value.ts';

/** The value of a text that `guardText` let pass; undefined where the library must decide. */
export function readPlain(text: string): ValueMap | undefined {
  // A text below that ends without a line break has an end of its own.
  if (elsewhere.test(text) || !text.endsWith('\n')) return undefined;
  try {
    return new PlainReader(text).record();
  } catch (error) {
    if (error === notPlain) return undefined;
    throw error;
  }
}

/** Kept, since making an error takes longer than reading a record. */
const notPlain = new Error('not plain YAML');

function giveUp(): never {
  throw notPlain;
}

const elsewhere = /[\t\r\uFEFF]/;
const space = 0x20;
const longestPlainKey = 200;

/** A name and its colon: a word that is read as text, or a text in quotes. */
const keySign = /(?:([A-Za-z_][\w./-]*)|"([^"\\\n]*)"):(?= |\n|$)/y;
/** To the end of the line; a mark of the text below, and how its last line ends. */
const textBelow = /([|>])(-?)(?=\n|$)/y;
const singleQuoted = /'([^'\n]*(?:''[^'\n]*)*)'/y;
const doubleQuoted = /"([^"\\\n]*)"/y;
/** What stands after a value: nothing, or a comment. */
const restOfLine = / *(?:(?<= )#[^\n]*)?(?=\n|$)/y;
const blockScalar = /[^\n]*/y;
const flowScalar = /[^\n,[\]{}]*/y;
/** The signs with which YAML begins something else than a word. */
const beginsOtherwise = /^(?:[?:,[\]{}#&*!|>'"%@`~]|-(?![A-Za-z0-9]))/;
const isDate = /^\d{4}-\d\d(?:-\d\d)?$/;
const isSmallNumber = /^-?\d{1,15}(?:\.\d{1,15})?$/;
/** Could be one of the many other ways to write a number. */
const looksLikeNumber = /^(?:0[ox]|[-+]?\.?\d[\d.]*(?:e[-+]?\d*)?$|[-+]?\.(?:inf|nan)$)/i;
const words = new Map<string, Value>([
  ...['null', 'Null', 'NULL'].map((word): [string, Value] => [word, null]),
  ...['true', 'True', 'TRUE'].map((word): [string, Value] => [word, true]),
  ...['false', 'False', 'FALSE'].map((word): [string, Value] => [word, false]),
]);

class PlainReader {
  readonly #text: string;
  #at = 0;
  /** Column of the first sign of the line that is to be read next; -1 at the end of the text. */
  #column = -1;

  constructor(text: string) {
    this.#text = text;
    this.#lineFrom(0);
  }

  record(): ValueMap {
    if (this.#column !== 0) giveUp();
    const value = this.#map(0);
    return this.#at === this.#text.length ? value : giveUp();
  }

  /** The entries of a map whose names stand at a column; the first of them is at hand. */
  #map(column: number): ValueMap {
    const map = emptyMap();
    do {
      const key = this.#key() ?? giveUp();
      if (key in map) giveUp();
      map[key] = this.#valueOf(column);
    } while (this.#column === column && this.#text[this.#at] !== '-');
    return this.#column > column ? giveUp() : map;
  }

  /** The name that stands here, with its colon read; undefined where none does. */
  #key(): string | undefined {
    const match = this.#match(keySign);
    if (match === undefined) return undefined;
    const [, word, quoted] = match;
    const key = word ?? quoted ?? giveUp();
    if (key.length > longestPlainKey || key === '__proto__') giveUp();
    return word !== undefined && words.has(word) ? giveUp() : key;
  }

  /** What belongs to a name at a column, beside or below it. */
  #valueOf(column: number): Value {
    if (this.#match(restOfLine) === undefined) {
      this.#spaces();
      return this.#inline(column);
    }
    this.#nextLine();
    if (this.#text[this.#at] === '-' && this.#column >= column) return this.#list(this.#column);
    return this.#column > column ? this.#map(this.#column) : giveUp();
  }

  #list(column: number): Value[] {
    const list: Value[] = [];
    do {
      if (this.#text.charCodeAt(this.#at + 1) !== space) giveUp();
      const start = this.#at;
      this.#at += 2;
      this.#spaces();
      const inner = column + this.#at - start;
      keySign.lastIndex = this.#at;
      list.push(keySign.test(this.#text) ? this.#map(inner) : this.#inline(column));
    } while (this.#column === column && this.#text[this.#at] === '-');
    return this.#column > column ? giveUp() : list;
  }

  /** A value that begins on this line, to the end of what is its own; `column` is that of the name or sign before it. */
  #inline(column: number): Value {
    const below = this.#match(textBelow);
    if (below !== undefined) return this.#textBelow(below[1] === '>', below[2] === '-', column);
    const value = this.#value(blockScalar);
    if (this.#match(restOfLine) === undefined) giveUp();
    this.#nextLine();
    return value;
  }

  /** A text in quotes, brackets, or a word, which reaches as far as the pattern. */
  #value(reach: RegExp): Value {
    const sign = this.#text[this.#at];
    if (sign === '"') return this.#match(doubleQuoted)?.[1] ?? giveUp();
    if (sign === "'") return (this.#match(singleQuoted)?.[1] ?? giveUp()).replaceAll("''", "'");
    if (sign === '[') return this.#brackets();
    if (sign === '{') return this.#braces();
    return this.#word(reach);
  }

  #word(reach: RegExp): Value {
    const reached = this.#match(reach)?.[0] ?? '';
    const comment = reached.indexOf(' #');
    const word = withoutSpacesAfter(comment === -1 ? reached : reached.slice(0, comment));
    this.#at -= reached.length - word.length;
    if (word === '' || beginsOtherwise.test(word) || word.includes(': ') || word.endsWith(':')) giveUp();
    if (isDate.test(word)) return word;
    if (isSmallNumber.test(word)) return Number(word);
    if (looksLikeNumber.test(word)) giveUp();
    const known = words.get(word);
    return known === undefined ? word : known;
  }

  #brackets(): Value[] {
    const list: Value[] = [];
    this.#at += 1;
    this.#spaces();
    if (this.#isSign(']')) return list;
    for (;;) {
      list.push(this.#value(flowScalar));
      this.#spaces();
      if (this.#isSign(']')) return list;
      this.#comma();
    }
  }

  #braces(): ValueMap {
    const map = emptyMap();
    this.#at += 1;
    this.#spaces();
    if (this.#isSign('}')) return map;
    for (;;) {
      const key = this.#key() ?? giveUp();
      if (key in map) giveUp();
      this.#spaces();
      map[key] = this.#value(flowScalar);
      this.#spaces();
      if (this.#isSign('}')) return map;
      this.#comma();
    }
  }

  #comma(): void {
    if (!this.#isSign(',') || this.#text.charCodeAt(this.#at) !== space) giveUp();
    this.#spaces();
  }

  /** The lines below `|` or `>`, each deeper than the column; a folded text is made of paragraphs. */
  #textBelow(isFolded: boolean, isStripped: boolean, column: number): string {
    const lines: string[] = [];
    let indent = -1;
    let end = this.#at;
    for (let start = end + 1; start < this.#text.length; start = end + 1) {
      const lineEnd = this.#text.indexOf('\n', start);
      const line = this.#text.slice(start, lineEnd);
      const inset = line.search(/[^ ]/);
      if (inset === -1 && (line !== '' || indent === -1)) giveUp();
      if (inset !== -1) {
        if (inset <= column) break;
        if (indent === -1) indent = inset;
        // What stands deeper, or ends in spaces, is folded in ways of its own.
        if (inset < indent || (isFolded && inset > indent) || line.endsWith(' ')) giveUp();
      }
      lines.push(line.slice(indent));
      end = lineEnd;
    }
    this.#at = end;
    this.#nextLine();
    while (lines.at(-1) === '') lines.pop();
    if (lines.length === 0) giveUp();
    const last = isStripped ? '' : '\n';
    if (!isFolded) return lines.join('\n') + last;
    // One line break is a space, and of several the first is none.
    return lines.join('\n').replace(/\n+/g, (breaks) => (breaks.length === 1 ? ' ' : breaks.slice(1))) + last;
  }

  /** To the next line that holds more than a comment. */
  #nextLine(): void {
    this.#lineFrom(this.#text.indexOf('\n', this.#at) + 1);
  }

  #lineFrom(first: number): void {
    for (let start = first; start < this.#text.length; start = this.#text.indexOf('\n', this.#at) + 1) {
      this.#at = start;
      this.#spaces();
      this.#column = this.#at - start;
      const sign = this.#text[this.#at];
      if (sign !== '\n' && sign !== '#') return;
    }
    this.#at = this.#text.length;
    this.#column = -1;
  }

  #spaces(): void {
    while (this.#text.charCodeAt(this.#at) === space) this.#at += 1;
  }

  #isSign(sign: string): boolean {
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  /** What the pattern finds here, read; undefined where it finds nothing. */
  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#at += match[0].length;
    return match;
  }
}

/** Of spaces alone: YAML takes other blanks for signs of the word. */
function withoutSpacesAfter(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === space) end -= 1;
  return text.slice(0, end);
}
