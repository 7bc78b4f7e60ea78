/** Records as people lay them out: random values, written by a hand that is never the same twice. */
import fc from 'fast-check';
import type { Value, ValueMap } from '../../../src/core/value.ts';

/** Texts that readers of YAML take for something else, or that do not survive careless printing. */
export const trickyTexts = [
  '',
  ' ',
  '  a\n  b',
  'a\n\nb',
  'a\n',
  'a\n\n',
  '\n',
  '\na',
  ' a',
  'a ',
  'a\tb',
  '\ta',
  'a\n b',
  'a\n \nb',
  'a\n\tb',
  '# a',
  'a #b',
  'a: b',
  'a:',
  ':',
  ':a',
  '-',
  '- a',
  '---',
  '...',
  '1_000',
  '0o17',
  '0x1F',
  '1e3',
  '12:30',
  '2.10',
  '2011',
  '2026-11',
  '2026-11-24',
  '2026-11-24T00:00:00Z',
  '2026-13-01',
  'no',
  'Yes',
  'null',
  '~',
  '=',
  '<<',
  '.inf',
  'a\r\nb',
  '\u0085',
  '\u2028',
  '\uFEFF',
  '\uD800',
  '\u202E',
  '\u0000',
  '{a}',
  '[b',
  'a, b',
  'a,b',
  '!x',
  '&x',
  '*x',
  '%x',
  '@x',
  '`x',
  '"',
  "'",
  '\\',
  "it's",
  'say "hi"',
  'a  b '.repeat(40),
  'word '.repeat(50).trim(),
  'x'.repeat(300),
  'a\n# b\nc',
  'a\n---\nb',
  'a\n=======\nb',
  '%x\ny',
  'ስምምነት በኢትዮጵያ',
  '\u{1F642}',
  'gov.za/a?b=c#d',
  'https://a.org/#b',
];

const text = fc.oneof(
  fc.constantFrom(...trickyTexts),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc
    .array(
      fc.constantFrom('a', ' ', '\n', '  ', 'b: c', '#', '-', '\t', '"', "'", ',', ':', 'word word word word word'),
      {
        maxLength: 30,
      },
    )
    .map((parts) => parts.join('')),
);
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger());
const scalar: fc.Arbitrary<Value> = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const key = fc
  .oneof(
    { weight: 6, arbitrary: fc.stringMatching(/^[a-z_]{1,8}$/) },
    { weight: 1, arbitrary: fc.constantFrom('no', '2011', '2.9', '', 'a: b', 'null', 'constructor', 'k'.repeat(1100)) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
  )
  .filter((name) => name !== '__proto__');

/** Any value that a record can hold. */
export const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5 }) as fc.Arbitrary<Value>,
  ),
})).value;

/** Any record. */
export const anyRecord = fc.dictionary(key, anyValue, { maxKeys: 6 }) as fc.Arbitrary<ValueMap>;

/** What decides how the hand writes: taken in turn, over and over. */
export const anyHand = fc.array(fc.nat({ max: 99 }), { minLength: 20, maxLength: 60 });

interface Hand {
  readonly next: (choices: number) => number;
  readonly step: number;
  readonly listInset: number;
  comments: number;
}

/** The record in some layout: quotes, brackets, comments, blank lines, indentation as the numbers have it. */
export function layOut(record: ValueMap, choices: readonly number[]): string {
  let turn = 0;
  const next = (count: number) => choices[turn++ % choices.length]! % count;
  const hand: Hand = { next, step: 1 + next(4), listInset: next(3), comments: 0 };
  const head = ['', '# head\n', '---\n', '# head\n\n', '\uFEFF', '\uFEFF# head\n'][next(6)]!;
  const body = Object.keys(record).length === 0 ? '{}\n' : block(record, 0, hand, '');
  const whole = head + body;
  const foot = ['', '# foot\n', '\n', '...\n', '\n# foot\n'][next(5)]!;
  const ended =
    next(5) === 0 && foot === '' && !/[|>][^\n]*\n(?: .*\n|\n)+$/.test(whole) ? whole.replace(/\n$/, '') : whole + foot;
  return next(4) === 0 ? ended.replaceAll('\n', '\r\n') : ended;
}

