/** A record that is still being made: its value in memory, as expressions and checks would see it. */
import { ExpressionError } from '../expressions/expression.ts';
import { plainValue } from '../expressions/values.ts';
import { printRecord, readRecord } from '../records/record.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import type { AskAnnotation } from '../schemas/annotations.ts';
import { isPartlyKnown } from '../schemas/common-fields.ts';
import { schemaLine } from '../schemas/editor-schema.ts';
import { type Field, itemKey, keyOf } from '../schemas/field.ts';
import type { Kind } from '../schemas/kind.ts';
import { inSchemaOrder, withValue } from '../schemas/value-edit.ts';
import { emptyMap, isMap, type Place, type Value, type ValueMap, valueAt } from '../value.ts';

/** An entry over a value that has no text yet. */
export function draftEntry(
  kind: Kind,
  value: ValueMap,
  id = 'new-record',
  file = `records/${kind.plural}/${id}.yaml`,
): RecordEntry {
  return {
    id,
    kind,
    file,
    value,
    source: { file, text: '', value, problems: [], positionOf: () => ({ line: 1, column: 1, length: 1 }) },
  };
}

/** The entry as it will be written: text in the order of the schema, below the line that tells editors of it. */
export function newEntry(kind: Kind, value: ValueMap, id: string, file: string): RecordEntry {
  const line = kind.hasEditorSchema ? `${schemaLine(kind.name, file)}\n` : '';
  const source = readRecord(file, line + printRecord(inSchemaOrder(kind.root, value) as ValueMap));
  return { id, kind, file, value: source.value ?? emptyMap(), source };
}

/** A question's field may be asked now: its `ask.when` holds for the answers so far. */
export function isAsked(register: Register, kind: Kind, value: ValueMap, field: Field): boolean {
  const when = field.annotations.ask?.when;
  return (
    when === undefined ||
    register.expressions.holdsForRecord(when, register.scope(draftEntry(kind, value)), register.lookup)
  );
}

/** What a field would hold if nobody answers: `ask.default` over the answers so far, else the schema's `default`. */
export function defaultOf(register: Register, kind: Kind, value: ValueMap, field: Field): Value | undefined {
  const ask: AskAnnotation | undefined = field.annotations.ask;
  if (ask?.default === undefined) return ask === undefined ? undefined : field.default;
  const result = register.evaluate(draftEntry(kind, value), ask.default);
  return result === undefined || result === null ? undefined : plainValue(result);
}

/**
 * The value with every default filled in whose question would be asked, in the order of the schema, so that later
 * defaults see earlier ones. A keyed list keeps what is given and starts from the items of its default.
 */
export function withDefaults(register: Register, kind: Kind, given: ValueMap): ValueMap {
  let value = given;
  // What public sources do not say of an old agreement is not known; the house standard would make it up.
  if (isPartlyKnown(given)) return given;
  const walk = (field: Field, place: Place): void => {
    for (const property of field.properties) {
      const at = [...place, property.name];
      if (!isAsked(register, kind, value, property)) continue;
      const there = valueAt(value, at);
      const fallback = defaultOf(register, kind, value, property);
      if (fallback !== undefined && there === undefined) value = withValue(value, at, fallback);
      else if (Array.isArray(there) && Array.isArray(fallback))
        value = withValue(value, at, startingFrom(property, fallback, there));
      if (property.type === 'object') walk(property, at);
    }
  };
  walk(kind.root, []);
  return value;
}

/** Items of the default that the list lacks stand first: our own party is always one of the parties. */
function startingFrom(list: Field, fallback: readonly Value[], given: readonly Value[]): Value[] {
  if (keyOf(list).length === 0) return [...given];
  const keys = new Set(given.map((item) => itemKey(list, item)));
  return [...fallback.filter((item) => !keys.has(itemKey(list, item))), ...given];
}

/**
 * The value without what its questions' conditions no longer ask for; what is in `given` stays, since someone typed it
 * as it is. `complete` is the value as the conditions see it.
 */
export function withoutUnasked(
  register: Register,
  kind: Kind,
  value: ValueMap,
  given: ValueMap,
  complete = value,
): ValueMap {
  const prune = (field: Field, at: ValueMap, place: Place): ValueMap => {
    const kept = emptyMap();
    for (const [name, entry] of Object.entries(at)) {
      const property = field.properties.find((candidate) => candidate.name === name);
      const typed = valueAt(given, [...place, name]) !== undefined;
      if (property !== undefined && !typed && !isAsked(register, kind, complete, property)) continue;
      kept[name] = property?.type === 'object' && isMap(entry) ? prune(property, entry, [...place, name]) : entry;
    }
    return kept;
  };
  return prune(kind.root, value, []);
}

/**
 * The id that the kind proposes for a value, free of those in use: a taken one gets `-2`, `-3`. Undefined where the
 * kind proposes none or the value lacks what it is made of.
 */
export function proposedId(
  register: Register,
  kind: Kind,
  value: ValueMap,
): { readonly id: string; readonly taken: string | undefined } | undefined {
  const pattern = kind.annotations.id;
  if (pattern === undefined) return undefined;
  let filled: string;
  try {
    filled = register.expressions.fill(pattern, register.scope(draftEntry(kind, value)), register.lookup);
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
  const base = filled
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)
    .replace(/-+$/, '');
  if (base === '') return undefined;
  if (register.record(base) === undefined) return { id: base, taken: undefined };
  for (let count = 2; ; count += 1) {
    const ending = `-${count}`;
    const id = `${base.slice(0, 64 - ending.length)}${ending}`;
    if (register.record(id) === undefined) return { id, taken: base };
  }
}
