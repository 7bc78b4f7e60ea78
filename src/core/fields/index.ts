/** The table of types of field: a new type is one file beside this and one line here. */
import type { Field, FieldType } from '../schemas/field.ts';
import type { Value } from '../value.ts';
import { booleanType } from './boolean.ts';
import { choiceType } from './choice.ts';
import { dateTimeType, dateType, partialDateType } from './dates.ts';
import type { FieldCodec, FieldTypeRules, FieldWorld } from './field-type.ts';
import { fingerprintsType } from './fingerprints.ts';
import { listType } from './list.ts';
import { moneyType } from './money.ts';
import { decimalType, integerType, numberType } from './numbers.ts';
import { objectType } from './object.ts';
import { referenceType } from './reference.ts';
import { emailType, textType, uriType } from './text.ts';

const types: Readonly<Record<FieldType, FieldTypeRules>> = {
  text: textType,
  'long-text': textType,
  email: emailType,
  uri: uriType,
  date: dateType,
  'partial-date': partialDateType,
  'date-time': dateTimeType,
  decimal: decimalType,
  integer: integerType,
  number: numberType,
  boolean: booleanType,
  choice: choiceType,
  reference: referenceType,
  money: moneyType,
  fingerprints: fingerprintsType,
  object: objectType,
  list: listType,
};

export function fieldType(field: Field): FieldTypeRules {
  return types[field.type];
}

/** The value that a typed text means for a field. Throws `FieldFault`. */
export function parseField(field: Field, text: string, world: FieldWorld): Value {
  return types[field.type].parse(text, field, world, codec);
}

/** A value of a field in one line for people. */
export function printField(field: Field, value: Value, world: FieldWorld): string {
  return types[field.type].print(value, field, world, codec);
}

const codec: FieldCodec = { parse: parseField, print: printField };
