/** A record as a template sees it: every field of the schema, an absent one as a gap; references are followed. */
import type { CelMap, CelValue } from '../core/expressions/values.ts';
import { choicesOf } from '../core/fields/choice.ts';
import { printField } from '../core/fields/index.ts';
import { viewValue } from '../core/finding/query.ts';
import { formatDate } from '../core/measures/date-format.ts';
import { formatMoney, type Money, totals } from '../core/measures/money.ts';
import { Gap } from '../core/papers/gap.ts';
import { conditionsOf, stateTitle } from '../core/register/lifecycle.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { type Field, targetsOf } from '../core/schemas/field.ts';
import { dottedPath } from '../core/schemas/place.ts';
import { isMap, type Place, type Value } from '../core/value.ts';
import { type Judgement, type Match, matchableKinds, matchesOf } from '../core/work/matches.ts';

/** What a template may name at its root or below; a name that is in none of the schemas is an error of the template. */
export type TemplateView = Record<string, unknown>;

/** What a view is made of: a record in a language. `of` is the record that the document is made of. */
interface Reading {
  readonly register: Register;
  readonly record: RecordEntry;
  readonly language: string;
  readonly of: RecordEntry;
}

/**
 * The view of a record in a language. `related.<plural>` holds the records that refer to it, by kind; in a copy of a
 * document `copy` is the item that keeps it. Values are worked out when a template names them.
 */
export function templateView(register: Register, record: RecordEntry, language: string): TemplateView {
  const reading = { register, record, language, of: record };
  const view = recordView(reading);
  lazily(view, 'office', () =>
    register.office === undefined ? new Gap('office') : recordView({ ...reading, record: register.office }),
  );
  lazily(view, 'copy', () => (record.copyAt === undefined ? new Gap('copy') : viewAt(view, record.copyAt)));
  return withValues(view, { language, today: register.today });
}

/** What stands at a place of a record, as templates see it; undefined where the view knows nothing there. */
export function viewOfPlace(register: Register, record: RecordEntry, language: string, place: Place): unknown {
  return viewAt(keptView(register, record, language), place);
}

/** A report asks for one record many times: for every value that is a place of it. */
const keptViews = new WeakMap<Register, Map<string, WeakMap<RecordEntry, TemplateView>>>();

function keptView(register: Register, record: RecordEntry, language: string): TemplateView {
  const byLanguage = keptViews.get(register) ?? new Map<string, WeakMap<RecordEntry, TemplateView>>();
  keptViews.set(register, byLanguage);
  const views = byLanguage.get(language) ?? new WeakMap<RecordEntry, TemplateView>();
  byLanguage.set(language, views);
  const view = views.get(record) ?? recordView({ register, record, language, of: record });
  views.set(record, view);
  return view;
}

/** A value of an expression as templates see it: records with all their fields, money as an amount. */
export function viewOfValue(register: Register, value: CelValue, language: string): unknown {
  if (Array.isArray(value)) return value.map((item) => viewOfValue(register, item, language));
  if (typeof value !== 'object' || value === null) return derivedView(value, '');
  const { id } = value;
  const record = typeof id === 'string' ? register.record(id) : undefined;
  if (record !== undefined && register.view(record) === value) return viewOfPlace(register, record, language, []);
  if (typeof value.amount === 'string' && typeof value.currency === 'string') return derivedView(value, '');
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, viewOfValue(register, part, language)]));
}

/** The view with more values at its root. */
export function withValues(view: TemplateView, values: Readonly<Record<string, unknown>>): TemplateView {
  for (const [name, value] of Object.entries(values)) lazily(view, name, () => value);
  return view;
}

/** References lead from record to record, round in circles too: so a value is made when it is asked for, and kept. */
function lazily(view: TemplateView, name: string, make: () => unknown): void {
  let made: { readonly value: unknown } | undefined;
  Object.defineProperty(view, name, {
    get: () => {
      made ??= { value: make() };
      return made.value;
    },
    enumerable: true,
    configurable: true,
  });
}

function viewAt(view: unknown, place: Place): unknown {
  return place.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | undefined)?.[step], view);
}

function recordView(reading: Reading): TemplateView {
  const { register, record, language } = reading;
  const view = objectView(reading, record.kind.root, record.value, []);
  lazily(view, 'title_text', () => register.title(record, language));
  lazily(view, 'state', () => {
    const state = register.state(record);
    return state === undefined ? new Gap('state') : labelled(stateTitle(record.kind, state), state);
  });
  lazily(view, 'related', () => relatedRecords(reading));
  lazily(view, 'fitting', () => fittingRecords(reading));
  lazily(view, 'conditions', () => conditionsByState(reading));
  return withValues(view, { id: record.id, kind: record.kind.name });
}

/** What the record needs for each state that a step may record, met or not. */
function conditionsByState({ register, record }: Reading): TemplateView {
  const view: TemplateView = {};
  for (const [name, state] of Object.entries(record.kind.annotations.lifecycle?.states ?? {})) {
    if (state.when === undefined) lazily(view, name, () => conditionsOf(register, record, name));
  }
  return view;
}

