/** Where the places of a record stand in its text. */
import { isMap as isMapNode, isScalar, isSeq, type Node } from 'yaml';
import type { Place } from '../value.ts';
import { lineStartsOf, type Position, positionAt } from './position.ts';
import { parseYaml } from './yaml.ts';

/** The beginning of a text. */
export const firstPosition: Position = { line: 1, column: 1, length: 1 };

/** Reads the text, and gives what `RecordText.positionOf` promises. */
export function locator(text: string): (place: Place, part?: 'key' | 'value') => Position {
  const root = parseYaml(text)?.contents ?? null;
  const lineStarts = lineStartsOf(text);
  const rangeOf = (node: Node): Position => {
    const [start, end] = node.range ?? [0, 1];
    return positionAt(text, lineStarts, start, end);
  };
  return (place, part = 'value') => {
    let value: unknown = root;
    let key: Node | undefined;
    for (const [depth, step] of place.entries()) {
      const found = stepInto(value, step);
      if (found === undefined) return key ? rangeOf(key) : startOf(root, rangeOf);
      key = found.key;
      value = found.value;
      const isEmpty = !value || (value as Node).range?.[0] === (value as Node).range?.[1];
      if (depth === place.length - 1 && part === 'value' && !isEmpty) return rangeOf(value as Node);
    }
    return key ? rangeOf(key) : startOf(root, rangeOf);
  };
}

/** The whole record is marked by its first key: a line of its own may be a comment, and all lines are too many. */
function startOf(root: Node | null, rangeOf: (node: Node) => Position): Position {
  const first = isMapNode(root) ? root.items[0]?.key : undefined;
  return first ? rangeOf(first as Node) : firstPosition;
}

function stepInto(value: unknown, step: string | number): { key: Node; value: unknown } | undefined {
  if (isMapNode(value)) {
    const pair = value.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
    return pair && { key: pair.key as Node, value: pair.value };
  }
  if (isSeq(value)) {
    const item = typeof step === 'number' ? value.items[step] : undefined;
    return item ? { key: item as Node, value: item } : undefined;
  }
  return undefined;
}
