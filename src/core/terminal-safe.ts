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

/** Control characters but for tab and newline, line and paragraph separators, and the bidirectional controls. */
const unsafe = /(?![\t\n])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\ufffe\uffff]/gu;
const commands = /##\[|^[^\S\n]*::(?=[^:\n][^\n]*::)/gm;

function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
