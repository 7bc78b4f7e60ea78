/** What a record holds once its YAML is read: maps have no prototype, dates and amounts are strings. */
export type Value = string | number | boolean | null | Value[] | ValueMap;
export interface ValueMap {
  [key: string]: Value;
}

/** A place in a value: property names and list positions from the root. */
export type Place = readonly (string | number)[];

export function isMap(value: Value | undefined): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A map that cannot be tricked by names such as `__proto__` or `constructor`. */
export function emptyMap(): ValueMap {
  return Object.create(null) as ValueMap;
}

/** The value at a place, or undefined where nothing stands. Own properties only. */
export function valueAt(root: Value | undefined, place: Place): Value | undefined {
  let value = root;
  for (const step of place) {
    if (Array.isArray(value)) value = typeof step === 'number' ? value[step] : undefined;
    else if (isMap(value) && Object.hasOwn(value, String(step))) value = value[String(step)];
    else return undefined;
  }
  return value;
}

/** Same content, whatever the order of keys. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  }
  if (isMap(a)) {
    if (!isMap(b)) return false;
    const keys = Object.keys(a);
    return (
      keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
    );
  }
  return a === b;
}
