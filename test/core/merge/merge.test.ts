import { describe, expect, it } from 'vitest';
import { conflictsIn, settleConflict } from '../../../src/core/merge/conflicts.ts';
import { mergeTexts } from '../../../src/core/merge/text.ts';
import { readRecord } from '../../../src/core/records/record.ts';
import { checkKindMerges, checkMerges } from './property.ts';
import { dealRoot } from './samples.ts';

it('loses nothing in 40 random merges of records of no kind', () => {
  checkMerges(40, 7);
});

it('loses nothing in 60 random merges of records of a kind', () => {
  checkKindMerges(60, 7);
});

const base = `# the deal
title: {en: Seeds, am: ዘር}
renewal: {mode: tacit, notice_months: 6}
cost: {amount: "5", currency: USD}
parties:
  - {partner: office, signed_on: 2014-11-06}   # ours
  - {partner: za}
areas:
  - {text: hubs}
  - {text: water}
history:
  - {date: 2014-11-06, to: signed}
`;

/** The base with some text in place of another, as someone would write it by hand. */
function side(...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, base);
}

function merge(ours: string, theirs: string, before: string | null = base): string {
  return mergeTexts(dealRoot, { base: before ?? undefined, ours, theirs }).text;
}

describe('a merge', () => {
  it.each<[string, string, string, string]>([
    [
      'takes fields of both sides, in one line too, and keeps comments',
      side(['am: ዘር', 'am: ዘሮች']),
      side(['en: Seeds', 'en: Seed banks'], ['notice_months: 6}', 'notice_months: 9} # as asked']),
      side(['en: Seeds, am: ዘር', 'en: Seed banks, am: ዘሮች'], ['renewal', '# as asked\nrenewal'], ['6}', '9}']),
    ],
    [
      'keeps items added on both sides, ours first',
      side(['  - {text: water}\n', '  - {text: water}\n  - {text: maize}\n']),
      side(['  - {text: water}\n', '  - {text: water}\n  - {text: teff}\n']),
      side(['  - {text: water}\n', '  - {text: water}\n  - {text: maize}\n  - {text: teff}\n']),
    ],
    [
      'merges one item of a list by its key',
      side(['{partner: za}', '{partner: za, signed_on: 2014-11-07}']),
      side(['{partner: za}', '{partner: za, signed_at: Pretoria}']),
      side(['{partner: za}', '{partner: za, signed_on: 2014-11-07, signed_at: Pretoria}']),
    ],
    [
      'follows the key of an item that one side changed',
      side(['{partner: office,', '{partner: ministry,']),
      side(['{partner: office, signed_on: 2014-11-06}', '{partner: office, signed_on: 2014-11-08}']),
      side(['{partner: office, signed_on: 2014-11-06}', '{partner: ministry, signed_on: 2014-11-08}']),
    ],
    [
      'keeps steps of both sides in the order of dates',
      side(['to: signed}\n', 'to: signed}\n  - {date: 2016-02-01, to: in_force}\n']),
      side(['to: signed}\n', 'to: signed}\n  - {date: 2015-01-01, to: ratified}\n']),
      side([
        'to: signed}\n',
        'to: signed}\n  - {date: 2015-01-01, to: ratified}\n  - {date: 2016-02-01, to: in_force}\n',
      ]),
    ],
    [
      'takes the order of the side that moved items',
      side(['{text: hubs}', '{text: hubs, code: "1"}']),
      side(['  - {text: hubs}\n  - {text: water}\n', '  - {text: water}\n  - {text: hubs}\n']),
      side(['  - {text: hubs}\n  - {text: water}\n', '  - {text: water}\n  - {text: hubs, code: "1"}\n']),
    ],
    [
      'merges fields that no schema knows',
      side(['areas:', 'note: {a: 1}\nareas:']),
      side(['areas:', 'other: [x]\nareas:']),
      side(['areas:', 'note: {a: 1}\nother: [x]\nareas:']),
    ],
  ])('%s', (_name, ours, theirs, expected) => {
    expect(merge(ours, theirs)).toBe(expected);
  });

  it.each<[string, string, string, readonly string[]]>([
    [
      'one field',
      side(['notice_months: 6', 'notice_months: 3']),
      side(['notice_months: 6', 'notice_months: 9']),
      ['renewal.notice_months'],
    ],
    ['an amount as a whole', side(['amount: "5"', 'amount: "6"']), side(['currency: USD', 'currency: EUR']), ['cost']],
    [
      'taken out against changed',
      side(['renewal: {mode: tacit, notice_months: 6}\n', '']),
      side(['tacit', 'express']),
      ['renewal'],
    ],
    [
      'an item taken out against changed',
      side(['  - {partner: za}\n', '']),
      side(['{partner: za}', '{partner: za, signed_on: 2014-11-07}']),
      ['parties.za'],
    ],
  ])('tells of %s that both changed, in front of the fields, with ours in its place', (_name, ours, theirs, paths) => {
    const text = merge(ours, theirs);
    expect(text).toMatch(/^# the deal\nconflicts:\n {2}- |^conflicts:\n/);
    const merged = readRecord('', text).value ?? {};
    expect(conflictsIn(merged).map(({ path }) => path.join('.'))).toEqual(paths);
    for (const [index, path] of conflictsIn(merged).entries()) {
      const decide = (value: 'ours' | 'theirs'): string => {
        const settled = settleConflict(dealRoot, text, path, path[value]);
        return settled === 'gone' ? `gone ${index}` : (settled.text ?? 'removed');
      };
      expect(readRecord('', decide('ours')).value).toEqual(readRecord('', ours).value);
      expect(readRecord('', decide('theirs')).value).toEqual(readRecord('', theirs).value);
    }
  });

  it('keeps both texts where one side cannot be read', () => {
    const broken = `${base}areas: [\n`;
    for (const [ours, theirs] of [
      [base.replace('Seeds', 'Rice'), broken],
      [broken, base.replace('Seeds', 'Rice')],
    ]) {
      const { value } = readRecord('', merge(ours!, theirs!));
      const [conflict] = conflictsIn(value ?? {});
      expect(conflict).toMatchObject({ path: [], ours, theirs });
    }
  });

  it('merges two records that both sides made, field by field', () => {
    const text = merge('title: {en: A}\nwords: [x]\n', 'title: {en: B, am: ለ}\nwords: [y]\n', null);
    expect(readRecord('', text).value).toMatchObject({ title: { en: 'A', am: 'ለ' }, words: ['x', 'y'] });
    expect(text).toContain('path: title.en, ours: A, theirs: B');
  });
});
