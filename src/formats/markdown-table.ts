/** A table of Markdown → table of a document, with the widths of its columns. */
import type { Table } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import { type Inlines, plainText, type TableBlock } from './document.ts';
import type { InlineParser } from './markdown-inlines.ts';

/**
 * Reads a table. `caption` and `widths` ("4 5 2": shares of the width) are attributes of `:::table`. A head whose cells
 * are all empty, which GFM asks for, is none. Rows have as many cells as there are columns.
 */
export function tableBlock(table: Table, parser: InlineParser, described?: ContainerDirective): TableBlock {
  const cells = table.children.map((row) => row.children.map((cell) => parser.inlines(cell.children)));
  const columns = Math.max(1, cells[0]?.length ?? 1);
  const [head = [], ...rows] = cells.map((row) => Array.from({ length: columns }, (_none, index) => row[index] ?? []));
  const header = head.every((cell) => cell.length === 0) ? [] : head;
  const attributes = described?.attributes ?? {};
  const widths = (attributes.widths ?? '').split(/\s+/).map(Number);
  const areUsable = widths.length === columns && widths.every((width) => Number.isFinite(width) && width > 0);
  return {
    type: 'table',
    caption: described === undefined ? [] : parser.attribute(attributes.caption ?? '', described),
    header,
    rows,
    align: Array.from({ length: columns }, (_none, index) => table.align?.[index] ?? 'left'),
    widths: areUsable ? widths : widthsByContent([header, ...rows], columns),
  };
}

const shortest = 8;
const longest = 48;
/** About as many letters as a line of a table holds. */
const line = 92;
/** A date, an amount or a code is not to break into lines. */
const unbroken = 18;

/**
 * A column gets room by its longest cell, but neither nothing nor all: long text breaks into lines, and leaves short
 * cells beside it whole. The first of the rows is the head, empty for none.
 */
function widthsByContent(rows: readonly (readonly Inlines[])[], columns: number): number[] {
  const widths = Array.from({ length: columns }, (_none, column) => {
    const lengths = rows.map((row) => plainText(row[column] ?? []).length);
    return Math.min(longest, Math.max(shortest, ...lengths));
  });
  const [names = shortest, values = shortest] = widths;
  // Names beside values stand near them, however short the values are.
  return columns === 2 && rows[0]?.length === 0 ? [names, Math.max(values, names * 2)] : shared(widths);
}

/** Where the columns do not fit side by side, the long ones give way. */
function shared(widths: readonly number[]): number[] {
  const isLong = (width: number): boolean => width > unbroken;
  const sum = (some: readonly number[]): number => some.reduce((total, width) => total + width, 0);
  const [long, short] = [widths.filter(isLong), widths.filter((width) => !isLong(width))];
  const left = line - sum(short.map((width) => width + 2));
  if (sum(widths) <= line || left < long.length * unbroken) return [...widths];
  return widths.map((width) => (isLong(width) ? Math.round((width * left) / sum(long)) : width + 2));
}
