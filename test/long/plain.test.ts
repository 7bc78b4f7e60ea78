import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyHand, anyRecord, layOut } from '../core/records/samples.ts';
import { compare, sign, spoiled } from '../core/records/spoiled.ts';

it('reads tens of thousands of spoiled records as the library does, or leaves them to it', () => {
  const found = { read: 0, left: 0, refused: 0 };
  const check = (text: string): void => {
    found[compare(text)] += 1;
  };
  fc.assert(fc.property(spoiled, check), { numRuns: 60_000 });
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 14 }), (signs) => check(`k: ${signs.join('')}\n`)),
    { numRuns: 60_000 },
  );
  fc.assert(
    fc.property(anyRecord, anyHand, (record, hand) => check(layOut(record, hand))),
    { numRuns: 6_000 },
  );
  expect(found.read).toBeGreaterThan(6_000);
});
