/** Comments of one text carried into another: each above what it speaks of, or at the end where that is not there. */
import { type Place, sameValue } from '../value.ts';
import { commentSpots } from './guard.ts';
import { itemsTo, type LayoutNode, layoutOf, lineStart } from './layout.ts';
import { readRecord } from './read.ts';

export interface PlacedComment {
  /** From its `#`. */
  readonly comment: string;
  /** What it stands above or beside; undefined at the end of the text. */
  readonly place: Place | undefined;
}

/** Every comment of a text that `readRecord` reads, in order. */
export function placedComments(text: string): PlacedComment[] {
  const spots = commentSpots(text);
  if (spots.length === 0) return [];
  const items = itemsOf(layoutOf(text).root, []);
  return spots.map(({ comment, at }) => {
    const line = lineStart(text, at);
    const isBeside = text.slice(line, at).replace('\uFEFF', '').trim() !== '';
    const found = isBeside
      ? (items.find(({ start }) => start >= line && start < at) ?? items.findLast(({ start }) => start < at))
      : items.find(({ start }) => start > at);
    return { comment, place: found?.place };
  });
}

/**
 * The text with the comment on a line of its own, above what stands at the place, else at the end, else at the top. The
 * value and the other comments stay as they are.
 */
export function addComment(text: string, place: Place | undefined, comment: string): string {
  const { root, eol } = layoutOf(text);
  const { value } = readRecord('', text);
  const count = commentSpots(text).length;
  const holds = (edited: string): boolean =>
    commentSpots(edited).length === count + 1 && sameValue(readRecord('', edited).value, value);
  for (let depth = place?.length ?? 0; depth > 0; depth -= 1) {
    const start = itemsTo(root, place!.slice(0, depth))?.at(-1)?.item.start;
    if (start === undefined) continue;
    const line = lineStart(text, start) + (text.startsWith('\uFEFF') && lineStart(text, start) === 0 ? 1 : 0);
    const indent = text.slice(line, start);
    if (indent.trim() !== '') continue;
    const edited = `${text.slice(0, line)}${indent}${comment}${eol}${text.slice(line)}`;
    if (holds(edited)) return edited;
  }
  const ended = `${text}${text.endsWith('\n') ? '' : eol}${comment}${eol}`;
  if (holds(ended)) return ended;
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  return `${mark}${comment}${eol}${text.slice(mark.length)}`;
}

function itemsOf(node: LayoutNode, place: Place): { readonly place: Place; readonly start: number }[] {
  return node.items.flatMap((item, index) => {
    const at = [...place, item.key ?? index];
    return [{ place: at, start: item.start }, ...(item.node === undefined ? [] : itemsOf(item.node, at))];
  });
}
