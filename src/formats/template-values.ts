/** What a value counts for in a template: whether it is there, and whether two are the same. */
import { Gap } from '../core/papers/gap.ts';

/** Neither a gap nor nothing: what `{{#if}}` takes for true. */
export function isThere(value: unknown): boolean {
  if (value instanceof Gap || value === undefined || value === null) return false;
  return value !== false && value !== '' && value !== 0 && !(Array.isArray(value) && value.length === 0);
}

/** Two values that print alike are equal: a code and its labelled form, a number and its text. */
export function same(a: unknown, b: unknown): boolean {
  return !(a instanceof Gap) && !(b instanceof Gap) && comparable(a) === comparable(b);
}

/** More, for numbers; later, for days. A gap is neither more nor less than anything. */
export function isMore(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string' && !(isNumber(a) && isNumber(b))) return a > b;
  return Number(a) > Number(b);
}

/** A value as the text it is compared by: of a code the code. */
export function comparable(value: unknown): string {
  const code = typeof value === 'object' && value !== null ? (value as { code?: unknown }).code : undefined;
  return String(code ?? value);
}

function isNumber(text: string): boolean {
  return Number.isFinite(Number(text));
}
