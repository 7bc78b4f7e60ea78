/** What a template may name: the names below each value, as far as they can be told without a record. */

export type Shape =
  /** A value that prints, and below which nothing stands. */
  | { readonly type: 'value' }
  /** Names below; `prints` where it also stands for a text by itself, as a code or an amount does. */
  | { readonly type: 'group'; readonly names: ReadonlyMap<string, () => Shape>; readonly prints: boolean }
  | { readonly type: 'list'; readonly item: () => Shape }
  /** Nothing is known of it: every name is allowed. */
  | { readonly type: 'any' };

export const value: Shape = { type: 'value' };
export const anything: Shape = { type: 'any' };

export function group(names: Iterable<readonly [string, () => Shape]>, prints = false): Shape {
  return { type: 'group', names: new Map(names), prints };
}

export function listOf(item: () => Shape): Shape {
  return { type: 'list', item };
}
