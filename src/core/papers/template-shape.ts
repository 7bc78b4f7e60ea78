/** What a template may name: the names below each value, as far as they can be told without a record. */

/** Whether a value is there in every record, or in none; absent: it depends on the record. */
export type Sureness = 'always' | 'never';

interface Known {
  readonly sure?: Sureness;
  /** The codes that it may hold, where a closed list tells them: read when something is compared with one. */
  readonly codes?: () => readonly string[] | undefined;
}

export type Shape =
  /** A value that prints, and below which nothing stands. */
  | ({ readonly type: 'value' } & Known)
  /** Names below; `prints` where it also stands for a text by itself, as a code or an amount does. */
  | ({ readonly type: 'group'; readonly names: ReadonlyMap<string, () => Shape>; readonly prints: boolean } & Known)
  | ({ readonly type: 'list'; readonly item: () => Shape } & Known)
  /** One of several. `tag` is the name below it that tells which, as the keys of `of` have it; without tag none does. */
  | ({ readonly type: 'either'; readonly tag: string | undefined; readonly of: ReadonlyMap<string, Shape> } & Known)
  /** Nothing is known of it: every name is allowed. */
  | ({ readonly type: 'any' } & Known);

export const value: Shape = { type: 'value' };
export const anything: Shape = { type: 'any' };

export function group(names: Iterable<readonly [string, () => Shape]>, prints = false, known: Known = {}): Shape {
  const once = [...names].map(([name, make]) => [name, madeOnce(make)] as const);
  return { type: 'group', names: new Map(once), prints, ...known };
}

export function listOf(item: () => Shape): Shape {
  return { type: 'list', item: madeOnce(item) };
}

/** A shape that is one of several; a single one is itself. */
export function either(of: ReadonlyMap<string, Shape>, tag?: string): Shape {
  const [first = anything] = of.values();
  return [...of.values()].every((shape) => shape === first) ? first : { type: 'either', tag, of };
}

function madeOnce(make: () => Shape): () => Shape {
  let made: Shape | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Why there is no value under a name: which of several shapes lack it and which have it, and the names that there are. */
export interface Lacking {
  readonly lacking: readonly string[];
  readonly having: readonly string[];
  readonly names: readonly string[];
}

export type Below = { readonly shape: Shape } | Lacking;

const belowEither = new WeakMap<Shape, Map<string, Below>>();

/** The shape under a name. Of several shapes each must have it. */
export function below(shape: Shape, name: string): Below {
  switch (shape.type) {
    case 'any':
      return { shape: anything };
    case 'group': {
      const made = shape.names.get(name)?.();
      return made === undefined ? { lacking: [], having: [], names: [...shape.names.keys()] } : { shape: made };
    }
    case 'either': {
      const known = belowEither.get(shape) ?? new Map<string, Below>();
      belowEither.set(shape, known);
      const found = known.get(name) ?? belowAll(shape.of, name);
      known.set(name, found);
      return found;
    }
    case 'list':
      return name === 'length' ? { shape: value } : { lacking: [], having: [], names: [] };
    default:
      return { lacking: [], having: [], names: [] };
  }
}

function belowAll(of: ReadonlyMap<string, Shape>, name: string): Below {
  const found = [...of].map(([key, shape]) => [key, below(shape, name)] as const);
  const shapes = new Map(found.flatMap(([key, under]) => ('shape' in under ? [[key, under.shape] as const] : [])));
  if (shapes.size === of.size) return { shape: oneOf(shapes) };
  const names = found.flatMap(([, under]) => ('names' in under ? under.names : []));
  return {
    lacking: [...of.keys()].filter((key) => !shapes.has(key)),
    having: [...shapes.keys()],
    names: [...new Set(names)],
  };
}

/** What several shapes are together: values are a value, lists a list of what is in either. */
function oneOf(of: ReadonlyMap<string, Shape>): Shape {
  const shapes = [...of.values()];
  const [first = anything] = shapes;
  if (shapes.every((shape) => shape === first)) return first;
  if (shapes.every((shape) => shape.type === 'value')) return value;
  if (shapes.every((shape) => shape.type === 'list')) {
    return listOf(() => oneOf(new Map([...of].map(([key, shape]) => [key, itemOf(shape)]))));
  }
  return either(of);
}

/** Whether it can be printed as it is; a list can where its items can. */
export function prints(shape: Shape): boolean {
  if (shape.type === 'group') return shape.prints;
  if (shape.type === 'list') return prints(shape.item());
  return shape.type !== 'either' || [...shape.of.values()].every(prints);
}

/** Whether it is a list, as far as is known. */
export function isList(shape: Shape): boolean {
  if (shape.type === 'either') return [...shape.of.values()].every(isList);
  return shape.type === 'list' || shape.type === 'any';
}

/** The item of a list. */
export function itemOf(shape: Shape): Shape {
  if (shape.type === 'list') return shape.item();
  return shape.type === 'either' ? oneOf(new Map([...shape.of].map(([key, list]) => [key, itemOf(list)]))) : anything;
}

/** The codes that a value may hold; undefined where it may hold any text. */
export function codesOf(shape: Shape): readonly string[] | undefined {
  if (shape.codes !== undefined || shape.type !== 'either') return shape.codes?.();
  const all = [...shape.of.values()].map(codesOf);
  return all.every((codes) => codes !== undefined) ? [...new Set(all.flat())] : undefined;
}
