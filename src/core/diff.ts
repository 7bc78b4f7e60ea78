/** What differs between two values of a record, field by field and item by item. */
import { type Field, itemKey, propertyOf } from './field.ts';
import { dottedPath, labelOf } from './place.ts';
import { isMap, type Place, sameValue, type Value, type ValueMap } from './value.ts';

export interface FieldChange {
  readonly path: string;
  /** The field in words. */
  readonly label: string;
  readonly field: Field | undefined;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/** Changes in the order of the schema. A value that only moved within its group is no change. */
export function differences(root: Field, before: ValueMap, after: ValueMap): FieldChange[] {
  const changes: FieldChange[] = [];
  const note = (field: Field | undefined, place: Place, old: Value | undefined, now: Value | undefined): void => {
    const holder = now === undefined ? before : after;
    changes.push({
      path: dottedPath(root, holder, place),
      label: labelOf(root, holder, place),
      field,
      before: old,
      after: now,
    });
  };
  const compare = (field: Field | undefined, place: Place, old: Value | undefined, now: Value | undefined): void => {
    if (sameValue(old, now)) return;
    if (isMap(old) && isMap(now) && field?.type !== 'money') {
      for (const name of namesOf(field, old, now)) {
        compare(
          field === undefined ? undefined : propertyOf(field, name),
          [...place, name],
          Object.hasOwn(old, name) ? old[name] : undefined,
          Object.hasOwn(now, name) ? now[name] : undefined,
        );
      }
    } else if (Array.isArray(old) && Array.isArray(now) && field?.item !== undefined) {
      compareLists(field, place, old, now);
    } else {
      note(field, place, old, now);
    }
  };
  const compareLists = (list: Field, place: Place, old: readonly Value[], now: readonly Value[]): void => {
    const paired = new Set<number>();
    old.forEach((item, index) => {
      const key = itemKey(list, item);
      const match = now.findIndex(
        (other, position) =>
          !paired.has(position) && (key === undefined ? sameValue(other, item) : itemKey(list, other) === key),
      );
      if (match < 0) note(list.item, [...place, index], item, undefined);
      else {
        paired.add(match);
        compare(list.item, [...place, match], item, now[match]);
      }
    });
    now.forEach((item, index) => {
      if (!paired.has(index)) note(list.item, [...place, index], undefined, item);
    });
  };
  compare(root, [], before, after);
  return changes;
}

function namesOf(field: Field | undefined, old: ValueMap, now: ValueMap): string[] {
  const known = field?.properties.map((property) => property.name) ?? [];
  return [...new Set([...known, ...Object.keys(old), ...Object.keys(now)])].filter(
    (name) => Object.hasOwn(old, name) || Object.hasOwn(now, name),
  );
}
