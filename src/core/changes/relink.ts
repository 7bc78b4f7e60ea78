/** References carried along when the record that they name gets another id or goes away. */
import { differences, type FieldChange } from '../differences/diff.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { fieldAt, keyOf } from '../schemas/field.ts';
import { dottedPath, labelOf, segmentsOf } from '../schemas/place.ts';
import { isMap, type Place, valueAt } from '../value.ts';
import { changeText } from './record-change.ts';

/** Reads a text as the record that it would be. */
export type ReadEntry = (file: string, text: string) => RecordEntry | undefined;

export interface Relinked {
  readonly before: RecordEntry;
  readonly after: RecordEntry;
  /** What changes, reference by reference: a list item that is told by its reference would else be another item. */
  readonly fields: readonly FieldChange[];
}

/** Every record that names `from`, naming `to` instead; without `to` the field or list item that named it is taken out. */
export function relink(register: Register, from: string, to: string | undefined, read: ReadEntry): Relinked[] {
  const referrers = register.referrers(from).filter((referrer) => referrer.from.id !== from);
  const holders = [...new Set(referrers.map((referrer) => referrer.from))];
  return holders.map((before) => {
    const places = referrers.filter((referrer) => referrer.from === before).map((referrer) => referrer.place);
    const after = relinked(before, places, to, read);
    const { root } = before.kind;
    const fields =
      to === undefined
        ? differences(root, before.value, after.value)
        : places.map((place) => ({
            path: dottedPath(root, before.value, place),
            segments: segmentsOf(root, before.value, place),
            label: labelOf(root, before.value, place),
            // As ids: the names of both are the same.
            field: undefined,
            place,
            before: from,
            after: to,
          }));
    return { before, after, fields };
  });
}

/** One record with its places changed: the last first, so that taking out an item moves none that is still to come. */
export function relinked(
  record: RecordEntry,
  places: readonly Place[],
  to: string | undefined,
  read: ReadEntry,
): RecordEntry {
  let after = record;
  for (const place of [...places].reverse()) {
    const change = to === undefined ? { place: holderOf(after, place), value: undefined } : { place, value: to };
    if (valueAt(after.value, change.place) === undefined) continue;
    const text = changeText(after.kind.root, after.source.text, after.value, change);
    after = read(after.file, text) ?? after;
  }
  return after;
}

/** What goes when a reference goes: the whole list item where the reference tells it from others, else the field alone. */
function holderOf(record: RecordEntry, place: Place): Place {
  const item = place.slice(0, -1);
  const list = fieldAt(record.kind.root, item.slice(0, -1));
  const name = place.at(-1);
  const isItem = typeof item.at(-1) === 'number' && list?.type === 'list' && isMap(valueAt(record.value, item));
  return isItem && typeof name === 'string' && keyOf(list).includes(name) ? item : place;
}
