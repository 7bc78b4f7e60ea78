/** A record as a template sees it: every field of the schema, an absent one as a gap; references followed one level. */

import { formatDate } from '../core/date-format.ts';
import type { CelMap, CelValue } from '../core/expression-values.ts';
import { type Field, targetsOf } from '../core/field.ts';
import { choicesOf } from '../core/fields/choice.ts';
import { printField } from '../core/fields/index.ts';
import { Gap } from '../core/gap.ts';
import { stateTitle } from '../core/lifecycle.ts';
import { formatMoney } from '../core/money.ts';
import { formatPath } from '../core/paths.ts';
import { viewValue } from '../core/query.ts';
import type { RecordEntry, Register } from '../core/register.ts';
import { isMap, type Place, type Value } from '../core/value.ts';

/** What a template may name at its root or below; a name that is in none of the schemas is an error of the template. */
export type TemplateView = Record<string, unknown>;

/** The view of a record in a language. `related.<plural>` holds the records that refer to it, by kind. */
export function templateView(register: Register, record: RecordEntry, language: string): TemplateView {
  const view = recordView(register, record, language, true);
  const office = register.office;
  return {
    ...view,
    language,
    today: register.today,
    office: office === undefined ? new Gap('office') : recordView(register, office, language, false),
    related: relatedRecords(register, record, language),
  };
}

function recordView(register: Register, record: RecordEntry, language: string, follow: boolean): TemplateView {
  const state = register.state(record);
  return {
    ...objectView(register, record, record.kind.root, record.value, [], language, follow),
    id: record.id,
    kind: record.kind.name,
    title_text: register.title(record, language),
    state: state === undefined ? new Gap('state') : labelled(stateTitle(record.kind, state), state),
  };
}

function relatedRecords(register: Register, record: RecordEntry, language: string): Record<string, TemplateView[]> {
  const from = [...new Set(register.referrers(record.id).map((referrer) => referrer.from))].filter(
    (other) => other !== record,
  );
  const related: Record<string, TemplateView[]> = {};
  for (const kind of register.kinds) {
    related[kind.plural] = from
      .filter((other) => other.kind === kind)
      .map((other) => recordView(register, other, language, true));
  }
  return related;
}

function objectView(
  register: Register,
  record: RecordEntry,
  field: Field,
  value: Value | undefined,
  place: Place,
  language: string,
  follow: boolean,
): TemplateView {
  const view: TemplateView = {};
  for (const property of field.properties) {
    const stored = isMap(value) && Object.hasOwn(value, property.name) ? value[property.name] : undefined;
    view[property.name] = fieldView(register, record, property, stored, [...place, property.name], language, follow);
  }
  for (const [name, derived] of Object.entries(field.annotations.derived ?? {})) {
    const worked = viewValue(register, record, [...place.map(String), name]);
    view[name] = worked === undefined ? new Gap(formatPath([...place, name])) : derivedView(worked, derived.type);
  }
  return view;
}

function fieldView(
  register: Register,
  record: RecordEntry,
  field: Field,
  value: Value | undefined,
  place: Place,
  language: string,
  follow: boolean,
): unknown {
  const isEmpty = value === undefined || value === null || value === '';
  if (field.type === 'object')
    return absentOr(isEmpty, place, objectView(register, record, field, value, place, language, follow));
  if (isEmpty) return new Gap(formatPath(place));
  if (field.type === 'list' && field.item !== undefined) {
    const item = field.item;
    if (!Array.isArray(value) || value.length === 0) return new Gap(formatPath(place));
    return value.map((entry, index) => fieldView(register, record, item, entry, [...place, index], language, follow));
  }
  if (field.type === 'reference' && targetsOf(field).length > 0)
    return referenceView(register, String(value), language, follow);
  if (field.type === 'choice') return choiceView(register, field, String(value), language);
  if (field.type === 'money' && isMap(value)) return moneyView(String(value.amount), String(value.currency));
  return value;
}

/**
 * A group of fields that is absent is a gap whose own fields are gaps too: `costs.amount` prints as a gap, and
 * `{{#if costs}}` is false.
 */
function absentOr(isEmpty: boolean, place: Place, view: TemplateView): unknown {
  return isEmpty ? Object.assign(new Gap(formatPath(place)), view) : view;
}

function referenceView(register: Register, id: string, language: string, follow: boolean): unknown {
  const target = register.record(id);
  if (target === undefined || !follow)
    return { id, title_text: target === undefined ? id : register.title(target, language), toString: () => id };
  return recordView(register, target, language, false);
}

function choiceView(register: Register, field: Field, code: string, language: string): unknown {
  const known = choicesOf(field, { register, language }).some((item) => item.code === code);
  return labelled(known ? printField(field, code, { register, language }) : code, code);
}

/** Prints as its label, and is compared by its code. */
function labelled(label: string, code: string): { readonly code: string; readonly label: string; toString(): string } {
  return { code, label, toString: () => label };
}

function moneyView(amount: string, currency: string): object {
  return { amount, currency, toString: () => formatMoney({ amount, currency }) };
}

function derivedView(value: CelValue, type: string): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map((entry) => derivedView(entry, type));
  if (typeof value !== 'object' || value === null) return value;
  const map = value as CelMap;
  return typeof map.amount === 'string' && typeof map.currency === 'string' ? moneyView(map.amount, map.currency) : map;
}

/** Helpers that need dates, money or the record's languages; formats know nothing of these. */
export function templateHelpers(language: string): Record<string, (...values: unknown[]) => unknown> {
  const dateLanguage = language === 'am' ? 'am' : 'en';
  const isDate = (value: unknown): value is string => typeof value === 'string' && /^\d{4}(-\d\d){0,2}$/.test(value);
  return {
    date: (value) => (isDate(value) ? formatDate(value, dateLanguage, 'both') : value),
    day: (value) => (isDate(value) ? formatDate(value, dateLanguage, 'long') : value),
    money: (value) => value,
    local: (value) => localText(value, language),
  };
}

/** The text in the document's language, or in any other that is there. */
function localText(value: unknown, language: string): unknown {
  if (value instanceof Gap) return (value as unknown as Record<string, unknown>)[language] ?? value;
  if (typeof value !== 'object' || value === null) return value;
  const texts = value as Record<string, unknown>;
  const candidates = [language, 'en', ...Object.keys(texts)].map((name) => texts[name]);
  return candidates.find((text) => typeof text === 'string' && text !== '') ?? texts[language] ?? value;
}
