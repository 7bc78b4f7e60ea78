/** What is known at a place of a template: the value that names are looked up in, and what the conditions around it tell. */
import { below, either, type Lacking, type Shape, type Sureness } from '../core/papers/template-shape.ts';

/** What a condition tells of a value: whether it is there, or of which kinds it can be. */
export interface Fact {
  readonly key: string;
  readonly there?: boolean;
  readonly kinds?: readonly string[];
}

/** What follows where an expression counts as true, and where as false. */
export interface Condition {
  readonly yes: readonly Fact[];
  readonly no: readonly Fact[];
  readonly sure?: Sureness | undefined;
}

/** Of a tag: the value whose kind it tells, the kinds that are still possible, and whether a condition has told so. */
interface Tag {
  readonly key: string | undefined;
  readonly kinds: readonly string[];
  readonly isNarrowed: boolean;
}

/** A value as an expression names it. */
export interface Given {
  readonly shape: Shape;
  /** Where it stands, the same for all expressions that mean this value; undefined for what is worked out. */
  readonly key: string | undefined;
  readonly literal?: string | number | boolean | undefined;
  readonly condition?: Condition | undefined;
  readonly tagOf?: Tag | undefined;
  /** Of a list: what is known of each item, once it has a key. */
  readonly ofItems?: ((key: string) => readonly Fact[]) | undefined;
}

/** What names mean at a place. */
export interface Scope {
  readonly context: Given;
  readonly outer: Scope | undefined;
  readonly params: ReadonlyMap<string, Given>;
  /** How many `{{#each}}` are around. */
  readonly loops: number;
  readonly facts: Facts;
}

/** Nothing is known of it. */
export const unknown: Given = { shape: { type: 'any' }, key: undefined };

/** All that the conditions around a place tell, by the key of the value. */
export class Facts {
  readonly #there: ReadonlyMap<string, boolean>;
  readonly #kinds: ReadonlyMap<string, readonly string[]>;

  constructor(
    there: ReadonlyMap<string, boolean> = new Map(),
    kinds: ReadonlyMap<string, readonly string[]> = new Map(),
  ) {
    this.#there = there;
    this.#kinds = kinds;
  }

  with(facts: readonly Fact[]): Facts {
    if (facts.length === 0) return this;
    const there = new Map(this.#there);
    const kinds = new Map(this.#kinds);
    for (const fact of facts) {
      if (fact.there !== undefined) there.set(fact.key, fact.there);
      if (fact.kinds !== undefined) kinds.set(fact.key, fact.kinds);
    }
    return new Facts(there, kinds);
  }

  /** Without what is known of a value and of all below it. */
  without(key: string): Facts {
    const stays = ([known]: readonly [string, unknown]): boolean => known !== key && !known.startsWith(`${key}.`);
    return new Facts(new Map([...this.#there].filter(stays)), new Map([...this.#kinds].filter(stays)));
  }

  isThere(key: string | undefined): boolean | undefined {
    return key === undefined ? undefined : this.#there.get(key);
  }

  kindsOf(key: string | undefined): readonly string[] | undefined {
    return key === undefined ? undefined : this.#kinds.get(key);
  }

  /** What is known of a value and of all below it, as a text: two places that know the same have the same. */
  told(key: string | undefined): string {
    if (key === undefined) return '';
    return [...this.#there, ...this.#kinds]
      .filter(([known]) => known === key || known.startsWith(`${key}.`))
      .map(([known, fact]) => `${known.slice(key.length)}=${String(fact)}`)
      .sort()
      .join(';');
  }
}

/** The shape that is left where conditions have told the kind. */
export function narrowed({ shape, key }: Given, facts: Facts): Shape {
  if (shape.type !== 'either' || shape.tag === undefined) return shape;
  const kinds = facts.kindsOf(key);
  if (kinds === undefined) return shape;
  return either(new Map([...shape.of].filter(([kind]) => kinds.includes(kind))), shape.tag);
}

/** The value under a name, or why there is none. */
export function nameBelow(given: Given, name: string, facts: Facts): Given | Lacking {
  const { shape, key } = given;
  const found = below(narrowed(given, facts), name);
  if (!('shape' in found)) return found;
  const at = { shape: found.shape, key: key === undefined ? undefined : `${key}.${name}` };
  if (shape.type !== 'either' || shape.tag !== name) return at;
  const kinds = facts.kindsOf(key);
  return { ...at, tagOf: { key, kinds: kinds ?? [...shape.of.keys()], isNarrowed: kinds !== undefined } };
}

/** What follows from a value as a condition. */
export function conditionOf(given: Given, facts: Facts): Condition {
  if (given.condition !== undefined) return given.condition;
  const { key, literal, shape } = given;
  if (literal !== undefined) return { yes: [], no: [], sure: literal ? 'always' : 'never' };
  const known = facts.isThere(key);
  const sure = known === undefined ? shape.sure : known ? 'always' : 'never';
  if (key === undefined) return { yes: [], no: [], sure };
  return { yes: [{ key, there: true }], no: [{ key, there: false }], sure };
}

export function opposite({ yes, no, sure }: Condition): Condition {
  return { yes: no, no: yes, sure: sure === undefined ? undefined : sure === 'always' ? 'never' : 'always' };
}

/** All of several conditions: one that cannot hold is enough to tell. */
export function allOf(conditions: readonly Condition[]): Condition {
  const sures = conditions.map((condition) => condition.sure);
  const sure = sures.includes('never') ? 'never' : sures.every((each) => each === 'always') ? 'always' : undefined;
  return { yes: conditions.flatMap((condition) => condition.yes), no: [], sure };
}

/** A value that equals a text is there, and a tag tells the kind. */
export function equality(given: Given, wanted: Given['literal']): Condition {
  if (wanted === undefined) return { yes: [], no: [] };
  const yes = given.key === undefined || !wanted ? [] : [{ key: given.key, there: true }];
  const { tagOf } = given;
  // A kind that is none of them is told as a wrong code.
  if (tagOf === undefined || !(tagOf.isNarrowed || tagOf.kinds.includes(String(wanted)))) return { yes, no: [] };
  const { key, kinds } = tagOf;
  const others = kinds.filter((kind) => kind !== wanted);
  const sure = others.length === kinds.length ? 'never' : others.length === 0 ? 'always' : undefined;
  if (key === undefined || sure !== undefined) return { yes, no: [], sure };
  return { yes: [...yes, { key, kinds: [String(wanted)] }], no: [{ key, kinds: others }] };
}
