/** Dates as people type them, in either calendar; what could be read in two ways is refused, with both readings. */
import { nearest } from '../suggest.ts';
import {
  addDays,
  addMonths,
  type EthiopianDate,
  ethiopianMonthDays,
  fromEthiopian,
  isPartialDate,
  monthDays,
} from './calendar.ts';
import { formatDate } from './date-format.ts';
import { ethiopianMonths, foldAmharic, gregorianMonths, type Month, monthNamed } from './month-names.ts';

export type DateReading = { readonly iso: string } | { readonly problem: string };

interface ReadDateOptions {
  /** The day that "today" and "in 2 months" count from, YYYY-MM-DD. */
  readonly today: string;
  /** Whether a month or a year alone is enough: `Jan 2027` → 2027-01. */
  readonly partial?: boolean;
}

/**
 * Reads a typed date: 2027-01-15, 15 Jan 2027, 7 Tir 2019 EC, ጥር 7 ቀን 2019 ዓ.ም., today, in 2 months, 3 days ago; with
 * `partial` also Jan 2027 and 2027. A month's name tells the calendar; a date in figures is Gregorian unless E.C. is
 * said. Figures with the year last (01/02/2027) are refused. The problem is a sentence or two that end with what would be
 * taken.
 */
export function readDate(text: string, options: ReadDateOptions): DateReading {
  const typed = text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 60);
  const partial = options.partial ?? false;
  const reading = readTyped(typed, options.today, partial);
  if ('iso' in reading) return reading;
  return { problem: reading.isWhole ? reading.problem : `${reading.problem} ${examples(partial)}` };
}

/** A problem to which the examples are added, unless it already says what to write. */
type Reading = { readonly iso: string } | { readonly problem: string; readonly isWhole?: boolean };

type Calendar = Month['calendar'];

function examples(partial: boolean): string {
  const ofPart = partial ? 'Jan 2027, 2027, ' : '';
  return `Write 2027-01-15, 15 Jan 2027, ${ofPart}7 Tir 2019 EC or in 2 months.`;
}

function readTyped(typed: string, today: string, partial: boolean): Reading {
  if (typed === '') return { problem: 'No date was typed.' };
  const relative = readRelative(foldAmharic(typed.toLowerCase()), today);
  if (relative !== undefined) return relative;
  const { rest, era } = withoutEra(foldAmharic(typed.toLowerCase()));
  const yearFirst = /^(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?$/.exec(rest);
  if (yearFirst !== null) {
    const [, year, , month, day] = yearFirst.map((part) => (part === undefined ? undefined : Number(part)));
    return era === 'ethiopian'
      ? ethiopianReading(year ?? 0, month, day, partial)
      : gregorianReading(year ?? 0, month, day, partial);
  }
  const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{1,4})$/.exec(rest);
  if (yearLast !== null) {
    const [first = 0, second = 0, year = 0] = [yearLast[1], yearLast[3], yearLast[4]].map(Number);
    if (yearLast[4]?.length !== 4) return { problem: 'Write the year with four figures.' };
    return readYearLast(typed, first, second, year, era);
  }
  return readWords(typed, rest, era, partial);
}

function readRelative(text: string, today: string): Reading | undefined {
  const day = dayWords[text];
  if (day !== undefined) return { iso: addDays(today, day) };
  const match = /^(in )?(\d{1,4}|an?|one) (day|week|month|year)s?( ago)?$/.exec(text);
  if (match === null) return undefined;
  if (match[1] === undefined && match[4] === undefined) {
    return { problem: `Write in ${text} or ${text} ago.`, isWhole: true };
  }
  if (match[1] !== undefined && match[4] !== undefined) return { problem: 'In, or ago?' };
  const count = (/^\d/.test(match[2] ?? '') ? Number(match[2]) : 1) * (match[4] === undefined ? 1 : -1);
  if (match[3] === 'day' || match[3] === 'week') return { iso: addDays(today, match[3] === 'day' ? count : 7 * count) };
  return { iso: addMonths(today, match[3] === 'month' ? count : 12 * count) };
}

