/** Checks values against schemas, by Ajv. Loaded only by commands that check, as it is the largest part of starting. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { RE2JS } from 're2js';
import { fieldMetaSchema, kindMetaSchema } from './annotations.ts';
import { isDateTime, isPartialDate, isValidDate } from './calendar.ts';
import type { SchemaSlip, SchemaSource, SchemaValidator } from './kind.ts';
import type { Place } from './value.ts';

/** Validators made of late, by the texts of their schemas: of now, of a commit, of the other side of a merge. */
const made = new Map<string, SchemaValidator>();
const mostKept = 3;

/**
 * The validator of a set of schemas over the shared definitions; each schema is compiled when it is first used. The same
 * texts give the same validator, since to compile schemas is the largest part of a check of few records.
 */
export function validatorOf(common: SchemaSource | undefined, sources: readonly SchemaSource[]): SchemaValidator {
  const key = JSON.stringify([common?.text, ...sources.map((source) => [source.name, source.text])]);
  const known = made.get(key) ?? makeValidator(common);
  made.delete(key);
  made.set(key, known);
  for (const oldest of made.keys()) if (made.size > mostKept) made.delete(oldest);
  return known;
}

function makeValidator(common: SchemaSource | undefined): SchemaValidator {
  const ajv = makeAjv();
  if (common !== undefined) ajv.addSchema(common.schema, 'common.schema.json');
  const compiled = new Map<string, ValidateFunction>();
  const compile = ({ name, schema }: SchemaSource): ValidateFunction => {
    const known = compiled.get(name) ?? ajv.compile(schema);
    compiled.set(name, known);
    return known;
  };
  return {
    errors: (source, value) => {
      const check = compile(source);
      return check(value) ? [] : (check.errors ?? []);
    },
    vocabularySlips: (place, words) => {
      const check = ajv.compile(place.length === 1 ? kindMetaSchema : fieldMetaSchema);
      return check(words) ? [] : (check.errors ?? []).map((error) => metaSlip(place, error));
    },
    standardSlips: (source) => {
      try {
        compile(source);
        return [];
      } catch (error) {
        return [{ place: [], message: error instanceof Error ? error.message : String(error) }];
      }
    },
  };
}

function makeAjv(): Ajv {
  // A pattern from a workspace may be a stranger's: RE2 runs in linear time, where the native engine can hang.
  const linear = (pattern: string): { test: (text: string) => boolean; toString: () => string } => {
    const compiled = RE2JS.compile(pattern);
    // Ajv tells patterns apart by what they print.
    return { test: (text) => compiled.matcher(text).find(), toString: () => pattern };
  };
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    ownProperties: true,
    allowUnionTypes: true,
    verbose: true,
    // To optimize the code of a schema takes a part of the time to make it, and saves next to nothing where few records are checked.
    code: { regExp: Object.assign(linear, { code: 'linear' }), optimize: false },
  });
  addFormats.default(ajv, ['email', 'uri']);
  ajv.addFormat('date', isValidDate);
  ajv.addFormat('partial-date', isPartialDate);
  ajv.addFormat('date-time', isDateTime);
  ajv.addFormat('decimal', /^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,6})?$/);
  ajv.addKeyword('x-irc');
  return ajv;
}

function metaSlip(place: Place, error: ErrorObject): SchemaSlip {
  const below = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const at = [...place, ...below.map((step) => (/^\d+$/.test(step) ? Number(step) : step))];
  if (error.keyword === 'additionalProperties') {
    const word = String(error.params.additionalProperty);
    const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {});
    return { place: [...at, word], message: `x-irc has no word "${word}" here; it knows ${known.join(', ')}` };
  }
  if (error.keyword === 'required') {
    return { place: at, message: `"${String(error.params.missingProperty)}" is missing here` };
  }
  const { allowedValues } = error.params as { readonly allowedValues?: readonly unknown[] };
  if (allowedValues !== undefined) return { place: at, message: `this must be one of ${allowedValues.join(', ')}` };
  return { place: at, message: `this ${error.message ?? 'does not fit the vocabulary'}` };
}
