/**
 * The pieces of text that an edit of one value replaces. Each function answers undefined where the text is laid out in a
 * way that it does not know; then a larger part is written anew (edit.ts).
 */
import type { Value } from '../value.ts';
import { columnOf, type Layout, type LayoutItem, type LayoutNode, lineEnd, lineStart, nextLine } from './layout.ts';
import { lineWidth, printEntry, printFlow, printFlowEntry, printItem, printNode, type Setting } from './print.ts';
import { printScalar, type Quoting } from './scalar.ts';

/** The range `[start, end)` of the text gives way to other text. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

type BlockLayout = Setting['layout'];

/** The text with the splices made. They do not overlap; of two at one place the first in the list stands first. */
export function splice(text: string, splices: readonly Splice[]): string {
  const ordered = splices
    .map((part, index) => ({ ...part, index }))
    .sort((a, b) => a.start - b.start || a.end - b.end || a.index - b.index);
  let result = '';
  let done = 0;
  for (const { start, end, text: replacement } of ordered) {
    result += text.slice(done, start) + replacement;
    done = end;
  }
  return result + text.slice(done);
}

/** Another value for a field or item that is there. Its trailing comment stays, and its quotes where they are valid. */
export function replaceItem(
  layout: Layout,
  parent: LayoutNode,
  item: LayoutItem,
  value: Value,
  wanted?: BlockLayout,
): Splice[] | undefined {
  if (item.isOdd) return undefined;
  if (parent.flow) return [replaceInFlow(item, value)];
  const { text } = layout;
  const old = item.node;
  const printed = printNode(value, {
    parent: parent.kind === 'list' ? 'list' : 'map',
    column: columnOf(text, item.start),
    used: columnOf(text, item.anchor) + 1,
    style: layout,
    layout: wanted,
    quoting: quotingOf(old),
    below: old?.sign === '|' || old?.sign === '>' ? old.sign : undefined,
  });
  const below = printed.below.map((line) => layout.eol + line).join('');
  const { anchor } = item;
  if (old === undefined) {
    const end = lineEnd(text, anchor);
    if (below === '' || end === anchor) return [{ start: anchor, end: anchor, text: printed.inline + below }];
    return [
      { start: anchor, end: anchor, text: printed.inline },
      { start: end, end, text: below },
    ];
  }
  if (old.sign === '|' || old.sign === '>') {
    const comment = /[ \t]#.*$/.exec(text.slice(old.start, lineEnd(text, old.start)))?.[0] ?? '';
    const last = text[old.end - 1] === '\n' ? layout.eol : '';
    return [{ start: anchor, end: old.end, text: printed.inline + comment + below + last }];
  }
  if (old.kind !== 'scalar' && !old.flow) return replaceBlock(layout, parent, item, old, printed.inline, below);
  if (below === '') return [{ start: old.start, end: old.end, text: printed.inline.trimStart() }];
  const end = lineEnd(text, old.end);
  if (text.slice(anchor, old.start).includes('\n')) {
    // The value stands on a line of its own. A comment after it has no place in what follows.
    if (text.slice(old.end, end).trim() !== '') return undefined;
    const before = lineEnd(text, anchor);
    return [
      { start: anchor, end: anchor, text: printed.inline },
      { start: before, end: before, text: below },
      { start: lineStart(text, old.start), end: nextLine(text, old.end), text: '' },
    ];
  }
  return [
    { start: anchor, end: old.end, text: printed.inline },
    { start: end, end, text: below },
  ];
}

/** A further field or item before the one at `index`, or at the end. */
export function insertItem(
  layout: Layout,
  parent: LayoutNode,
  index: number,
  key: string | undefined,
  value: Value,
  wanted?: BlockLayout,
): Splice[] | undefined {
  const first = parent.items[0];
  if (first === undefined || parent.items.some((item) => item.isOdd)) return undefined;
  if (parent.flow)
    return insertInFlow(layout, parent, index, key === undefined ? printFlow(value) : printFlowEntry(key, value));
  const { text, eol } = layout;
  const column = columnOf(text, first.start);
  const lines =
    key === undefined
      ? printItem(value, column, layout, wanted ?? likeOthers(parent))
      : printEntry(key, value, column, layout, wanted);
  if (index === 0) {
    const block = lines.join(eol).slice(column) + eol + ' '.repeat(column);
    return [{ start: first.start, end: first.start, text: block }];
  }
  const at = linesEnd(text, parent.items[index - 1]!);
  const isOpenEnd = at === text.length && !text.endsWith('\n');
  const block = isOpenEnd ? eol + lines.join(eol) : lines.join(eol) + eol;
  return [{ start: at, end: at, text: block }];
}

/** A field or item taken out with its lines. What holds it must hold another one. */
export function removeItem(layout: Layout, parent: LayoutNode, index: number): Splice[] | undefined {
  const item = parent.items[index];
  if (item === undefined || parent.items.length < 2 || item.isOdd) return undefined;
  if (parent.flow) return removeFromFlow(layout.text, parent, index);
  const { text } = layout;
  const end = linesEnd(text, item);
  const start = lineStart(text, item.start);
  if (text.slice(start, item.start).replace('\uFEFF', '').trim() !== '') {
    // It stands beside a list sign, and the next one takes its place.
    const rest = /^\s*/.exec(text.slice(end))![0].length;
    return [{ start: item.start, end: end + rest, text: '' }];
  }
  if (end === text.length && !text.endsWith('\n') && start > 0) {
    const before = text[start - 2] === '\r' ? start - 2 : start - 1;
    return [{ start: before, end, text: '' }];
  }
  return [{ start: text.startsWith('\uFEFF') && start === 0 ? 1 : start, end, text: '' }];
}

