/** The answers of a report as a template sees them, and as JSON. */
import type { CelValue } from '../core/expressions/values.ts';
import type { FiscalYear } from '../core/measures/calendar.ts';
import { Gap } from '../core/papers/gap.ts';
import type { Query, Report } from '../core/papers/report.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { type Answers, fiscalMap, type Row, type RowValue } from '../core/work/report-rows.ts';
import { type TemplateView, viewOfPlace, viewOfValue, withValues } from './template-data.ts';

export interface ReportReading {
  readonly register: Register;
  readonly report: Report;
  readonly answers: Answers;
  readonly fiscal: FiscalYear;
  readonly language: string;
  /** The record that it is about; without one it is about all. */
  readonly about?: RecordEntry | undefined;
}

/** The names that the template of a report may use: those of its queries, and what all reports have. */
export function reportView(reading: ReportReading): TemplateView {
  const { register, report, answers, fiscal, language } = reading;
  const rows = new Map<Row, TemplateView>();
  const office = register.office;
  const lists = [...answers].map(([name, found]) => [name, found.map((row) => rowView(reading, row, rows))]);
  return withValues(Object.fromEntries(lists), {
    title: titleOfReading(reading),
    description: report.description,
    language,
    today: register.today,
    fiscal: viewOfValue(register, fiscalMap(fiscal), language),
    office: office === undefined ? new Gap('office') : viewOfPlace(register, office, language, []),
  });
}

export function titleOfReading({ register, report, language, about }: ReportReading): string {
  const title = titleOf(report, language);
  return about === undefined ? title : `${title}: ${register.title(about, language)}`;
}

export function titleOf(report: Report, language: string): string {
  return report.title[language] ?? report.title.en ?? report.name;
}

/** Values are made when a template names them: they lead from record to record. */
function rowView(reading: ReportReading, row: Row, made: Map<Row, TemplateView>): TemplateView {
  const known = made.get(row);
  if (known !== undefined) return known;
  const { register, language } = reading;
  const view: TemplateView = {};
  made.set(row, view);
  const lazily = (name: string, make: () => unknown): void => {
    let value: { readonly is: unknown } | undefined;
    const get = (): unknown => {
      value ??= { is: make() };
      return value.is;
    };
    Object.defineProperty(view, name, { get, enumerable: true, configurable: true });
  };
  for (const [name, value] of row.values) lazily(name, () => valueView(reading, name, value));
  view.ids = [...row.ids];
  const { record, rows } = row;
  if (record !== undefined) lazily('record', () => viewOfPlace(register, record, language, []));
  if (rows !== undefined) lazily('rows', () => rows.map((each) => rowView(reading, each, made)));
  return view;
}

/** What only names a place of a record prints as it does in papers of the record: codes with their labels. */
function valueView({ register, language }: ReportReading, name: string, { value, source }: RowValue): unknown {
  if (value === undefined || value === null) return new Gap(name);
  const stored = source && viewOfPlace(register, source.record, language, source.place);
  return stored === undefined || stored === null ? viewOfValue(register, value, language) : stored;
}

/** Every figure with the ids it rests on. */
export function reportJson(reading: ReportReading): object {
  const { register, report, answers, fiscal, about } = reading;
  const queries = Object.fromEntries([...answers].map(([name, rows]) => [name, rows.map(rowJson)]));
  return {
    report: report.name,
    title: titleOfReading({ ...reading, language: 'en' }),
    about: about?.id ?? null,
    date: register.today,
    fiscalYear: fiscal.name,
    queries,
    records: recordsOf(answers),
  };
}

function rowJson(row: Row): object {
  const values = [...row.values].map(([name, { value }]) => [name, plain(value)]);
  return { ...Object.fromEntries(values), ids: row.ids };
}

/** Records by their ids, integers as numbers. */
function plain(value: CelValue | undefined): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (typeof value.id === 'string' && typeof value.kind === 'string') return value.id;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]));
}

/** Ids of all records that the figures rest on. */
export function recordsOf(answers: Answers): string[] {
  return [...new Set([...answers.values()].flat().flatMap((row) => row.ids))].sort();
}

/** Where the figures come from, as Markdown: for each query its rows with the ids of their records. */
export function traceMarkdown(reading: ReportReading): string {
  const { report, answers } = reading;
  const sections = report.queries.flatMap((query) => {
    const rows = answers.get(query.name) ?? [];
    if (rows.length === 0) return [];
    const heading = `### ${query.title ?? query.name}`;
    // A plain row is its record: one line names them all.
    if (rows.every((row) => row.rows === undefined))
      return [heading, [...new Set(rows.flatMap((row) => row.ids))].join(', ')];
    const keys = keysOf(report, query);
    return [heading, rows.map((row) => `- ${rowName(reading, keys, row)}: ${idsText(row)}`).join('\n')];
  });
  return sections.length === 0 ? '' : ['## Where the figures come from', ...sections].join('\n\n');
}

/** What tells the groups of a query apart, where it made them or took them on. */
function keysOf(report: Report, query: Query): readonly string[] {
  if (query.group !== undefined) return query.group;
  const source = report.queries.find((each) => each.name === query.from[0]);
  return source === undefined ? [] : keysOf(report, source);
}

function idsText({ ids }: Row): string {
  return ids.length === 0 ? 'no record' : ids.join(', ');
}

/** A group by the values it has in common, without signs that Markdown would take for its own. */
function rowName(reading: ReportReading, group: readonly string[], row: Row): string {
  const words = group.map((name) => {
    const view = valueView(reading, name, row.values.get(name) ?? { value: undefined, source: undefined });
    const title = typeof view === 'object' && view !== null ? (view as { title_text?: unknown }).title_text : undefined;
    return view instanceof Gap ? 'none' : String(title ?? view);
  });
  return (
    words
      .join(' · ')
      .replace(/[^\p{L}\p{N}\s.,–·-]/gu, ' ')
      .trim() || 'all'
  );
}
