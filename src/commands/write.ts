/** What all commands that write share: show or apply a proposal, and say what was done. */
import type { Command } from 'commander';
import type { ByteEdit, Context, NewFile, Workspace } from '../context.ts';
import { changeLine } from '../core/changes/commit-message.ts';
import type { Proposal } from '../core/changes/proposal.ts';
import type { RecordChange } from '../core/differences/registers.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { exitCodes, IrcError, type Problem } from '../errors.ts';
import { problemLine } from '../views/problems.ts';
import { proposalText, writeJson } from '../views/write-text.ts';

export interface WriteOptions {
  readonly dryRun?: boolean;
  readonly commit: boolean;
  readonly message?: string;
  readonly yes?: boolean;
}

/** The options that every writing command has. */
export function withWriteOptions(command: Command): Command {
  return command
    .option('-n, --dry-run', 'show the change and write nothing')
    .option('--no-commit', 'write the files and leave the commit to you')
    .option('--message <text>', 'subject of the commit, instead of the one that irc writes')
    .option('-y, --yes', 'save without asking, also where there are warnings');
}

export interface Written {
  readonly commit: string | undefined;
  readonly documents: readonly string[];
  /** The documents on one line. */
  readonly inShort?: string | undefined;
}

/** What some writes do beyond records and new files. */
interface SaveWays {
  /** Asked in a terminal also where there is no warning. */
  readonly question?: string;
  readonly byteEdits?: readonly ByteEdit[];
}

/**
 * Refuses a proposal that adds errors; shows it under `--dry-run`; else writes it, with new files that are not text. Gives undefined where nothing was
 * written. Rejects with `records-have-errors` (exit 1) and with what `apply` refuses.
 */
export async function carryOut(
  context: Context,
  workspace: Workspace,
  proposal: Proposal,
  options: WriteOptions,
  files: readonly NewFile[] = [],
  ways: SaveWays = {},
): Promise<Written | undefined> {
  refuseErrors(context, workspace, proposal);
  const { terminal } = context;
  if (options.dryRun === true) {
    if (context.options.json) terminal.out(`${JSON.stringify(writeJson.dryRun(proposal), undefined, 2)}\n`);
    else terminal.out(proposalText(proposal, terminal.style));
    for (const warning of proposal.warnings) terminal.err(`${problemLine(warning, terminal.style)}\n`);
    terminal.say('Nothing was written (--dry-run).\n');
    return undefined;
  }
  for (const warning of proposal.warnings) terminal.err(`${problemLine(warning, terminal.style)}\n`);
  const question = ways.question ?? (proposal.warnings.length > 0 ? 'Save all the same' : undefined);
  const isAsked = question !== undefined && terminal.interactive && options.yes !== true;
  if (isAsked && !(await askedToSave(context, question))) {
    terminal.say('Nothing was saved.\n');
    return undefined;
  }
  const message =
    options.message === undefined ? proposal.plan.message : { ...proposal.plan.message, subject: options.message };
  const applied = await workspace.apply(
    { ...proposal.plan, message },
    {
      ...{ commit: options.commit, files },
      ...(ways.byteEdits === undefined ? {} : { byteEdits: ways.byteEdits }),
    },
  );
  for (const remark of applied.remarks) terminal.err(`${terminal.style.yellow('!')} ${lineSafe(remark)}\n`);
  return { commit: applied.commit, documents: [] };
}

/** Asks once. Warnings are no reason to refuse: without a terminal they are shown, and the write goes on. */
export async function askedToSave(context: Context, message: string): Promise<boolean> {
  const prompt = await context.openPrompt();
  const answer = await prompt.select({
    message,
    help: 'Yes does what is shown above; no leaves all as it is. A warning does not make a record wrong, but someone should have looked at it.',
    canGoBack: false,
    choices: [
      { value: 'yes', name: 'yes' },
      { value: 'no', name: 'no' },
    ],
    default: undefined,
  });
  return 'answer' in answer && answer.answer === 'yes';
}

/** Throws `records-have-errors` where a proposal adds errors, and `schema-invalid`. */
export function refuseErrors(context: Context, workspace: Workspace, proposal: Proposal): void {
  refuseSchemaSlips(workspace, new Set(proposal.changes.map((change) => change.kind)));
  if (proposal.errors.length > 0) throw refusal(proposal.errors, context);
}

/** A kind whose schema has a slip is read, but not written. Throws `schema-invalid`. */
export function refuseSchemaSlips(workspace: Workspace, kinds: ReadonlySet<string>): void {
  const files = new Set(workspace.kinds.kinds.filter((kind) => kinds.has(kind.name)).map((kind) => kind.schemaFile));
  const slips = workspace.schemaProblems(files);
  const [first] = slips;
  if (first === undefined) return;
  throw new IrcError(
    'schema-invalid',
    `${first.file}:${first.line}:${first.column}: ${first.message}. Nothing was saved.`,
    {
      exitCode: exitCodes.mendFirst,
      hint: 'mend the schema (irc validate shows all), then do this again',
      problems: slips,
    },
  );
}

function refusal(errors: readonly Problem[], context: Context): IrcError {
  const details = errors.flatMap((problem) => [
    `${problem.file}: ${problem.code}: ${problem.message}`,
    ...(problem.hint === undefined ? [] : [`  ${problem.hint}`]),
  ]);
  const number = errors.length === 1 ? '1 error' : `${errors.length} errors`;
  return new IrcError('records-have-errors', `This would add ${number} to the records. Nothing was saved.`, {
    exitCode: exitCodes.recordsHaveErrors,
    details: context.options.json ? [] : details,
    problems: errors,
  });
}

/** What was written, for a person or as JSON. */
export function tellWritten(context: Context, proposal: Proposal, written: Written, next?: string): void {
  const { terminal } = context;
  const [main] = proposal.changes;
  if (main === undefined) return;
  if (context.options.json) {
    terminal.out(`${JSON.stringify(writeJson.written(proposal, written), undefined, 2)}\n`);
    return;
  }
  const entry = proposal.next.record(main.id);
  const state = entry === undefined ? undefined : proposal.next.state(entry);
  const { style } = terminal;
  terminal.out(`${style.green('✓')} ${headline(main, state)}\n`);
  if (main.change === 'changed') for (const change of main.fields) terminal.out(`  ${changeLine(proposal, change)}\n`);
  for (const consequence of main.change === 'changed' ? main.consequences : []) {
    terminal.out(`  so ${consequence.title}: ${consequence.before || '–'} → ${consequence.after || '–'}\n`);
  }
  const rows: [string, string][] = [['files', proposal.changes.map((change) => change.file).join(' · ')]];
  if (written.commit !== undefined)
    rows.push(['commit', `${written.commit.slice(0, 7)} ${proposal.plan.message.subject}`]);
  if (written.documents.length > 0) rows.push(['document', written.inShort ?? written.documents.join(' · ')]);
  if (next !== undefined) rows.push(['next', next]);
  if (written.commit !== undefined) rows.push(['take back', `irc undo ${written.commit.slice(0, 7)}`]);
  for (const [label, text] of rows) terminal.out(`  ${style.dim(label.padEnd(10))} ${text}\n`);
}

function headline(main: RecordChange, state: string | undefined): string {
  if (main.change === 'removed') return `Removed ${main.id}`;
  if (main.renamedFrom !== undefined) return `Renamed ${main.renamedFrom} to ${main.id}`;
  const stands = main.change === 'added' && state !== undefined ? ` (${state.replaceAll('_', ' ')})` : '';
  return `Saved ${main.id}${stands}`;
}
