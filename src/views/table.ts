/** Rows of records as a person reads them: columns as wide as they need; which are left out, and what is cut, where there is no room. */
import stringWidth from 'string-width';
import type { Style } from '../context.ts';
import type { CelMap, CelValue } from '../core/expressions/values.ts';
import { fieldType, printField } from '../core/fields/index.ts';
import { viewValue } from '../core/finding/query.ts';
import { formatMoney } from '../core/measures/money.ts';
import { stateTitle } from '../core/register/lifecycle.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { type Field, fieldAt, shortProperties } from '../core/schemas/field.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { valueAt } from '../core/value.ts';

export interface Column {
  readonly path: string;
  readonly heading: string;
  readonly alignRight: boolean;
  /** Columns that it has at least, or all that it wants where that is less; absent: as its values allow. */
  readonly least?: number;
}

/** The columns of a list: those named, else the schema's; the title always comes last, since only it may be cut. */
export function columnsOf(kind: Kind | undefined, named: readonly string[] | undefined): Column[] {
  const stated = kind?.annotations.columns ?? ['kind', 'state', 'title_text'];
  const paths = named ?? [
    'id',
    ...moveLast(
      stated.filter((path) => path !== 'id'),
      kind?.annotations.title,
    ),
  ];
  return paths.map((path) => columnOf(kind, path));
}

function moveLast(paths: readonly string[], last: string | undefined): string[] {
  return last !== undefined && paths.includes(last) ? [...paths.filter((path) => path !== last), last] : [...paths];
}

function columnOf(kind: Kind | undefined, path: string): Column {
  const field = kind === undefined ? undefined : fieldAt(kind.root, path.split('.'));
  const derived = kind?.annotations.derived?.[path];
  const known = (
    { id: 'ID', kind: 'Kind', state: 'State', recorded: 'Recorded', title_text: 'Title' } as Record<string, string>
  )[path];
  const parent = kind === undefined ? undefined : fieldAt(kind.root, path.split('.').slice(0, -1));
  const isShort = parent !== undefined && field !== undefined && shortProperties(parent)[0] === field;
  return {
    path,
    heading: (isShort ? parent.title : (known ?? derived?.title ?? field?.title ?? path)).toUpperCase(),
    alignRight: (field !== undefined && fieldType(field).alignRight === true) || numbers.has(derived?.type ?? 'text'),
  };
}

const numbers = new Set(['integer', 'number', 'money']);

/** A cell: dates stay ISO, since they sort; `–` where there is nothing. */
export function cellText(register: Register, record: RecordEntry, path: string): string {
  if (path === 'state' || path === 'recorded') {
    return (
      stateTitle(record.kind, path === 'state' ? register.state(record) : register.recorded(record)).toLowerCase() ||
      '–'
    );
  }
  const steps = path.split('.');
  const field: Field | undefined = fieldAt(record.kind.root, steps);
  const stored = valueAt(record.value, steps);
  if (field !== undefined && stored !== undefined) {
    if (field.type === 'date' || field.type === 'partial-date') return lineSafe(String(stored));
    return lineSafe(printField(field, stored, { register, language: 'en' })) || '–';
  }
  return lineSafe(derivedText(viewValue(register, record, steps))) || '–';
}

/** A derived value in one line; amounts with their currency. */
export function derivedText(value: CelValue | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value))
    return value
      .map(derivedText)
      .filter((text) => text !== '')
      .join(' · ');
  if (typeof value === 'object') {
    const map = value as CelMap;
    if (typeof map.amount === 'string' && typeof map.currency === 'string') {
      return formatMoney({ amount: map.amount, currency: map.currency });
    }
    return String(map.title_text ?? map.id ?? '');
  }
  return String(value);
}

interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * The columns for which there is room, and those that are left out so that the last, which says what a row is about,
 * stays readable: first what no row has, then from behind, since a kind names the important ones first. `first`: what
 * goes before all others. Ids and the last column stay.
 */
