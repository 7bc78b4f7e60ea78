/** Edits of a record's text that change the lines they must and no others. */
import { exitCodes, IrcError, usageError } from '../../errors.ts';
import { formatPath } from '../paths.ts';
import { isMap, type Place, sameValue, type Value, type ValueMap, valueAt } from '../value.ts';
import { commentsOf } from './guard.ts';
import { itemsTo, type Layout, layoutOf, lineStart } from './layout.ts';
import { newRecordStyle, printBlock, printRecord } from './print.ts';
import { readRecord } from './read.ts';
import { insertItem, outgrowsLine, removeItem, replaceItem, type Splice, splice } from './splice.ts';
import { editValue } from './value-edit.ts';

export type TextEdit =
  | {
      readonly op: 'set';
      readonly place: Place;
      readonly value: Value;
      /** Whether a map or list stands between brackets; absent: if it is short and flat. */
      readonly flow?: boolean | undefined;
      /** Keys that precede a new one, in order: it goes beneath the last of them that is there, first if none is. */
      readonly after?: readonly string[] | undefined;
    }
  | { readonly op: 'remove'; readonly place: Place }
  /** A new item before `index` of the list at `place`; absent: at the end. */
  | { readonly op: 'insert'; readonly place: Place; readonly index?: number | undefined; readonly value: Value };

/**
 * The text with the edits made one after the other. Comments, order, quotes, blank lines, indentation, line ends and
 * what the edits do not name stay as they are. `set` makes what is missing on the way; a map or list set in the place of
 * another changes only where they differ; a map or list that loses its last entry becomes `{}` or `[]`; `remove` of what
 * is not there changes nothing. The text that comes out is read again and holds exactly the edited value.
 *
 * Throws `record-unreadable` (exit code 1, with the problems) for a text that cannot be read, `place-invalid` for an
 * edit that is impossible: a step into a text, or a position beyond the end of a list.
 */
export function editText(text: string, edits: readonly TextEdit[]): string {
  let edited = text;
  for (const edit of edits) edited = applyEdit(edited, edit);
  return edited;
}

function applyEdit(text: string, edit: TextEdit): string {
  const value = readValue(text);
  const expected = editValue(value, edit);
  if (expected === undefined) {
    throw usageError(
      'place-invalid',
      `Nothing can be put at ${formatPath(edit.place)}: what stands on the way is not a map or a list that long.`,
    );
  }
  if (sameValue(value, expected)) return text;
  const parts = edit.op === 'set' && edit.flow === undefined ? differences(value, edit) : [edit];
  if (parts.length > 1 || parts[0] !== edit) return parts.reduce(applyEdit, text);
  return editOnce(text, value, expected, edit);
}

function readValue(text: string): ValueMap {
  const { value, problems } = readRecord('', text);
  if (value !== undefined) return value;
  throw new IrcError('record-unreadable', 'The record must be mended before it can be edited.', {
    exitCode: exitCodes.recordsHaveErrors,
    problems,
  });
}

type SetEdit = Extract<TextEdit, { op: 'set' }>;

/** A map set over a map, or a list over a list, as the smaller edits that come to the same. */
function differences(root: ValueMap, edit: SetEdit): TextEdit[] {
  const old = valueAt(root, edit.place);
  const { place, value } = edit;
  if (isMap(old) && isMap(value) && Object.keys(old).length > 0 && Object.keys(value).length > 0) {
    const keys = Object.keys(value);
    return [
      // New ones first, so that the map is never empty in between.
      ...keys
        .filter((key) => !Object.hasOwn(old, key) || !sameValue(old[key], value[key]))
        .map((key): TextEdit => {
          const after = keys.slice(0, keys.indexOf(key));
          return { op: 'set', place: [...place, key], value: value[key]!, after };
        }),
      ...Object.keys(old)
        .filter((key) => !Object.hasOwn(value, key))
        .map((key): TextEdit => ({ op: 'remove', place: [...place, key] })),
    ];
  }
  if (Array.isArray(old) && Array.isArray(value) && old.length > 0 && value.length > 0) {
    return listDifferences(place, old, value);
  }
  return [edit];
}

