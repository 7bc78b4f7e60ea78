/** Edits of values in memory: what an edit of a text must come to. */
import { emptyMap, isMap, type Place, type Value, type ValueMap, valueAt } from '../value.ts';

export type ValueEdit =
  | { readonly op: 'set'; readonly place: Place; readonly value: Value }
  | { readonly op: 'remove'; readonly place: Place }
  | { readonly op: 'insert'; readonly place: Place; readonly index?: number | undefined; readonly value: Value };

/**
 * The value after the edit; the one given stays as it is. `set` makes maps and lists on the way that are missing or
 * null, `insert` a list; `remove` of what is not there changes nothing. Undefined if the edit is impossible: a step goes
 * into a text, a position is beyond the end of its list, the root would go.
 */
export function editValue(root: ValueMap, edit: ValueEdit): ValueMap | undefined {
  if (edit.op === 'set') return asMap(setAt(root, edit.place, () => edit.value));
  if (edit.op === 'insert') {
    return asMap(
      setAt(root, edit.place, (old) => {
        if (old !== undefined && old !== null && !Array.isArray(old)) return undefined;
        const list = old ?? [];
        const index = edit.index ?? list.length;
        return index < 0 || index > list.length ? undefined : list.toSpliced(index, 0, edit.value);
      }),
    );
  }
  if (valueAt(root, edit.place) === undefined) return root;
  const step = edit.place.at(-1);
  if (step === undefined) return undefined;
  return asMap(setAt(root, edit.place.slice(0, -1), (old) => without(old, step)));
}

/** A copy that shares nothing with the value. */
export function copyValue(value: Value): Value {
  if (Array.isArray(value)) return value.map(copyValue);
  if (!isMap(value)) return value;
  const copy = emptyMap();
  for (const [key, entry] of Object.entries(value)) copy[key] = copyValue(entry);
  return copy;
}

function setAt(
  old: Value | undefined,
  place: Place,
  change: (old: Value | undefined) => Value | undefined,
): Value | undefined {
  const [step, ...rest] = place;
  if (step === undefined) return change(old);
  if (typeof step === 'number' && (old === undefined || old === null || Array.isArray(old))) {
    const list = old ?? [];
    if (step < 0 || step > list.length) return undefined;
    const value = setAt(list[step], rest, change);
    return value === undefined ? undefined : [...list.slice(0, step), value, ...list.slice(step + 1)];
  }
  const key = String(step);
  if ((old !== undefined && old !== null && !isMap(old)) || key === '__proto__') return undefined;
  const map = Object.assign(emptyMap(), old);
  const value = setAt(Object.hasOwn(map, key) ? map[key] : undefined, rest, change);
  if (value === undefined) return undefined;
  map[key] = value;
  return map;
}

function without(old: Value | undefined, step: string | number): Value | undefined {
  if (Array.isArray(old)) return old.filter((_, index) => index !== step);
  if (!isMap(old)) return undefined;
  const map = Object.assign(emptyMap(), old);
  delete map[String(step)];
  return map;
}

function asMap(value: Value | undefined): ValueMap | undefined {
  return isMap(value) ? value : undefined;
}
