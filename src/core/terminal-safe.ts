/**
 * Text of records made harmless for a terminal or a log: control characters and marks that turn the direction of
 * writing are shown as escapes, so that no record can move the cursor, set a title or hide what it says.
 */
export function terminalSafe(text: string): string {
  return text.replace(unsafe, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** As `terminalSafe`, on one line. */
export function lineSafe(text: string): string {
  return terminalSafe(text.replace(/\s*[\r\n]+\s*/g, ' '));
}

/** Control characters but for tab and newline, line and paragraph separators, and the bidirectional controls. */
const unsafe = /(?![\t\n])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;
