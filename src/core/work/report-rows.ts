/** The answers to the queries of a report: rows of values, each with the ids of the records it rests on. */
import { exitCodes, IrcError } from '../../errors.ts';
import { checkRecord } from '../checks/index.ts';
import { ExpressionError, type Scope } from '../expressions/expression.ts';
import { type CelMap, type CelValue, celKey, type Lookup } from '../expressions/values.ts';
import type { FiscalYear } from '../measures/calendar.ts';
import { compareDecimals } from '../measures/money.ts';
import type { Named, Query } from '../papers/report.ts';
import { readingOrder } from '../reading-order.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import type { Place } from '../value.ts';

/** A value of a row; `source`: the place of a record where it stands, if it is no more than that. */
export interface RowValue {
  readonly value: CelValue | undefined;
  readonly source: { readonly record: RecordEntry; readonly place: Place } | undefined;
}

export interface Row {
  readonly values: ReadonlyMap<string, RowValue>;
  /** The record that the row was made of; undefined for a group. */
  readonly record: RecordEntry | undefined;
  /** Ids of the records that the row rests on, in their order. */
  readonly ids: readonly string[];
  /** Of a group: the rows in it. */
  readonly rows: readonly Row[] | undefined;
}

/** The rows of each query by its name. */
export type Answers = ReadonlyMap<string, readonly Row[]>;

/** An expression that is no more than a path of names. */
const plainPath = /^[a-zA-Z_]\w*(?:\.\w+)*$/;

/**
 * Answers all queries in their order: of all records, or only of one and those that name it. Throws `report-failed` (exit 3) with the query and the
 * expression.
 */
export function answersOf(
  register: Register,
  queries: readonly Query[],
  fiscal: FiscalYear,
  about?: RecordEntry,
): Answers {
  const run = new Run(register, fiscal, about);
  for (const query of queries) run.answer(query);
  return run.answers;
}

class Run {
  readonly answers = new Map<string, readonly Row[]>();
  readonly #register: Register;
  readonly #about: RecordEntry | undefined;
  readonly #only: ReadonlySet<RecordEntry> | undefined;
  readonly #fiscal: CelMap;
  readonly #lookup: Lookup;
  readonly #maps = new WeakMap<Row, CelMap>();
  readonly #scopes = new WeakMap<Row, Scope & Record<string, CelValue>>();
  readonly #queries: CelMap = Object.create(null);

  constructor(register: Register, fiscal: FiscalYear, about: RecordEntry | undefined) {
    this.#register = register;
    this.#about = about;
    this.#only = about && new Set([about, ...register.linkedFrom(about.id)]);
    this.#fiscal = fiscalMap(fiscal);
    this.#lookup = { ...register.lookup, problems: (id) => problemsIn(register, id) };
  }

