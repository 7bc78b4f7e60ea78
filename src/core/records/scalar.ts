/**
 * Single values as YAML, so that every reader takes them for the same: what a reader of YAML 1.1 or 1.2 would take for
 * something else than text stands in quotes.
 */

export type ScalarValue = string | number | boolean | null;

/** `flow`: between brackets or as a name, where commas, brackets and braces end a text. */
export type ScalarContext = 'block' | 'flow';

/** How the text that is replaced was written; what is valid of it stays. */
export type Quoting = 'plain' | 'single' | 'double';

/**
 * A value on one line. Text is plain if every reader takes it for that text, else in quotes; a full date stays plain.
 * Throws RangeError for numbers that JSON does not have.
 */
export function printScalar(value: ScalarValue, context: ScalarContext, quoting: Quoting = 'plain'): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return printNumber(value);
  if (typeof value === 'boolean') return String(value);
  const mayBeSingle = !mustEscape.test(value) && !/[\n\t]/.test(value);
  if (quoting === 'double') return doubleQuoted(value);
  if (quoting === 'single' && mayBeSingle) return singleQuoted(value);
  if (isPlain(value, context)) return value;
  // Backslashes before each quote are hard to read; the other quotes need none.
  return mayBeSingle && /["\\]/.test(value) && !value.includes("'") ? singleQuoted(value) : doubleQuoted(value);
}

/**
 * A text of several lines as it is, under `|`; undefined if that could change it. The header (`|`, `|-`) and the lines
 * without indentation; empty lines stay empty.
 */
export function literalLines(text: string): { readonly header: string; readonly lines: string[] } | undefined {
  const content = text.endsWith('\n') ? text.slice(0, -1) : text;
  const isKept = content !== '' && !/^[\s]|\n$|\n[ \t]+(?:\n|$)/.test(content) && !mustEscape.test(text);
  return isKept ? { header: content === text ? '|-' : '|', lines: content.split('\n') } : undefined;
}

/** A long text of one line, filled to the width under `>-`; undefined if it fits or there is no safe place to break it. */
export function foldedLines(
  text: string,
  width: number,
): { readonly header: string; readonly lines: string[] } | undefined {
  if (text.length <= width || /^\s|\s$|[\n\t]/.test(text) || mustEscape.test(text)) return undefined;
  const lines: string[] = [];
  let line = '';
  // A break stands for one space: more than one, or one beside another blank, would be read differently.
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    if (line === '') line = word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  lines.push(line);
  return lines.length > 1 ? { header: '>-', lines } : undefined;
}

const bidi = '\\u202A-\\u202E\\u2066-\\u2069';
// Besides control characters: what editors and YAML 1.1 take for line breaks, marks, half characters.
const mustEscape = new RegExp(`(?![\\n\\t])\\p{Cc}|\\p{Cs}|[\\u2028\\u2029\\uFEFF\\uFFFE\\uFFFF${bidi}]`, 'u');
const escapedBeyondJson = new RegExp(`[\\u007F-\\u009F\\u2028\\u2029\\uFEFF\\uFFFE\\uFFFF${bidi}]`, 'g');

const words = /^(?:~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?\.(?:inf|nan))$/i;
// Decimal, binary, octal, hexadecimal, exponents, base 60 (12:30), thousands: what YAML 1.1, 1.2 or their readers know.
const numbers =
  /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-f_]+|[0-9][0-9_,]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?|\.[0-9_]+(?:e[-+]?[0-9]+)?|[0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?)$/i;
const timestamp = /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:$|[Tt \t])/;
const fullDate = /^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$/;

function isPlain(text: string, context: ScalarContext): boolean {
  if (text === '' || /^[\s\-?:,[\]{}#&*!|>'"%@`]|\s$|[\n\t]|:\s|:$|\s#|^\.\.\./.test(text)) return false;
  if (context === 'flow' && /[,[\]{}]/.test(text)) return false;
  if (words.test(text) || numbers.test(text)) return false;
  if (timestamp.test(text) && !fullDate.test(text)) return false;
  return !mustEscape.test(text);
}

function printNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be written as a number of a record`);
  if (Object.is(value, -0)) return '-0';
  // Without an exponent it would read as a whole number that is not kept exactly.
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return value.toExponential();
  return String(value);
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(
    escapedBeyondJson,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
