/** What an action asks one respondent about each item of a list, and how the answers come into the record. */
import { actionOf, askedPaths, rootsOf } from '../register/actions.ts';
import { fingerprint } from '../register/fingerprints.ts';
import type { RecordEntry } from '../register/register.ts';
import type { ActionAnnotation, EachAnnotation } from '../schemas/action-annotation.ts';
import { type Field, fieldAt, keyOf, propertyOf } from '../schemas/field.ts';
import type { Kind } from '../schemas/kind.ts';
import { lowerFirst } from '../schemas/place.ts';
import { withValue } from '../schemas/value-edit.ts';
import { emptyMap, isMap, type Value, type ValueMap, valueAt } from '../value.ts';

export interface Questionnaire {
  /** The name of the action. */
  readonly name: string;
  readonly annotation: ActionAnnotation;
  readonly each: EachAnnotation;
  readonly record: RecordEntry;
  /** Path of the list that holds the answers. */
  readonly list: readonly string[];
  /** The field of an answer that says whose it is. */
  readonly respondent: Field;
  /** The field of an answer that says what it is about. */
  readonly about: Field;
  /** The fields of an answer that are asked for. */
  readonly asks: readonly AskedField[];
  readonly items: readonly AskedItem[];
}

export interface AskedField {
  readonly field: Field;
  readonly prompt: string;
  readonly isOptional: boolean;
}

/** One item that is asked about. */
export interface AskedItem {
  readonly key: string;
  /** Its words, a line a language. */
  readonly words: readonly string[];
}

/** The answers of one respondent by the key of the item; what was left open is not in them. */
export interface Response {
  readonly respondent: string;
  readonly answers: ReadonlyMap<string, ValueMap>;
}

/** The actions of a kind that ask about each item of a list. */
export function questioningActions(kind: Kind): string[] {
  return Object.keys(kind.annotations.actions ?? {}).filter((name) => actionOf(kind, name)?.each !== undefined);
}

/** What an action asks of a record; undefined where it asks about no list, or its schema has a slip. */
export function questionnaireOf(kinds: readonly Kind[], record: RecordEntry, name: string): Questionnaire | undefined {
  const annotation = actionOf(record.kind, name);
  const each = annotation?.each;
  if (annotation?.adds === undefined || each === undefined) return undefined;
  const roots = rootsOf(kinds, record.kind, annotation);
  const through = fieldAt(record.kind.root, each.of.split('.'));
  const { list, item } = roots;
  if (list === undefined || item === undefined || through === undefined) return undefined;
  const named = keyOf(list).find((property) => property !== each.as);
  const respondent = named === undefined ? undefined : propertyOf(item, named);
  const about = propertyOf(item, each.as);
  if (respondent === undefined || about === undefined) return undefined;
  const asks = askedPaths(roots, annotation).flatMap(({ path, prompt, optional }): AskedField[] => {
    const field = path === respondent.name || path === about.name ? undefined : propertyOf(item, path);
    return field === undefined ? [] : [{ field, prompt: prompt ?? field.title, isOptional: optional === true }];
  });
  const items = itemsOf(record, through, each);
  return { name, annotation, each, record, list: annotation.adds.split('.'), respondent, about, asks, items };
}

function itemsOf(record: RecordEntry, through: Field, each: EachAnnotation): AskedItem[] {
  const [key = ''] = keyOf(through);
  const items = valueAt(record.value, each.of.split('.'));
  return (Array.isArray(items) ? items : []).flatMap((item): AskedItem[] => {
    const name = isMap(item) ? item[key] : undefined;
    if (!isMap(item) || typeof name !== 'string') return [];
    const wording = each.wording === undefined ? undefined : item[each.wording];
    const words = isMap(wording) ? wording : {};
    const others = Object.entries(words).flatMap(([language, text]) =>
      language !== 'en' && typeof text === 'string' ? [text] : [],
    );
    return [{ key: name, words: [typeof words.en === 'string' ? words.en : name, ...others] }];
  });
}

