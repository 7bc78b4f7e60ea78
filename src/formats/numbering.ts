/** How sub-articles and lists are numbered; Word counts by the same rules (docx-style.ts). */

/** "4.1" on level 0, "(a)" on level 1, "(i)" on level 2. Index from 1. */
export function clauseLabel(article: number, level: number, index: number): string {
  return level === 0 ? `${article}.${index}` : lowerLabel(level, index);
}

/** "1." on level 0, "(a)" on level 1, "(i)" on level 2, for lists outside articles. Index from 1. */
export function numberLabel(level: number, index: number): string {
  return level === 0 ? `${index}.` : lowerLabel(level, index);
}

function lowerLabel(level: number, index: number): string {
  return level === 1 ? `(${letters(index)})` : `(${roman(index)})`;
}

/** a … z, then aa, bb, cc … as Word has it. */
function letters(index: number): string {
  return String.fromCharCode(97 + ((index - 1) % 26)).repeat(Math.ceil(index / 26));
}

const romanSigns: readonly (readonly [number, string])[] = [
  ...([
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ] as const),
];

function roman(number: number): string {
  let left = number;
  let text = '';
  for (const [value, sign] of romanSigns) {
    while (left >= value) {
      text += sign;
      left -= value;
    }
  }
  return text;
}
