/**
 * What a merge could not decide, as it stands in a record: a list of conflicts in front of the fields, each with its path
 * and the value before, of ours and of theirs. A side that does not hold the field has no entry. The conflict of a whole
 * file has an empty path, and its values are texts of the file.
 */
import { formatPath, parsePath } from '../paths.ts';
import { editText, readRecord, type TextEdit } from '../records/record.ts';
import { conflictsField } from '../schemas/common-fields.ts';
import { type Field, itemKey, propertyOf } from '../schemas/field.ts';
import { emptyMap, isMap, type Place, sameValue, type Value, type ValueMap } from '../value.ts';
import { contentOf } from './items.ts';
import type { Conflict } from './merge.ts';

/** The conflicts that a record holds; entries that are none are left out. */
export function conflictsIn(value: ValueMap): Conflict[] {
  return entriesIn(value).flatMap((entry) => conflictOf(entry) ?? []);
}

/** Whether a record holds undecided conflicts, readable or not. */
export function hasConflicts(value: ValueMap): boolean {
  return Object.hasOwn(value, conflictsField);
}

export function withoutConflicts(value: ValueMap): ValueMap {
  if (!hasConflicts(value)) return value;
  const { [conflictsField]: _, ...rest } = value;
  return Object.assign(emptyMap(), rest);
}

/** Conflicts that stood in a side already and were decided in neither, and those that are new. */
export function mergedConflicts(base: ValueMap, ours: ValueMap, theirs: ValueMap, fresh: readonly Conflict[]): Value[] {
  const [before, one, other] = [base, ours, theirs].map((value) => new Map(entriesIn(value).map(named)));
  const kept = [...one!].filter(([name]) => other!.has(name) || !before!.has(name));
  const added = [...other!].filter(([name]) => !one!.has(name) && !before!.has(name));
  return [...new Map([...kept, ...added, ...fresh.map((conflict) => named(entryOf(conflict)))]).values()];
}

/** The record's text with these conflicts in front, instead of those it has; without any, with none. */
export function withConflicts(text: string, entries: readonly Value[]): string {
  const place = [conflictsField];
  if (entries.length === 0) return editText(text, [{ op: 'remove', place }]);
  return editText(text, [{ op: 'set', place, value: [...entries], after: [] }]);
}

/** One entry of the list. */
export function entryOf({ path, base, ours, theirs }: Conflict): ValueMap {
  const entry = emptyMap();
  entry.path = writtenPath(path);
  if (base !== undefined) entry.base = base;
  if (ours !== undefined) entry.ours = ours;
  if (theirs !== undefined) entry.theirs = theirs;
  return entry;
}

/**
 * The text with one conflict decided: the value in its place, or nothing there, and the conflict out of the list.
 * Undefined where the record goes. Gives `gone` where what the conflict speaks of is no longer in the record.
 */
export function settleConflict(
  root: Field,
  text: string,
  conflict: Conflict,
  value: Value | undefined,
): { readonly text: string | undefined } | 'gone' {
  if (conflict.path.length === 0) return { text: typeof value === 'string' ? value : undefined };
  const record = readRecord('', text).value ?? emptyMap();
  const place = placeOf(root, record, conflict);
  if (place === undefined) return 'gone';
  const name = contentOf(entryOf(conflict));
  const left = entriesIn(record).filter((entry) => contentOf(entry) !== name);
  return { text: withConflicts(editText(text, [editTo(place, value)]), left) };
}

/** The place of a conflict in the record, list items by position, as far as it is there. */
export function conflictPlace(root: Field, record: ValueMap, conflict: Conflict): Place {
  const found = placeOf(root, record, conflict);
  if (found === undefined) return conflict.path;
  return found.index === undefined ? found.place : [...found.place, found.index];
}

interface FoundPlace {
  readonly place: Place;
  /** The item is not there: it would stand at this position of the list at `place`. */
  readonly index?: number;
}

function editTo({ place, index }: FoundPlace, value: Value | undefined): TextEdit {
  if (value === undefined) return { op: 'remove', place: index === undefined ? place : [...place, index] };
  return index === undefined ? { op: 'set', place, value } : { op: 'insert', place, index, value };
}

/** Where a conflict's path leads: list items by key, else by what ours was, else by position. */
function placeOf(root: Field, record: ValueMap, conflict: Conflict): FoundPlace | undefined {
  let field: Field | undefined = root;
  let at: Value | undefined = record;
  const place: (string | number)[] = [];
  for (const [depth, step] of conflict.path.entries()) {
    const isLast = depth === conflict.path.length - 1;
    if (Array.isArray(at)) {
      const index = itemAt(field, at, step, isLast ? conflict.ours : undefined);
      if (index === undefined) {
        const wanted = /^\d+$/.test(String(step)) ? Number(step) : at.length;
        return isLast && conflict.ours === undefined ? { place, index: Math.min(wanted, at.length) } : undefined;
      }
      place.push(index);
      at = at[index];
      field = field?.item;
    } else {
      if (!isMap(at) && !(isLast && at === undefined)) return undefined;
      at = isMap(at) && Object.hasOwn(at, String(step)) ? at[String(step)] : undefined;
      place.push(step);
      field = field === undefined ? undefined : propertyOf(field, String(step));
    }
  }
  return { place };
}

function itemAt(
  list: Field | undefined,
  items: readonly Value[],
  step: string | number,
  ours: Value | undefined,
): number | undefined {
  const byKey = items.findIndex((item) => list !== undefined && itemKey(list, item) === String(step));
  if (byKey >= 0) return byKey;
  if (ours === undefined) return undefined;
  if (sameValue(items[Number(step)], ours)) return Number(step);
  const byContent = items.findIndex((item) => sameValue(item, ours));
  return byContent >= 0 ? byContent : undefined;
}

function entriesIn(value: ValueMap): Value[] {
  const entries = hasConflicts(value) ? value[conflictsField] : undefined;
  return Array.isArray(entries) ? entries : [];
}

function conflictOf(entry: Value): Conflict | undefined {
  if (!isMap(entry)) return undefined;
  const own = (name: string): Value | undefined => (Object.hasOwn(entry, name) ? entry[name] : undefined);
  const path = readPath(own('path'));
  return path && { path, base: own('base'), ours: own('ours'), theirs: own('theirs') };
}

function named(entry: Value): [string, Value] {
  return [contentOf(entry), entry];
}

/** Dotted as everywhere; a list of names where a name cannot stand in a dotted path. */
function writtenPath(path: Place): Value {
  const text = formatPath(path);
  const steps = readPath(text);
  return steps !== undefined && sameValue([...steps], path.map(String)) ? text : path.map(String);
}

function readPath(written: Value | undefined): string[] | undefined {
  if (written === '') return [];
  if (Array.isArray(written)) return written.map(String);
  if (typeof written !== 'string') return undefined;
  try {
    return parsePath(written);
  } catch {
    return undefined;
  }
}
