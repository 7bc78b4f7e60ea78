/** The quick reader of plain records says what the library says, or leaves the text to it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printRecord } from '../../../src/core/records/record.ts';
import { anyHand, anyRecord, layOut } from './samples.ts';
import { compare, samples, sign, spoiled } from './spoiled.ts';

describe('the quick reader', () => {
  it('reads every sample record', () => {
    expect(samples.length).toBeGreaterThan(80);
    expect(samples.filter((text) => compare(text) !== 'read')).toEqual([]);
  });

  it('reads what the program writes of texts, lists and maps', () => {
    const record = {
      ...{ title: { en: 'Water', am: 'ውሃ' }, note: "it's 5 % of it", count: 3, share: -2.5, is_open: true, none: null },
      ...{ long: 'word '.repeat(40).trim(), lines: 'one\n\ntwo\n  three\n', day: '2026-11-24', list: ['a', 'b c'] },
      parties: [
        { partner: 'za', tags: [] },
        { partner: 'office', covers: { 'title.en': '5b1e0f' } },
      ],
    };
    expect(compare(printRecord(record))).toBe('read');
  });

  it('never differs from the library, however a record is spoiled or laid out', () => {
    const found = { read: 0, left: 0, refused: 0 };
    const check = (text: string): void => {
      found[compare(text)] += 1;
    };
    fc.assert(fc.property(spoiled, check), { numRuns: 1_500, seed: 20261124 });
    expect(found.read).toBeGreaterThan(150);
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 14 }), (signs) => check(`k: ${signs.join('')}\n`)),
      { numRuns: 1_500, seed: 20261124 },
    );
    fc.assert(
      fc.property(anyRecord, anyHand, (record, hand) => check(layOut(record, hand))),
      { numRuns: 150, seed: 20261124 },
    );
  });
});
