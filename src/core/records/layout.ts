/** Where the parts of a record stand in its text: what an edit needs to know, without the library's node types. */
import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Place } from '../value.ts';
import { parseOptions } from './yaml.ts';

export interface Layout {
  readonly text: string;
  readonly root: LayoutNode;
  /** `\n`, or `\r\n` where the text has one. */
  readonly eol: string;
  /** Columns of indentation per level, and of lists under their field, as found first; else 2. */
  readonly step: number;
  readonly listInset: number;
}

export interface LayoutNode {
  readonly kind: 'map' | 'list' | 'scalar';
  /** Between brackets. False for scalars. */
  readonly flow: boolean;
  /** The text of the value, trailing comment not included; of a block of text, up to the beginning of the next line. */
  readonly start: number;
  readonly end: number;
  /** How a scalar is written: `|`, `>`, `"`, `'`, or empty for plain. */
  readonly sign: string;
  readonly items: readonly LayoutItem[];
}

/** A field of a map or an item of a list. */
export interface LayoutItem {
  readonly key: string | undefined;
  /** Where it begins: the key, the `-`, or between brackets the value. */
  readonly start: number;
  /** After the `:` or `-`; between brackets of a list, where it begins. */
  readonly anchor: number;
  /** Whether a `:` stands there; `{a}` has none. */
  readonly hasColon: boolean;
  /** Undefined where no value is written. */
  readonly node: LayoutNode | undefined;
  readonly end: number;
  /** Written in a way that is too rare to be edited in place: `? key`, or a field in a list without braces. */
  readonly isOdd: boolean;
}

/** The layout of a text that `readRecord` reads without an error. */
export function layoutOf(text: string): Layout {
  const document = parseDocument(text, { ...parseOptions, keepSourceTokens: true });
  const root = nodeLayout(document.contents);
  if (root === undefined) throw new Error('a record that was read has no layout');
  return { text, root, eol: text.includes('\r\n') ? '\r\n' : '\n', ...indentation(text, root) };
}

/** The item at a place and what holds it, from the root; undefined where nothing stands. */
export function itemsTo(
  root: LayoutNode,
  place: Place,
): { parent: LayoutNode; index: number; item: LayoutItem }[] | undefined {
  const path: { parent: LayoutNode; index: number; item: LayoutItem }[] = [];
  let parent: LayoutNode | undefined = root;
  for (const step of place) {
    const items: readonly LayoutItem[] = parent?.items ?? [];
    const index: number = parent?.kind === 'list' ? Number(step) : items.findIndex((item) => item.key === String(step));
    const item: LayoutItem | undefined = items[index];
    if (parent === undefined || item === undefined) return undefined;
    path.push({ parent, index, item });
    parent = item.node;
  }
  return path;
}

/** The column, from 0, of a place in the text. */
export function columnOf(text: string, at: number): number {
  const start = lineStart(text, at);
  return at - start - (start === 0 && text.startsWith('\uFEFF') ? 1 : 0);
}

/** Where the line of a place begins. */
export function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** Where the line of a place ends, before its line break. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end === -1) return text.length;
  return end > at && text[end - 1] === '\r' ? end - 1 : end;
}

/** Where the line after that of a place begins; the end of the text if there is none. */
export function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}

interface SourceToken {
  readonly type: string;
  readonly offset: number;
  readonly source: string;
}

interface SourceItem {
  readonly start: SourceToken[];
  readonly sep?: SourceToken[];
}

function nodeLayout(node: unknown): LayoutNode | undefined {
  if (isMap(node)) return collection('map', node, mapItems(node));
  if (isSeq(node)) return collection('list', node, listItems(node));
  if (!isScalar(node)) return undefined;
  const [start, end] = node.range ?? [0, 0];
  if (start === end) return undefined;
  const signs: Record<string, string> = { BLOCK_LITERAL: '|', BLOCK_FOLDED: '>', QUOTE_DOUBLE: '"', QUOTE_SINGLE: "'" };
  return { kind: 'scalar', flow: false, start, end, sign: signs[node.type ?? ''] ?? '', items: [] };
}

function collection(kind: 'map' | 'list', node: YAMLMap | YAMLSeq, items: LayoutItem[]): LayoutNode {
  const [start, end] = node.range ?? [0, 0];
  const flow = node.flow === true;
  // The library counts comments after the last item into a block.
  return { kind, flow, start: flow ? start : items[0]!.start, end: flow ? end : items.at(-1)!.end, sign: '', items };
}

function mapItems(map: YAMLMap): LayoutItem[] {
  return map.items.map((pair: Pair) => {
    const source = (pair as { srcToken?: SourceItem }).srcToken;
    const explicit = source?.start.find((token) => token.type === 'explicit-key-ind');
    const colon = source?.sep?.find((token) => token.type === 'map-value-ind');
    const [keyStart, keyEnd] = (pair.key as Node).range ?? [0, 0];
    const anchor = colon ? colon.offset + 1 : keyEnd;
    const node = nodeLayout(pair.value);
    return {
      key: String((pair.key as { value?: unknown }).value),
      start: explicit?.offset ?? keyStart,
      anchor,
      hasColon: colon !== undefined,
      node,
      end: node?.end ?? anchor,
      isOdd: explicit !== undefined,
    };
  });
}

function listItems(list: YAMLSeq): LayoutItem[] {
  const tokens = (list as { srcToken?: { items: SourceItem[] } }).srcToken?.items ?? [];
  const signs = tokens.flatMap((token) => token.start.filter((part) => part.type === 'seq-item-ind'));
  return list.items.map((item, index) => {
    const node = nodeLayout(item);
    const [start] = (item as Node).range ?? [0];
    const sign = list.flow ? undefined : signs[index];
    const anchor = sign ? sign.offset + 1 : start;
    // In [a: 1] the item is a map without braces.
    const isOdd = list.flow === true && isMap(item) && (item as { srcToken?: unknown }).srcToken === undefined;
    return {
      key: undefined,
      start: sign?.offset ?? start,
      anchor,
      hasColon: true,
      node,
      end: node?.end ?? anchor,
      isOdd,
    };
  });
}

function indentation(text: string, root: LayoutNode): { step: number; listInset: number } {
  let step: number | undefined;
  let listInset: number | undefined;
  const visit = (node: LayoutNode) => {
    for (const item of node.items) {
      const child = item.node;
      if (child === undefined || child.kind === 'scalar' || child.flow) continue;
      if (node.kind === 'map') {
        const inset = columnOf(text, child.start) - columnOf(text, item.start);
        if (child.kind === 'map') step ??= inset;
        else listInset ??= inset;
      }
      visit(child);
    }
  };
  visit(root);
  return { step: Math.max(1, step ?? 2), listInset: Math.max(0, listInset ?? 2) };
}
