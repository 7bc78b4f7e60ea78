import { Command } from 'commander';
import type { Context, Workspace } from '../context.ts';
import { sortRecords } from '../core/finding/query.ts';
import { filterRecords } from '../core/finding/where.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { fieldAt } from '../core/schemas/field.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { nearest } from '../core/suggest.ts';
import { usageError } from '../errors.ts';
import { fileLink } from '../views/hyperlinks.ts';
import { count } from '../views/problems.ts';
import { recordJson } from '../views/record-json.ts';
import { type Column, cellText, columnsOf, leftOutText, tableText, tableWithin } from '../views/table.ts';
import { workspaceAt } from './at.ts';
import { kindNamed } from './lookup.ts';

interface ListOptions {
  readonly where?: string;
  readonly sort?: string;
  readonly columns?: string;
  readonly group?: string;
  readonly wide?: boolean;
  readonly csv?: boolean;
  readonly at?: string;
}

export function listCommand(context: Context): Command {
  return new Command('list')
    .summary('list records')
    .description('Lists the records of a kind, or of all kinds, one in a line.')
    .argument('[kind]', 'kind or its plural, such as agreements')
    .option('--where <cel>', "only those for which it holds, such as state == 'in_force'")
    .option('--sort <field>', 'sort by a field; -field turns the order')
    .option('--columns <fields>', 'fields to show, with commas between')
    .option('--wide', 'all columns, and nothing cut, however wide')
    .option('--group <field>', 'only count: how many records have each value of a field')
    .option('--csv', 'print for a spreadsheet')
    .option('--at <when>', 'as it was: a day in either calendar, or a commit, branch or tag')
    .addHelpText(
      'after',
      `
Examples:
  irc list agreements
  irc list agreements --where "state == 'in_force'" --sort expires
  irc list agreements --group state
  irc list partners --columns id,country,names.official.en --csv > partners.csv
  irc list agreements --at 2026-07-07`,
    )
    .action((kind: string | undefined, options: ListOptions) => list(context, kind, options));
}

/** Lists records. Rejects with `unknown-kind`, `unknown-field`, `where-invalid` and what `workspaceAt` refuses. */
export async function list(context: Context, word: string | undefined, options: ListOptions): Promise<void> {
  const workspace = await workspaceAt(context, await context.openWorkspace('read'), options.at);
  const { register } = workspace;
  const kind = word === undefined ? undefined : kindNamed(workspace, word);
  const all =
    kind === undefined
      ? register.records.filter((record) => record.kind.annotations.singleton === undefined)
      : register.ofKind(kind.name);
  const filtered = options.where === undefined ? [...all] : filterRecords(register, all, options.where);
  if (options.sort !== undefined) checkFields(workspace, kind, [options.sort.replace(/^-/, '')]);
  const records = options.sort === undefined ? filtered : sortRecords(register, filtered, options.sort);
  const named = options.columns?.split(',').map((path) => path.trim());
  if (named !== undefined) checkFields(workspace, kind, named);
  const { terminal } = context;
  if (options.group !== undefined) {
    await printGroups(context, workspace, kind, records, options.group, options.csv === true);
    return;
  }
  if (context.options.json) {
    terminal.out(
      `${JSON.stringify(
        records.map((record) => recordJson(register, record)),
        undefined,
        2,
      )}\n`,
    );
    return;
  }
  if (records.length > 0) {
    const columns = columnsOf(kind, named);
    const rows = records.map((record) => columns.map((column) => cellText(register, record, column.path)));
    if (options.csv === true) terminal.data(await csvText(columns, rows));
    else {
      if (options.at === undefined) linkIds(context, workspace, columns, records, rows);
      printTable(context, { columns, rows }, { isWide: options.wide === true, isNamed: named !== undefined });
    }
  }
  terminal.say(`${closing(workspace, kind, all, records, options)}\n`);
}

/** Columns that were asked for are all shown; of the others, those for which there is room. */
function printTable(
  { terminal }: Context,
  table: { readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] },
  { isWide, isNamed }: { readonly isWide: boolean; readonly isNamed: boolean },
): void {
  const { style } = terminal;
  if (isWide) {
    terminal.data(tableText(table.columns, table.rows, Number.POSITIVE_INFINITY, style));
    return;
  }
  const within = isNamed ? { ...table, leftOut: [] } : tableWithin(table, terminal.columns);
  terminal.out(tableText(within.columns, within.rows, terminal.columns, style));
  if (within.leftOut.length > 0) terminal.say(leftOutText(within.leftOut.map(({ heading }) => heading)));
}

