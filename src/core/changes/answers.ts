/** Answers given without questions: a file of them, or flags. */
import { usageError } from '../../errors.ts';
import { FieldFault, type FieldWorld } from '../fields/field-type.ts';
import { fieldType, parseField } from '../fields/index.ts';
import { readRecord } from '../records/record.ts';
import { type Field, propertyOf } from '../schemas/field.ts';
import type { Kind } from '../schemas/kind.ts';
import { findPlace } from '../schemas/place.ts';
import { withValue } from '../schemas/value-edit.ts';
import { emptyMap, isMap, type Value, type ValueMap } from '../value.ts';
import { applyChange, changesOf, parseAssignment } from './assignment.ts';

/**
 * The value that a file of answers means: YAML whose keys are fields (dotted paths may be used), and whose texts are
 * read as typed in a flag. Throws `answers-invalid`, `unknown-field` or `value-invalid`.
 */
export function readAnswers(kind: Kind, name: string, text: string, start: ValueMap, world: FieldWorld): ValueMap {
  const source = readRecord(name, text);
  const [problem] = source.problems.filter((entry) => entry.severity === 'error');
  if (problem !== undefined || source.value === undefined) {
    const place = problem === undefined ? name : `${name}:${problem.line}:${problem.column}`;
    throw usageError(
      'answers-invalid',
      `${place}: ${problem?.message ?? 'there are no answers here'}.`,
      problem?.hint ?? 'write one line a field, such as title.en: Water research',
    );
  }
  let value = start;
  for (const [path, answer] of Object.entries(source.value)) {
    const { field, place } = findPlace(kind.root, value, path);
    value = withValue(value, place, typed(field, answer, path, world));
  }
  return value;
}

/** The value with the flags applied in their order. */
export function applyFlags(kind: Kind, flags: readonly string[], start: ValueMap, world: FieldWorld): ValueMap {
  let value = start;
  for (const flag of flags) {
    for (const change of changesOf(kind.root, value, parseAssignment(flag), world)) value = applyChange(value, change);
  }
  return value;
}

/** An answer of a file: text is read by its field, lists and groups field by field. */
function typed(field: Field, answer: Value, path: string, world: FieldWorld): Value {
  if (field.type === 'list' && Array.isArray(answer) && field.item !== undefined) {
    const item = field.item;
    return answer.map((entry) => typed(item, entry, path, world));
  }
  if (isMap(answer)) {
    const map = emptyMap();
    for (const [name, entry] of Object.entries(answer)) {
      const property = propertyOf(field, name);
      map[name] = property === undefined ? entry : typed(property, entry, `${path}.${name}`, world);
    }
    return map;
  }
  if (typeof answer === 'boolean' || answer === null) return answer;
  try {
    return parseField(field, String(answer), world);
  } catch (error) {
    if (!(error instanceof FieldFault)) throw error;
    throw usageError(
      'value-invalid',
      `${field.title} (${path}): ${error.message}`,
      `expected: ${fieldType(field).expects(field)}`,
    );
  }
}
