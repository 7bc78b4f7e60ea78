/** Which items of two versions of a list are the same item, and in which order the items of both sides go. */
import { type Field, itemKey, keyOf } from '../schemas/field.ts';
import { emptyMap, isMap, sameValue, type Value } from '../value.ts';

/** A text that is the same for the same content, whatever the order of keys. */
export function contentOf(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(contentOf).join(',')}]`;
  if (!isMap(value)) return Object.is(value, -0) ? '0' : JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${contentOf(value[name]!)}`).join(',')}}`;
}

/**
 * Names of the items of several versions of a list: by key where the schema gives one that is unique in each version,
 * else by content, the second of the same content being another one.
 */
export function itemNames(list: Field | undefined, versions: readonly (readonly Value[])[]): string[][] {
  const keyed = (item: Value): string | undefined => (list === undefined ? undefined : itemKey(list, item));
  const twice = new Set(
    versions.flatMap((items) => {
      const keys = items.map(keyed);
      return keys.filter((key, index) => key !== undefined && keys.indexOf(key) !== index);
    }),
  );
  return versions.map((items) => {
    const seen = new Map<string, number>();
    return items.map((item) => {
      const key = keyed(item);
      if (key !== undefined && !twice.has(key)) return `key ${key}`;
      const content = contentOf(item);
      const count = seen.get(content) ?? 0;
      seen.set(content, count + 1);
      return `item ${count} ${content}`;
    });
  });
}

/** For each position of `base`, where the same item stands in `side`; an item that changed is found by its neighbours. */
export function pairItems(
  list: Field | undefined,
  base: { readonly items: readonly Value[]; readonly names: readonly string[] },
  side: { readonly items: readonly Value[]; readonly names: readonly string[] },
): Map<number, number> {
  const at = new Map(side.names.map((name, index) => [name, index]));
  const pairs = new Map<number, number>();
  base.names.forEach((name, index) => {
    const found = at.get(name);
    if (found !== undefined) pairs.set(index, found);
  });
  const taken = new Set(pairs.values());
  let index = 0;
  while (index < base.items.length) {
    let end = index;
    while (end < base.items.length && !pairs.has(end)) end += 1;
    const start = index === 0 ? 0 : (pairs.get(index - 1) ?? 0) + 1;
    let stop = start;
    while (stop < side.items.length && !taken.has(stop)) stop += 1;
    // As many gone as came, between the same neighbours: these are the old items, changed.
    if (end > index && end - index === stop - start) {
      for (let step = 0; step < end - index; step += 1) {
        if (isChangeOf(list, base.items[index + step]!, side.items[start + step]!)) {
          pairs.set(index + step, start + step);
        }
      }
    }
    index = end + 1;
  }
  return pairs;
}

/** Whether one item may be the other, changed: without a key a group or a written text, with one if only the key differs. */
function isChangeOf(list: Field | undefined, before: Value, after: Value): boolean {
  const key = list === undefined ? [] : keyOf(list);
  if (key.length === 0) {
    if ((isMap(before) && isMap(after)) || (Array.isArray(before) && Array.isArray(after))) return true;
    const isWriting = list?.item?.type === 'long-text' || list?.item?.type === 'text';
    return isWriting && typeof before === 'string' && typeof after === 'string';
  }
  if (!isMap(before) || !isMap(after)) return false;
  const rest = withoutKeys(before, key);
  return Object.keys(rest).length > 0 && sameValue(rest, withoutKeys(after, key));
}

function withoutKeys(item: { [key: string]: Value }, key: readonly string[]): { [key: string]: Value } {
  const rest = Object.assign(emptyMap(), item);
  for (const name of key) delete rest[name];
  return rest;
}

/** One item of a merge: where it stood in each version. */
export interface Placed {
  readonly base: number | undefined;
  readonly ours: number | undefined;
  readonly theirs: number | undefined;
}

/** The items in order, and whether both sides moved items, each in another way: then ours is the order. */
export function orderItems<T extends Placed>(entries: readonly T[]): { readonly order: T[]; readonly clash: boolean } {
  const common = entries.filter(
    (entry) => entry.base !== undefined && entry.ours !== undefined && entry.theirs !== undefined,
  );
  const ours = [...common].sort((a, b) => a.ours! - b.ours!);
  const theirs = [...common].sort((a, b) => a.theirs! - b.theirs!);
  const movedOurs = isMoved(ours);
  const movedTheirs = isMoved(theirs);
  const clash = movedOurs && movedTheirs && ours.some((entry, index) => entry !== theirs[index]);
  const order =
    movedTheirs && !movedOurs ? interleave(entries, 'theirs', 'ours') : interleave(entries, 'ours', 'theirs');
  return { order, clash };
}

function isMoved(entries: readonly Placed[]): boolean {
  return entries.some((entry, index) => index > 0 && entry.base! < entries[index - 1]!.base!);
}

/** The order of one side; what only the other has goes after its neighbour there, behind what the first side added. */
function interleave<T extends Placed>(entries: readonly T[], lead: 'ours' | 'theirs', follow: 'ours' | 'theirs'): T[] {
  const order = entries.filter((entry) => entry[lead] !== undefined).sort((a, b) => a[lead]! - b[lead]!);
  const following = entries.filter((entry) => entry[follow] !== undefined).sort((a, b) => a[follow]! - b[follow]!);
  following.forEach((entry, index) => {
    if (entry[lead] !== undefined) return;
    const before = index === 0 ? undefined : following[index - 1];
    let at = before === undefined ? 0 : order.indexOf(before) + 1;
    while (at < order.length && order[at]![follow] === undefined) at += 1;
    order.splice(at, 0, entry);
  });
  return order;
}

/** Steps that both sides appended, in the order of their dates; each side keeps its own order, and ours go first. */
export function byDate<T extends Placed>(order: readonly T[], dateOf: (entry: T) => string | undefined): T[] {
  const end = order.findLastIndex((entry) => entry.base !== undefined) + 1;
  const ours = order.slice(end).filter((entry) => entry.ours !== undefined);
  const theirs = order.slice(end).filter((entry) => entry.ours === undefined);
  const merged: T[] = [];
  while (ours.length > 0 || theirs.length > 0) {
    const [one, other] = [ours[0], theirs[0]];
    const isTheirs = one === undefined || (other !== undefined && (dateOf(other) ?? '') < (dateOf(one) ?? ''));
    merged.push((isTheirs ? theirs.shift() : ours.shift())!);
  }
  return [...order.slice(0, end), ...merged];
}
