/** A table in columns of text: as wide as its cells ask, and where the terminal is narrower, with cells that wrap. */
import stringWidth from 'string-width';
import type { CellAlign } from './document.ts';

const between = '  ';

/** `header` is empty for a table without a head; `dim` marks it. */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly CellAlign[],
  width: number,
  dim: (text: string) => string,
): string {
  const all = header.length === 0 ? rows : [header, ...rows];
  const widths = fitted(
    align.map((_align, column) => Math.max(0, ...all.map((row) => stringWidth(row[column] ?? '')))),
    align.map((_align, column) =>
      Math.max(
        0,
        ...all.flatMap((row) => (row[column] ?? '').split(' ').map((word) => Math.min(stringWidth(word), 24))),
      ),
    ),
    width - between.length * (align.length - 1),
  );
  const lines = (row: readonly string[]): string[] => {
    const cells = align.map((_align, column) => wrap(row[column] ?? '', widths[column] ?? 1));
    const height = Math.max(1, ...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_line, at) =>
      cells
        .map((cell, column) => padded(cell[at] ?? '', widths[column] ?? 0, align[column] === 'right'))
        .join(between)
        .trimEnd(),
    );
  };
  const head = header.some((cell) => cell !== '') ? lines(header).map((line) => dim(line)) : [];
  return [...head, ...rows.flatMap(lines)].join('\n');
}

/** Widths that fit a line: the widest columns give first, but none below its longest word. */
function fitted(wanted: readonly number[], least: readonly number[], room: number): number[] {
  const widths = [...wanted];
  let over = widths.reduce((sum, each) => sum + each, 0) - room;
  while (over > 0) {
    const able = widths.map((each, index) => (each > (least[index] ?? 0) ? each : 0));
    const widest = able.indexOf(Math.max(...able));
    if ((able[widest] ?? 0) === 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    over -= 1;
  }
  return widths;
}

function padded(text: string, width: number, isRight: boolean): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return isRight ? space + text : text + space;
}

/** Words in lines of at most so many columns; a longer word stands by itself. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && stringWidth(line) + stringWidth(word) + 1 > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
