import { describe, expect, it } from 'vitest';
import { editText } from '../../../src/core/records/record.ts';
import { checkEdits } from './edit-property.ts';

describe('an edit of a record’s text', () => {
  it('changes only its lines, keeps every comment, and gives the value wanted (300 random edits)', () => {
    checkEdits(300, 20_261_124);
  });

  const byHand = `# The agreement with Cuba
title:   {en: "Biotechnology", am: 'ባዮቴክኖሎጂ'}   # as signed
parties:
    - partner: office
      # the day is not known
    - {partner: cu, signed_at: Havana}

remarks: >
  Comments come
  from the embassy.
tags: []   # none yet
`;

  it.each([
    [
      'a scalar keeps its quotes and the comment behind it',
      ['title', 'en'],
      'Vaccines',
      byHand.replace('"Biotechnology"', '"Vaccines"'),
    ],
    [
      'a property of an item in braces',
      ['parties', 1, 'signed_at'],
      'Addis Ababa',
      byHand.replace('signed_at: Havana', 'signed_at: Addis Ababa'),
    ],
    [
      'a folded text',
      ['remarks'],
      'Short.',
      byHand.replace('remarks: >\n  Comments come\n  from the embassy.', 'remarks: Short.'),
    ],
  ] as const)('%s', (_name, place, value, expected) => {
    expect(editText(byHand, [{ op: 'set', place, value }])).toBe(expected);
  });

  it('adds an item in the style of the list, and an item to an empty list', () => {
    expect(editText(byHand, [{ op: 'insert', place: ['tags'], value: 'health' }])).toBe(
      byHand.replace('tags: []   # none yet', 'tags: [health]   # none yet'),
    );
    const added = editText(byHand, [{ op: 'insert', place: ['parties'], value: { partner: 'unesco' } }]);
    expect(added).toContain('{partner: cu, signed_at: Havana}\n');
    expect(added).toContain('    - ');
    expect(added.replace(/\n {4}- [^\n]*unesco[^\n]*/, '')).toBe(byHand);
  });

  it('keeps the line ends of a file from Windows', () => {
    expect(editText('a: 1\r\nb: 2\r\n', [{ op: 'set', place: ['b'], value: 3 }])).toBe('a: 1\r\nb: 3\r\n');
  });
});
