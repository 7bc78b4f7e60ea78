/** What hangs on a record as a tree of lines, and as JSON. */
import stringWidth from 'string-width';
import type { Style } from '../context.ts';
import { formatDate } from '../core/measures/date-format.ts';
import { formatMoney } from '../core/measures/money.ts';
import { stateTitle } from '../core/register/lifecycle.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import type { AgendaEntry } from '../core/work/agenda.ts';
import type { Dependent, Impact } from '../core/work/impact.ts';
import { padTo } from './table.ts';

/** The tree, then what is at stake and what falls due under all of it. */
export function impactText(register: Register, record: RecordEntry, impact: Impact, style: Style): string {
  const state = stateTitle(record.kind, register.state(record)).toLowerCase();
  const head = [style.bold(record.id), state, lineSafe(register.title(record))].filter((part) => part !== '');
  const lines = [
    head.join(' · '),
    ...(impact.dependents.length === 0 ? ['Nothing hangs on it.'] : [style.dim('If it lapses')]),
    ...impact.dependents.flatMap((each) => dependentLines(register, each, 1, style)),
    ...(impact.stake.length === 0
      ? []
      : [`${style.dim('At stake'.padEnd(14))}${impact.stake.map(formatMoney).join(' · ')}`]),
    ...(impact.due.length === 0 ? [] : [style.dim('Falls due')]),
    ...dueLines(impact.due),
    ...(impact.over.length === 0
      ? []
      : [`${style.dim('Over already'.padEnd(14))}${impact.over.map(({ id }) => id).join(', ')}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** An entry a row, in columns as in the agenda; what is to be done comes last, with whose it is. */
function dueLines(due: readonly AgendaEntry[]): string[] {
  const rows = due.map(({ lastDayToAct, record, what, who }) => [
    lastDayToAct,
    formatDate(lastDayToAct, 'en', 'ethiopian-column'),
    record.id,
    lineSafe(who === undefined ? what : `${what} · ${who}`),
  ]);
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => stringWidth(row[column] ?? ''))));
  return rows.map((row) => {
    const cells = row.map((cell, column) => (column === row.length - 1 ? cell : padTo(cell, widths[column] ?? 0)));
    return `  ${cells.join('  ')}`;
  });
}

function dependentLines(register: Register, dependent: Dependent, level: number, style: Style): string[] {
  const { record, fields, reasons, stake, isRepeated, dependents } = dependent;
  const indent = '  '.repeat(level);
  const words = [
    fields.join(', '),
    stateTitle(record.kind, register.state(record)).toLowerCase(),
    ...reasons.map(lineSafe),
    ...(stake.length === 0 ? [] : [stake.map(formatMoney).join(', ')]),
    isRepeated ? 'see above' : lineSafe(register.title(record)),
  ].filter((part) => part !== '');
  return [
    `${indent}${record.id}  ${style.dim(words.join(' · '))}`,
    ...dependents.flatMap((each) => dependentLines(register, each, level + 1, style)),
  ];
}

/** `{id, kind, state, dependents, stake, due, over}`; a dependent has its fields, reasons and dependents. */
export function impactJson(register: Register, record: RecordEntry, { dependents, stake, due, over }: Impact): object {
  return {
    ...identity(register, record),
    dependents: dependents.map((each) => dependentJson(register, each)),
    stake,
    due: due.map(({ record: of, date, lastDayToAct, what, who }) => ({
      ...{ date, lastDayToAct, id: of.id, kind: of.kind.name, what },
      ...(who === undefined ? {} : { who }),
    })),
    over: over.map((each) => identity(register, each)),
  };
}

function dependentJson(register: Register, dependent: Dependent): object {
  const { record, fields, reasons, stake, isRepeated, dependents } = dependent;
  return {
    ...identity(register, record),
    ...{ fields, reasons, stake },
    ...(isRepeated ? { repeated: true } : {}),
    dependents: dependents.map((each) => dependentJson(register, each)),
  };
}

function identity(register: Register, record: RecordEntry): object {
  const state = register.state(record);
  return { id: record.id, kind: record.kind.name, ...(state === undefined ? {} : { state }) };
}
