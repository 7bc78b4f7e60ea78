/** Three texts of a record become one: our text, with what theirs changed in the places concerned. */
import { addComment, type PlacedComment, placedComments } from '../records/comments.ts';
import { editText, printRecord, readRecord, type TextEdit } from '../records/record.ts';
import { type Field, propertyOf } from '../schemas/field.ts';
import { emptyMap, isMap, type Place, sameValue, type Value, type ValueMap } from '../value.ts';
import { mergedConflicts, withConflicts, withoutConflicts } from './conflicts.ts';
import { itemNames, pairItems } from './items.ts';
import { mergeValues } from './merge.ts';

export interface MergeSides {
  /** Undefined where both sides made the record. */
  readonly base: string | undefined;
  readonly ours: string;
  readonly theirs: string;
}

export interface MergedText {
  readonly text: string;
  /** Conflicts that stand in the text, those of an earlier merge included. */
  readonly conflicts: number;
}

/**
 * Merges by field. Comments and layout are ours; a comment that only theirs added comes along, above what it speaks of
 * where that is still there, else at the end. A conflict leaves ours in its place and is told in front of the fields.
 * Without `root` nothing is known of the fields: lists are then compared by the content of their items.
 *
 * Where a side cannot be read the whole file is one conflict, and both texts are kept. Throws `record-unreadable` where
 * not even that can be written.
 */
export function mergeTexts(root: Field | undefined, sides: MergeSides): MergedText {
  const { base, ours, theirs } = sides;
  if (ours === theirs || base === theirs) return counted(ours);
  if (base === ours) return counted(theirs);
  const [before, one, other] = [base ?? '{}\n', ours, theirs].map((text) => readRecord('', text).value);
  if (before === undefined || one === undefined || other === undefined) return wholeFile(sides, one);
  const merged = mergeValues(root, {
    base: withoutConflicts(before),
    ours: withoutConflicts(one),
    theirs: withoutConflicts(other),
  });
  const entries = mergedConflicts(before, one, other, merged.conflicts);
  const bare = editText(ours, edits(root, [], withoutConflicts(one), merged.value));
  const text = withConflicts(carryComments(root, sides, merged.value, bare), entries);
  const written = readRecord('', text).value;
  if (written === undefined || !sameValue(withoutConflicts(written), merged.value)) return wholeFile(sides, one);
  return { text, conflicts: entries.length };
}

function counted(text: string): MergedText {
  const value = readRecord('', text).value ?? emptyMap();
  return { text, conflicts: mergedConflicts(emptyMap(), value, value, []).length };
}

/** Ours stays where it can be read; the texts of both sides stand in the conflict. */
function wholeFile({ base, ours, theirs }: MergeSides, readable: ValueMap | undefined): MergedText {
  const body = readable === undefined ? printRecord(emptyMap()) : ours;
  const known = readable === undefined ? [] : mergedConflicts(emptyMap(), readable, readable, []);
  const entry = Object.assign(emptyMap(), { path: '', ...(base === undefined ? {} : { base }), ours, theirs });
  return { text: withConflicts(body, [...known, entry]), conflicts: known.length + 1 };
}

/**
 * The record of which one side changed what the other took out, as one conflict: the text that is left, with what each
 * side has. Throws `record-unreadable` where the text cannot be read.
 */
export function keptOrGone(sides: {
  readonly base: string | undefined;
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
}): string {
  const entry = emptyMap();
  entry.path = '';
  for (const [name, text] of Object.entries(sides)) if (text !== undefined) entry[name] = text;
  const body = sides.ours ?? sides.theirs ?? '{}\n';
  const isReadable = readRecord('', body).value !== undefined;
  return withConflicts(isReadable ? body : printRecord(emptyMap()), [entry]);
}

