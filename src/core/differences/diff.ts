/** What differs between two values of a record, field by field and item by item. */
import { formatPath } from '../paths.ts';
import { type Field, isWhole, itemKey, propertyOf } from '../schemas/field.ts';
import { labelByKeys, segmentsOf } from '../schemas/place.ts';
import { isMap, type Place, sameValue, type Value, type ValueMap } from '../value.ts';
import { pairItems } from './list-diff.ts';

export interface FieldChange {
  readonly path: string;
  /** The path taken apart: items of keyed lists by key. */
  readonly segments: readonly string[];
  /** The field in words; of an item that came, went or moved, the list. */
  readonly label: string;
  readonly field: Field | undefined;
  /** Where it stands now; where it stood, for what is gone. */
  readonly place: Place;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
  /** For an item that came, went or moved: its positions in the list. */
  readonly item?: ItemMove;
}

export interface ItemMove {
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/**
 * Changes in the order of the schema. A field that only moved within its group is no change; an item that moved in its
 * list is one, besides what changed in it. `changedValue` makes the second value of the first and the changes.
 */
export function differences(root: Field, before: ValueMap, after: ValueMap): FieldChange[] {
  const changes: FieldChange[] = [];
  const note = (
    field: Field | undefined,
    places: Places,
    old: Value | undefined,
    now: Value | undefined,
    item?: ItemMove,
  ): void => {
    const isGone = now === undefined;
    const place = isGone ? [...places.now.slice(0, -1), ...places.old.slice(-1)] : places.now;
    const [holder, at] = isGone ? [before, places.old] : [after, places.now];
    const segments = segmentsOf(root, holder, at);
    changes.push({
      path: formatPath(segments),
      segments,
      label: labelByKeys(root, holder, item === undefined ? at : at.slice(0, -1)),
      field,
      place,
      before: old,
      after: now,
      ...(item === undefined ? {} : { item }),
    });
  };
  const compare = (field: Field | undefined, at: Places, old: Value | undefined, now: Value | undefined): void => {
    if (sameValue(old, now)) return;
    if (isMap(old) && isMap(now) && !isWhole(field) && !isEmptied(old, now)) {
      for (const name of namesOf(field, old, now)) {
        compare(
          field === undefined ? undefined : propertyOf(field, name),
          below(at, name, name),
          Object.hasOwn(old, name) ? old[name] : undefined,
          Object.hasOwn(now, name) ? now[name] : undefined,
        );
      }
    } else if (Array.isArray(old) && Array.isArray(now) && field?.item !== undefined && now.length > 0) {
      compareLists(field, at, old, now);
    } else {
      note(field, at, old, now);
    }
  };
  const compareLists = (list: Field, at: Places, old: readonly Value[], now: readonly Value[]): void => {
    const { pairs, moved } = pairItems(old, now, (item) => itemKey(list, item));
    const paired = new Set(pairs.values());
    old.forEach((item, from) => {
      const to = pairs.get(from);
      const places = below(at, from, to ?? from);
      if (to === undefined) note(list.item, places, item, undefined, { from, to });
      else {
        if (moved.has(from)) note(list.item, places, item, now[to], { from, to });
        compare(list.item, places, item, now[to]);
      }
    });
    now.forEach((item, to) => {
      if (!paired.has(to)) note(list.item, below(at, to, to), undefined, item, { from: undefined, to });
    });
  };
  compare(root, { old: [], now: [] }, before, after);
  return changes;
}

/** The same field in both values: items of lists above it may have moved. */
interface Places {
  readonly old: Place;
  readonly now: Place;
}

function below(at: Places, old: string | number, now: string | number): Places {
  return { old: [...at.old, old], now: [...at.now, now] };
}

/** A map that gets or loses all it holds is one change, not one for each entry. */
function isEmptied(old: ValueMap, now: ValueMap): boolean {
  return Object.keys(now).length === 0 && Object.keys(old).length > 0;
}

function namesOf(field: Field | undefined, old: ValueMap, now: ValueMap): string[] {
  const known = field?.properties.map((property) => property.name) ?? [];
  return [...new Set([...known, ...Object.keys(old), ...Object.keys(now)])].filter(
    (name) => Object.hasOwn(old, name) || Object.hasOwn(now, name),
  );
}
