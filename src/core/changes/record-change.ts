/** Changes of a record's value carried into its text, touching only the lines that they concern. */
import { editText, type TextEdit } from '../records/record.ts';
import { type Field, fieldAt } from '../schemas/field.ts';
import { inSchemaOrder } from '../schemas/value-edit.ts';
import { type Place, type ValueMap, valueAt } from '../value.ts';
import type { ValueChange } from './assignment.ts';

/** The text with the change made. `value` is what the text holds now. */
export function changeText(root: Field, text: string, value: ValueMap, change: ValueChange): string {
  return editText(text, [textEdit(root, value, change)]);
}

function textEdit(root: Field, value: ValueMap, change: ValueChange): TextEdit {
  const { place } = change;
  if (change.value === undefined) return { op: 'remove', place };
  if (change.append === true) {
    const list = fieldAt(root, place);
    const item = list?.item === undefined ? change.value : inSchemaOrder(list.item, change.value);
    if (Array.isArray(valueAt(value, place))) return { op: 'insert', place, value: item };
    return { op: 'set', place, value: [item], after: keysBefore(root, place) };
  }
  const field = fieldAt(root, place);
  const ordered = field === undefined ? change.value : inSchemaOrder(field, change.value);
  return { op: 'set', place, value: ordered, after: keysBefore(root, place) };
}

/** Properties that the schema lists before the one at a place: a new line goes beneath the last of them. */
export function keysBefore(root: Field, place: Place): string[] {
  const holder = fieldAt(root, place.slice(0, -1));
  const name = place.at(-1);
  const names = holder?.properties.map((property) => property.name) ?? [];
  const position = names.indexOf(String(name));
  return position < 0 ? names : names.slice(0, position);
}