function block(value: Value, column: number, hand: Hand, lead: string): string {
  const entries = Array.isArray(value)
    ? value.map((item): [string, Value] => ['', item])
    : Object.entries(value as ValueMap);
  const indent = ' '.repeat(column);
  return entries
    .map(([name, entry], index) => {
      const above = index > 0 || lead === '' ? aboveLine(indent, hand) : '';
      const sign = Array.isArray(value) ? `-${' '.repeat(hand.next(3))}`.trimEnd() : `${keyText(name, hand)}:`;
      const start = index === 0 && lead !== '' ? '' : indent;
      return above + start + entryText(sign, entry, column, hand, Array.isArray(value));
    })
    .join('');
}

function aboveLine(indent: string, hand: Hand): string {
  const choice = hand.next(9);
  if (choice === 0) return '\n';
  return choice === 1 ? `${indent}${comment(hand)}\n` : '';
}

function comment(hand: Hand): string {
  hand.comments++;
  return `# c${hand.comments}.`;
}

function after(hand: Hand): string {
  return hand.next(6) === 0 ? `${' '.repeat(1 + hand.next(3))}${comment(hand)}\n` : '\n';
}

function entryText(sign: string, value: Value, column: number, hand: Hand, inList: boolean): string {
  const isCollection = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  if (isCollection && hand.next(3) > 0) {
    const inset = Array.isArray(value) && !inList ? hand.listInset : hand.step;
    if (inList && hand.next(2) === 0) return `${sign} ${block(value, column + 2, hand, sign)}`;
    return sign + after(hand) + block(value, column + (inList ? Math.max(1, inset) : inset), hand, '');
  }
  if (typeof value === 'string' && hand.next(3) === 0) {
    const below = blockText(value, column + hand.step, hand);
    if (below !== undefined) return `${sign} ${below}`;
  }
  if (value === null && hand.next(2) === 0) return sign + after(hand);
  const gap = ' '.repeat(1 + hand.next(2));
  return sign + gap + flow(value, hand, false, column + 1) + after(hand);
}

function blockText(text: string, column: number, hand: Hand): string | undefined {
  const isSafe =
    /^\S[^\r\u0085\u2028\u2029\uFEFF]*$/u.test(text) && !/[\n\t ]\n|\n$| $|\p{Cs}|(?!\n)\p{Cc}|\n\s/u.test(text);
  if (!isSafe) return undefined;
  const note = hand.next(4) === 0 ? ` ${comment(hand)}` : '';
  const lines = text.split('\n').map((line) => (line === '' ? '' : ' '.repeat(column) + line));
  return `|-${note}\n${lines.join('\n')}\n`;
}

function flow(value: Value, hand: Hand, within: boolean, column: number): string {
  if (typeof value !== 'object' || value === null) return scalarText(value, hand, within);
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((item) => flow(item, hand, true, column + 1))
    : Object.entries(value).map(([name, item]) => `${keyText(name, hand)}: ${flow(item, hand, true, column + 1)}`);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  const indent = ' '.repeat(column + 1);
  const layout = hand.next(4);
  if (layout === 0 && parts.length > 0) {
    // Each on its own line, some with a comment.
    const lines = parts.map((part, index) => {
      const isLast = index === parts.length - 1;
      const comma = isLast && hand.next(2) === 0 ? '' : ',';
      return `${indent}${part}${comma}${hand.next(4) === 0 ? ` ${comment(hand)}` : ''}\n`;
    });
    return `${open}\n${lines.join('')}${' '.repeat(column)}${close}`;
  }
  const pad = layout === 1 ? ' ' : '';
  return (
    open + pad + parts.join(layout === 2 ? ' , ' : ', ') + (layout === 3 && parts.length > 0 ? ',' : '') + pad + close
  );
}

function scalarText(value: string | number | boolean | null, hand: Hand, within: boolean): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : numberText(value);
  if (typeof value !== 'string') return String(value);
  if (hand.next(3) > 0 && /^[A-Za-z][A-Za-z .]*[a-z.]$/.test(value) && !isWord(value)) return value;
  if (!within && hand.next(8) === 0 && /^[a-z]+ [a-z]+$/.test(value))
    return JSON.stringify(value).replace(' ', '\n      ');
  if (hand.next(2) === 0 && /^[ -~]*$/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return JSON.stringify(value).replace(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function numberText(value: number): string {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? value.toExponential() : String(value);
}

function keyText(name: string, hand: Hand): string {
  if (name.length > 1000) return JSON.stringify(name.slice(0, 500));
  if (/^[a-z_]+$/.test(name) && !isWord(name) && hand.next(4) > 0) return name;
  return scalarText(name, { ...hand, next: () => 1 }, true);
}

function isWord(text: string): boolean {
  return /^(?:null|true|false|~)$/i.test(text);
}
