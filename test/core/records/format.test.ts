import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commentsOf } from '../../../src/core/records/guard.ts';
import { formatRecord, printRecord, readRecord } from '../../../src/core/records/record.ts';
import { sameValue, type ValueMap } from '../../../src/core/value.ts';
import { anyHand, anyRecord, layOut } from './samples.ts';

const asWritten = (value: ValueMap): ValueMap => value;
const byName = (value: ValueMap): ValueMap =>
  Object.assign(Object.create(null), Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))));

describe('formatRecord', () => {
  it.each([
    ['leaves what is laid out already', 'areas: [a, b]\ntype: mou\n', 'areas: [a, b]\ntype: mou\n'],
    ['orders the keys', 'b: 1\na: 2\n', 'a: 2\nb: 1\n'],
    [
      'takes a comment along with what stands below it, but not the first, which speaks of the file',
      '# of the file\nb: 1\n\n# of a\na: 2\n',
      '# of the file\n\n# of a\na: 2\nb: 1\n',
    ],
    ['keeps a comment beside its line', 'b: 1 # beside\na: 2\n', 'a: 2\nb: 1 # beside\n'],
    ['keeps one blank line of several', 'a: 1\n\n\n\nb: 2\n', 'a: 1\n\nb: 2\n'],
    ['keeps the last comment last', 'b: 1\na: 2\n\n# the end\n\n\n', 'a: 2\nb: 1\n\n# the end\n'],
    [
      'indents as new records are',
      'a:\n- b: [1, {c: 2}]\n  d: 3\n',
      'a:\n  - b:\n      - 1\n      - {c: 2}\n    d: 3\n',
    ],
    ['moves comments out of brackets', 'a: [1, # one\n  # two\n  2]\n', '# two\na: [1, 2] # one\n'],
    [
      'moves a comment above an item that needs its first line',
      'a:\n  -\n    # why\n    b: {c: 1}\n',
      'a:\n  # why\n  - {b: {c: 1}}\n',
    ],
    ['sees no comment in a text', 'b: |\n  # no\n\n  comment\na: "x # y"\n', 'a: "x # y"\nb: |\n  # no\n\n  comment\n'],
    ['writes line feeds', 'a: 1\r\nb: 2 # c\r\n', 'a: 1\nb: 2 # c\n'],
    ['leaves a text that cannot be read', 'a: [1\n', 'a: [1\n'],
  ])('%s', (_what, text, expected) => {
    expect(formatRecord('r.yaml', text, byName)).toBe(expected);
  });

  it('keeps value and comments, and is done at once (300 random layouts)', () => {
    fc.assert(
      fc.property(anyRecord, anyHand, (record, hand) => {
        const text = layOut(record, hand);
        const read = readRecord('r.yaml', text);
        if (read.value === undefined || read.problems.length > 0) return;
        const once = formatRecord('r.yaml', text, asWritten);
        expect(sameValue(readRecord('r.yaml', once).value, read.value)).toBe(true);
        expect(commentsOf(once).sort()).toEqual(commentsOf(text).sort());
        expect(formatRecord('r.yaml', once, asWritten)).toBe(once);
        if (commentsOf(text).length === 0 && !/\n\s*\n/.test(text)) expect(once).toBe(printRecord(read.value));
      }),
      { numRuns: 300, seed: 20261124 },
    );
  });
});
