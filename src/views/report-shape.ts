/** The shape of what a report's template may name: the same names that `report-data.ts` gives, out of queries and schemas. */
import type { Query, Report } from '../core/papers/report.ts';
import { anything, below, group, itemOf, listOf, type Shape, value } from '../core/papers/template-shape.ts';
import type { Kind } from '../core/schemas/kind.ts';
import type { TemplateShapes } from './template-shape.ts';

type Names = ReadonlyMap<string, Shape>;

const plainPath = /^[a-zA-Z_]\w*(?:\.\w+)*$/;

/** The root of the template of a report. */
export function reportShape(report: Report, kinds: readonly Kind[], shapes: TemplateShapes): Shape {
  const rows = new Map<string, Names>();
  for (const query of report.queries) rows.set(query.name, rowNames(query, rows, kinds, shapes));
  const lists = [...rows].map(([name, names]) => [name, () => listOf(() => grouped(names))] as const);
  const fiscal = group(['name', 'year', 'from', 'to'].map((name) => [name, () => value] as const));
  const offices = kinds.filter((kind) => kind.annotations.singleton === 'office');
  return group([
    ...lists,
    ...['title', 'description', 'language', 'today'].map((name) => [name, () => value] as const),
    ['fiscal', () => fiscal],
    ['office', () => (offices[0] === undefined ? anything : shapes.record(offices[0]))],
  ]);
}

function rowNames(
  query: Query,
  earlier: ReadonlyMap<string, Names>,
  kinds: readonly Kind[],
  shapes: TemplateShapes,
): Names {
  const [kind, ...others] = kinds.filter((each) => query.of.includes(each.name));
  const [source = new Map<string, Shape>(), ...more] = query.from.map((name) => earlier.get(name) ?? new Map());
  const names = new Map<string, Shape>();
  // Of several sources no more is known of a value than that it has a name.
  for (const [name, shape] of source)
    if (more.every((each) => each.has(name))) names.set(name, more.length === 0 ? shape : anything);
  names.set(
    'ids',
    listOf(() => value),
  );
  if (kind !== undefined) names.set('record', others.length === 0 ? shapes.record(kind) : anything);
  for (const list of query.for) names.set(list.name, itemOf(shapeOf(list.expression, names)));
  for (const named of query.values) names.set(named.name, shapeOf(named.expression, names));
  if (query.group === undefined) return names;
  const all = new Map(names);
  return new Map([
    ...query.group.map((name) => [name, all.get(name) ?? shapeOf(name, all)] as const),
    ...query.totals.map(({ name }) => [name, anything] as const),
    ['ids', listOf(() => value)],
    ['rows', listOf(() => grouped(all))],
  ]);
}

/** Of what is more than a path of names nothing is known. */
function shapeOf(expression: string, names: Names): Shape {
  if (!plainPath.test(expression)) return anything;
  const [first = '', ...rest] = expression.split('.');
  const record = names.get('record');
  const own = first === 'self' ? record : names.get(first);
  const start = own ?? (record === undefined ? undefined : under(record, first));
  const found = rest.reduce<Shape | undefined>((at, name) => (at === undefined ? undefined : under(at, name)), start);
  return found ?? anything;
}

function under(shape: Shape, name: string): Shape | undefined {
  const found = below(shape, name);
  return 'shape' in found ? found.shape : undefined;
}

function grouped(names: Names): Shape {
  return group([...names].map(([name, shape]) => [name, () => shape] as const));
}
