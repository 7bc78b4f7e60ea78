import { Command } from 'commander';
import type { LoggedCommit, Past } from '../context/past.ts';
import type { Context, Workspace } from '../context.ts';
import {
  changesOfStep,
  type FileStep,
  followFile,
  type NamedField,
  namedField,
  type ReadPast,
  recordSteps,
} from '../core/differences/log.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { formerIds } from '../core/schemas/common-fields.ts';
import { nearest } from '../core/suggest.ts';
import { usageError } from '../errors.ts';
import { type FieldLogEntry, fieldLogJson, fieldLogText, type LogEntry, logJson, logText } from '../views/log-text.ts';
import { pastReader, recordOrFormer } from './past-records.ts';

interface LogOptions {
  readonly field?: string;
  readonly limit: string;
}

export function logCommand(context: Context): Command {
  return new Command('log')
    .summary('show who changed what, and when')
    .description('Shows the commits that changed a record, or the whole register, and what each changed in words.')
    .argument('[id]', 'id of a record, also of one that was renamed or removed')
    .option('--field <field>', 'only what one field was and became, such as termination.notice_months')
    .option('--limit <number>', 'at most so many commits', '20')
    .addHelpText(
      'after',
      `
Examples:
  irc log                               the last changes
  irc log mou-2026-unesco
  irc log mou-2026-unesco --field termination.notice_months`,
    )
    .action((id: string | undefined, options: LogOptions) => log(context, id, options));
}

/** Prints past changes. Rejects with `unknown-record`, `unknown-field` and `option-invalid`. */
async function log(context: Context, id: string | undefined, options: LogOptions): Promise<void> {
  const limit = /^[1-9]\d{0,5}$/.test(options.limit) ? Number(options.limit) : undefined;
  if (limit === undefined) throw usageError('option-invalid', `--limit ${options.limit} is no number of commits.`);
  if (options.field !== undefined && id === undefined)
    throw usageError('record-missing', 'Of which record?', `irc log ID --field ${options.field}`);
  const workspace = await context.openWorkspace('read');
  const past = await workspace.past();
  if (id === undefined) await logOfRegister(context, workspace, past, limit);
  else await logOfRecord(context, workspace, past, id, options.field, limit);
}

const folders = ['records'];

async function logOfRegister(context: Context, workspace: Workspace, past: Past, limit: number): Promise<void> {
  // One more than is shown tells whether there are more.
  const commits = await past.log({ folders, limit: limit + 1 });
  const shown = commits.slice(0, limit);
  const read = await pastReader(
    workspace,
    past,
    shown.flatMap(({ files }) => files),
  );
  const entries = shown.map((commit): LogEntry => ({ commit, records: recordSteps(commit.files, read) }));
  tell(context, workspace, past, entries, commits.length > limit, false);
}

async function logOfRecord(
  context: Context,
  workspace: Workspace,
  past: Past,
  id: string,
  path: string | undefined,
  limit: number,
): Promise<void> {
  const commits = await past.log({ folders });
  const record = recordOrFormer(workspace, id);
  const file = record?.file ?? lastFileOf(commits, id);
  if (file === undefined) throw unknownRecord(workspace, id);
  const former = record === undefined ? [] : formerIds(record.value);
  const steps = followFile(commits, file, (other) => former.some((name) => other.endsWith(`/${name}.yaml`)));
  const kept = path === undefined ? steps.slice(0, limit) : steps;
  const read = await pastReader(
    workspace,
    past,
    kept.map(({ step }) => step),
  );
  if (path !== undefined) {
    const entries = fieldEntries(record, kept, path, read, limit);
    tellField(context, workspace, past, entries);
    return;
  }
  const entries = kept
    .map(({ commit, step }): LogEntry => ({ commit, records: recordSteps([step], read) }))
    // A merge that only joined what the commits of its sides tell.
    .filter(({ commit, records }) => records.length > 0 || commit.parents.length < 2);
  tell(context, workspace, past, entries, steps.length > limit, true);
}

/** Newest first, and no more states are read than it takes to find them. */
function fieldEntries(
  record: RecordEntry | undefined,
  steps: readonly { readonly commit: LoggedCommit; readonly step: FileStep }[],
  path: string,
  read: ReadPast,
  limit: number,
): FieldLogEntry[] {
  const entries: FieldLogEntry[] = [];
  let field: NamedField | undefined;
  for (const { commit, step } of steps) {
    const known = record ?? read(step.path, step.after) ?? read(step.from, step.before);
    if (known === undefined) continue;
    field ??= namedField(known.kind.root, known.value, path);
    for (const change of changesOfStep(field, step, read)) entries.push({ commit, path: field.path, change });
    if (entries.length >= limit) break;
  }
  return entries;
}

/** Where the last commit that knows the id has, or had, its record; moved in that commit, the path that it moved to. */
export function lastFileOf(commits: readonly LoggedCommit[], id: string): string | undefined {
  const ending = `/${id}.yaml`;
  return commits.flatMap(({ files }) => files).find(({ path, from }) => path.endsWith(ending) || from.endsWith(ending))
    ?.path;
}

function unknownRecord(workspace: Workspace, id: string): Error {
  const near = nearest(id, workspace.register.ids);
  return usageError(
    'unknown-record',
    `There is no record "${id}", and no commit has one.`,
    near === undefined ? 'all records: irc list' : `did you mean ${near}?`,
  );
}

function tell(
  context: Context,
  workspace: Workspace,
  past: Past,
  entries: readonly LogEntry[],
  hasMore: boolean,
  isOfOne: boolean,
): void {
  const { terminal } = context;
  const sides = { old: workspace.register, next: workspace.register };
  if (context.options.json) terminal.out(`${JSON.stringify(logJson(entries), undefined, 2)}\n`);
  else terminal.out(logText(sides, entries, terminal.style, isOfOne));
  if (entries.length === 0 && !past.isShallow) terminal.say('Nothing is committed yet.\n');
  if (hasMore) terminal.say(`Older changes: --limit ${entries.length * 5}\n`);
  else tellShallow(context, past);
}

function tellField(context: Context, workspace: Workspace, past: Past, entries: readonly FieldLogEntry[]): void {
  const { terminal } = context;
  const sides = { old: workspace.register, next: workspace.register };
  if (context.options.json) terminal.out(`${JSON.stringify(fieldLogJson(entries), undefined, 2)}\n`);
  else terminal.out(fieldLogText(sides, entries, terminal.style));
  if (entries.length === 0 && !past.isShallow) terminal.say('No commit has set it.\n');
  tellShallow(context, past);
}

function tellShallow(context: Context, past: Past): void {
  if (past.isShallow) context.terminal.say('This clone is shallow; older changes: git fetch --unshallow\n');
}
