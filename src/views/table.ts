/** Rows of records as a person reads them: columns as wide as they need, only the last one cut. */
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
    alignRight: field !== undefined && fieldType(field).alignRight === true,
  };
}

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
  if (Array.isArray(value)) return value.map(derivedText).join(' · ');
  if (typeof value === 'object') {
    const map = value as CelMap;
    if (typeof map.amount === 'string' && typeof map.currency === 'string') {
      return formatMoney({ amount: map.amount, currency: map.currency });
    }
    return String(map.title_text ?? map.id ?? '');
  }
  return String(value);
}

/** A table of text in the width of the terminal: the last column is cut, and where that is not enough the widest ones. */
export function tableText(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  style: Style,
): string {
  const wanted = columns.map((column, index) =>
    Math.max(stringWidth(column.heading), ...rows.map((row) => stringWidth(row[index] ?? ''))),
  );
  const widths = fitted(columns, wanted, width);
  const room = Math.max(narrowest, width - beforeLast(widths));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => {
        if (index === columns.length - 1) return cutTo(cell, room);
        const shown = cutTo(cell, widths[index] ?? 0);
        return columns[index]?.alignRight === true
          ? padStart(shown, widths[index] ?? 0)
          : padTo(shown, widths[index] ?? 0);
      })
      .join('  ')
      .trimEnd();
  return `${[style.dim(line(columns.map((column) => column.heading))), ...rows.map(line)].join('\n')}\n`;
}

/** A column of words is not cut below this. */
const narrowest = 12;

/** Widths that leave room for the last column. Ids, which are copied, and numbers, which mislead when cut, stay whole. */
function fitted(columns: readonly Column[], wanted: readonly number[], width: number): number[] {
  const widths = [...wanted];
  for (let excess = beforeLast(widths) + narrowest - width; excess > 0; excess -= 1) {
    let widest: number | undefined;
    for (const [index, { path, alignRight }] of columns.slice(0, -1).entries()) {
      const own = widths[index] ?? 0;
      if (path === 'id' || alignRight || own <= narrowest) continue;
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
