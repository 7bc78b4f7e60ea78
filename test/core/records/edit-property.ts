/** The property of edits: only the lines concerned change, no comment is lost, and the value is the one wanted. */
import fc from 'fast-check';
import { commentsOf } from '../../../src/core/records/guard.ts';
import { itemsTo, type LayoutItem, layoutOf, lineStart, nextLine } from '../../../src/core/records/layout.ts';
import { editText, readRecord, type TextEdit } from '../../../src/core/records/record.ts';
import { linesEnd } from '../../../src/core/records/splice.ts';
import { editValue } from '../../../src/core/records/value-edit.ts';
import { isMap, type Place, sameValue, type Value, type ValueMap, valueAt } from '../../../src/core/value.ts';
import { anyHand, anyRecord, anyValue, layOut } from './samples.ts';

/** Checks the property on `runs` random records and edits. */
export function checkEdits(runs: number, seed: number): void {
  fc.assert(
    fc.property(anyRecord, anyHand, fc.nat(), fc.nat({ max: 4 }), anyValue, (record, hand, where, what, value) => {
      const text = layOut(record, hand);
      const read = readRecord('r.yaml', text);
      // The hand writes a few texts that records refuse, such as two keys of one beginning.
      if (read.value === undefined) return;
      checkEdit(text, read.value, someEdit(read.value, where, what, value));
    }),
    { numRuns: runs, seed },
  );
}

export function someEdit(record: ValueMap, where: number, what: number, value: Value): TextEdit {
  const places = placesOf(record, []);
  const place = places[where % places.length]!;
  const there = valueAt(record, place);
  if (what === 0 && place.length > 0) return { op: 'remove', place };
  if (what === 1 && Array.isArray(there)) return { op: 'insert', place, index: where % (there.length + 1), value };
  if (what === 2 && isMap(there)) {
    const after = Object.keys(there).slice(0, where % 3);
    return { op: 'set', place: [...place, 'added'], value, after };
  }
  if (what === 3 && isMap(there)) return { op: 'set', place: [...place, 'added', 'below'], value };
  return place.length === 0 ? { op: 'set', place: ['added'], value } : { op: 'set', place, value };
}

function placesOf(value: Value, place: Place): Place[] {
  const below = Array.isArray(value)
    ? value.flatMap((item, index) => placesOf(item, [...place, index]))
    : isMap(value)
      ? Object.entries(value).flatMap(([key, entry]) => placesOf(entry, [...place, key]))
      : [];
  return [place, ...below];
}

function checkEdit(text: string, record: ValueMap, edit: TextEdit): void {
  const edited = editText(text, [edit]);
  const expected = editValue(record, edit);
  const fail = (what: string): never => {
    throw new Error(`${what}\n--- edit\n${JSON.stringify(edit)}\n--- before\n${text}\n--- after\n${edited}\n---`);
  };
  if (!sameValue(readRecord('r.yaml', edited).value, expected)) fail('another value');
  const region = regionOf(text, edit);
  // The line break before the last line of a text that ends without one goes with it.
  const isOpenEnd = region.end === text.length && !text.endsWith('\n');
  const before = text.slice(0, region.start);
  if (!edited.startsWith(isOpenEnd ? before.trimEnd() : before)) fail('a line before it changed');
  if (!edited.endsWith(text.slice(region.end))) fail('a line after it changed');
  const kept = commentsOf(edited);
  const outside = [...commentsOf(text.slice(0, region.start)), ...commentsOf(text.slice(region.end))];
  if (outside.some((comment) => !kept.includes(comment))) fail('a comment is lost');
  if (edit.op === 'insert' && commentsOf(text).some((comment) => !kept.includes(comment))) fail('a comment is lost');
}

/** The lines that the edit may change: those of the item, or of the brackets around it; none for a new line. */
function regionOf(text: string, edit: TextEdit): { start: number; end: number } {
  const { root } = layoutOf(text);
  const whole = { start: 0, end: text.length };
  let depth = edit.place.length;
  while (depth > 0 && itemsTo(root, edit.place.slice(0, depth)) === undefined) depth--;
  const path = itemsTo(root, edit.place.slice(0, depth)) ?? [];
  const outer = path.findIndex(({ parent }) => parent.flow);
  if (root.flow) return whole;
  if (outer > 0) return linesOf(text, path[outer - 1]!.item);
  const last = path.at(-1);
  const node = last ? last.item.node : root;
  const addsLine = depth < edit.place.length || edit.op === 'insert';
  if (addsLine && node !== undefined && node.kind !== 'scalar' && !node.flow) {
    // A new line somewhere within the block, nothing else; a first field beside a list sign moves down.
    return last ? linesOf(text, last.item) : whole;
  }
  if (last === undefined) return whole;
  const isBeside = text.slice(lineStart(text, last.item.start), last.item.start).trim() !== '';
  if (edit.op === 'remove' && (last.parent.items.length === 1 || isBeside)) {
    const above = path.at(-2);
    return above ? linesOf(text, above.item) : whole;
  }
  return linesOf(text, last.item);
}

function linesOf(text: string, item: LayoutItem): { start: number; end: number } {
  const { node } = item;
  const end = node && node.kind !== 'scalar' && !node.flow ? linesEnd(text, node.items.at(-1)!) : linesEnd(text, item);
  return { start: lineStart(text, item.start), end: Math.max(end, nextLine(text, item.anchor)) };
}
