import { formatDate } from '../date-format.ts';
import { readDate } from '../date-input.ts';
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

function read(text: string, today: string, partial: boolean): string {
  const result = readDate(text, { today, partial });
  if ('problem' in result) throw new FieldFault(result.problem);
  return result.iso;
}
