import { it } from 'vitest';
import { checkKindMerges, checkMerges } from '../core/merge-property.ts';

it('loses nothing in 3,000 random merges of records of no kind', () => {
  checkMerges(3_000, 11);
});

it('loses nothing in 6,000 random merges of records of a kind', () => {
  checkKindMerges(6_000, 11);
});