/** The smallest edits from one value to the other: items that stay keep their lines and comments. */
function edits(field: Field | undefined, place: Place, from: Value, to: Value): TextEdit[] {
  if (sameValue(from, to)) return [];
  if (isMap(from) && isMap(to) && (place.length === 0 || Object.keys(from).length > 0)) {
    const names = Object.keys(to);
    const changed = names.flatMap((name, index): TextEdit[] => {
      const at = [...place, name];
      const property = field === undefined ? undefined : propertyOf(field, name);
      if (Object.hasOwn(from, name)) return edits(property, at, from[name]!, to[name]!);
      return [{ op: 'set', place: at, value: to[name]!, after: names.slice(0, index) }];
    });
    const gone = Object.keys(from).filter((name) => !Object.hasOwn(to, name));
    return [...changed, ...gone.map((name): TextEdit => ({ op: 'remove', place: [...place, name] }))];
  }
  if (Array.isArray(from) && Array.isArray(to)) {
    const found = listEdits(field, place, from, to);
    if (found !== undefined) return found;
  }
  return [{ op: 'set', place, value: to }];
}

/** Undefined where items moved, or none stays: then the list is set as a whole. */
function listEdits(
  list: Field | undefined,
  place: Place,
  from: readonly Value[],
  to: readonly Value[],
): TextEdit[] | undefined {
  const [old = [], now = []] = itemNames(list, [from, to]);
  const pairs = pairItems(list, { items: from, names: old }, { items: to, names: now });
  const kept = [...pairs].sort(([a], [b]) => a - b);
  if (kept.length === 0 || kept.some(([, index], position) => position > 0 && index < kept[position - 1]![1])) {
    return undefined;
  }
  const stays = new Set(pairs.values());
  const gone = from.flatMap((_, index) => (pairs.has(index) ? [] : [index]));
  return [
    ...kept.flatMap(([index, at]) => edits(list?.item, [...place, index], from[index]!, to[at]!)),
    ...gone.reverse().map((index): TextEdit => ({ op: 'remove', place: [...place, index] })),
    ...to.flatMap((value, index): TextEdit[] => (stays.has(index) ? [] : [{ op: 'insert', place, index, value }])),
  ];
}

/** Comments that a side added and the merged text lacks: theirs, and ours in an item that theirs took out. */
function carryComments(root: Field | undefined, sides: MergeSides, value: ValueMap, merged: string): string {
  const before = (sides.base === undefined ? [] : placedComments(sides.base)).map(({ comment }) => comment);
  let text = merged;
  for (const side of [sides.ours, sides.theirs]) {
    const from = readRecord('', side).value ?? emptyMap();
    for (const { comment, place } of without(placedComments(side), before, text)) {
      text = addComment(text, place && samePlace(root, from, value, place), comment);
    }
  }
  return text;
}

/** The comments that are not in `before` and of which the text has fewer. */
function without(comments: readonly PlacedComment[], before: readonly string[], text: string): PlacedComment[] {
  const known = [...before];
  const there = placedComments(text).map(({ comment }) => comment);
  const taken = (list: string[], comment: string): boolean => {
    const at = list.indexOf(comment);
    if (at !== -1) list.splice(at, 1);
    return at !== -1;
  };
  return comments.filter(({ comment }) => {
    const [isOld, isThere] = [taken(known, comment), taken(there, comment)];
    return !isOld && !isThere;
  });
}

/** The place of the same field and list item in another value; as deep as that has it. */
function samePlace(root: Field | undefined, from: ValueMap, to: ValueMap, place: Place): Place {
  let field = root;
  let [one, other]: (Value | undefined)[] = [from, to];
  const found: (string | number)[] = [];
  for (const step of place) {
    let there: string | number | undefined = step;
    if (Array.isArray(one) && Array.isArray(other)) {
      const [names = [], others = []] = itemNames(field, [one, other]);
      const pairs = pairItems(field, { items: one, names }, { items: other, names: others });
      there = pairs.get(Number(step));
      field = field?.item;
    } else {
      field = field === undefined ? undefined : propertyOf(field, String(step));
    }
    one = childOf(one, step);
    other = there === undefined ? undefined : childOf(other, there);
    if (there === undefined || other === undefined) break;
    found.push(there);
  }
  return found;
}

function childOf(value: Value | undefined, step: string | number): Value | undefined {
  if (Array.isArray(value)) return value[Number(step)];
  return isMap(value) && Object.hasOwn(value, String(step)) ? value[String(step)] : undefined;
}