function listDifferences(place: Place, old: readonly Value[], value: readonly Value[]): TextEdit[] {
  let head = 0;
  while (head < Math.min(old.length, value.length) && sameValue(old[head], value[head])) head++;
  let tail = 0;
  while (tail < Math.min(old.length, value.length) - head && sameValue(old.at(-1 - tail), value.at(-1 - tail))) tail++;
  const oldEnd = old.length - tail;
  const newEnd = value.length - tail;
  const edits: TextEdit[] = [];
  for (let index = head; index < Math.min(oldEnd, newEnd); index++) {
    if (!sameValue(old[index], value[index])) edits.push({ op: 'set', place: [...place, index], value: value[index]! });
  }
  for (let index = oldEnd; index < newEnd; index++) edits.push({ op: 'insert', place, index, value: value[index]! });
  for (let index = oldEnd - 1; index >= newEnd; index--) edits.push({ op: 'remove', place: [...place, index] });
  return edits;
}

/** One edit in place; where the outcome is not what it must be, ever larger parts are written anew. */
function editOnce(text: string, value: ValueMap, expected: ValueMap, edit: TextEdit): string {
  const layout = layoutOf(text);
  for (const splices of attempts(layout, value, expected, edit)) {
    if (splices === undefined) continue;
    const edited = splice(text, splices);
    if (sameValue(readRecord('', edited).value, expected)) return edited;
  }
  return writeAnew(layout, expected);
}

function* attempts(
  layout: Layout,
  value: ValueMap,
  expected: ValueMap,
  edit: TextEdit,
): Generator<Splice[] | undefined> {
  const direct = directEdit(layout, value, edit);
  if (direct !== undefined) {
    const wider = unfolded(layout, expected, edit.place, direct);
    if (wider !== undefined) yield wider;
    yield direct;
    // Blank lines and comments beside a text that stands below its field would become part of it.
    if (edit.op !== 'remove') yield directEdit(layout, value, edit, 'flow');
  }
  const there = deepestPlace(value, edit.place);
  for (let depth = there.length; depth > 0; depth--) {
    const place = there.slice(0, depth);
    const step = itemsTo(layout.root, place)?.at(-1);
    const changed = valueAt(expected, place);
    if (step === undefined || changed === undefined) continue;
    const splices = replaceItem(layout, step.parent, step.item, changed);
    if (splices === undefined) continue;
    yield withLostComments(layout, step.parent.flow ? undefined : step.item.start, splices);
  }
}

/** The edit at its own place; undefined where it must be made at a higher one. */
function directEdit(layout: Layout, value: ValueMap, edit: TextEdit, wanted?: 'flow'): Splice[] | undefined {
  if (edit.op === 'remove') {
    const step = itemsTo(layout.root, edit.place)?.at(-1);
    if (step === undefined) return undefined;
    if (step.parent.items.length > 1) return removeItem(layout, step.parent, step.index);
    return replaceAt(layout, edit.place.slice(0, -1), step.parent.kind === 'list' ? [] : emptyRecord());
  }
  if (edit.op === 'insert') {
    const list = valueAt(value, edit.place);
    if (!Array.isArray(list) || list.length === 0) {
      return setWithParents(layout, value, edit.place, [edit.value], wanted && { flow: true });
    }
    const node = itemsTo(layout.root, edit.place)?.at(-1)?.item.node;
    return node && insertItem(layout, node, edit.index ?? list.length, undefined, edit.value, wanted);
  }
  return setWithParents(layout, value, edit.place, edit.value, wanted ? { ...edit, flow: true } : edit);
}

