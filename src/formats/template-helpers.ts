/** What templates can do by themselves: conditions, lists, numbers in words; and how a value is printed. */
import type Handlebars from 'handlebars';
import { Gap } from '../core/papers/gap.ts';
import { Markdown } from '../core/papers/markdown-text.ts';
import { escapeMarkdown, isSafeAddress } from './escape.ts';
import { listHelpers } from './template-lists.ts';
import { isMore, isThere, same } from './template-values.ts';
import { guarded } from './template-view.ts';
import { everyInWords, joinInWords, lowerFirst, numberInWords, periodInWords, withArticle } from './words.ts';

interface Block {
  readonly fn: (context: unknown, options?: unknown) => string;
  readonly inverse: (context: unknown) => string;
  readonly data?: object;
}

/** A value as Markdown that reads as the value: escaped, but for a gap, which is told, and Markdown made by us. */
export function printValue(value: unknown, onGap: (gap: Gap) => void): string {
  if (value instanceof Gap) {
    onGap(value);
    return gapMark(value);
  }
  if (value instanceof Printed) {
    for (const gap of value.gaps) onGap(gap);
    return value.text;
  }
  if (value instanceof Markdown) return value.text;
  if (Array.isArray(value)) return value.map((item) => printValue(item, onGap)).join(', ');
  return escapeMarkdown(textOf(value ?? ''));
}

/** The words of a value. A group of fields has none, and "[object Object]" must not get into a paper. */
function textOf(value: unknown): string {
  const text = String(value);
  if (text !== '[object Object]' || typeof value !== 'object' || value === null) return text;
  throw new Error(`a group of values cannot be printed as a whole; name one of ${Object.keys(value).join(', ')}`);
}

function gapMark(gap: Gap): string {
  return `:gap[${escapeMarkdown(gap.path)}]`;
}

/** What a helper has printed already, with the gaps in it. */
class Printed {
  readonly text: string;
  readonly gaps: readonly Gap[];
  readonly #plain: string;

  constructor(text: string, gaps: readonly Gap[], plain: string) {
    this.text = text;
    this.gaps = gaps;
    this.#plain = plain;
  }

  /** For another helper that takes it further. */
  toString(): string {
    return this.#plain;
  }
}

/** Helpers by name. Blocks get the library's options as their last argument; all other only what the template gave. */
export function builtInHelpers(
  engine: typeof Handlebars,
  language: string,
): Record<string, (...values: never[]) => unknown> {
  return {
    if: function (this: unknown, value: unknown, block: Block) {
      return isThere(value) ? block.fn(this) : block.inverse(this);
    },
    unless: function (this: unknown, value: unknown, block: Block) {
      return isThere(value) ? block.inverse(this) : block.fn(this);
    },
    with: function (this: unknown, value: unknown, block: Block) {
      return isThere(value) ? block.fn(guarded(value), { blockParams: [guarded(value)] }) : block.inverse(this);
    },
    each: function (this: unknown, list: unknown, block: Block) {
      if (!isThere(list)) return block.inverse(this);
      if (!Array.isArray(list)) throw new Error('{{#each}} takes a list, and this is none');
      return list
        .map((item, index) => {
          const data = engine.createFrame(block.data ?? {}) as Record<string, unknown>;
          Object.assign(data, { index, number: index + 1, first: index === 0, last: index === list.length - 1 });
          data.left = list.length - 1 - index;
          return block.fn(guarded(item), { data, blockParams: [guarded(item), index] });
        })
        .join('');
    },
    blockHelperMissing: () => {
      throw new Error('write {{#if}}, {{#each}} or {{#with}} at the beginning of a block');
    },
    // The library's own would write into the terminal.
    log: () => {
      throw new Error('"log" has no place in a paper');
    },
    eq: (a: unknown, b: unknown) => same(a, b),
    ne: (a: unknown, b: unknown) => !same(a, b),
    and: (...all: unknown[]) => all.every(isThere),
    or: (...all: unknown[]) => all.some(isThere),
    not: (value: unknown) => !isThere(value),
    more: isMore,
    count: (list: unknown) => (Array.isArray(list) ? list.length : 0),
    includes: (list: unknown, value: unknown) => Array.isArray(list) && list.some((item) => same(item, value)),
    shared: (list: unknown, name: unknown) => sharedValue(list, String(name)),
    contains: (text: unknown, part: unknown) =>
      isThere(text) && isThere(part) && textOf(text).toLowerCase().includes(textOf(part).toLowerCase()),
    without: (text: unknown, part: unknown) => (text instanceof Gap ? text : withoutPart(textOf(text), textOf(part))),
    the: textual((name) => withArticle(name, language)),
    ...listHelpers,
    absent: (...values: unknown[]) => values.flatMap((value) => (value instanceof Gap ? [value.title] : [])),
    join: (list: unknown) => (Array.isArray(list) ? joined(list, language) : list),
    figure: numeric(groupedNumber),
    words: numeric((number) => numberInWords(number, language)),
    period: numeric((months) => periodInWords(months, language)),
    every: numeric((months) => everyInWords(months, language)),
    lower: (value: unknown) => (Array.isArray(value) ? value.map(textual(lowerFirst)) : textual(lowerFirst)(value)),
    upper: textual((text) => text.toUpperCase()),
    capital: textual((text) => text.replace(/^./u, (letter) => letter.toUpperCase())),
    link: (address: unknown, words?: unknown) => linked(address, words),
  };
}

/** With commas between thousands, as amounts of money are printed, and every decimal that is there. */
function groupedNumber(number: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: 20 }).format(number);
}

/** What all items of a list have alike under a name: a gap where all lack it, false where they differ. */
function sharedValue(list: unknown, name: string): unknown {
  if (!Array.isArray(list)) return list;
  const values = list.map((item) => (item as Record<string, unknown>)[name]);
  const [first] = values;
  const isShared = values.every((value) => same(value, first) || (value instanceof Gap && first instanceof Gap));
  return isShared ? first : false;
}

/** The text without a part at its beginning or end. */
function withoutPart(text: string, part: string): string {
  if (text.startsWith(part)) return text.slice(part.length);
  return text.endsWith(part) ? text.slice(0, -part.length) : text;
}

function joined(list: readonly unknown[], language: string): Printed {
  const gaps: Gap[] = [];
  const items = list.map((item) => printValue(item, (gap) => gaps.push(gap)));
  const plain = list.map((item) => (item instanceof Gap ? '[____]' : textOf(item)));
  return new Printed(joinInWords(items, language), gaps, joinInWords(plain, language));
}

/** A link to the address, with other words if given; text where the address is not one of the web or of mail. */
function linked(address: unknown, words: unknown): unknown {
  if (address instanceof Gap) return address;
  const url = textOf(address);
  const text = words === undefined || words instanceof Gap ? url : textOf(words);
  return isSafeAddress(url) ? new Printed(`[${escapeMarkdown(text)}](<${escapeMarkdown(url)}>)`, [], text) : text;
}

/** A gap, or what is no number, stays what it is. */
function numeric(print: (number: number) => string): (value: unknown) => unknown {
  return (value) => {
    const number =
      typeof value === 'number' ? value : Number(typeof value === 'string' && value !== '' ? value : Number.NaN);
    return Number.isFinite(number) ? print(number) : value;
  };
}

function textual(change: (text: string) => string): (value: unknown) => unknown {
  return (value) => (value instanceof Gap ? value : change(textOf(value)));
}
