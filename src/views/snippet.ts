/** A part of a text around the words that were found, on one line of the terminal. */
import stringWidth from 'string-width';
import { lineSafe } from '../core/terminal-safe.ts';

/** `hits` are places in the text; each is marked. Where the text is longer than `room`, `…` stands for what is left out. */
export function snippet(
  text: string,
  hits: readonly (readonly [from: number, to: number])[],
  room: number,
  mark: (text: string) => string,
): string {
  const [from, to] = part(text, hits, room);
  let line = from > 0 ? '…' : '';
  let at = from;
  for (const [start, end] of hits) {
    if (start < at || end > to) continue;
    line += lineSafe(text.slice(at, start)) + mark(lineSafe(text.slice(start, end)));
    at = end;
  }
  return `${line}${lineSafe(text.slice(at, to))}${to < text.length ? '…' : ''}`;
}

/** The first hit with some words before it, and as much after it as there is room for. */
function part(text: string, hits: readonly (readonly [number, number])[], room: number): [number, number] {
  if (stringWidth(lineSafe(text)) <= room) return [0, text.length];
  const first = hits[0]?.[0] ?? 0;
  const lead = first < room / 2 ? 0 : text.lastIndexOf(' ', Math.max(0, first - Math.floor(room / 4))) + 1;
  let end = lead;
  let width = 2;
  for (const letter of text.slice(lead)) {
    width += stringWidth(lineSafe(letter));
    if (width > room) break;
    end += letter.length;
  }
  return [lead, end];
}