  answer(query: Query): void {
    const taken = this.#sources(query).filter((row) => query.where === undefined || this.#holds(query, 'where', row));
    const spread = query.for.reduce((rows, list) => rows.flatMap((row) => this.#through(query, row, list)), taken);
    const valued = query.values.length === 0 ? spread : spread.map((row) => this.#valued(query, row));
    const kept = valued.filter((row) => query.keep === undefined || this.#holds(query, 'keep', row));
    const own = kept.filter((row) => query.about === undefined || !this.#isOfAnother(query, query.about, row));
    const rows = query.group === undefined ? own : this.#groups(query, query.group, own);
    const sorted = this.#sorted(query, rows).slice(0, query.limit);
    this.answers.set(query.name, sorted);
    this.#queries[query.name] = sorted.map((row) => this.#map(row));
  }

  #sources(query: Query): Row[] {
    const all = query.of.flatMap((kind) => this.#register.ofKind(kind));
    const records = all.filter((record) => this.#only?.has(record) ?? true);
    const own = records.map((record) => ({ values: new Map(), record, ids: [record.id], rows: undefined }));
    return [...own, ...query.from.flatMap((name) => this.answers.get(name) ?? [])];
  }

  /** Whether a row is about another record of the kind of the one to which the report is narrowed. */
  #isOfAnother(query: Query, expression: string, row: Row): boolean {
    if (this.#about === undefined) return false;
    const value = this.#evaluated(query, 'about', row, expression);
    const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : value;
    const other = typeof id === 'string' ? this.#register.record(id) : undefined;
    return other?.kind === this.#about.kind && other.id !== this.#about.id;
  }

  /** A row for each item of the list; none where there is no list. */
  #through(query: Query, row: Row, { name, expression }: Named): Row[] {
    const { value, source } = this.#value(query, `for.${name}`, row, expression);
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) throw this.#failure(query, `for.${name}`, expression, 'gives no list');
    return value.map((item, index) => {
      const at = source === undefined ? undefined : { ...source, place: [...source.place, index] };
      return withValue(row, name, { value: item, source: at });
    });
  }

  #valued(query: Query, { values, ...row }: Row): Row {
    const next = { ...row, values: new Map(values) };
    this.#add(query, 'values', next, query.values);
    return next;
  }

  /** Adds values to a row that nobody has seen yet; each may use those before it. */
  #add(
    query: Query,
    word: 'values' | 'totals',
    row: Row & { values: Map<string, RowValue> },
    named: readonly Named[],
  ): void {
    for (const { name, expression } of named) {
      const value = this.#value(query, `${word}.${name}`, row, expression);
      row.values.set(name, value);
      for (const names of [this.#names(row), this.#map(row)]) {
        if (value.value === undefined || value.value === null) delete names[name];
        else names[name] = value.value;
      }
    }
  }

  #groups(query: Query, keys: readonly string[], rows: readonly Row[]): Row[] {
    const groups = new Map<string, Row[]>();
    if (keys.length === 0) groups.set('', []);
    const shared = new Map<string, ReadonlyMap<string, RowValue>>();
    for (const row of rows) {
      const values = keys.map(
        (name) => [name, row.values.get(name) ?? this.#value(query, 'group', row, name)] as const,
      );
      const key = values.map(([, { value }]) => celKey(value ?? null)).join('\n');
      if (!shared.has(key)) shared.set(key, new Map(values));
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [row]);
      else group.push(row);
    }
    return [...groups].map(([key, some]) => {
      const ids = [...new Set(some.flatMap((row) => row.ids))];
      const group = { values: new Map(shared.get(key) ?? []), record: undefined, ids, rows: some };
      this.#add(query, 'totals', group, query.totals);
      return group;
    });
  }

  #sorted(query: Query, rows: readonly Row[]): Row[] {
    const orders = query.sort.map((by) => ({ turn: by.startsWith('-') ? -1 : 1, expression: by.replace(/^-/, '') }));
    const keyed = rows.map((row) => ({
      row,
      keys: orders.map(({ expression }) => this.#value(query, 'sort', row, expression).value ?? undefined),
    }));
    keyed.sort((a, b) => {
      for (const [index, { turn }] of orders.entries()) {
        const [x, y] = [a.keys[index], b.keys[index]];
        if (x === undefined || y === undefined) {
          if (x !== y) return x === undefined ? 1 : -1;
        } else if (compared(x, y) !== 0) return compared(x, y) * turn;
      }
      return 0;
    });
    return keyed.map(({ row }) => row);
  }

  /** A path of names keeps the place where its value stands; below a value that is worked out there is none. */
  #value(query: Query, place: string, row: Row, expression: string): RowValue {
    const value = this.#evaluated(query, place, row, expression);
    if (!plainPath.test(expression)) return { value, source: undefined };
    const [first = '', ...rest] = expression.split('.');
    const own = row.values.get(first);
    if (own !== undefined) {
      const { source } = own;
      return { value, source: source && { ...source, place: [...source.place, ...rest] } };
    }
    if (row.record === undefined) return { value, source: undefined };
    if (first === 'record' || first === 'self') return { value, source: { record: row.record, place: rest } };
    return { value, source: fixedNames.has(first) ? undefined : { record: row.record, place: [first, ...rest] } };
  }

  #holds(query: Query, place: 'where' | 'keep', row: Row): boolean {
    const expression = query[place] ?? 'true';
    const value = this.#evaluated(query, place, row, expression);
    if (value === undefined) return false;
    if (typeof value !== 'boolean') throw this.#failure(query, place, expression, 'gives no true or false');
    return value;
  }

