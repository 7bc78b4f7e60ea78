/** Check: the record fits its schema. One problem for one mistake, in the words of the field. */
import type { Problem } from '../../errors.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { type Field, fieldAt } from '../schemas/field.ts';
import { labelOf, lowerFirst } from '../schemas/place.ts';
import type { SchemaError } from '../schemas/source.ts';
import { nearest } from '../suggest.ts';
import { isMap, type Place, type Value, valueAt } from '../value.ts';
import { type Finding, problemOf } from './problem.ts';

/** Codes: unknown-field, field-missing, value-type, value-format, value-choice, value-length, value-range, value-count, value-duplicate. */
export function checkSchema(_register: Register, record: RecordEntry): Problem[] {
  const seen = new Set<string>();
  return record.kind.validate(record.value).flatMap((error) => {
    const finding = findingOf(record, error);
    const key = JSON.stringify([
      finding.place,
      finding.code === 'unknown-field' || finding.code === 'field-missing' ? finding.message : '',
    ]);
    if (seen.has(key)) return [];
    seen.add(key);
    return [problemOf(record, finding)];
  });
}

function findingOf(record: RecordEntry, error: SchemaError): Finding {
  const place = placeOf(record.value, error.instancePath);
  const field = fieldAt(record.kind.root, place);
  const label = labelOf(record.kind.root, record.value, place);
  const finding = (code: string, message: string, hint?: string): Finding => ({
    code,
    severity: 'error',
    place,
    message,
    hint,
  });
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownField(place, field, label, String(error.params.additionalProperty));
    case 'required': {
      const name = String(error.params.missingProperty);
      const missing = field?.properties.find((property) => property.name === name);
      const owner = place.length === 0 ? '' : ` in ${lowerFirst(label)}`;
      return {
        ...finding(
          'field-missing',
          `${missing?.title ?? name} is missing${owner}`,
          exampleHint(missing, `add ${name}: `),
        ),
        part: 'key',
      };
    }
    case 'type':
      return finding('value-type', `${label}: ${wrongType(error, field)}`, typeHint(error, field));
    case 'format':
      return finding('value-format', `${label}: ${formatMessage(field, error.data as Value)}`, exampleHint(field));
    case 'enum':
      return choiceFinding(finding, label, field, error);
    case 'minLength':
      return finding('value-length', `${label} is empty`, exampleHint(field));
    case 'maxLength':
      return finding('value-length', `${label} is longer than ${String(error.params.limit)} letters`);
    case 'minItems':
      return finding('value-count', `${label}: at least ${String(error.params.limit)} must be given`);
    case 'maxItems':
      return finding('value-count', `${label}: at most ${String(error.params.limit)} may be given`);
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return finding(
        'value-range',
        `${label} (${show(error.data as Value)}) must be ${String(error.params.comparison)} ${String(error.params.limit)}`,
      );
    case 'pattern':
      return finding(
        'value-format',
        `${label}: "${show(error.data as Value)}" is not written as expected`,
        exampleHint(field),
      );
    case 'uniqueItems':
      return finding('value-duplicate', `${label} holds the same item twice`);
    default:
      return finding('value-schema', `${label} ${error.message ?? 'does not fit the schema'}`);
  }
}

function unknownField(place: Place, field: Field | undefined, label: string, name: string): Finding {
  const names = field?.properties.map((property) => property.name) ?? [];
  const near = nearest(name, names);
  return {
    code: 'unknown-field',
    severity: 'error',
    place: [...place, name],
    part: 'key',
    message: `${label} has no "${name}"`,
    hint: `${near === undefined ? '' : `did you mean ${near}? `}Fields here: ${names.join(', ') || 'none'}`,
  };
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
  null: 'nothing',
};

function wrongType(error: SchemaError, field: Field | undefined): string {
  const expected = [error.params.type].flat().map((type) => typeWords[String(type)] ?? String(type));
  const data = error.data as Value;
  const found =
    data === null ? 'nothing' : Array.isArray(data) ? 'a list' : isMap(data) ? 'a group of fields' : `${show(data)}`;
  return `expected ${field?.type === 'date' ? 'a date' : expected.join(' or ')}, found ${found}`;
}

function typeHint(error: SchemaError, field: Field | undefined): string | undefined {
  const data = error.data as Value;
  const wantsText = [error.params.type].flat().includes('string');
  if (wantsText && (typeof data === 'number' || typeof data === 'boolean'))
    return `write it in quotes: "${show(data)}"`;
  if (wantsText && data === null) return 'write a value, or remove the line';
  return exampleHint(field);
}

function formatMessage(field: Field | undefined, data: Value): string {
  const shown = show(data);
  switch (field?.type) {
    case 'date':
      return `"${shown}" is no date of the calendar (YYYY-MM-DD)`;
    case 'partial-date':
      return `"${shown}" is no date (YYYY, YYYY-MM or YYYY-MM-DD)`;
    case 'decimal':
      return `"${shown}" is no amount (digits, and a point before at most 6 decimals)`;
    case 'email':
      return `"${shown}" is no e-mail address`;
    case 'uri':
      return `"${shown}" is no web address (it begins with https://)`;
    default:
      return `"${shown}" is not written as expected`;
  }
}

function choiceFinding(
  finding: (code: string, message: string, hint?: string) => Finding,
  label: string,
  field: Field | undefined,
  error: SchemaError,
): Finding {
  const allowed = (error.params.allowedValues as Value[]).map(show);
  const near = nearest(show(error.data as Value), allowed);
  const hint = `${near === undefined ? '' : `did you mean ${near}? `}Possible: ${allowed.join(', ')}`;
  return finding(
    'value-choice',
    `${label}: "${show(error.data as Value)}" is not possible${field === undefined ? '' : ' here'}`,
    hint,
  );
}

function exampleHint(field: Field | undefined, before = 'for example '): string | undefined {
  const example = field?.examples[0];
  return example === undefined || typeof example === 'object' ? undefined : `${before}${show(example)}`;
}

/** A value in a message, cut where it is long. */
export function show(value: Value | undefined): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function placeOf(value: Value, pointer: string): Place {
  const place: (string | number)[] = [];
  for (const part of pointer.split('/').slice(1)) {
    const step = part.replaceAll('~1', '/').replaceAll('~0', '~');
    place.push(Array.isArray(valueAt(value, place)) ? Number(step) : step);
  }
  return place;
}