function relatedRecords(reading: Reading): Record<string, TemplateView[]> {
  const { register, record } = reading;
  const from = register.linkedFrom(record.id).filter((other) => other.id !== record.id);
  const related: Record<string, TemplateView[]> = {};
  for (const kind of register.kinds) {
    related[kind.plural] = from
      .filter((other) => other.kind === kind)
      .map((other) => recordView({ ...reading, record: other }));
  }
  return related;
}

/** What fits the record, most points first, by the kinds that its own is compared with; with the reasons. */
function fittingRecords(reading: Reading): TemplateView {
  const { register, record } = reading;
  const view: TemplateView = {};
  for (const kind of matchableKinds(register.kinds, record.kind)) {
    lazily(view, kind.plural, () =>
      matchesOf(register, record, kind).flatMap(({ fitting }) => fitting.map((match) => fittingView(reading, match))),
    );
  }
  return view;
}

function fittingView(reading: Reading, { record, points, of, judgements }: Match): TemplateView {
  const said = (verdict: Judgement['verdict']): TemplateView[] =>
    judgements
      .filter((judgement) => judgement.verdict === verdict)
      .map(({ title, reason, points: given, of: most }) => ({ title, reason, points: given, of: most }));
  return {
    record: recordView({ ...reading, record }),
    ...{ points: Math.round(points * 10) / 10, of },
    ...{ reasons: said('for'), against: said('against'), unknown: said('unknown') },
  };
}

function objectView(reading: Reading, field: Field, value: Value | undefined, place: Place): TemplateView {
  const view: TemplateView = {};
  for (const property of field.properties) {
    const stored = isMap(value) && Object.hasOwn(value, property.name) ? value[property.name] : undefined;
    lazily(view, property.name, () => fieldView(reading, property, stored, [...place, property.name]));
  }
  for (const [name, derived] of Object.entries(field.annotations.derived ?? {})) {
    lazily(view, name, () => {
      const worked = viewValue(reading.register, reading.record, [...place.map(String), name]);
      return worked === undefined ? gapAt(reading, [...place, name], derived.title) : derivedView(worked, derived.type);
    });
  }
  return view;
}

/** The path of what is missing, as `irc set` takes it; before it the record, where that is another. */
function gapAt({ record, of }: Reading, place: Place, title: string): Gap {
  const path = dottedPath(record.kind.root, record.value, place);
  return new Gap(record.id === of.id ? path : `${record.id} ${path}`, title);
}

function fieldView(reading: Reading, field: Field, value: Value | undefined, place: Place): unknown {
  const isEmpty = value === undefined || value === null || value === '';
  // An absent group is a gap whose own fields are gaps too: `costs.amount` prints as one, and `{{#if costs}}` is false.
  if (field.type === 'object') {
    const view = objectView(reading, field, value, place);
    return isEmpty ? Object.assign(gapAt(reading, place, field.title), view) : view;
  }
  if (isEmpty) return gapAt(reading, place, field.title);
  if (field.type === 'list' && field.item !== undefined) {
    const item = field.item;
    if (!Array.isArray(value) || value.length === 0) return gapAt(reading, place, field.title);
    return value.map((entry, index) => fieldView(reading, item, entry, [...place, index]));
  }
  if (field.type === 'reference' && targetsOf(field).length > 0) return referenceView(reading, String(value));
  if (field.type === 'choice') return choiceView(reading.register, field, String(value), reading.language);
  if (field.type === 'fingerprints') return printField(field, value, { register: reading.register, language: 'en' });
  if (field.type === 'money' && isMap(value)) return moneyView(String(value.amount), String(value.currency));
  return value;
}

function referenceView(reading: Reading, id: string): unknown {
  const target = reading.register.record(id);
  if (target === undefined) return { id, title_text: id, toString: () => id };
  return recordView({ ...reading, record: target });
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
    fullday: (value) => (isDate(value) ? fullDay(value, dateLanguage) : value),
    money: (value) => value,
    totals: (list, name) =>
      totals(amountsOf(list, String(name))).map(({ amount, currency }) => moneyView(amount, currency)),
    local: (value) => localText(value, language),
  };
}

/** The amounts of money that stand under a name in the items of a list. */
function amountsOf(list: unknown, name: string): Money[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: Readonly<Record<string, unknown>>) => {
    const money = item[name] as Partial<Money> | undefined;
    return typeof money?.amount === 'string' && typeof money.currency === 'string'
      ? [{ amount: money.amount, currency: money.currency }]
      : [];
  });
}

/** A day as a formula of signature has it, in both calendars: "15 January 2027 (7 Tir 2019 E.C.)". */
function fullDay(value: string, language: 'en' | 'am'): string {
  const day = formatDate(value, language, 'long');
  return language === 'am' ? day : `${day} (${formatDate(value, language, 'ethiopian')})`;
}

/** The text in the document's language, or in any other that is there. */
function localText(value: unknown, language: string): unknown {
  if (value instanceof Gap) return (value as unknown as Record<string, unknown>)[language] ?? value;
  if (typeof value !== 'object' || value === null) return value;
  const texts = value as Record<string, unknown>;
  const candidates = [language, 'en', ...Object.keys(texts)].map((name) => texts[name]);
  return candidates.find((text) => typeof text === 'string' && text !== '') ?? texts[language] ?? value;
}
