import type { Field } from '../schemas/field.ts';
import { FieldFault, type FieldTypeRules } from './field-type.ts';
import { plain } from './text.ts';

export const integerType: FieldTypeRules = {
  parse: (text, field) => {
    const written = text.trim().replace(/[, ](?=\d{3}\b)/g, '');
    if (!/^-?\d{1,15}$/.test(written)) throw new FieldFault(`"${text}" is no whole number.`);
    return inRange(Number(written), field);
  },
  print: (value) => plain(value),
  expects: (field) => `a whole number${range(field)}`,
  alignRight: true,
};

export const numberType: FieldTypeRules = {
  parse: (text, field) => {
    const written = text.trim();
    if (!/^-?\d{1,15}(\.\d{1,9})?$/.test(written)) throw new FieldFault(`"${text}" is no number, such as 0.27.`);
    return inRange(Number(written), field);
  },
  print: (value) => plain(value),
  expects: (field) => `a number${range(field)}`,
  alignRight: true,
};

/** An exact amount: kept as text, since numbers of a computer round. */
export const decimalType: FieldTypeRules = {
  parse: (text) => {
    const written = text.trim().replaceAll(',', '');
    if (!/^-?(0|[1-9]\d{0,17})(\.\d{1,6})?$/.test(written))
      throw new FieldFault(`"${text}" is no amount, such as 120000.50.`);
    return written;
  },
  print: (value) => plain(value),
  expects: () => 'an amount in digits',
  alignRight: true,
};

function inRange(value: number, field: Field): number {
  if (field.minimum !== undefined && value < field.minimum)
    throw new FieldFault(`${value} is too small; at least ${field.minimum}.`);
  if (field.maximum !== undefined && value > field.maximum)
    throw new FieldFault(`${value} is too large; at most ${field.maximum}.`);
  return value;
}

function range(field: Field): string {
  if (field.minimum !== undefined && field.maximum !== undefined) return ` from ${field.minimum} to ${field.maximum}`;
  return field.minimum !== undefined ? `, at least ${field.minimum}` : '';
}
