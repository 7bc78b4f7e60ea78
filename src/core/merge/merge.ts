/**
 * Three versions of a record become one: what one side changed wins over what the other left alone, field by field and
 * list item by list item. Where both changed the same thing in different ways, ours stays and the conflict is told.
 */
import { historyField, stepDate } from '../schemas/common-fields.ts';
import { type Field, isWhole, propertyOf } from '../schemas/field.ts';
import { emptyMap, isMap, type Place, sameValue, type Value, type ValueMap } from '../value.ts';
import { byDate, itemNames, orderItems, type Placed, pairItems } from './items.ts';

/** One thing that both sides changed, each in another way. A side that does not hold it is undefined. */
export interface Conflict {
  /** Names from the root, list items by their key, or by their position where the list has none. */
  readonly path: Place;
  readonly base: Value | undefined;
  readonly ours: Value | undefined;
  readonly theirs: Value | undefined;
}

interface Merged {
  readonly value: Value | undefined;
  readonly conflicts: readonly Conflict[];
}

interface Sides<T> {
  readonly base: T;
  readonly ours: T;
  readonly theirs: T;
}

/** Merges three versions of a record. In the value that comes out, ours stands where there is a conflict. */
export function mergeValues(
  root: Field | undefined,
  sides: Sides<ValueMap>,
): { readonly value: ValueMap; readonly conflicts: readonly Conflict[] } {
  const { value, conflicts } = mergeAt(root, [], sides);
  return { value: isMap(value) ? value : sides.ours, conflicts };
}

function mergeAt(field: Field | undefined, path: Place, sides: Sides<Value | undefined>): Merged {
  const { base, ours, theirs } = sides;
  if (sameValue(ours, theirs) || sameValue(theirs, base)) return { value: ours, conflicts: [] };
  if (sameValue(ours, base)) return { value: theirs, conflicts: [] };
  // 5 of one currency and the other's currency are nobody's value.
  if (!isWhole(field)) {
    if (isMap(ours) && isMap(theirs)) {
      return mergeMaps(field, path, { base: isMap(base) ? base : emptyMap(), ours, theirs });
    }
    if (Array.isArray(ours) && Array.isArray(theirs)) {
      return mergeLists(field, path, { base: Array.isArray(base) ? base : [], ours, theirs });
    }
  }
  return { value: ours, conflicts: [{ path, ...sides }] };
}

function mergeMaps(field: Field | undefined, path: Place, sides: Sides<ValueMap>): Merged {
  const own = (map: ValueMap, name: string): Value | undefined => (Object.hasOwn(map, name) ? map[name] : undefined);
  const value = emptyMap();
  const conflicts: Conflict[] = [];
  const gone = Object.keys(sides.base).filter((name) => own(sides.ours, name) === undefined);
  for (const name of new Set([...mergedNames(field, sides), ...gone])) {
    const property = field === undefined ? undefined : propertyOf(field, name);
    const merged = mergeAt(property, [...path, name], {
      base: own(sides.base, name),
      ours: own(sides.ours, name),
      theirs: own(sides.theirs, name),
    });
    if (merged.value !== undefined) value[name] = merged.value;
    conflicts.push(...merged.conflicts);
  }
  return { value, conflicts };
}

/** Our names in our order; one that only they have goes where the schema has it, else where they have it. */
function mergedNames(field: Field | undefined, { base, ours, theirs }: Sides<ValueMap>): string[] {
  const names = Object.keys(ours);
  const known = field?.properties.map((property) => property.name) ?? [];
  let previous: string | undefined;
  for (const name of Object.keys(theirs)) {
    if (!Object.hasOwn(ours, name)) {
      const position = known.indexOf(name);
      const before = position < 0 ? [previous] : known.slice(0, position);
      let at = names.findLastIndex((other) => before.includes(other)) + 1;
      // What ours added in the same spot stays together, and first.
      while (position < 0 && at < names.length && !Object.hasOwn(base, names[at]!)) at += 1;
      names.splice(at, 0, name);
    }
    previous = name;
  }
  return names;
}

