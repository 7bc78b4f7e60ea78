/** Which items of two lists are the same item, and which of these changed places. */
import { isMap, sameValue, type Value, type ValueMap } from '../value.ts';

export interface Pairing {
  /** Position before → position after. */
  readonly pairs: ReadonlyMap<number, number>;
  /** Positions before of the items that moved: as few as can be, the others kept their order. */
  readonly moved: ReadonlySet<number>;
}

/** Items pair by key; without one by content, and then, where half of what they hold is the same, in their order. */
export function pairItems(
  old: readonly Value[],
  now: readonly Value[],
  keyOf: (item: Value) => string | undefined,
): Pairing {
  const nameOf = (item: Value): string => keyOf(item) ?? JSON.stringify(sorted(item));
  const waiting = new Map<string, number[]>();
  now.forEach((item, index) => {
    const name = nameOf(item);
    const known = waiting.get(name);
    if (known === undefined) waiting.set(name, [index]);
    else known.push(index);
  });
  const pairs = new Map<number, number>();
  const left: number[] = [];
  old.forEach((item, index) => {
    const match = waiting.get(nameOf(item))?.shift();
    if (match === undefined) left.push(index);
    else pairs.set(index, match);
  });
  pairAlike(old, now, left, [...waiting.values()].flat(), keyOf, pairs);
  return { pairs, moved: movedItems(pairs) };
}

function pairAlike(
  old: readonly Value[],
  now: readonly Value[],
  left: readonly number[],
  free: readonly number[],
  keyOf: (item: Value) => string | undefined,
  pairs: Map<number, number>,
): void {
  const open = free.filter((index) => keyOf(now[index] ?? null) === undefined).sort((a, b) => a - b);
  for (const index of left) {
    const item = old[index] ?? null;
    if (!isMap(item) || keyOf(item) !== undefined) continue;
    // Far apart they are hardly the same, and a long list would be compared with itself.
    const position = open.slice(0, 50).findIndex((other) => isAlike(item, now[other]));
    const match = position < 0 ? undefined : open.splice(position, 1)[0];
    if (match !== undefined) pairs.set(index, match);
  }
}

function isAlike(a: ValueMap, b: Value | undefined): boolean {
  if (!isMap(b)) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  const same = [...names].filter(
    (name) => Object.hasOwn(a, name) && Object.hasOwn(b, name) && sameValue(a[name], b[name]),
  );
  return same.length > 0 && same.length * 2 >= names.size;
}

/** All but a longest run of pairs whose positions rise. */
function movedItems(pairs: ReadonlyMap<number, number>): Set<number> {
  const sequence = [...pairs].sort(([a], [b]) => a - b);
  // ends[n] is the position in the sequence at which the best run of n + 1 pairs ends.
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  sequence.forEach(([, to], index) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sequence[ends[middle] as number]?.[1] ?? 0) < to) low = middle + 1;
      else high = middle;
    }
    previous[index] = low === 0 ? undefined : ends[low - 1];
    ends[low] = index;
  });
  const moved = new Set(sequence.map(([from]) => from));
  for (let index = ends.at(-1); index !== undefined; index = previous[index]) {
    const from = sequence[index]?.[0];
    if (from !== undefined) moved.delete(from);
  }
  return moved;
}

/** Keys in order, so that equal content gives equal text. */
function sorted(value: Value): Value {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMap(value)) return value;
  return Object.keys(value)
    .sort()
    .map((key) => [key, sorted(value[key] as Value)]);
}