export function tableWithin(
  table: Table,
  width: number,
  first: readonly string[] = [],
): Table & { readonly leftOut: readonly Column[] } {
  const { columns, rows } = table;
  const least = leastWidths(table, wantedWidths(table));
  const isEmpty = (index: number): boolean => rows.every((row) => row[index] === '–');
  const inOrder = columns
    .map(({ path }, index) => ({ path, index }))
    .slice(0, -1)
    .filter(({ path }) => path !== 'id')
    .reverse();
  const rank = ({ path, index }: { path: string; index: number }): number =>
    first.includes(path) ? first.indexOf(path) - first.length : isEmpty(index) ? 0 : 1;
  const out = new Set<number>();
  const room = (): number => least.reduce((total, each, index) => total + (out.has(index) ? 0 : each + 2), -2);
  for (const column of inOrder.sort((a, b) => rank(a) - rank(b))) {
    if (room() <= width) break;
    out.add(column.index);
  }
  return {
    columns: columns.filter((_, index) => !out.has(index)),
    rows: out.size === 0 ? rows : rows.map((row) => row.filter((_, index) => !out.has(index))),
    leftOut: columns.filter((_, index) => out.has(index)),
  };
}

/** A table of text in the width of the terminal: the last column is cut, and where that is not enough the widest ones. */
export function tableText(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  style: Style,
): string {
  const [head = '', ...lines] = tableLines({ columns, rows }, width, (text, room) => [cutTo(text, room)]);
  return `${[style.dim(head), ...lines].join('\n')}\n`;
}

/** The heading, then each row; `inRoom` makes of the last cell the one line or more for which there is room. */
export function tableLines(
  { columns, rows }: Table,
  width: number,
  inRoom: (text: string, room: number) => readonly string[],
): string[] {
  const widths = fitted({ columns, rows }, width);
  const before = beforeLast(widths);
  const line = (cells: readonly string[]): string => {
    const shown = cells.slice(0, -1).map((cell, index) => {
      const cut = cutTo(cell, widths[index] ?? 0);
      return (columns[index]?.alignRight === true ? padStart : padTo)(cut, widths[index] ?? 0);
    });
    const last = inRoom(cells.at(-1) ?? '', Math.max(narrowest, width - before)).join(`\n${' '.repeat(before)}`);
    return [...shown, last].join('  ').trimEnd();
  };
  return [columns.map((column) => column.heading), ...rows].map(line);
}

/** A column of words is not cut below this. */
const narrowest = 12;
/** The last column is not cut below this, as long as another can be left out. */
const readable = 20;

function wantedWidths({ columns, rows }: Table): number[] {
  return columns.map((column, index) =>
    Math.max(stringWidth(column.heading), ...rows.map((row) => stringWidth(row[index] ?? ''))),
  );
}

/** Ids, which are copied, and numbers, which mislead when cut, stay whole. */
function leastWidths({ columns, rows }: Table, wanted: readonly number[]): number[] {
  return wanted.map((own, index) => {
    const column = columns[index];
    if (column?.least !== undefined) return Math.min(own, column.least);
    if (index === columns.length - 1) return Math.min(own, readable);
    if (column?.path === 'id' || column?.alignRight === true) return own;
    return rows.every((row) => figures.test(row[index] ?? '')) ? own : Math.min(own, narrowest);
  });
}

/** Dates, figures and amounts, one or more in a cell; or nothing. */
const figures = /^(–|([A-Z]{3} )?-?\d[\d.,-]*( · ([A-Z]{3} )?-?\d[\d.,-]*)*)$/;

/** Widths that leave room for the last column: the widest is cut first. */
function fitted(table: Table, width: number): number[] {
  const widths = wantedWidths(table);
  const least = leastWidths(table, widths);
  const last = least.at(-1) ?? 0;
  for (let excess = beforeLast(widths) + last - width; excess > 0; excess -= 1) {
    let widest: number | undefined;
    for (const [index, own] of widths.slice(0, -1).entries()) {
      if (own <= (least[index] ?? 0)) continue;
      if (widest === undefined || own > (widths[widest] ?? 0)) widest = index;
    }
    if (widest === undefined) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

/** Where the last column begins. */
function beforeLast(widths: readonly number[]): number {
  return widths.slice(0, -1).reduce((total, each) => total + each + 2, 0);
}

/** Tells which columns there was no room for, and how they are seen. */
export function leftOutText(headings: readonly string[]): string {
  return `No room for ${headings.join(', ')}: --wide shows all\n`;
}

/** The text with spaces behind it to a number of columns of the terminal, which a letter may take none or two of. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - stringWidth(text))) + text;
}

/** The text cut to a number of columns, with `…` where something was left out. */
export function cutTo(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const letter of text) {
    const size = stringWidth(letter);
    if (used + size > width - 1) break;
    kept += letter;
    used += size;
  }
  return `${kept.trimEnd()}…`;
}