/** Where the lines of a block item end, its trailing comment included: the beginning of the line after it. */
export function linesEnd(text: string, item: LayoutItem): number {
  // A block of text ends at the beginning of a line already.
  return item.end > item.anchor && text[item.end - 1] === '\n' ? item.end : nextLine(text, item.end);
}

function quotingOf(node: LayoutNode | undefined): Quoting {
  if (node?.sign === '"') return 'double';
  return node?.sign === "'" ? 'single' : 'plain';
}

/** A block map or list gives way: its lines go, or its first line beside a list sign. */
function replaceBlock(
  layout: Layout,
  parent: LayoutNode,
  item: LayoutItem,
  old: LayoutNode,
  inline: string,
  below: string,
): Splice[] {
  const { text, eol } = layout;
  const end = linesEnd(text, old.items.at(-1)!);
  const isLast = end === text.length && !text.endsWith('\n');
  if (parent.kind === 'list' && !text.slice(item.anchor, old.start).includes('\n')) {
    return [{ start: item.anchor, end, text: inline + below + (isLast ? '' : eol) }];
  }
  const start = lineStart(text, old.start);
  if (below === '' && isLast) {
    // The line break before the block was not the end of the file's last line; now it would be.
    const before = text[start - 2] === '\r' ? start - 2 : start - 1;
    return [
      { start: item.anchor, end: item.anchor, text: inline },
      { start: before, end, text: '' },
    ];
  }
  return [
    { start: item.anchor, end: item.anchor, text: inline },
    { start, end, text: below === '' ? '' : below.slice(eol.length) + (isLast ? '' : eol) },
  ];
}

function replaceInFlow(item: LayoutItem, value: Value): Splice {
  const { node } = item;
  if (node !== undefined) return { start: node.start, end: node.end, text: flowText(value, quotingOf(node)) };
  return { start: item.anchor, end: item.anchor, text: `${item.hasColon ? ' ' : ': '}${flowText(value, 'plain')}` };
}

function flowText(value: Value, quoting: Quoting): string {
  return typeof value === 'string' ? printScalar(value, 'flow', quoting) : printFlow(value);
}

/** A new item is laid out as its neighbours are: over several lines if they are. */
function likeOthers(parent: LayoutNode): BlockLayout {
  const maps = parent.items.flatMap((item) =>
    item.node?.kind === 'map' && item.node.items.length > 0 ? [item.node] : [],
  );
  return maps.length > 0 && maps.every((node) => !node.flow) ? 'block' : 'auto';
}

function insertInFlow(layout: Layout, parent: LayoutNode, index: number, entry: string): Splice[] {
  const { text, eol } = layout;
  const at = index === 0 ? parent.items[0]! : parent.items[index - 1]!;
  const indent = text.slice(lineStart(text, at.start), at.start);
  const ownLines = indent.trim() === '' && lineStart(text, at.start) > parent.start;
  if (index === 0) {
    return [{ start: at.start, end: at.start, text: ownLines ? `${entry},${eol}${indent}` : `${entry}, ` }];
  }
  const comma = commaAfter(text, at.end);
  const rest = text.slice(comma === -1 ? at.end : comma + 1, lineEnd(text, at.end));
  const endsItsLine = /^[ \t]*(?:#.*)?$/.test(rest) && (comma === -1 || comma < lineEnd(text, at.end));
  if (!ownLines || !endsItsLine) return [{ start: at.end, end: at.end, text: `, ${entry}` }];
  const end = lineEnd(text, at.end);
  if (comma !== -1) return [{ start: end, end, text: `${eol}${indent}${entry},` }];
  return [
    { start: at.end, end: at.end, text: ',' },
    { start: end, end, text: `${eol}${indent}${entry}` },
  ];
}

function removeFromFlow(text: string, parent: LayoutNode, index: number): Splice[] {
  const item = parent.items[index]!;
  const next = parent.items[index + 1];
  const previous = parent.items[index - 1];
  const comma = commaAfter(text, item.end);
  const after = comma === -1 ? item.end : comma + 1;
  const start = lineStart(text, item.start);
  const isOnlyOne =
    text.slice(start, item.start).trim() === '' && /^[ \t]*(?:#.*)?$/.test(text.slice(after, lineEnd(text, after)));
  if (isOnlyOne && start > parent.start) return [{ start, end: nextLine(text, after), text: '' }];
  if (next !== undefined) {
    const isPlainGap =
      text.slice(item.end, next.start).trim() === ',' && !text.slice(item.end, next.start).includes('\n');
    return [{ start: item.start, end: isPlainGap ? next.start : after, text: '' }];
  }
  // The last one goes with the comma before it, unless a comment stands between.
  const isPlainGap = previous !== undefined && text.slice(previous.end, item.start).trim() === ',';
  return [{ start: isPlainGap ? previous.end : item.start, end: item.end, text: '' }];
}

/** Where the comma after an item between brackets stands, beyond blanks and comments; -1 if there is none. */
function commaAfter(text: string, end: number): number {
  const gap = /^(?:\s|(?<=\s)#.*)*/.exec(text.slice(end))![0].length;
  return text[end + gap] === ',' ? end + gap : -1;
}

/** Whether a line of the text has become too long that was not, which brackets can mend by giving way to lines. */
export function outgrowsLine(before: string, after: string, at: number): boolean {
  const length = (text: string) => lineEnd(text, at) - lineStart(text, at);
  return length(before) <= lineWidth && length(after) > lineWidth;
}
