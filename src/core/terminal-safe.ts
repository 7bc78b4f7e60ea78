import { isMap, type Place, type Value } from './value.ts';

/**
 * Text of records made harmless for a terminal or a log: control characters, marks that turn the direction of
 * writing and halves of letters are shown as escapes, so that no record can move the cursor, set a title or hide what it
 * says. The same for what a runner of checks takes for a command in its log: `##[…` anywhere, `::…::` at the start of a
 * line.
 */
export function terminalSafe(text: string): string {
  return text.replace(unsafe, escaped).replace(commands, (found) => found.slice(0, -1) + escaped(found.slice(-1)));
}

/** As `terminalSafe`, on one line. */
export function lineSafe(text: string): string {
  return terminalSafe(text.replace(/\s*[\r\n]+\s*/g, ' '));
}

/** JSON made harmless in the same way: it says the same to whoever parses it. */
export function jsonSafe(json: string): string {
  return json.replace(unsafe, escaped);
}

/**
 * A schema, a code list or a report with its texts and names made harmless: they are shown wherever a record is, and a
 * stranger may have written them. The value itself where there is nothing to escape.
 */
export function harmless<T extends Value>(value: T): T {
  return (firstHidden(value) === undefined ? value : escapedIn(value)) as T;
}

/**
 * Whether a JSON text may hold such a sign, as it is or as an escape: to look for one in what it says takes long, and
 * nearly no text has any.
 */
export function mayHide(json: string): boolean {
  return /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]|\\[bfru]/.test(json);
}

/** Where the first sign stands that does not show, and which it is; in names, too. */
export function firstHidden(
  value: Value,
  place: Place = [],
): { readonly place: Place; readonly sign: string } | undefined {
  if (typeof value === 'string') {
    const sign = value.match(unsafe)?.[0];
    return sign === undefined ? undefined : { place, sign };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, part] of Object.entries(value)) {
    const step = Array.isArray(value) ? Number(name) : name;
    const sign = name.match(unsafe)?.[0];
    const found = sign === undefined ? firstHidden(part, [...place, step]) : { place: [...place, step], sign };
    if (found !== undefined) return found;
  }
  return undefined;
}

function escapedIn(value: Value): Value {
  if (typeof value === 'string') return value.replace(unsafe, escaped);
  if (Array.isArray(value)) return value.map(escapedIn);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name.replace(unsafe, escaped), escapedIn(part)]),
  );
}

/** Control characters but for tab and newline, line and paragraph separators, and the bidirectional controls. */
const unsafe = /(?![\t\n])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufffe\uffff]/gu;
const commands = /##\[|^[^\S\n]*::(?=[^:\n][^\n]*::)/gm;

function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