/** A short sign for what is asked: another one where items, their words or the answers that they take are others. */
export function versionOf({ items, asks, about, respondent }: Questionnaire): string {
  const fields = [respondent, about, ...asks.map(({ field }) => field)];
  const shape = fields.map(({ name, type, minimum, maximum }) => [name, type, minimum ?? '', maximum ?? '']);
  return fingerprint([shape, items.map(({ key, words }) => [key, ...words])]);
}

/** What a respondent has answered already, by the key of the item. */
export function answersOf(questionnaire: Questionnaire, respondent: string): Map<string, ValueMap> {
  const { record, list, about } = questionnaire;
  const there = valueAt(record.value, list);
  return new Map(
    (Array.isArray(there) ? there : []).flatMap((answer): [string, ValueMap][] => {
      if (!isMap(answer) || answer[questionnaire.respondent.name] !== respondent) return [];
      return [[String(answer[about.name]), answer]];
    }),
  );
}

/** All who have answered, in their order. */
export function respondentsOf({ record, list, respondent }: Questionnaire): string[] {
  const there = valueAt(record.value, list);
  const names = (Array.isArray(there) ? there : []).map((answer) => (isMap(answer) ? answer[respondent.name] : ''));
  return [...new Set(names.filter((name): name is string => typeof name === 'string' && name !== ''))];
}

/** Why nobody can answer by a name, by the schema of the answer; undefined where somebody can. */
export function respondentFault(questionnaire: Questionnaire, name: string): string | undefined {
  const { record, list, respondent, about, items } = questionnaire;
  const there = valueAt(record.value, list);
  const index = Array.isArray(there) ? there.length : 0;
  const answer = Object.assign(emptyMap(), { [respondent.name]: name, [about.name]: items[0]?.key ?? '' });
  const place = `/${[...list, index, respondent.name].join('/')}`;
  const value = withValue(record.value, [...list, index], answer);
  if (!record.kind.validate(value).some(({ instancePath }) => instancePath === place)) return undefined;
  const [example] = respondent.examples;
  const help = respondent.description === '' ? '' : `: ${lowerFirst(respondent.description.replace(/\.$/, ''))}`;
  return `"${name}" cannot stand here${help}${example === undefined ? '' : `, such as ${String(example)}`}`;
}

/**
 * A name by which nobody has answered: the highest number of those there are, and one more; like the example of the schema
 * where there is none. Undefined where names have no number in them.
 */
export function nextRespondent(questionnaire: Questionnaire, taken: readonly string[]): string | undefined {
  const example = questionnaire.respondent.examples[0];
  const parts = (name: string): [string, number] | undefined => {
    const found = /^(.*?)(\d+)$/.exec(name);
    return found === null ? undefined : [found[1] ?? '', Number(found[2])];
  };
  const known = taken.flatMap((name) => {
    const found = parts(name);
    return found === undefined ? [] : [found];
  });
  const [prefix] = known[0] ?? parts(String(example ?? '')) ?? [];
  if (prefix === undefined) return undefined;
  const numbers = known.filter(([other]) => other === prefix).map(([, number]) => number);
  return `${prefix}${Math.max(0, ...numbers) + 1}`;
}

/** The record's value with the answers: those about an item that the respondent has answered already take their place. */
export function withResponse(questionnaire: Questionnaire, value: ValueMap, response: Response): ValueMap {
  const { list, respondent, about, asks } = questionnaire;
  return [...response.answers].reduce((filled, [key, answer]) => {
    if (Object.keys(answer).length === 0) return filled;
    const there = valueAt(filled, list);
    const items: readonly Value[] = Array.isArray(there) ? there : [];
    const index = items.findIndex(
      (item) => isMap(item) && item[respondent.name] === response.respondent && item[about.name] === key,
    );
    const item = Object.assign(emptyMap(), index < 0 ? {} : items[index]);
    for (const { field } of asks) delete item[field.name];
    Object.assign(item, { [respondent.name]: response.respondent, [about.name]: key }, answer);
    return withValue(filled, [...list, index < 0 ? items.length : index], item);
  }, value);
}

/** Whether an answer says the same as one that is there. */
export function saysTheSame({ asks }: Questionnaire, old: ValueMap, answer: ValueMap): boolean {
  return asks.every(({ field }) => old[field.name] === answer[field.name]);
}
