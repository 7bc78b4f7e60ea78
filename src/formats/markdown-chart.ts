/** A table of Markdown within `:::chart` → chart of a document. */
import type { ContainerDirective } from 'mdast-util-directive';
import { type ChartBlock, plainText } from './document.ts';
import type { InlineParser } from './markdown-inlines.ts';
import { textRun } from './markdown-inlines.ts';
import { tableBlock } from './markdown-table.ts';

/** The chart, or what is wrong with it. The first column holds the labels, each further one a series named by its head. */
export function chartBlock(node: ContainerDirective, inline: InlineParser, number: number): ChartBlock | string {
  const { kind, caption, unit } = node.attributes ?? {};
  const table = node.children.find((child) => child.type === 'table');
  if (kind !== 'line' && kind !== 'bars') return ':::chart has kind="line" or kind="bars"';
  if (table === undefined) return 'there is no table in :::chart';
  const block = tableBlock(table, inline);
  if (block.align.length < 2) return 'a chart needs a column of labels and one of numbers';
  const words = inline.attribute(caption ?? '', node);
  const unitText = plainText(inline.attribute(unit ?? '', node));
  const ofUnit = unitText === '' ? [] : [textRun(words.length === 0 ? unitText : ` (${unitText})`)];
  return {
    type: 'chart',
    number,
    kind,
    caption: words,
    unit: unitText,
    labels: block.rows.map(([label = []]) => plainText(label)),
    series: block.align.slice(1).map((_align, column) => ({
      name: plainText(block.header[column + 1] ?? []),
      values: block.rows.map((row) => numberIn(plainText(row[column + 1] ?? []))),
    })),
    table: {
      ...block,
      caption: [...words, ...ofUnit],
      align: block.align.map((_align, at) => (at === 0 ? 'left' : 'right')),
    },
  };
}

/** "1,234.5", "−3" and "40 %" are numbers; all else is a gap. */
function numberIn(text: string): number | null {
  const figures = text.replace(/\s*%$/, '').replace(/^[−–]/, '-').trim();
  if (!/^[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/.test(figures)) return null;
  const value = Number(figures.replaceAll(',', ''));
  return Number.isFinite(value) ? value : null;
}
