/** Check: the queries of a report name kinds and values that are there, and their expressions fit these. */
import type { Problem } from '../../errors.ts';
import type { TypedExpressions } from '../expressions/types.ts';
import type { Query, Report } from '../papers/report.ts';
import { readRecord } from '../records/record.ts';
import { type Field, fieldAt } from '../schemas/field.ts';
import type { Kind } from '../schemas/kind.ts';
import { nearest } from '../suggest.ts';
import type { Place } from '../value.ts';

/** What a row of a query has: its names with their fields, where these are known, and the kind of its record. */
interface RowType {
  readonly names: ReadonlyMap<string, Field | undefined>;
  readonly kind: Kind | undefined;
}

/** Code: `report-invalid`. */
export function reportProblems(
  report: Report,
  file: { readonly path: string; readonly text: string },
  kinds: readonly Kind[],
  typed: TypedExpressions,
): Problem[] {
  const read = readRecord(file.path, file.text);
  const problems: Problem[] = [];
  const slip = (place: Place, message: string, hint?: string): void => {
    const problem = { code: 'report-invalid', severity: 'error', file: file.path, ...read.positionOf(place) } as const;
    problems.push({ ...problem, path: place.join('.'), message, ...(hint === undefined ? {} : { hint }) });
  };
  const types = new Map<string, RowType>();
  for (const query of report.queries) types.set(query.name, checkQuery(query, types, kinds, typed, slip));
  return problems;
}

type Slip = (place: Place, message: string, hint?: string) => void;

function checkQuery(
  query: Query,
  earlier: ReadonlyMap<string, RowType>,
  kinds: readonly Kind[],
  typed: TypedExpressions,
  slip: Slip,
): RowType {
  const at = ['queries', query.name];
  for (const name of query.of) {
    if (kinds.some((kind) => kind.name === name)) continue;
    const near = nearest(
      name,
      kinds.map((kind) => kind.name),
    );
    slip([...at, 'of'], `There is no kind "${name}"`, near === undefined ? undefined : `did you mean ${near}?`);
  }
  const taken = sourceType(query, earlier, kinds);
  const names = new Map(taken.names);
  const record = taken.kind?.root;
  const check = (place: Place, expression: string | undefined, expected: 'bool' | 'any'): void => {
    if (expression === undefined) return;
    const message = typed.openError(expression, record, names, expected);
    if (message !== undefined) slip([...at, ...place], `${message} (in ${expression})`);
  };
  check(['where'], query.where, 'bool');
  for (const { name, expression } of query.for) {
    check(['for', name], expression, 'any');
    names.set(name, fieldOf(expression, record, names)?.item);
  }
  for (const { name, expression } of query.values) {
    check(['values', name], expression, 'any');
    names.set(name, undefined);
  }
  check(['keep'], query.keep, 'bool');
  check(['about'], query.about, 'any');
  for (const name of query.group ?? []) check(['group'], name, 'any');
  const result: RowType =
    query.group === undefined
      ? { names, kind: taken.kind }
      : { names: new Map(query.group.map((name) => [name, undefined])), kind: undefined };
  const after = new Map(result.names);
  for (const { name, expression } of query.totals) {
    const message = typed.openError(expression, undefined, after, 'any');
    if (message !== undefined) slip([...at, 'totals', name], `${message} (in ${expression})`);
    after.set(name, undefined);
  }
  query.sort.forEach((by) => {
    const expression = by.replace(/^-/, '');
    const message = typed.openError(expression, result.kind?.root, after, 'any');
    if (message !== undefined) slip([...at, 'sort'], `${message} (in ${expression})`);
  });
  return { names: after, kind: result.kind };
}

/** Of several sources the names that all have; of several kinds no field is known. */
function sourceType(query: Query, earlier: ReadonlyMap<string, RowType>, kinds: readonly Kind[]): RowType {
  const [kind, ...others] = kinds.filter((each) => query.of.includes(each.name));
  if (kind !== undefined && others.length === 0) return { names: new Map(), kind };
  if (kind !== undefined) {
    const shared = namesOf(kind).filter((name) => others.every((other) => namesOf(other).includes(name)));
    return { names: new Map(shared.map((name) => [name, undefined])), kind: undefined };
  }
  const sources = query.from.flatMap((name) => earlier.get(name) ?? []);
  const [first, ...more] = sources;
  if (first === undefined) return { names: new Map(), kind: undefined };
  if (more.length === 0) return first;
  const shared = [...first.names.keys()].filter((name) => more.every((source) => source.names.has(name)));
  return { names: new Map(shared.map((name) => [name, undefined])), kind: undefined };
}

function namesOf(kind: Kind): string[] {
  const fixed = ['id', 'kind', 'state', 'recorded', 'title_text'];
  const fields = kind.root.properties.map((field) => field.name);
  return [...fixed, ...fields, ...Object.keys(kind.annotations.derived ?? {})];
}

/** The field that a path of names leads to. */
function fieldOf(
  expression: string,
  record: Field | undefined,
  names: ReadonlyMap<string, Field | undefined>,
): Field | undefined {
  if (!/^[a-zA-Z_]\w*(?:\.\w+)*$/.test(expression)) return undefined;
  const [first = '', ...rest] = expression.split('.');
  const own = names.get(first);
  if (own !== undefined) return fieldAt(own, rest);
  if (record === undefined || names.has(first)) return undefined;
  return first === 'record' || first === 'self' ? fieldAt(record, rest) : fieldAt(record, [first, ...rest]);
}