const dayWords: Readonly<Record<string, number>> = Object.assign(Object.create(null), {
  yesterday: -1,
  today: 0,
  tomorrow: 1,
  ትናንት: -1,
  ትላንት: -1,
  ዛሬ: 0,
  ነገ: 1,
});

/** E.C. and ዓ.ም. say Ethiopian, G.C. and እ.ኤ.አ. Gregorian; they stand behind the date or before it. */
function withoutEra(text: string): { readonly rest: string; readonly era: Calendar | undefined } {
  const ethiopian = '(?:e\\.? ?c\\.?|አ[./]? ?ም\\.?|አመተ ምህረት)';
  const gregorian = '(?:g\\.? ?c\\.?|a\\.?d\\.?|እ\\.? ?ኤ\\.? ?አ\\.?)';
  for (const [era, mark] of [
    ['gregorian', gregorian],
    ['ethiopian', ethiopian],
  ] as const) {
    const behind = new RegExp(`^(.*[^\\p{L}]) ?\\(?${mark}\\)?$`, 'u').exec(text);
    const before = new RegExp(`^${mark} (.*)$`, 'u').exec(text);
    const rest = behind?.[1] ?? before?.[1];
    if (rest !== undefined) return { rest: rest.replace(/[\s,(]+$/, '').trim(), era };
  }
  return { rest: text, era: undefined };
}

function readYearLast(typed: string, first: number, second: number, year: number, era: Calendar | undefined): Reading {
  const inCalendar = (calendar: Calendar): string[] => {
    const orders: [number, number][] =
      first === second
        ? [[first, second]]
        : [
            [first, second],
            [second, first],
          ];
    return orders.flatMap(([day, month]) => {
      const reading =
        calendar === 'ethiopian'
          ? ethiopianReading(year, month, day, false)
          : gregorianReading(year, month, day, false);
      return 'iso' in reading ? [reading.iso] : [];
    });
  };
  const style = (calendar: Calendar, iso: string): string => formatDate(iso, 'en', calendar);
  const named = (calendar: Calendar): { iso: string; words: string }[] =>
    inCalendar(calendar).map((iso) => ({ iso, words: style(calendar, iso) }));
  const readings = named(era ?? 'gregorian');
  // Without a word for the calendar even 15/01/2027 has two readings: people here write Ethiopian dates like this.
  if (era === undefined && readings.length === 1) readings.push(...named('ethiopian').slice(0, 1));
  const [one, other] = readings;
  if (one === undefined) return { problem: `There is no day ${typed}.` };
  if (other === undefined) return era === undefined ? { problem: `${typed} is not clear.` } : { iso: one.iso };
  return {
    problem: `${typed} can mean ${one.words} or ${other.words.replace(/\.$/, '')}. Write ${one.iso} or ${other.iso}.`,
    isWhole: true,
  };
}

function readWords(typed: string, rest: string, era: Calendar | undefined, partial: boolean): Reading {
  const tokens = rest.replace(/(\d)(?:st|nd|rd|th)\b/g, '$1').match(/\d+|\p{L}+|[^\s\d\p{L}]/gu) ?? [];
  const words = tokens.filter((token) => /^\p{L}/u.test(token) && token !== 'ቀን' && token !== 'of');
  const figures = tokens.filter((token) => /^\d/.test(token));
  const isOdd = tokens.some((token) => !/^[\d\p{L}.,፣/-]/u.test(token));
  const [word] = words;
  if (isOdd || word === undefined || words.length > 1 || figures.length === 0 || figures.length > 2) {
    return { problem: `This is no date: ${typed}.` };
  }
  const month = monthNamed(word);
  if (month === undefined) {
    const suggestion = nearest(word, monthWords);
    return { problem: `There is no month ${word}.${suggestion === undefined ? '' : ` Did you mean ${suggestion}?`}` };
  }
  if (era !== undefined && era !== month.calendar) {
    const [name, calendar] =
      month.calendar === 'ethiopian'
        ? [ethiopianMonths[month.month - 1], 'Ethiopian']
        : [gregorianMonths[month.month - 1], 'Gregorian'];
    return { problem: `${name} is a month of the ${calendar} calendar.` };
  }
  const year = figures.find((figure) => figure.length === 4);
  const others = figures.filter((figure) => figure !== year);
  const day = others[0] === undefined ? undefined : Number(others[0]);
  if (year === undefined) {
    return { problem: figures.length === 1 ? 'Which year?' : 'Write the year with four figures.' };
  }
  if (figures.length === 2 && (others.length !== 1 || others[0]!.length > 2)) {
    return { problem: `This is no date: ${typed}.` };
  }
  return month.calendar === 'ethiopian'
    ? ethiopianReading(Number(year), month.month, day, partial)
    : gregorianReading(Number(year), month.month, day, partial);
}

const monthWords = [...gregorianMonths, ...gregorianMonths.map((name) => name.slice(0, 3)), ...ethiopianMonths];

function gregorianReading(year: number, month: number | undefined, day: number | undefined, partial: boolean): Reading {
  if (year < 1000) return { problem: 'Years run from 1000 to 9999.' };
  if (month !== undefined && monthDays(year, month) === 0) return { problem: `There is no month ${month}.` };
  const iso = [year, month, day]
    .filter((part) => part !== undefined)
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
  if (!isPartialDate(iso)) {
    if (day === 0) return { problem: 'Days count from 1.' };
    const whole = formatDate(iso.slice(0, 7), 'en', 'gregorian');
    return { problem: `${whole} has ${monthDays(year, month ?? 1)} days.` };
  }
  if (day === undefined && !partial) {
    return { problem: `${formatDate(iso, 'en', 'gregorian')} names no day.` };
  }
  return { iso };
}

function ethiopianReading(year: number, month: number | undefined, day: number | undefined, partial: boolean): Reading {
  // 9991 E.C. begins in 9998; later years would pass the last day that can be written.
  if (year < 1000 || year > 9991) return { problem: 'Years of the Ethiopian calendar run from 1000 to 9991.' };
  const days = ethiopianMonthDays(year, month ?? 1);
  if (days === 0) return { problem: `There is no month ${month}; the Ethiopian year has 13.` };
  const name = month === undefined ? `${year} E.C.` : `${ethiopianMonths[month - 1]} ${year} E.C.`;
  if (day === undefined) {
    if (!partial) return { problem: `${name} names no day.` };
    return spanning(
      name,
      { year, month: month ?? 1, day: 1 },
      month === undefined ? lastOf(year, 13) : lastOf(year, month),
    );
  }
  if (day === 0) return { problem: 'Days count from 1.' };
  if (day > days) return { problem: `${name} has ${days} days.` };
  return { iso: fromEthiopian({ year, month: month ?? 1, day }) };
}

/** An Ethiopian month or year is no Gregorian one, and a partial date holds only those. */
function spanning(name: string, first: EthiopianDate, last: EthiopianDate): Reading {
  const [from, to] = [fromEthiopian(first), fromEthiopian(last)];
  const length = first.month === last.month ? 7 : 4;
  const choices = new Set([from, to].map((iso) => formatDate(iso.slice(0, length), 'en', 'gregorian')));
  const day = `${first.day} ${ethiopianMonths[first.month - 1]} ${first.year} EC`;
  return {
    problem: `${name} runs from ${formatDate(from, 'en', 'gregorian')} to ${formatDate(to, 'en', 'gregorian')}. Write ${[...choices].join(', ')} or a day, such as ${day}.`,
    isWhole: true,
  };
}

function lastOf(year: number, month: number): EthiopianDate {
  return { year, month, day: ethiopianMonthDays(year, month) };
}