function setWithParents(
  layout: Layout,
  root: ValueMap,
  place: Place,
  value: Value,
  options: { readonly flow?: boolean | undefined; readonly after?: readonly string[] | undefined } = {},
): Splice[] | undefined {
  const { flow, after } = options;
  const wanted = flow === undefined ? undefined : flow ? 'flow' : 'block';
  if (valueAt(root, place) !== undefined) return replaceAt(layout, place, value, wanted);
  const parentPlace = place.slice(0, -1);
  const step = place.at(-1);
  const parent = valueAt(root, parentPlace);
  const isEmpty = parent === undefined || parent === null || Object.keys(parent).length === 0;
  if (step === undefined) return undefined;
  if (isEmpty && (parentPlace.length > 0 || parent === null)) {
    const around: Value = typeof step === 'number' ? [value] : Object.assign(emptyRecord(), { [step]: value });
    return setWithParents(layout, root, parentPlace, around);
  }
  const node = parentPlace.length === 0 ? layout.root : itemsTo(layout.root, parentPlace)?.at(-1)?.item.node;
  if (node === undefined) return undefined;
  if (node.kind === 'list') return insertItem(layout, node, node.items.length, undefined, value, wanted);
  return insertItem(
    layout,
    node,
    positionAfter(
      node.items.map((item) => item.key),
      after,
    ),
    String(step),
    value,
    wanted,
  );
}

function positionAfter(keys: readonly (string | undefined)[], after: readonly string[] | undefined): number {
  if (after === undefined) return keys.length;
  return keys.findLastIndex((key) => key !== undefined && after.includes(key)) + 1;
}

function replaceAt(layout: Layout, place: Place, value: Value, wanted?: 'flow' | 'block'): Splice[] | undefined {
  const step = itemsTo(layout.root, place)?.at(-1);
  return step && replaceItem(layout, step.parent, step.item, value, wanted);
}

/**
 * Brackets that no longer fit on their line give way to lines, if no comment stands between them. Undefined if they fit,
 * or were too long before, which is how someone wanted it.
 */
function unfolded(layout: Layout, expected: ValueMap, place: Place, splices: readonly Splice[]): Splice[] | undefined {
  const path = itemsTo(layout.root, deepestPlaceIn(layout, place)) ?? [];
  const outer = path.findIndex(({ item }) => item.node?.flow === true);
  const step = path[outer];
  const node = step?.item.node;
  if (step === undefined || node === undefined || step.parent.flow) return undefined;
  if (layout.text.slice(node.start, node.end).includes('\n')) return undefined;
  if (!outgrowsLine(layout.text, splice(layout.text, splices), step.item.start)) return undefined;
  const changed = valueAt(expected, place.slice(0, outer + 1));
  return changed === undefined ? undefined : replaceItem(layout, step.parent, step.item, changed);
}

function deepestPlaceIn(layout: Layout, place: Place): Place {
  let depth = place.length;
  while (depth > 0 && itemsTo(layout.root, place.slice(0, depth)) === undefined) depth--;
  return place.slice(0, depth);
}

function deepestPlace(value: ValueMap, place: Place): Place {
  let depth = place.length;
  while (depth > 0 && valueAt(value, place.slice(0, depth)) === undefined) depth--;
  return place.slice(0, depth);
}

/** Comments within a part that is written anew stand above it. Undefined where there is no line above it for them. */
function withLostComments(layout: Layout, start: number | undefined, splices: readonly Splice[]): Splice[] | undefined {
  const lost = lostComments(layout.text, splice(layout.text, splices));
  if (lost.length === 0) return [...splices];
  if (start === undefined) return undefined;
  const at = lineStart(layout.text, start);
  const indent = layout.text.slice(at, start);
  if (indent.trim() !== '') return undefined;
  const lines = lost.map((comment) => `${indent}${comment}${layout.eol}`).join('');
  return [...splices, { start: at, end: at, text: lines }];
}

function lostComments(before: string, after: string): string[] {
  const kept = commentsOf(after);
  return commentsOf(before).filter((comment) => {
    const at = kept.indexOf(comment);
    if (at !== -1) kept.splice(at, 1);
    return at === -1;
  });
}

/** The last resort: the whole record in the layout of new ones, its comments above. */
function writeAnew(layout: Layout, value: ValueMap): string {
  const isEmpty = Object.keys(value).length === 0;
  const style = { ...newRecordStyle, step: layout.step, listInset: layout.listInset };
  const body = isEmpty ? printRecord(value).trimEnd() : printBlock(value, 0, style).join('\n');
  const mark = layout.text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const lines = [...commentsOf(layout.text), body].join('\n').replaceAll('\n', layout.eol);
  return `${mark}${lines}${layout.eol}`;
}

function emptyRecord(): ValueMap {
  return Object.create(null) as ValueMap;
}
