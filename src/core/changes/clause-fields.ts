/** Which fields of a record a clause reads, and where a record departs from what the house would choose for them. */
import { printField } from '../fields/index.ts';
import { clausesOf } from '../register/articles.ts';
import type { Clause } from '../register/clauses.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { type Field, fieldAt, keyOf } from '../schemas/field.ts';
import type { Kind } from '../schemas/kind.ts';
import { labelOf } from '../schemas/place.ts';
import { type Place, sameValue, type Value, valueAt } from '../value.ts';
import { defaultOf, isAsked } from './draft-record.ts';

/** The kinds whose documents have articles. */
export function kindsWithClauses(register: Register): Kind[] {
  return register.kinds.filter((kind) => clausesOf(kind) !== undefined);
}

/** Paths of the fields that a clause's condition and texts read, and those that its choices name, each once. */
export function fieldsRead(clause: Clause, kinds: readonly Kind[]): string[] {
  const sources = Object.values(clause.texts).flatMap((texts) => Object.values(texts));
  const names = [...Object.keys(clause.choices), ...fieldsOfCondition(clause), ...sources.flatMap(namesInTemplate)];
  return [...new Set(names.flatMap((name) => fieldPath(name, kinds) ?? []))];
}

/** Names that a clause's condition reads, in the order in which they stand. */
export function fieldsOfCondition(clause: Clause): string[] {
  const found = clause.when.matchAll(/\b(?:self|record)\.\??([a-z_]+(?:\.\??[a-z_]+)*)/g);
  return [...new Set([...found].map((match) => (match[1] ?? '').replaceAll('?', '').replace(/\.(has|or)$/, '')))];
}

/** The names in a template that may be fields of the record: what stands within each and with belongs to something else. */
function namesInTemplate(source: string): string[] {
  const names: string[] = [];
  let inner = 0;
  for (const [, written = ''] of source.matchAll(/\{\{\{?([^{}]*)\}\}/g)) {
    const words = written.replace(/"[^"]*"|'[^']*'/g, ' ').trim();
    if (words.startsWith('>')) continue;
    if (/^\/(each|with)\b/.test(words)) inner -= 1;
    else if (inner === 0) names.push(...(words.match(/(?<![@\w.])[a-z_]+(?:\.[a-z_]+)*/g) ?? []));
    names.push(...[...words.matchAll(/@root\.([a-z_.]+)/g)].map((match) => match[1] ?? ''));
    if (/^#(each|with)\b/.test(words)) inner += 1;
  }
  return names;
}

/** The longest beginning of a dotted name that is a field of one of the kinds. */
function fieldPath(name: string, kinds: readonly Kind[]): string | undefined {
  const steps = name.split('.');
  for (let length = steps.length; length > 0; length -= 1) {
    const path = steps.slice(0, length);
    if (kinds.some((kind) => fieldAt(kind.root, path) !== undefined)) return path.join('.');
  }
  return undefined;
}

/** The advice of all clauses for the codes of a field, by code. */
export function adviceFor(register: Register, kind: Kind, path: string): Readonly<Record<string, string>> {
  if (clausesOf(kind) === undefined) return {};
  const advice: Record<string, string> = {};
  for (const clause of register.clauses().clauses.values()) {
    for (const [code, text] of Object.entries(clause.choices[path] ?? {}))
      advice[code] = advice[code] === undefined ? text : `${advice[code]} ${text}`;
  }
  return advice;
}

export interface Departure {
  readonly path: string;
  readonly title: string;
  /** The value as printed, empty where there is none. */
  readonly value: string;
  /** What the house would choose, as printed. */
  readonly standard: string;
}

/**
 * Fields that clauses read and that differ from the default of their question. What a preset fixes tells which instrument
 * it is, and no departure; a keyed list only begins with its default.
 */
export function departures(register: Register, record: RecordEntry): Departure[] {
  const { kind } = record;
  const presets = Object.values(kind.annotations.presets ?? {}).flatMap((preset) => Object.keys(preset.values));
  const read = [...register.clauses().clauses.values()].flatMap((clause) => fieldsRead(clause, [kind]));
  const wanted = (path: string): boolean =>
    !presets.includes(path) && read.some((name) => name === path || path.startsWith(`${name}.`));
  const found: Departure[] = [];
  const walk = (parent: Field, place: Place): void => {
    for (const field of parent.properties) {
      const at = [...place, field.name];
      if (!isAsked(register, kind, record.value, field)) continue;
      if (field.type === 'object') walk(field, at);
      if (field.annotations.ask?.default === undefined || keyOf(field).length > 0 || !wanted(field.path)) continue;
      const standard = defaultOf(register, kind, record.value, field);
      const value = valueAt(record.value, at);
      if (standard === undefined || sameValue(value, standard)) continue;
      const printed = (text: Value): string => printField(field, text, { register, language: 'en' });
      found.push({
        path: field.path,
        title: field.annotations.ask.prompt ?? labelOf(kind.root, record.value, at),
        value: value === undefined ? '' : printed(value),
        standard: printed(standard),
      });
    }
  };
  walk(kind.root, []);
  return found;
}
