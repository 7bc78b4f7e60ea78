import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, isPartialDate } from '../../../src/core/measures/calendar.ts';
import { formatDate } from '../../../src/core/measures/date-format.ts';
import { readDate } from '../../../src/core/measures/date-input.ts';

const today = '2026-11-24';
const write = 'Write 2027-01-15, 15 Jan 2027, 7 Tir 2019 EC or in 2 months.';
const writePartial = 'Write 2027-01-15, 15 Jan 2027, Jan 2027, 2027, 7 Tir 2019 EC or in 2 months.';

describe('typed dates that are taken', () => {
  it.each([
    ['2027-01-15', '2027-01-15'],
    [' 2027-1-5 ', '2027-01-05'],
    ['2027/01/15', '2027-01-15'],
    ['15 Jan 2027', '2027-01-15'],
    ['1 feb 2027', '2027-02-01'],
    ['15 January 2027', '2027-01-15'],
    ['January 15, 2027', '2027-01-15'],
    ['15th Sept 2027', '2027-09-15'],
    ['15-Jan-2027', '2027-01-15'],
    ['29 Feb 2024', '2024-02-29'],
    ['15 Jan 2027 G.C.', '2027-01-15'],
    // The name of an Ethiopian month says the calendar; E.C. may be said too.
    ['7 Tir 2019', '2027-01-15'],
    ['7 Tir 2019 EC', '2027-01-15'],
    ['7 tir 2019 E.C.', '2027-01-15'],
    ['7 Tir 2019 (E.C.)', '2027-01-15'],
    ['Tir 7, 2019', '2027-01-15'],
    ['7 Hedar 2019', '2026-11-16'],
    ['6 Pagume 2019', '2027-09-11'],
    ['2019-05-07 EC', '2027-01-15'],
    ['15/01/2027 GC', '2027-01-15'],
    ['ጥር 7 2019', '2027-01-15'],
    ['7 ጥር 2019', '2027-01-15'],
    ['ጥር 7 ቀን 2019 ዓ.ም.', '2027-01-15'],
    ['ጥር 7 ቀን 2019 ዓ/ም', '2027-01-15'],
    ['ህዳር 15 ቀን 2019', '2026-11-24'],
    ['ኅዳር 15፣ 2019', '2026-11-24'],
    ['ጳጉሜን 5, 2013', '2021-09-10'],
    ['መጋቢት 29, 2012', '2020-04-07'],
    ['ጥቅምት 18, 2018', '2025-10-28'],
    ['እ.ኤ.አ. ጃንዋሪ 15 ቀን 2027', '2027-01-15'],
    ['today', '2026-11-24'],
    ['Tomorrow', '2026-11-25'],
    ['yesterday', '2026-11-23'],
    ['ዛሬ', '2026-11-24'],
    ['ነገ', '2026-11-25'],
    ['in 10 days', '2026-12-04'],
    ['in 3 weeks', '2026-12-15'],
    ['in 2 months', '2027-01-24'],
    ['in 5 years', '2031-11-24'],
    ['in a year', '2027-11-24'],
    ['in 1 month', '2026-12-24'],
    ['3 days ago', '2026-11-21'],
    ['2 years ago', '2024-11-24'],
  ])('%s is %s', (typed, iso) => {
    expect(readDate(typed, { today })).toEqual({ iso });
  });

  it.each([
    ['2027', '2027'],
    ['2027-01', '2027-01'],
    ['Jan 2027', '2027-01'],
    ['january 2027', '2027-01'],
    ['15 Jan 2027', '2027-01-15'],
    ['ጥር 7 2019', '2027-01-15'],
  ])('where a month or year is enough, %s is %s', (typed, iso) => {
    expect(readDate(typed, { today, partial: true })).toEqual({ iso });
  });

  it('counts months from the end of a month to the end of a shorter one', () => {
    expect(readDate('in 1 month', { today: '2026-01-31' })).toEqual({ iso: '2026-02-28' });
  });
});

