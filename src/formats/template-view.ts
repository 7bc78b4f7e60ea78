/** The view as a template reaches into it: a name that is not there is an error at once, below a gap it is a gap. */
import { Gap } from '../core/papers/gap.ts';
import { Markdown } from '../core/papers/markdown-text.ts';

/** A template named what the view does not have. */
export class UnknownName extends Error {
  readonly unknown: string;
  readonly known: readonly string[];

  constructor(unknown: string, known: readonly string[]) {
    super(`there is no value "${unknown}"`);
    this.unknown = unknown;
    this.known = known;
  }
}

const targets = new WeakMap<object, object>();

/**
 * A value whose properties are read through a guard: only own ones, with text keys, are there. Asking whether an unknown
 * one is there throws `UnknownName`, since a misspelt `{{#if}}` would else silently leave a part of an agreement out.
 */
export function guarded(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || targets.has(value)) return value;
  if (value instanceof Markdown) return value;
  const guard = new Proxy(value, handler);
  targets.set(guard, value);
  return guard;
}

/** The value itself. */
export function unguarded(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? (targets.get(value) ?? value) : value;
}

const handler: ProxyHandler<object> = {
  get: (target, name) => {
    if (typeof name === 'symbol') return undefined;
    // The library compares an item that is a text with the object around it, which asks that for its bare value.
    if (name === 'valueOf' && !Object.hasOwn(target, name)) return () => Number.NaN;
    return guarded(property(target, name));
  },
  has: (target, name) => {
    if (typeof name === 'string') property(target, name);
    return true;
  },
  getOwnPropertyDescriptor: (target, name) => {
    const own = Reflect.getOwnPropertyDescriptor(target, name);
    if (own !== undefined || typeof name === 'symbol') return own;
    return { value: property(target, name), configurable: true, enumerable: true, writable: true };
  },
};

/** An own property; below a gap a gap. Throws `UnknownName` for one that is not there. */
export function property(target: object, name: string): unknown {
  if (Object.hasOwn(target, name)) return (target as Record<string, unknown>)[name];
  if (target instanceof Gap) return new Gap(`${target.path}.${name}`);
  throw new UnknownName(name, Object.keys(target));
}