interface Entry extends Placed {
  /** Undefined where our side took the item out. */
  readonly value: Value | undefined;
  readonly conflicts: readonly Conflict[];
}

function mergeLists(list: Field | undefined, path: Place, sides: Sides<readonly Value[]>): Merged {
  const entries = mergeEntries(list, path, sides);
  const { order, clash } = orderItems(entries);
  const kept = (
    path.length === 1 && path[0] === historyField ? byDate(order, (entry) => stepDate(entry.value)) : order
  ).filter((entry) => entry.value !== undefined || entry.conflicts.length > 0);
  const value = kept.flatMap((entry) => (entry.value === undefined ? [] : [entry.value]));
  if (clash) {
    // Each side's order as a whole, with what the two agree on already in it: one thing to decide.
    const swapped = { base: sides.base, ours: sides.theirs, theirs: sides.ours };
    const theirs = orderItems(mergeEntries(list, path, swapped)).order.flatMap((entry) => entry.value ?? []);
    return { value, conflicts: [{ path, base: [...sides.base], ours: value, theirs }] };
  }
  let position = 0;
  const conflicts = kept.flatMap((entry) => {
    const index = position;
    if (entry.value !== undefined) position += 1;
    return entry.conflicts.map((conflict) => ({
      ...conflict,
      path: conflict.path.map((step, depth) => (depth === path.length && step === unplaced ? index : step)),
    }));
  });
  return { value, conflicts };
}

/** Stands for the position of an item until the order of the list is known. */
const unplaced = -1;

function mergeEntries(list: Field | undefined, path: Place, sides: Sides<readonly Value[]>): Entry[] {
  const [base = [], ours = [], theirs = []] = itemNames(list, [sides.base, sides.ours, sides.theirs]);
  const inOurs = pairItems(list, { items: sides.base, names: base }, { items: sides.ours, names: ours });
  const inTheirs = pairItems(list, { items: sides.base, names: base }, { items: sides.theirs, names: theirs });
  const merge = (at: Placed): Entry => {
    const item = {
      base: at.base === undefined ? undefined : sides.base[at.base],
      ours: at.ours === undefined ? undefined : sides.ours[at.ours],
      theirs: at.theirs === undefined ? undefined : sides.theirs[at.theirs],
    };
    const name = at.base === undefined ? ours[at.ours ?? -1] : base[at.base];
    const key = name?.startsWith('key ') ? name.slice('key '.length) : undefined;
    const merged = mergeAt(list?.item, [...path, key ?? unplaced], item);
    if (key !== undefined || merged.conflicts.length === 0) return { ...at, ...merged };
    // Without a key a place within the item could not be found again, so the item is decided on as a whole.
    const swapped = mergeAt(list?.item, [], { base: item.base, ours: item.theirs, theirs: item.ours });
    const whole = { path: [...path, unplaced], base: item.base, ours: merged.value, theirs: swapped.value };
    return { ...at, value: merged.value, conflicts: [whole] };
  };
  const entries = sides.base.map((_, index) =>
    merge({ base: index, ours: inOurs.get(index), theirs: inTheirs.get(index) }),
  );
  const pairedOurs = new Set(inOurs.values());
  const pairedTheirs = new Set(inTheirs.values());
  const addedTheirs = new Map(
    theirs.flatMap((name, index) => (pairedTheirs.has(index) ? [] : [[name, index] as const])),
  );
  ours.forEach((name, index) => {
    if (pairedOurs.has(index)) return;
    const same = addedTheirs.get(name);
    addedTheirs.delete(name);
    entries.push(merge({ base: undefined, ours: index, theirs: same }));
  });
  for (const index of addedTheirs.values()) entries.push(merge({ base: undefined, ours: undefined, theirs: index }));
  return entries;
}
