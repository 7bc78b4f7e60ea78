/**
 * Dates in words, in the Gregorian and the Ethiopian calendar. Tables show ISO dates, which sort;
 * these are for sentences and documents. Intl is not used: it prints the Ethiopian era as "AM" and varies with ICU.
 */
import { firstDay, isPartialDate, lastDay, toEthiopian } from './calendar.ts';
import { ethiopianMonths, ethiopianMonthsAmharic, gregorianMonths, gregorianMonthsAmharic } from './month-names.ts';

export type DateLanguage = 'en' | 'am';

/**
 * - `both`: 15 Jan 2027 (7 Tir 2019 E.C.), for screens
 * - `gregorian`: 15 Jan 2027
 * - `ethiopian`: 7 Tir 2019 E.C.
 * - `ethiopian-column`: 7 Tir 2019, for a column whose heading names the calendar
 * - `long`: 15 January 2027, for documents; in Amharic both calendars
 */
export type DateStyle = 'both' | 'gregorian' | 'ethiopian' | 'ethiopian-column' | 'long';

/**
 * A date (YYYY-MM-DD) or partial date (YYYY-MM, YYYY) in words, as precise as it is: a Gregorian month or year is given
 * in the Ethiopian calendar as the months or years it touches. A time of the day after the date, as in
 * 2026-12-15T17:00+01:00, is put behind it. A text that is no date comes back as it is, since a faulty record must still
 * be shown.
 */
export function formatDate(text: string, language: DateLanguage = 'en', style: DateStyle = 'both'): string {
  const [date = '', time] = text.split('T', 2);
  if (!isPartialDate(date)) return text;
  const inWords = language === 'am' ? inAmharic(date, style) : inEnglish(date, style);
  return time === undefined ? inWords : `${inWords}, ${time.replace(/^(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?/, '$1 ').trim()}`;
}

function inEnglish(date: string, style: DateStyle): string {
  if (style === 'long') return gregorianEnglish(date, (name) => name);
  const gregorian = gregorianEnglish(date, (name) => name.slice(0, 3));
  if (style === 'gregorian') return gregorian;
  const ethiopian = ethiopianWords(date, ethiopianMonths, (day, month, year) => `${day} ${month} ${year}`);
  if (style === 'ethiopian-column') return ethiopian;
  return style === 'ethiopian' ? `${ethiopian} E.C.` : `${gregorian} (${ethiopian} E.C.)`;
}

function inAmharic(date: string, style: DateStyle): string {
  const [year, month, day] = date.split('-').map(Number);
  const gregorian = [
    month === undefined ? '' : gregorianMonthsAmharic[month - 1],
    day === undefined ? '' : `${day} ቀን`,
    `${year}`,
  ];
  const gregorianText = gregorian.filter((part) => part !== '').join(' ');
  if (style === 'gregorian') return `${gregorianText} እ.ኤ.አ.`;
  const ethiopian = ethiopianWords(date, ethiopianMonthsAmharic, (d, m, y) => `${m} ${d} ቀን ${y}`);
  if (style === 'ethiopian-column') return ethiopian;
  return style === 'ethiopian' ? `${ethiopian} ዓ.ም.` : `${ethiopian} ዓ.ም. (እ.ኤ.አ. ${gregorianText})`;
}

function gregorianEnglish(date: string, spell: (name: string) => string): string {
  const [year, month, day] = date.split('-').map(Number);
  if (month === undefined) return `${year}`;
  const name = spell(gregorianMonths[month - 1]!);
  return day === undefined ? `${name} ${year}` : `${day} ${name} ${year}`;
}

function ethiopianWords(
  date: string,
  names: readonly string[],
  write: (day: number, month: string, year: number) => string,
): string {
  const first = toEthiopian(firstDay(date));
  const last = toEthiopian(lastDay(date));
  const firstName = names[first.month - 1]!;
  const lastName = names[last.month - 1]!;
  if (date.length === 10) return write(first.day, firstName, first.year);
  // No Gregorian month or year begins with an Ethiopian one, so each touches two.
  if (date.length === 4) return `${first.year}–${last.year}`;
  if (first.year === last.year) return `${firstName}–${lastName} ${last.year}`;
  return `${firstName} ${first.year}–${lastName} ${last.year}`;
}
