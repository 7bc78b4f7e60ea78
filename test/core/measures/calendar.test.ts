import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  daysBetween,
  ethiopianMonthDays,
  firstDay,
  fiscalYear,
  fromEthiopian,
  isDateTime,
  isPartialDate,
  isValidDate,
  lastDay,
  monthDays,
  monthsBetween,
  termEnd,
  toEthiopian,
} from '../../../src/core/measures/calendar.ts';

describe('the Ethiopian calendar', () => {
  it.each([
    // Pairs printed by Ethiopian news agencies and a university.
    ['2021-09-10', { year: 2013, month: 13, day: 5 }],
    ['2020-04-07', { year: 2012, month: 7, day: 29 }],
    ['2025-10-28', { year: 2018, month: 2, day: 18 }],
    ['2026-11-24', { year: 2019, month: 3, day: 15 }],
    // New year, a day later before a Gregorian leap year; the sixth of Pagume before it.
    ['2026-09-11', { year: 2019, month: 1, day: 1 }],
    ['2027-09-12', { year: 2020, month: 1, day: 1 }],
    ['2027-09-11', { year: 2019, month: 13, day: 6 }],
    ['2007-09-12', { year: 2000, month: 1, day: 1 }],
  ])('%s is %j, both ways', (iso, ethiopian) => {
    expect(toEthiopian(iso)).toEqual(ethiopian);
    expect(fromEthiopian(ethiopian)).toBe(iso);
  });

  it('agrees with Intl on every day from 1900 to 2100', () => {
    const format = new Intl.DateTimeFormat('en-u-ca-ethiopic', {
      timeZone: 'UTC',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
    const differing: string[] = [];
    let count = 0;
    for (let time = Date.UTC(1900, 0, 1); time < Date.UTC(2100, 0, 1); time += 86_400_000) {
      const day = new Date(time);
      const iso = day.toISOString().slice(0, 10);
      const parts = Object.fromEntries(format.formatToParts(day).map((part) => [part.type, part.value]));
      const expected = { year: Number(parts.year), month: Number(parts.month), day: Number(parts.day) };
      const found = toEthiopian(iso);
      const same = found.year === expected.year && found.month === expected.month && found.day === expected.day;
      if (!same || fromEthiopian(expected) !== iso) differing.push(iso);
      count += 1;
    }
    expect(differing).toEqual([]);
    expect(count).toBe(73_049);
  });

  it('has 5 days in Pagume, in the year before a Gregorian leap year 6, and no month 0 or 14', () => {
    expect([2018, 2019, 2020].map((year) => ethiopianMonthDays(year, 13))).toEqual([5, 6, 5]);
    expect([0, 1, 12, 14, 1.5].map((month) => ethiopianMonthDays(2019, month))).toEqual([0, 30, 30, 0, 0]);
  });

  it.each([
    { year: 2018, month: 13, day: 6 },
    { year: 2018, month: 1, day: 31 },
    { year: 2018, month: 1, day: 0 },
    { year: 2018, month: 14, day: 1 },
  ])('refuses %j', (ethiopian) => {
    expect(() => fromEthiopian(ethiopian)).toThrow(RangeError);
  });
});

describe('days that exist', () => {
  it.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2026-04-31', false],
    ['2026-00-10', false],
    ['2026-13-01', false],
    ['2026-01-00', false],
    ['2026-1-1', false],
    ['0202-01-01', false],
    ['2026-01-01T00:00', false],
    ['2026-01', false],
    ['', false],
  ])('%s: %s', (text, expected) => {
    expect(isValidDate(text)).toBe(expected);
  });

  it.each([
    ['2014', '2014-01-01', '2014-12-31'],
    ['2014-02', '2014-02-01', '2014-02-28'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2014-02-07', '2014-02-07', '2014-02-07'],
  ])('the partial date %s runs from %s to %s', (partial, first, last) => {
    expect(isPartialDate(partial)).toBe(true);
    expect([firstDay(partial), lastDay(partial)]).toEqual([first, last]);
  });

  it.each(['2014-00', '2014-13', '2014-02-30', '14', '201', 'Feb 2014', '2014-2'])('%s is no partial date', (text) => {
    expect(isPartialDate(text)).toBe(false);
    expect(() => firstDay(text)).toThrow(RangeError);
  });

  it('counts the days of a month', () => {
    expect([1, 2, 4, 0, 13].map((month) => monthDays(2023, month))).toEqual([31, 28, 30, 0, 0]);
  });
});

describe('reckoning', () => {
  it.each([
    ['2026-11-24', 180, '2027-05-23'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-01-01', 0, '2026-01-01'],
  ])('%s and %i days is %s', (iso, days, expected) => {
    expect(addDays(iso, days)).toBe(expected);
    expect(daysBetween(iso, expected)).toBe(days);
  });

  it('walks through 200 years day by day as UTC does', () => {
    let iso = '1900-01-01';
    const differing: string[] = [];
    for (let time = Date.UTC(1900, 0, 1); time < Date.UTC(2100, 0, 1); time += 86_400_000) {
      if (new Date(time).toISOString().slice(0, 10) !== iso) differing.push(iso);
      iso = addDays(iso, 1);
    }
    expect(differing).toEqual([]);
    expect(iso).toBe('2100-01-01');
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-08-31', 1, '2026-09-30'],
    ['2032-01-31', -6, '2031-07-31'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2026-11-24', 0, '2026-11-24'],
  ])('%s and %i months is %s', (iso, months, expected) => {
    expect(addMonths(iso, months)).toBe(expected);
  });

  it('holds results within the years 1000 to 9999, however large the number', () => {
    expect(addDays('2026-01-01', 1e15)).toBe('9999-12-31');
    expect(addDays('2026-01-01', -1e15)).toBe('1000-01-01');
    expect(addMonths('2026-01-01', 1e300)).toBe('9999-12-31');
    expect(addMonths('2026-01-01', -1e9)).toBe('1000-01-01');
    expect(addDays('9999-12-30', 1)).toBe('9999-12-31');
  });

  it.each([
    ['2026-01-31', '2026-02-28', 1],
    ['2026-01-15', '2026-02-14', 0],
    ['2026-01-15', '2026-02-15', 1],
    ['2026-02-15', '2026-01-15', -1],
    ['2026-02-15', '2026-01-16', 0],
    ['2024-11-24', '2026-11-24', 24],
    ['2026-11-24', '2026-11-24', 0],
  ])('from %s to %s are %i whole months', (from, to, expected) => {
    expect(monthsBetween(from, to)).toBe(expected);
  });
});

describe('the end of the running term', () => {
  it.each([
    // start, months, every, on, end
    ['2022-07-15', 60, 60, '2026-11-24', '2027-07-14'],
    ['2022-07-15', 60, 60, '2027-07-14', '2027-07-14'],
    ['2022-07-15', 60, 60, '2027-07-15', '2032-07-14'],
    ['2022-07-15', 60, 60, '2020-01-01', '2027-07-14'],
    ['2022-07-15', 60, 24, '2030-01-01', '2031-07-14'],
    ['2022-07-15', 60, undefined, '2040-01-01', '2027-07-14'],
    ['2022-07-15', 60, 0, '2040-01-01', '2027-07-14'],
    ['2027-02-01', 60, 60, '2027-02-01', '2032-01-31'],
    ['2015-01-01', 12, 12, '2026-11-24', '2026-12-31'],
    // A month that lacks the day: the term ends with the month, not a day before its end.
    ['2025-01-31', 1, 1, '2025-02-01', '2025-02-28'],
    ['2025-01-31', 1, 1, '2025-03-01', '2025-03-30'],
    ['2024-02-29', 12, 12, '2026-06-01', '2027-02-28'],
  ])('from %s for %i months, renewed for %s, on %s: %s', (start, months, every, on, expected) => {
    expect(termEnd(start, months, every, on)).toBe(expected);
  });

  it('is the first end not before the day, for every day of six years', () => {
    for (let on = '2024-01-31'; on < '2030-01-01'; on = addDays(on, 1)) {
      const end = termEnd('2024-01-31', 7, 5, on);
      expect(end >= on).toBe(true);
      const renewals = Array.from({ length: 20 }, (_, count) => termEnd('2024-01-31', 7 + 5 * count, undefined, on));
      expect(end).toBe(renewals.find((each) => each >= on));
    }
  });

  it('is quick and finite for absurd terms', () => {
    expect(termEnd('1000-01-31', 1, 1, '9999-12-31')).toBe('9999-12-30');
    expect(termEnd('2020-01-01', 1e300, 1e300, '2026-01-01')).toBe('9999-12-31');
  });
});

describe('the fiscal year', () => {
  it.each([
    ['2026-11-24', '07-08', 'EFY 2019', '2026-07-08', '2027-07-07'],
    ['2026-07-08', '07-08', 'EFY 2019', '2026-07-08', '2027-07-07'],
    ['2026-07-07', '07-08', 'EFY 2018', '2025-07-08', '2026-07-07'],
    ['2015-09-15', '07-08', 'EFY 2008', '2015-07-08', '2016-07-07'],
    ['2026-11-24', '01-01', '2026', '2026-01-01', '2026-12-31'],
    ['2026-11-24', '04-01', '2026/27', '2026-04-01', '2027-03-31'],
  ])('of %s, starting on %s, is %s: %s to %s', (iso, starts, name, from, to) => {
    expect(fiscalYear(iso, starts)).toEqual({ name, from, to });
  });

  it('starts on 1 Hamle in every year from 1901 to 2099', () => {
    for (let year = 1901; year < 2100; year++) {
      const { month, day } = toEthiopian(`${year}-07-08`);
      expect([month, day]).toEqual([11, 1]);
    }
  });

  it('refuses a start that is no day', () => {
    expect(() => fiscalYear('2026-11-24', '13-01')).toThrow(RangeError);
    expect(() => fiscalYear('2026-11-24', 'July')).toThrow(RangeError);
  });
});

describe('a moment', () => {
  it.each(['2026-12-15T17:00+03:00', '2026-12-15T17:00:30+03:00', '2028-02-29T00:00Z', '2026-12-15T23:59-11:30'])(
    'is %s',
    (text) => {
      expect(isDateTime(text)).toBe(true);
    },
  );

  it.each([
    '2026-12-15',
    '2026-12-15T17:00',
    '2026-12-15T24:00+03:00',
    '2026-12-15T17:60+03:00',
    '2026-12-15T17:00+15:00',
    '2026-02-29T17:00+03:00',
    '2026-12-15 17:00+03:00',
    '2026-12-15T17:00+03:00\n',
  ])('is not %j', (text) => {
    expect(isDateTime(text)).toBe(false);
  });
});
