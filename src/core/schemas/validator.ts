/** Checks values against schemas, by Ajv. Loaded only by commands that check, as it is the largest part of starting. */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { RE2JS } from 're2js';
import { isDateTime, isPartialDate, isValidDate } from '../measures/calendar.ts';
import type { Place } from '../value.ts';
import { fieldMetaSchema, kindMetaSchema } from './annotations.ts';
import type { SchemaSlip, SchemaSource, SchemaValidator } from './source.ts';

/** Knows the words of `x-irc`, which are the same for every schema. */
let vocabulary: Ajv | undefined;

/** A validator over the shared definitions; each schema is compiled when it is first used. */
export function makeValidator(common: SchemaSource | undefined): SchemaValidator {
  const ajv = makeAjv();
  if (common !== undefined) ajv.addSchema(common.schema, 'common.schema.json');
  const compiled = new Map<SchemaSource, ValidateFunction>();
  const compile = (source: SchemaSource): ValidateFunction => {
    const known = compiled.get(source) ?? ajv.compile(source.schema);
    compiled.set(source, known);
    return known;
  };
  return {
    errors: (source, value) => {
      const check = compile(source);
      return check(value) ? [] : (check.errors ?? []);
    },
    vocabularySlips: (place, words) => {
      vocabulary ??= makeAjv();
      const check = vocabulary.compile(place.length === 1 ? kindMetaSchema : fieldMetaSchema);
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
    // A check runs over few records: time that goes into making it run faster is not won back.
    inlineRefs: false,
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
