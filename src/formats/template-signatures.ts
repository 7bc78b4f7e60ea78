/** What each helper takes, so that a call can be checked before a document is made. */

/**
 * What may be given at a place of a call: anything; a text; a text or a list of texts; texts by language; a list; what
 * is compared with the value before it; the path of a value below the items of the list that is given first.
 */
type Taken = 'any' | 'text' | 'texts' | 'local' | 'list' | 'compared' | 'path';

export interface Signature {
  /** What is taken, in order. */
  readonly takes: readonly Taken[];
  /** How many must be given; absent: all. */
  readonly least?: number;
  /** The last of `takes` may be given any number of times. */
  readonly more?: boolean;
  /** It has a beginning and an end. */
  readonly isBlock?: boolean;
}

const text: Signature = { takes: ['text'] };
const two: Signature = { takes: ['compared', 'compared'] };
const ofItems: Signature = { takes: ['list', 'path'] };
const block: Signature = { takes: ['any'], isBlock: true };

/** Every helper that a template may call, those of `views/template-data.ts` included. */
export const signatures: Readonly<Record<string, Signature>> = {
  ...{ if: block, unless: block, with: block, each: { takes: ['list'], isBlock: true } },
  ...{ eq: two, ne: two, more: { takes: ['text', 'text'] }, not: { takes: ['any'] } },
  ...{ and: { takes: ['any', 'any'], more: true }, or: { takes: ['any', 'any'], more: true } },
  ...{ count: { takes: ['list'] }, includes: { takes: ['list', 'compared'] }, join: { takes: ['texts'] } },
  ...{ sort: ofItems, group: ofItems, shared: ofItems, totals: ofItems },
  where: { takes: ['list', 'path', 'compared'], least: 2, more: true },
  absent: { takes: ['any'], more: true },
  ...{ contains: { takes: ['text', 'text'] }, without: { takes: ['text', 'text'] }, the: text },
  ...{ figure: text, words: text, period: text, every: text, lower: { takes: ['texts'] }, upper: text, capital: text },
  ...{ link: { takes: ['text', 'text'], least: 1 }, date: text, day: text, fullday: text, money: text },
  local: { takes: ['local'] },
};

/** The helper of that name. */
export function signatureOf(name: string): Signature | undefined {
  return Object.hasOwn(signatures, name) ? signatures[name] : undefined;
}

/** What is wrong with the number of values: "takes 2 values, and here are 3". */
export function arityFault(signature: Signature, given: number): string | undefined {
  const least = signature.least ?? signature.takes.length;
  const most = signature.more === true ? Number.POSITIVE_INFINITY : signature.takes.length;
  if (given >= least && given <= most) return undefined;
  const noun = least === 1 && most === 1 ? 'value' : 'values';
  const wanted =
    most === least ? `${least} ${noun}` : most > 99 ? `${least} ${noun} or more` : `${least} to ${most} ${noun}`;
  return `takes ${wanted}, and here are ${given}`;
}

/** What is taken at a position of a call. */
export function takenAt({ takes }: Signature, index: number): Taken {
  return takes[Math.min(index, takes.length - 1)] ?? 'any';
}
