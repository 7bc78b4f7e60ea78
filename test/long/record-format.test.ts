import fc from 'fast-check';
import { expect, it } from 'vitest';
import { commentsOf } from '../../src/core/records/guard.ts';
import { formatRecord, readRecord } from '../../src/core/records/record.ts';
import { sameValue, type ValueMap } from '../../src/core/value.ts';
import { anyHand, anyRecord, layOut } from '../core/records/samples.ts';

const backwards = (value: ValueMap): ValueMap =>
  Object.assign(Object.create(null), Object.fromEntries(Object.entries(value).reverse()));
const sorted = (value: ValueMap): ValueMap =>
  Object.assign(Object.create(null), Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))));

it.each([
  ['as it stands', (value: ValueMap): ValueMap => value],
  ['in another order', sorted],
])('lays out thousands of records %s: value and comments stay, and twice is as once', (_what, order) => {
  fc.assert(
    fc.property(anyRecord, anyHand, (record, hand) => {
      const text = layOut(record, hand);
      const read = readRecord('r.yaml', text);
      if (read.value === undefined || read.problems.length > 0) return;
      const once = formatRecord('r.yaml', text, order);
      expect(sameValue(readRecord('r.yaml', once).value, read.value)).toBe(true);
      expect(commentsOf(once).sort()).toEqual(commentsOf(text).sort());
      expect(formatRecord('r.yaml', once, order)).toBe(once);
      expect(readRecord('r.yaml', formatRecord('r.yaml', once, backwards)).problems).toEqual([]);
    }),
    { numRuns: 1500 },
  );
});
