/** One change of a field in words: what it was and is, which item came, went or moved, which words of a text. */
import { printField } from '../fields/index.ts';
import type { Register } from '../register/register.ts';
import { ordinal } from '../schemas/place.ts';
import { lineSafe } from '../terminal-safe.ts';
import type { Value } from '../value.ts';
import type { FieldChange } from './diff.ts';
import { elided, type TextPart, wordParts } from './word-diff.ts';

/** Both sides of a comparison: a value is printed with the names that held when it did. */
export interface Sides {
  readonly old: Register;
  readonly next: Register;
}

export interface ChangeInWords {
  readonly sort: 'set' | 'removed' | 'changed' | 'came' | 'went' | 'moved' | 'reworded';
  /** Each value on one line, escaped for a terminal; empty where there is none. */
  readonly before: string;
  readonly after: string;
  /** Of a reworded text: what stayed beside what went and came. */
  readonly words: readonly TextPart[];
  /** Of a moved item: "from 3rd to 1st". */
  readonly way: string;
}

const longest = 160;
/** A text of fewer letters is easier to read before and after than with marks in it. */
const reworded = 60;
const wordsBeside = 5;

export function changeInWords(sides: Sides, change: FieldChange): ChangeInWords {
  const before = change.before === undefined ? '' : printed(sides.old, change, change.before);
  const after = change.after === undefined ? '' : printed(sides.next, change, change.after);
  const words = isLong(change) ? rewording(oneLine(change.before), oneLine(change.after)) : [];
  const { item } = change;
  const way =
    item?.from === undefined || item.to === undefined
      ? ''
      : `from ${ordinal(item.from + 1)} to ${ordinal(item.to + 1)}`;
  return { sort: sortOf(change, words), before, after, words, way };
}

function rewording(before: string, after: string): TextPart[] {
  return elided(wordParts(before, after), wordsBeside).map((part) => ({ ...part, text: cut(part.text, longest) }));
}

/** "3 → 6", "+ new", "- old", "za moved from 3rd to 1st", "comes from [-Paris-] {+Addis Ababa+}". */
export function plainChange({ sort, before, after, words, way }: ChangeInWords): string {
  switch (sort) {
    case 'set':
      return after;
    case 'removed':
      return `${before} → (removed)`;
    case 'came':
      return `+ ${after}`;
    case 'went':
      return `- ${before}`;
    case 'moved':
      return `${after} moved ${way}`;
    case 'reworded':
      return words.map(markedPart).join('');
    case 'changed':
      return `${before} → ${after}`;
  }
}

export function markedPart({ change, text }: TextPart): string {
  return change === 'same' ? text : change === 'removed' ? `[-${text}-]` : `{+${text}+}`;
}

function sortOf(change: FieldChange, words: readonly TextPart[]): ChangeInWords['sort'] {
  if (change.item !== undefined) {
    return change.item.from === undefined ? 'came' : change.item.to === undefined ? 'went' : 'moved';
  }
  if (change.before === undefined) return 'set';
  if (change.after === undefined) return 'removed';
  return words.some(({ change: sort }) => sort === 'same') ? 'reworded' : 'changed';
}

function isLong({ before, after, item, field }: FieldChange): boolean {
  if (item !== undefined || typeof before !== 'string' || typeof after !== 'string') return false;
  if (field !== undefined && field.type !== 'long-text' && field.type !== 'text') return false;
  return Math.max(before.length, after.length) > reworded;
}

function oneLine(value: Value | undefined): string {
  return typeof value === 'string' ? lineSafe(value.replace(/\s+/g, ' ').trim()) : '';
}

/** A value of a changed field, short and on one line. */
function printed(register: Register, change: FieldChange, value: Value): string {
  const text =
    change.field === undefined ? JSON.stringify(value) : printField(change.field, value, { register, language: 'en' });
  return cut(lineSafe(text), longest);
}

/** At most so many letters, the last of them an ellipsis where some are left out. */
export function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text;
}
