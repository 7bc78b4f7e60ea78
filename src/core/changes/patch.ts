/** Differences carried over: onto the value they were taken from, or onto one that has gone on since. */
import type { FieldChange } from '../differences/diff.ts';
import { editText, type TextEdit } from '../records/record.ts';
import { editValue } from '../records/value-edit.ts';
import { type Field, fieldAt, itemKey, keyOf } from '../schemas/field.ts';
import { inSchemaOrder } from '../schemas/value-edit.ts';
import { isMap, type Place, type Value, type ValueMap, valueAt } from '../value.ts';
import { keysBefore } from './record-change.ts';

/** The value with the changes made: `differences(root, a, b)` made in `a` gives `b`. */
export function changedValue(root: Field, value: ValueMap, changes: readonly FieldChange[]): ValueMap {
  return patch(root, value, changes).value;
}

/** The text with the changes made, touching only their lines. `value` is what the text holds. */
export function patchText(root: Field, text: string, value: ValueMap, changes: readonly FieldChange[]): string {
  return editText(text, patch(root, value, changes).edits);
}

/** Lists first from the outside in: what goes, then what comes, so that positions within are those of the end. */
function patch(root: Field, start: ValueMap, changes: readonly FieldChange[]): { value: ValueMap; edits: TextEdit[] } {
  let value = start;
  const edits: TextEdit[] = [];
  const moving = new Map<FieldChange, Value>();
  const apply = (edit: TextEdit): void => {
    const next = editValue(value, edit);
    if (next === undefined) return;
    value = next;
    edits.push(edit);
  };
  for (const step of inOrder(changes)) {
    const { change, phase } = step;
    const { item } = change;
    const holder = located(root, value, change, change.place.slice(0, -1));
    if (item !== undefined && phase === 'take out') {
      const place = itemPlace(root, value, holder, change, item.from ?? 0);
      if (place === undefined) continue;
      moving.set(change, valueAt(value, place) ?? null);
      apply({ op: 'remove', place });
    } else if (item !== undefined) {
      // A moved item keeps what it holds; what changed in it follows as changes of its fields.
      const moved = moving.get(change) ?? change.after ?? null;
      const there = valueAt(value, holder);
      const index = Math.min(item.to ?? 0, Array.isArray(there) ? there.length : 0);
      apply({ op: 'insert', place: holder, index, value: ordered(root, change.place, moved) });
    } else {
      const place = located(root, value, change, change.place);
      if (change.after === undefined) apply({ op: 'remove', place });
      else
        apply({
          op: 'set',
          place,
          value: ordered(root, change.place, change.after),
          after: keysBefore(root, change.place),
        });
    }
  }
  return { value, edits };
}

interface Step {
  readonly change: FieldChange;
  readonly phase: 'take out' | 'put in' | 'set';
  readonly index: number;
}

const phases = ['take out', 'put in', 'set'];

function inOrder(changes: readonly FieldChange[]): Step[] {
  const steps = changes.flatMap((change): Step[] => {
    const { item } = change;
    if (item === undefined) return [{ change, phase: 'set', index: 0 }];
    return [
      ...(item.from === undefined ? [] : [{ change, phase: 'take out', index: -item.from } as const]),
      ...(item.to === undefined ? [] : [{ change, phase: 'put in', index: item.to } as const]),
    ];
  });
  return steps.sort(
    (a, b) =>
      a.change.place.length - b.change.place.length ||
      phases.indexOf(a.phase) - phases.indexOf(b.phase) ||
      a.index - b.index,
  );
}

/** The place as the value has it: items of keyed lists may stand elsewhere than where the change saw them. */
function located(root: Field, value: ValueMap, change: FieldChange, place: Place): Place {
  const found: (string | number)[] = [];
  place.forEach((step, depth) => {
    const list = fieldAt(root, found);
    const items = valueAt(value, found);
    const key = change.segments[depth];
    if (typeof step !== 'number' || list === undefined || key === undefined || !Array.isArray(items)) found.push(step);
    else found.push(indexOfKey(list, items, key, step) ?? step);
  });
  return found;
}

function itemPlace(root: Field, value: ValueMap, holder: Place, change: FieldChange, from: number): Place | undefined {
  const list = fieldAt(root, holder);
  const items = valueAt(value, holder);
  if (list === undefined || !Array.isArray(items)) return undefined;
  const key = itemKey(list, change.before ?? null);
  const index = key === undefined ? from : indexOfKey(list, items, key, from);
  return index === undefined || index >= items.length ? undefined : [...holder, index];
}

/** The item at `likely` if it has the key, else the first that has it. */
function indexOfKey(list: Field, items: readonly Value[], key: string, likely: number): number | undefined {
  if (keyOf(list).length === 0) return undefined;
  if (itemKey(list, items[likely] ?? null) === key) return likely;
  const index = items.findIndex((item) => itemKey(list, item) === key);
  return index < 0 ? undefined : index;
}

function ordered(root: Field, place: Place, value: Value): Value {
  const field = fieldAt(root, place);
  return field === undefined || (!isMap(value) && !Array.isArray(value)) ? value : inSchemaOrder(field, value);
}