describe('typed dates that are refused', () => {
  it.each([
    ['6 Pagume 2018', `Pagume 2018 E.C. has 5 days. ${write}`],
    ['31 Tir 2019', `Tir 2019 E.C. has 30 days. ${write}`],
    ['30 Feb 2027', `Feb 2027 has 28 days. ${write}`],
    ['2027-02-29', `Feb 2027 has 28 days. ${write}`],
    ['2027-13-01', `There is no month 13. ${write}`],
    ['2019-14-01 EC', `There is no month 14; the Ethiopian year has 13. ${write}`],
    ['0 Jan 2027', `Days count from 1. ${write}`],
    ['01/02/2027', '01/02/2027 can mean 1 Feb 2027 or 2 Jan 2027. Write 2027-02-01 or 2027-01-02.'],
    ['01.02.2027', '01.02.2027 can mean 1 Feb 2027 or 2 Jan 2027. Write 2027-02-01 or 2027-01-02.'],
    ['15/01/2027', '15/01/2027 can mean 15 Jan 2027 or 15 Meskerem 2027 E.C. Write 2027-01-15 or 2034-09-25.'],
    [
      '01/02/2019 EC',
      '01/02/2019 EC can mean 1 Tikimt 2019 E.C. or 2 Meskerem 2019 E.C. Write 2026-10-11 or 2026-09-12.',
    ],
    ['1/2/27', `Write the year with four figures. ${write}`],
    ['15 Jan 27', `Write the year with four figures. ${write}`],
    ['15 Jan', `Which year? ${write}`],
    ['Jan 2027', `Jan 2027 names no day. ${write}`],
    ['2027', `2027 names no day. ${write}`],
    ['Tir 2019', `Tir 2019 E.C. names no day. ${write}`],
    ['15 Jam 2027', `There is no month jam. Did you mean Jan? ${write}`],
    ['15 Jan 2019 EC', `January is a month of the Gregorian calendar. ${write}`],
    ['7 Tir 2019 GC', `Tir is a month of the Ethiopian calendar. ${write}`],
    ['0202-01-01', `Years run from 1000 to 9999. ${write}`],
    ['1 Tir 9999', `Years of the Ethiopian calendar run from 1000 to 9991. ${write}`],
    ['soon', `This is no date: soon. ${write}`],
    ['in two shakes', `This is no date: in two shakes. ${write}`],
    ['2 months', 'Write in 2 months or 2 months ago.'],
    ['in 2 months ago', `In, or ago? ${write}`],
    ['', `No date was typed. ${write}`],
    ['15 Jan 2027 = x', `This is no date: 15 Jan 2027 = x. ${write}`],
  ])('%s: %s', (typed, problem) => {
    expect(readDate(typed, { today })).toEqual({ problem });
  });

  it.each([
    [
      'Tir 2019',
      'Tir 2019 E.C. runs from 9 Jan 2027 to 7 Feb 2027. Write Jan 2027, Feb 2027 or a day, such as 1 Tir 2019 EC.',
    ],
    [
      '2019 EC',
      '2019 E.C. runs from 11 Sep 2026 to 11 Sep 2027. Write 2026, 2027 or a day, such as 1 Meskerem 2019 EC.',
    ],
    [
      'Pagume 2018',
      'Pagume 2018 E.C. runs from 6 Sep 2026 to 10 Sep 2026. Write Sep 2026 or a day, such as 1 Pagume 2018 EC.',
    ],
    ['soon', `This is no date: soon. ${writePartial}`],
  ])('where a month or year is enough, %s: %s', (typed, problem) => {
    expect(readDate(typed, { today, partial: true })).toEqual({ problem });
  });

  it('gives back no control characters and no endless text', () => {
    const reading = readDate(`\u001b[31m${'x'.repeat(10_000)}`, { today });
    expect(JSON.stringify(reading)).not.toContain('\\u001b');
    expect(JSON.stringify(reading).length).toBeLessThan(200);
  });
});

describe('what irc prints, irc reads', () => {
  it.each([
    ['en', 'gregorian'],
    ['en', 'long'],
    ['en', 'ethiopian'],
    ['en', 'ethiopian-column'],
    ['am', 'gregorian'],
    ['am', 'ethiopian'],
    ['am', 'ethiopian-column'],
  ] as const)('in %s, %s', (language, style) => {
    for (let iso = '2023-01-01'; iso < '2028-01-01'; iso = addDays(iso, 1)) {
      expect(readDate(formatDate(iso, language, style), { today })).toEqual({ iso });
    }
  });

  it('answers any text with a date that exists or with a sentence', () => {
    const anything = fc.oneof(fc.string(), fc.stringMatching(/^[0-9 ./-]{1,12}( ?E\.?C)?$/));
    fc.assert(
      fc.property(anything, fc.boolean(), (typed, partial) => {
        const reading = readDate(typed, { today, partial });
        return 'iso' in reading ? isPartialDate(reading.iso) : /[.?]$/.test(reading.problem);
      }),
      { numRuns: 2000 },
    );
  });
});
