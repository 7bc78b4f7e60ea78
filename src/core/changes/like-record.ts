/** What a new record may take over from one like it: what was chosen, and nothing of what has happened. */
import type { RecordEntry, Register } from '../register/register.ts';
import {
  distinctFromField,
  documentsField,
  formerIdsField,
  historyField,
  knowledgeField,
} from '../schemas/common-fields.ts';
import type { Field } from '../schemas/field.ts';
import { emptyMap, isMap, type Value, type ValueMap } from '../value.ts';

/** They tell how one record came about. */
const ownOfRecord = [historyField, knowledgeField, formerIdsField, distinctFromField, documentsField];

/**
 * The value without dates, without what is `unique`, without fields marked `like: false`, and without history and
 * files. A group or list item that cannot be without one of these is left out whole: it tells of an event.
 */
export function takenOver(register: Register, like: RecordEntry): ValueMap {
  const { root } = like.kind;
  const rest: ValueMap = Object.assign(emptyMap(), like.value);
  for (const name of ownOfRecord) delete rest[name];
  const taken = emptyMap();
  for (const property of root.properties) {
    const value = Object.hasOwn(rest, property.name)
      ? partOf(register, like, property, rest[property.name]!)
      : undefined;
    if (value !== undefined) taken[property.name] = value;
  }
  return taken;
}

function partOf(register: Register, like: RecordEntry, field: Field, value: Value): Value | undefined {
  if (isDate(field) || field.annotations.like === false || isOwn(register, like, field)) return undefined;
  if (Array.isArray(value) && field.item !== undefined) {
    const { item } = field;
    const items = value.map((entry) => partOf(register, like, item, entry)).filter((entry) => entry !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (!isMap(value) || field.type === 'money') return value;
  const map = emptyMap();
  for (const property of field.properties) {
    const part = Object.hasOwn(value, property.name) ? value[property.name] : undefined;
    const taken = part === undefined ? undefined : partOf(register, like, property, part);
    if (taken !== undefined) map[property.name] = taken;
    else if (property.required) return undefined;
  }
  return Object.keys(map).length === 0 ? undefined : map;
}

function isDate(field: Field): boolean {
  return field.type === 'date' || field.type === 'partial-date' || field.type === 'date-time';
}

function isOwn(register: Register, like: RecordEntry, field: Field): boolean {
  const { unique } = field.annotations;
  if (unique === undefined || unique === false) return false;
  const when = typeof unique === 'object' ? unique.when : undefined;
  return when === undefined || register.evaluate(like, when) === true;
}