/** Lets each id lead to the file of its record. */
function linkIds(
  { terminal }: Context,
  { root }: Workspace,
  columns: readonly Column[],
  records: readonly RecordEntry[],
  rows: readonly string[][],
): void {
  const at = columns.findIndex((column) => column.path === 'id');
  // The last column may be cut, and a link with it.
  if (at < 0 || at === columns.length - 1) return;
  for (const [index, record] of records.entries()) {
    const row = rows[index];
    if (row !== undefined) row[at] = fileLink(terminal.style, root, record.file, row[at]);
  }
}

/** How many records there are for each value of a field, the most first. */
async function printGroups(
  context: Context,
  workspace: Workspace,
  kind: Kind | undefined,
  records: readonly RecordEntry[],
  field: string,
  isCsv: boolean,
): Promise<void> {
  checkFields(workspace, kind, [field]);
  const counts = new Map<string, number>();
  for (const record of records) {
    const cell = cellText(workspace.register, record, field);
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const groups = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const { terminal } = context;
  if (context.options.json) {
    terminal.out(
      `${JSON.stringify(
        groups.map(([value, records]) => ({ value, records })),
        undefined,
        2,
      )}\n`,
    );
    return;
  }
  const [column] = columnsOf(kind, [field]);
  const columns = [
    { path: 'records', heading: 'RECORDS', alignRight: true },
    { path: field, heading: column?.heading ?? field, alignRight: false },
  ];
  const rows = groups.map(([value, number]) => [String(number), value]);
  if (isCsv) terminal.data(await csvText(columns, rows));
  else terminal.out(tableText(columns, rows, terminal.columns, terminal.style));
}

async function csvText(columns: readonly Column[], rows: readonly (readonly string[])[]): Promise<string> {
  const { writeCsv } = await import('../formats/csv.ts');
  return writeCsv(
    columns.map((column) => column.heading),
    rows.map((row) => row.map((cell) => (cell === '–' ? '' : cell))),
  );
}

function checkFields(workspace: Workspace, kind: Kind | undefined, paths: readonly string[]): void {
  const kinds = kind === undefined ? workspace.kinds.kinds : [kind];
  const fixed = ['id', 'kind', 'state', 'recorded', 'title_text'];
  for (const path of paths) {
    const known = fixed.includes(path) || kinds.some((entry) => isField(entry, path));
    if (known) continue;
    const names = [
      ...fixed,
      ...kinds.flatMap((entry) => [
        ...entry.root.properties.map((field) => field.name),
        ...Object.keys(entry.annotations.derived ?? {}),
      ]),
    ];
    const near = nearest(path, names);
    throw usageError(
      'unknown-field',
      `There is no field "${path}"${kind === undefined ? '' : ` in ${kind.plural}`}.`,
      near === undefined ? `fields: ${[...new Set(names)].join(', ')}` : `did you mean ${near}?`,
    );
  }
}

function isField(kind: Kind, path: string): boolean {
  return (
    fieldAt(kind.root, path.split('.')) !== undefined ||
    Object.hasOwn(kind.annotations.derived ?? {}, path.split('.')[0] ?? '')
  );
}

/** "20 agreements: 1 in force, 19 signed": how many, and where they stand. */
function closing(
  workspace: Workspace,
  kind: Kind | undefined,
  all: readonly RecordEntry[],
  shown: readonly RecordEntry[],
  options: ListOptions,
): string {
  const { register } = workspace;
  const noun = (number: number): string =>
    kind === undefined ? count(number, 'record') : `${number} ${number === 1 ? kind.title.toLowerCase() : kind.plural}`;
  const states = (records: readonly RecordEntry[]): Map<string, number> => {
    const found = new Map<string, number>();
    for (const record of records) {
      const state = register.state(record);
      if (state !== undefined) found.set(state, (found.get(state) ?? 0) + 1);
    }
    return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  if (shown.length === 0 && options.where !== undefined) {
    const used = [...states(all).keys()].join(', ');
    return `None of ${noun(all.length)} matches.${used === '' ? '' : ` States in use: ${used}.`}`;
  }
  const parts = [...states(shown)].map(([state, number]) => `${number} ${state.replaceAll('_', ' ')}`);
  return `${noun(shown.length)}${kind !== undefined && parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
}
