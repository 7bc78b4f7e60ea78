/** The schema of one kind as a file holds it, and what checks values against it. */
import type { Place, Value, ValueMap } from '../value.ts';

export interface SchemaSource {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly schema: ValueMap;
  readonly hasEditorSchema?: boolean;
}

/** A slip in a schema: where in it, and what. */
export interface SchemaSlip {
  readonly place: Place;
  readonly message: string;
}

/** One error of a record against its schema, as the validator reports it. */
export interface SchemaError {
  /** JSON pointer of the value. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string | undefined;
  readonly data?: unknown;
}

/** Checks values against schemas; made when it is first needed, since reading commands do without. */
export interface SchemaValidator {
  /** Errors of a value against the schema of a kind. */
  errors(source: SchemaSource, value: ValueMap): readonly SchemaError[];
  /** Slips in the `x-irc` words of a node, and in the standard keywords of a whole schema. */
  vocabularySlips(place: Place, words: Value): readonly SchemaSlip[];
  standardSlips(source: SchemaSource): readonly SchemaSlip[];
}
