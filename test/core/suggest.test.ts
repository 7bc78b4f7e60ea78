import { expect, it } from 'vitest';
import { nearest } from '../../src/core/suggest.ts';

const roles = ['signed_text', 'minutes', 'note_verbale', 'letter'];

it.each([
  ['minuts', 'minutes'],
  ['MINUTES', 'minutes'],
  ['mniutes', 'minutes'],
  ['note', 'note_verbale'],
  // A slip in a beginning, which is longer than a slip would be worth by itself.
  ['signd', 'signed_text'],
  ['note_verbl', 'note_verbale'],
])('%s is meant to be %s', (typed, meant) => expect(nearest(typed, roles)).toBe(meant));

it.each(['', 'x', 'sgn', 'photograph', 'signature'])('%j is near to none', (typed) =>
  expect(nearest(typed, roles)).toBeUndefined(),
);
