/** From an offset in a text to the line and column that a person sees. */

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units, as editors count. A byte order mark does not count. */
  readonly column: number;
  /** How much of the line a caret line marks: at least 1, never beyond the end of the line. */
  readonly length: number;
}

/** The position of the range `[start, end)` of the text. Costs one pass over the text for each new text. */
export function positionIn(text: string, start: number, end: number = start + 1): Position {
  return positionAt(text, lineStartsOf(text), start, end);
}

/** As `positionIn`, for many positions in one text: `lineStarts` comes from `lineStartsOf`. */
export function positionAt(text: string, lineStarts: readonly number[], start: number, end: number): Position {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lineStarts[middle]! <= start) low = middle;
    else high = middle - 1;
  }
  const lineStart = lineStarts[low]!;
  const nextLine = lineStarts[low + 1] ?? text.length + 1;
  let lineEnd = nextLine - 1;
  if (text[lineEnd - 1] === '\r') lineEnd--;
  const mark = low === 0 && text.startsWith('\uFEFF') ? 1 : 0;
  return {
    line: low + 1,
    column: Math.max(1, start - lineStart + 1 - mark),
    length: Math.max(1, Math.min(end, lineEnd) - start),
  };
}

/** The offsets at which lines begin; the first is 0. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
