/**
 * Rows of large tables that hold nothing but words. Markdown's parser looks at every letter of them for marks that are not
 * there, which for a thousand rows takes longer than all else that a report does. So it is given the text without them, and
 * they are put into its tree.
 */
import type { Nodes, Root, TableCell, TableRow } from 'mdast';

/** A text without some of its lines. */
interface Shortened {
  readonly markdown: string;
  /** Of each line that is left, from 1: its number in the whole text, and by how much the offset of its letters was larger. */
  readonly left: readonly { readonly line: number; readonly offset: number }[];
  /** The rows that were taken out, by the number of the line that stands below them, which is a row itself. */
  readonly taken: ReadonlyMap<number, readonly TableRow[]>;
}

/** Fewer are parsed as soon as they are taken out. */
const fewRows = 20;

const delimiterRow = /^\|(?: *:?-+:? *\|)+ *$/;
const wholeRow = /^\|.+\| *$/;
/** What `escapeMarkdown` writes for a sign; a bar keeps its own meaning in tables. */
const escaped = /\\([!-/:-@[-`{}~])|&(quot|amp|#39);/g;
const named: Readonly<Record<string, string>> = { quot: '"', amp: '&', '#39': "'" };
/** A sign that may begin something in our Markdown: a mark, a directive. */
const mark = /[\\`*_[\]<>&~@\t\r]|:(?! )/;
/** What is made a link after all, also where its signs were escaped. */
const address = /www\.|:\/\/|@/i;

/** The tree of a text by a parser, as if it had parsed every row itself. */
export function withPlainRows(markdown: string, parse: (markdown: string) => Root): Root {
  const shortened = withoutPlainRows(markdown);
  if (shortened === undefined) return parse(markdown);
  const tree = parse(shortened.markdown);
  // Where the parser takes the line below for something else than a row, they were none, such as lines of quoted text.
  return putBack(tree, shortened) === shortened.taken.size ? tree : parse(markdown);
}

/** Undefined where there are few. The last row of a table stays, so that all around it ends where it did. */
function withoutPlainRows(markdown: string): Shortened | undefined {
  const lines = markdown.split('\n');
  const left: { line: number; offset: number }[] = [{ line: 0, offset: 0 }];
  const taken = new Map<number, TableRow[]>();
  const kept: string[] = [];
  let [start, removed, count] = [0, 0, 0];
  let isBody = false;
  let waiting: TableRow[] = [];
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith('|')) isBody = false;
    const isPlain = isBody && wholeRow.test(line) && isOfWords(line);
    isBody ||= delimiterRow.test(line);
    if (isPlain && lines[index + 1]?.startsWith('|') === true) {
      waiting.push(rowOf(line, index + 1, start));
      removed += line.length + 1;
    } else {
      if (waiting.length > 0) taken.set(index + 1, waiting);
      count += waiting.length;
      waiting = [];
      kept.push(line);
      left.push({ line: index + 1, offset: removed });
    }
    start += line.length + 1;
  }
  return count < fewRows ? undefined : { markdown: kept.join('\n'), left, taken };
}

/** Says of each node where it stands in the whole text, gives tables their rows back, and tells in how many places. */
function putBack(node: Nodes, shortened: Shortened): number {
  for (const point of node.position === undefined ? [] : [node.position.start, node.position.end]) {
    const { line, offset } = shortened.left[point.line] ?? { line: point.line, offset: 0 };
    point.line = line;
    if (point.offset !== undefined) point.offset += offset;
  }
  if (!('children' in node)) return 0;
  let count = 0;
  for (const child of node.children) count += putBack(child, shortened);
  if (node.type !== 'table') return count;
  node.children = node.children.flatMap((row) => {
    const above = shortened.taken.get(row.position?.start.line ?? 0) ?? [];
    if (above.length > 0) count += 1;
    return [...above, row];
  });
  return count;
}

function isOfWords(row: string): boolean {
  return !mark.test(row.replace(escaped, '')) && !address.test(unescaped(row));
}

function unescaped(text: string): string {
  return text.replace(escaped, (_all, sign?: string, name?: string) => sign ?? named[name ?? ''] ?? '');
}

function rowOf(row: string, line: number, offset: number): TableRow {
  return {
    type: 'tableRow',
    children: cellsOf(row, line, offset),
    position: {
      start: { line, column: 1, offset },
      end: { line, column: row.length + 1, offset: offset + row.length },
    },
  };
}

/** As the parser makes them: a cell reaches from its bar to the next, and the last to the end of the line. */
function cellsOf(row: string, line: number, offset: number): TableCell[] {
  const bars = [...row.matchAll(/\|/g)].map(({ index }) => index);
  const position = (start: number, end: number): NonNullable<TableCell['position']> => ({
    start: { line, column: start + 1, offset: offset + start },
    end: { line, column: end + 1, offset: offset + end },
  });
  return bars.slice(0, -1).map((bar, index): TableCell => {
    const next = bars[index + 1] ?? row.length;
    const [, before = '', value = ''] = /^( *)(.*?) *$/.exec(row.slice(bar + 1, next)) ?? [];
    const start = bar + 1 + before.length;
    const end = index === bars.length - 2 ? row.length : next;
    return {
      type: 'tableCell',
      children:
        value === ''
          ? []
          : [{ type: 'text', value: unescaped(value), position: position(start, start + value.length) }],
      position: position(bar, end),
    };
  });
}
