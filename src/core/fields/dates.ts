import { isDateTime } from '../measures/calendar.ts';
import { formatDate } from '../measures/date-format.ts';
import { readDate } from '../measures/date-input.ts';
import { FieldFault, type FieldTypeRules } from './field-type.ts';
import { plain } from './text.ts';

const print: FieldTypeRules['print'] = (value, _field, world) =>
  typeof value === 'string' && /^\d{4}(-\d\d){0,2}$/.test(value)
    ? formatDate(value, world.language === 'am' ? 'am' : 'en', 'both')
    : plain(value);

/** A day, typed in the Gregorian or the Ethiopian calendar. */
export const dateType: FieldTypeRules = {
  parse: (text, _field, world) => read(text, world.register.today, false),
  print,
  expects: () => 'a date: 2027-01-15, 15 Jan 2027, 7 Tir 2019 EC or in 5 years',
};

/** A day, a month or a year. */
export const partialDateType: FieldTypeRules = {
  parse: (text, _field, world) => read(text, world.register.today, true),
  print,
  expects: () => 'a date, or only a month or year: 2027-01-15, 7 Tir 2019 EC, Jan 2027, 2027',
};

const dateTimeExample = '2026-12-15T17:00+03:00, or 15 Dec 2026 17:00 +03:00';

/** A moment: a day in either calendar, the time of day, and how far its clocks are ahead of UTC. */
export const dateTimeType: FieldTypeRules = {
  parse: (text, _field, world) => {
    const [, day = '', time = '', zone = ''] =
      /^(.+?)[\sT]+(\d\d?:\d\d(?::\d\d)?)\s*(Z|UTC|[+-]\d\d:\d\d)$/i.exec(text.trim()) ?? [];
    if (day === '') throw new FieldFault(`"${text}" is no day with time and zone; write it as ${dateTimeExample}.`);
    const offset = /^(Z|UTC)$/i.test(zone) ? 'Z' : zone;
    const moment = `${read(day, world.register.today, false)}T${time.padStart(time.length > 5 ? 8 : 5, '0')}${offset}`;
    if (!isDateTime(moment))
      throw new FieldFault(`"${time} ${zone}" is no time of day with a zone; write it as ${dateTimeExample}.`);
    return moment;
  },
  print: (value, _field, world) => {
    if (typeof value !== 'string' || !isDateTime(value)) return plain(value);
    const [, time, zone] = /T([\d:]+)(.+)$/.exec(value) ?? [];
    const day = formatDate(value.slice(0, 10), world.language === 'am' ? 'am' : 'en', 'both');
    return `${day}, ${time?.replace(/^(\d\d:\d\d):00$/, '$1')} UTC${zone === 'Z' ? '' : zone}`;
  },
  expects: () => `a day with time and zone: ${dateTimeExample}`,
};

function read(text: string, today: string, partial: boolean): string {
  const result = readDate(text, { today, partial });
  if ('problem' in result) throw new FieldFault(result.problem);
  return result.iso;
}
