/**
 * Days in two calendars, by day numbers. A day is an ISO 8601 text `YYYY-MM-DD` of the Gregorian calendar; no `Date`
 * is made, so that no time zone can move a day. Years run from 1000 to 9999: an earlier year in a record is a slip of
 * the finger. Results beyond are held at the first or the last of these days, because a record may ask for a term of a
 * million months and must not stop the program by it.
 */

const firstYear = 1000;
const lastYear = 9999;

/** A day of the Ethiopian calendar: months 1 to 12 have 30 days, month 13 (Pagume) has 5, in a leap year 6. */
export interface EthiopianDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export interface FiscalYear {
  /** `EFY 2019` for the Ethiopian fiscal year, else `2026` or `2026/27`. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/**
 * The day in the Ethiopian calendar. The epoch and the four-year cycle of 1461 days are those of ICU; the tests compare
 * every day from 1900 to 2100 with Intl, which is not used here because it needs a Date.
 */
export function toEthiopian(iso: string): EthiopianDate {
  const days = dayNumber(iso) - ethiopianEpoch;
  const inCycle = days % 1461;
  // The last day of the cycle is the sixth of Pagume and still belongs to the cycle's fourth year.
  const yearInCycle = Math.min(Math.floor(inCycle / 365), 3);
  const dayOfYear = inCycle - 365 * yearInCycle;
  return {
    year: 4 * Math.floor(days / 1461) + yearInCycle,
    month: Math.floor(dayOfYear / 30) + 1,
    day: (dayOfYear % 30) + 1,
  };
}

/** The ISO day of an Ethiopian one. Throws a RangeError for a day that the calendar does not have. */
export function fromEthiopian({ year, month, day }: EthiopianDate): string {
  if (!(day >= 1 && day <= ethiopianMonthDays(year, month))) {
    throw new RangeError(`${year}-${month}-${day} is no day of the Ethiopian calendar`);
  }
  return isoOf(ethiopianEpoch + 365 * year + Math.floor(year / 4) + 30 * (month - 1) + day - 1);
}

/** How many days an Ethiopian month has: 30, for Pagume 5 or 6; 0 for a month outside 1 to 13. */
export function ethiopianMonthDays(year: number, month: number): number {
  if (!Number.isInteger(month) || month < 1 || month > 13) return 0;
  if (month < 13) return 30;
  return year % 4 === 3 ? 6 : 5;
}

/** How many days a Gregorian month has; 0 for a month outside 1 to 12. */
export function monthDays(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  if (!Number.isInteger(month) || month < 1 || month > 12) return 0;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whether the text is a day that exists, written `YYYY-MM-DD`, of the years 1000 to 9999. */
export function isValidDate(text: string): boolean {
  return fullDate.test(text) && isPartialDate(text);
}

/** Whether the text is a day, a month or a year that exists: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. */
export function isPartialDate(text: string): boolean {
  if (!partialDate.test(text)) return false;
  const [year, month, day] = numbers(text);
  if (year < firstYear) return false;
  const days = monthDays(year, month ?? 1);
  return days > 0 && (day === undefined || (day >= 1 && day <= days));
}

/** True for a day with time and zone, to the minute or the second: `2026-12-15T17:00+03:00`. */
export function isDateTime(text: string): boolean {
  const [, day = ''] = /^(.{10})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/.exec(text) ?? [];
  return isValidDate(day);
}

/** The first day of a partial date: `2014` → `2014-01-01`. */
export function firstDay(partial: string): string {
  const [year, month = 1, day = 1] = parts(partial);
  return written(year, month, day);
}

/** The last day of a partial date: `2014-02` → `2014-02-28`. */
export function lastDay(partial: string): string {
  const [year, month = 12, day = monthDays(year, month)] = parts(partial);
  return written(year, month, day);
}

/** The day so many days later, or earlier for a negative number. */
export function addDays(iso: string, days: number): string {
  return isoOf(dayNumber(iso) + Math.trunc(days));
}

/** The same day of a later (or earlier) month; where that month is too short, its last day: 31 Jan + 1 → 28 Feb. */
export function addMonths(iso: string, months: number): string {
  const [year, month, day] = dayParts(iso);
  const total = year * 12 + month - 1 + Math.trunc(months);
  if (!(total < (lastYear + 1) * 12)) return written(lastYear, 12, 31);
  if (total < firstYear * 12) return written(firstYear, 1, 1);
  const target = { year: Math.floor(total / 12), month: (total % 12) + 1 };
  return written(target.year, target.month, Math.min(day, monthDays(target.year, target.month)));
}

/** Days from the first day to the second; negative where the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** Whole months from the first day to the second, counted as `addMonths` adds them; negative where it is earlier. */
export function monthsBetween(from: string, to: string): number {
  const [fromYear, fromMonth] = dayParts(from);
  const [toYear, toMonth] = dayParts(to);
  const months = (toYear - fromYear) * 12 + toMonth - fromMonth;
  // `from` plus these months lies in the month of `to`, at most one month too far towards it.
  if (months > 0 && addMonths(from, months) > to) return months - 1;
  if (months < 0 && addMonths(from, months) < to) return months + 1;
  return months;
}

/**
 * The last day of the term that runs on the day `on`, for a term of `months` from `start` that renews itself for `every`
 * months each time (0 or undefined: it does not renew). Before the first term ends, that term counts.
 * A term of 60 months from 2022-07-15 ends with 2027-07-14.
 */
export function termEnd(start: string, months: number, every: number | undefined, on: string): string {
  const first = endAfter(start, months);
  const step = Math.trunc(every ?? 0);
  if (!(step > 0) || on <= first) return first;
  // Estimated by division, not counted up: a term of one month from the year 1000 must not take long.
  const estimate = Math.floor((monthsBetween(start, on) - Math.trunc(months)) / step);
  let renewals = Math.max(0, estimate);
  let end = endAfter(start, months + renewals * step);
  // The bound matters only at the end of the year 9999, where no term can end later.
  while (end < on && end < '9999-12-30') {
    renewals += 1;
    end = endAfter(start, months + renewals * step);
  }
  return end;
}

/**
 * The fiscal year a day falls in. `starts` is its first day, `MM-DD`. `07-08` is the Ethiopian fiscal year (1 Hamle to
 * 30 Sene), named by the Ethiopian year it ends in: EFY 2019 runs from 8 July 2026 to 7 July 2027.
 */
export function fiscalYear(iso: string, starts = '07-08'): FiscalYear {
  const [year] = dayParts(iso);
  const begin = (of: number): string => {
    const [month = 1, day = 1] = starts.split('-').map(Number);
    const days = monthDays(of, month);
    if (days === 0 || !(day >= 1 && day <= 31)) throw new RangeError(`${starts} is no day of a year, MM-DD`);
    return written(of, month, Math.min(day, days));
  };
  const startYear = iso < begin(year) ? year - 1 : year;
  const from = startYear < firstYear ? written(firstYear, 1, 1) : begin(startYear);
  const to = startYear >= lastYear ? written(lastYear, 12, 31) : addDays(begin(startYear + 1), -1);
  if (starts === '07-08') return { name: `EFY ${toEthiopian(to).year}`, from, to };
  const endYear = numbers(to)[0];
  const name = endYear === startYear ? `${startYear}` : `${startYear}/${String(endYear % 100).padStart(2, '0')}`;
  return { name, from, to };
}

/** The fiscal year whose name has these digits, such as 2019 of EFY 2019; undefined where there is none. */
export function fiscalYearNamed(digits: number, starts = '07-08'): FiscalYear | undefined {
  // An Ethiopian year is seven or eight behind ours; a year that spans two is named 2026/27.
  const near = digits > 9999 ? Math.floor(digits / 100) : digits;
  for (let year = near - 1; year <= near + 9; year += 1) {
    if (year < firstYear || year > lastYear) continue;
    const found = fiscalYear(`${year}-12-31`, starts);
    if (Number(found.name.replace(/\D/g, '')) === digits) return found;
  }
  return undefined;
}

const fullDate = /^\d{4}-\d{2}-\d{2}$/;
const partialDate = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/** Day number of 1 Meskerem of the Ethiopian year 0, counted from 1 March of the Gregorian year 0. */
const ethiopianEpoch = dayCount(7, 8, 28);
const firstDayNumber = dayCount(firstYear, 1, 1);
const lastDayNumber = dayCount(lastYear, 12, 31);

/** The last day of a term. It ends before the day of its number; where the month lacks that day, with the month. */
function endAfter(start: string, months: number): string {
  const next = addMonths(start, months);
  const isShortened = next.slice(8) !== start.slice(8);
  return isShortened ? next : addDays(next, -1);
}

/** Days since 1 March of the year 0: with the year starting in March, the leap day is its last. */
function dayCount(year: number, month: number, day: number): number {
  const marchYear = month < 3 ? year - 1 : year;
  const marchMonth = (month + 9) % 12;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return 365 * marchYear + leapDays + Math.floor((153 * marchMonth + 2) / 5) + day - 1;
}

function dayNumber(iso: string): number {
  return dayCount(...dayParts(iso));
}

function isoOf(number: number): string {
  if (!(number <= lastDayNumber)) return written(lastYear, 12, 31);
  const days = Math.max(number, firstDayNumber);
  let year = Math.floor(days / 365.2425);
  if (dayCount(year + 1, 3, 1) <= days) year += 1;
  if (dayCount(year, 3, 1) > days) year -= 1;
  const dayOfYear = days - dayCount(year, 3, 1);
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  return marchMonth < 10 ? written(year, marchMonth + 3, day) : written(year + 1, marchMonth - 9, day);
}

function written(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function numbers(text: string): [number, number?, number?] {
  return text.split('-').map(Number) as [number, number?, number?];
}

function parts(partial: string): [number, number?, number?] {
  if (!isPartialDate(partial)) throw new RangeError(`${partial} is no date: YYYY, YYYY-MM or YYYY-MM-DD`);
  return numbers(partial);
}

function dayParts(iso: string): [number, number, number] {
  if (!isValidDate(iso)) throw new RangeError(`${iso} is no day: YYYY-MM-DD`);
  return numbers(iso) as [number, number, number];
}