  #evaluated(query: Query, place: string, row: Row, expression: string): CelValue | undefined {
    try {
      return this.#register.expressions.openValue(expression, this.#names(row), this.#lookup) ?? undefined;
    } catch (error) {
      if (error instanceof ExpressionError) throw this.#failure(query, place, expression, error.message);
      throw error;
    }
  }

  /** All names that an expression over a row may use; made once, since a row is asked for each of its values. */
  #names(row: Row): Scope & Record<string, CelValue> {
    const known = this.#scopes.get(row);
    if (known !== undefined) return known;
    const self = row.record === undefined ? this.#map(row) : this.#register.view(row.record);
    const rows = row.rows === undefined ? {} : { rows: row.rows.map((each) => this.#map(each)) };
    const fixed = { ...this.#register.scopeOf(self), fiscal: this.#fiscal, queries: this.#queries, ...rows };
    const names = { ...fixed, ...this.#map(row) };
    this.#scopes.set(row, names);
    return names;
  }

  /** A row as expressions see it: its values, its record and the ids it rests on. */
  #map(row: Row): CelMap {
    const known = this.#maps.get(row);
    if (known !== undefined) return known;
    const map: CelMap = Object.create(null);
    for (const [name, { value }] of row.values) if (value !== undefined && value !== null) map[name] = value;
    map.ids = [...row.ids];
    if (row.record !== undefined) map.record = this.#register.view(row.record);
    this.#maps.set(row, map);
    return map;
  }

  #failure(query: Query, place: string, expression: string, message: string): IrcError {
    const what = `The query "${query.name}" cannot be answered: ${message}`;
    return new IrcError('report-failed', `${what} (in ${place}: ${expression}).`, {
      exitCode: exitCodes.mendFirst,
      hint: 'mend the report; docs/reports.md tells what it may ask',
    });
  }
}

/** Names that no value of a record stands behind. */
const fixedNames = new Set(['office', 'today', 'fiscal', 'queries', 'rows', 'ids']);

function withValue(row: Row, name: string, value: RowValue): Row {
  return { ...row, values: new Map([...row.values, [name, value]]) };
}

/** What the checks find in a record, as expressions see it. */
function problemsIn(register: Register, id: string): CelMap[] {
  const record = register.record(id);
  if (record === undefined) return [];
  return checkRecord(register, record).map(({ code, severity, message, hint, line, path }) => {
    return { code, severity, message, hint: hint ?? null, line: BigInt(line), path };
  });
}

/** Whether a report asks for what the checks find, so that they must be made ready. */
export function asksForProblems(queries: readonly Query[]): boolean {
  const expressions = queries.flatMap((query) => [
    ...[query.where ?? '', query.keep ?? ''],
    ...[...query.for, ...query.values, ...query.totals].map(({ expression }) => expression),
  ]);
  return expressions.some((expression) => /\bproblems\s*\(/.test(expression));
}

export function fiscalMap({ name, from, to }: FiscalYear): CelMap {
  return { name, year: BigInt(name.replace(/\D/g, '')), from, to };
}

/** Numbers by their size, money of one currency by its amount, all else as people read it. */
function compared(a: CelValue, b: CelValue): number {
  if (isNumber(a) && isNumber(b)) return Number(a) - Number(b);
  const [x, y] = [a, b].map((value) => (typeof value === 'object' && value !== null ? (value as CelMap) : {}));
  if (typeof x?.amount === 'string' && typeof y?.amount === 'string' && x.currency === y.currency)
    return compareDecimals(x.amount, y.amount);
  const [left, right] = [a, b].map((value) => (typeof value === 'object' ? celKey(value) : String(value)));
  return readingOrder(left ?? '', right ?? '');
}

function isNumber(value: CelValue): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}
