/** What every type of field can do; core/fields/index.ts is the table of them. */
import type { Register } from '../register/register.ts';
import type { Field } from '../schemas/field.ts';
import type { Value } from '../value.ts';

/** What reading and printing values may need to know. */
export interface FieldWorld {
  readonly register: Register;
  /** Language in which labels and names are printed. */
  readonly language: string;
}

/** Reads and prints any field: how a list or a group of fields hands on to the fields within. */
export interface FieldCodec {
  parse(field: Field, text: string, world: FieldWorld): Value;
  print(field: Field, value: Value, world: FieldWorld): string;
}

export interface FieldTypeRules {
  /** The value that a typed text means. Throws `FieldFault` with what was wrong and what would do. */
  parse(text: string, field: Field, world: FieldWorld, within: FieldCodec): Value;
  /** One line for people. */
  print(value: Value, field: Field, world: FieldWorld, within: FieldCodec): string;
  /** What may be typed, in a few words. */
  expects(field: Field): string;
  readonly alignRight?: boolean;
}

/** A typed text that is no value of its field. */
export class FieldFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FieldFault';
  }
}
