/** Lists as a template needs them: in another order, in groups, or only some items of them. */
import { Gap } from '../core/papers/gap.ts';
import { readingOrder } from '../core/reading-order.ts';
import { comparable, isThere, same } from './template-values.ts';
import { property } from './template-view.ts';

/** The items that have one value in common. */
interface Group {
  readonly key: unknown;
  readonly items: readonly unknown[];
}

/** Helpers by name. Each takes a list, or a gap, which counts as a list of nothing, and a dotted path below its items. */
export const listHelpers: Readonly<Record<string, (list: unknown, path: string, ...values: unknown[]) => unknown>> = {
  sort: (list, path) => sorted(itemsOf(list), path),
  group: (list, path) => grouped(itemsOf(list), path),
  where: (list, path, ...values) =>
    itemsOf(list).filter((item) => {
      const value = valueAt(item, path);
      return values.length === 0 ? isThere(value) || value === 0 : values.some((wanted) => same(value, wanted));
    }),
};

/** In the order of a value, `-` before the path turns it; items without it last. Equal ones keep their order. */
function sorted(items: readonly unknown[], by: string): unknown[] {
  const turn = by.startsWith('-') ? -1 : 1;
  const path = by.replace(/^-/, '');
  const keyed = items.map((item) => ({ item, key: sortKey(valueAt(item, path)) }));
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) return Number(a.key === undefined) - Number(b.key === undefined);
    return inOrder(a.key, b.key) * turn;
  });
  return keyed.map((entry) => entry.item);
}

/** What is written like a number as one, other texts as people read them. */
function inOrder(a: string | number, b: string | number): number {
  return [a, b].every((key) => Number.isFinite(Number(key)))
    ? Number(a) - Number(b)
    : readingOrder(String(a), String(b));
}

function sortKey(value: unknown): string | number | undefined {
  if (!isThere(value) && value !== 0) return undefined;
  return typeof value === 'number' ? value : comparable(value);
}

/** Items by a value, in the order in which the values first stand in the list. */
function grouped(items: readonly unknown[], path: string): Group[] {
  const groups = new Map<string, { key: unknown; items: unknown[] }>();
  for (const item of items) {
    const key = valueAt(item, path);
    const name = key instanceof Gap ? '' : `=${comparable(key)}`;
    const group = groups.get(name) ?? { key, items: [] };
    group.items.push(item);
    groups.set(name, group);
  }
  return [...groups.values()];
}

function itemsOf(list: unknown): readonly unknown[] {
  if (Array.isArray(list)) return list;
  if (list instanceof Gap) return [];
  throw new Error('sort, group and where take a list, and this is none');
}

function valueAt(item: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, name) => (typeof at === 'object' && at !== null ? property(at, name) : undefined), item);
}
