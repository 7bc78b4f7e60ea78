import { Command } from 'commander';
import type { Together } from '../context/together.ts';
import type { Context, Workspace } from '../context.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { exitCodes, mendFirstError, type Problem, usageError } from '../errors.ts';
import { problemJson } from '../views/error-text.ts';
import { problemLine } from '../views/problems.ts';
import { conflictCount, conflictsText, incomingText } from '../views/together-text.ts';
import {
  decidedMessage,
  finishMerge,
  incoming,
  type MergeOutcome,
  mergeIn,
  messageOf,
  rootAt,
  type Undecided,
} from './merge-flow.ts';

interface MergeOptions {
  readonly continue?: boolean;
  readonly abort?: boolean;
}

export function mergeCommand(context: Context): Command {
  return new Command('merge')
    .summary('take in another branch, record by record')
    .description(
      'Merges a branch record by record: fields that only one side changed are taken, what both changed is asked about. The result is checked before it is committed.',
    )
    .argument('[branch]', 'branch or commit to take in')
    .option('--continue', 'go on after records were mended or conflicts decided')
    .option('--abort', 'give the merge up: all is as it was before')
    .addHelpText('after', '\nExamples:\n  irc merge desk-asia\n  irc merge --abort')
    .action((branch: string | undefined, options: MergeOptions) => merge(context, branch, options));
}

/** Merges, goes on with a merge, or gives it up. Ends with 1 where something must be decided first. */
async function merge(context: Context, branch: string | undefined, options: MergeOptions): Promise<void> {
  const chosen = [branch !== undefined, options.continue === true, options.abort === true].filter(Boolean).length;
  if (chosen !== 1) throw usageError('usage', 'Name one branch, or --continue, or --abort.', 'irc merge BRANCH');
  const workspace = await context.openWorkspace();
  const together = await workspace.together();
  if (options.abort === true) {
    await abort(context, together);
    return;
  }
  const outcome =
    branch === undefined
      ? await goOn(context, workspace, together)
      : await mergeIn(context, workspace, together, { commit: await together.commitNamed(branch), name: branch });
  tellMerge(context, outcome, branch ?? 'the other branch');
}

/** Gives a merge up. Rejects with `no-merge`. */
export async function abort(context: Context, together: Together): Promise<void> {
  if ((await together.mergeUnderWay()) === undefined) throw noMerge();
  const kept = await together.abort();
  context.terminal.say('The merge was given up; all is as it was before it.\n');
  if (kept.length > 0) context.terminal.say(`What you had written since is kept: ${kept.map(lineSafe).join(', ')}\n`);
}

/** Commits a merge under way. Rejects with `no-merge`, `merge-has-errors`. */
export async function goOn(context: Context, workspace: Workspace, together: Together): Promise<MergeOutcome> {
  const state = await together.mergeUnderWay();
  if (state === undefined) throw noMerge();
  const comparison = await together.compare(state.theirs, rootAt(workspace));
  const came = incoming(workspace, comparison);
  const message = decidedMessage(workspace, comparison, state.message ?? messageOf(state.theirs.slice(0, 7), came));
  return finishMerge(context, workspace, together, { comparison, came, message, isFresh: false });
}

function noMerge(): Error {
  return mendFirstError('no-merge', 'No merge is under way here.', 'begin one: irc merge BRANCH, or irc sync');
}

function tellMerge(context: Context, outcome: MergeOutcome, name: string): void {
  const { terminal } = context;
  if (outcome.kind === 'undecided') {
    tellUndecided(context, outcome.undecided, 'Nothing was lost, nothing is committed yet.');
    context.outcome.exitCode = exitCodes.recordsHaveErrors;
    return;
  }
  if (context.options.json) {
    terminal.out(`${JSON.stringify(mergeJson(outcome), undefined, 2)}\n`);
    return;
  }
  if (outcome.kind !== 'merged') {
    terminal.out(`${terminal.style.green('✓')} ${name} has nothing that is not here already.\n`);
    return;
  }
  const { register } = outcome.workspace;
  terminal.out(incomingText(register, outcome.came, terminal.style));
  tellWarnings(context, outcome.warnings);
  const records = `${register.records.length} records`;
  terminal.out(`${terminal.style.green('✓')} Merged ${name}: ${outcome.commit.slice(0, 7)} · ${records}\n`);
}

/** What to look at, now that both sides stand together. */
export function tellWarnings({ terminal }: Context, warnings: readonly Problem[]): void {
  for (const warning of warnings) {
    terminal.err(`${problemLine(warning, terminal.style)}\n`);
    if (warning.hint !== undefined) terminal.err(`  ${terminal.style.dim(lineSafe(warning.hint))}\n`);
  }
}

/** What came in, as data. */
export function mergeJson(outcome: MergeOutcome): Record<string, unknown> {
  if (outcome.kind !== 'merged') return { commit: null, records: [], warnings: [] };
  const records = outcome.came.map(({ id, change, fields, by }) => ({
    ...{ id, change, by },
    fields: fields.map(({ path, label, before, after }) => ({ path, label, before, after })),
  }));
  return { commit: outcome.commit, records, warnings: outcome.warnings.map(problemJson) };
}

/** One that git itself joined, line by line, and could not: irc never leaves a record so. */
function isRecordFile(path: string): boolean {
  return path.startsWith('records/') && path.endsWith('.yaml');
}

/** Says what waits for a decision, and the way on. */
export function tellUndecided(context: Context, undecided: Undecided, reassurance: string): void {
  const { terminal } = context;
  const { conflicts, files } = undecided;
  if (context.options.json) {
    const listed = conflicts.map(({ record, conflict }) => ({
      id: record.id,
      ...conflict,
      path: conflict.path.join('.'),
    }));
    terminal.out(`${JSON.stringify({ conflicts: listed, files }, undefined, 2)}\n`);
    return;
  }
  const [first] = conflicts;
  if (first !== undefined) {
    const were = conflicts.length === 1 ? 'was' : 'were';
    terminal.out(`conflict: ${conflictCount(conflicts)} ${were} changed on both sides. ${reassurance}\n`);
    terminal.out(conflictsText(undecided.register, conflicts, terminal.style));
  }
  for (const file of files) terminal.out(`  ${file}    changed on both sides: mend it by hand, then git add it\n`);
  terminal.out(
    conflicts.length > 0
      ? '  decide: irc resolve        stay as you were: irc resolve --abort\n'
      : '  then: irc merge --continue        stay as you were: irc merge --abort\n',
  );
  if (files.some(isRecordFile)) {
    terminal.out(
      '  or have the records joined by their fields: irc merge --abort, then irc sync or irc merge BRANCH\n',
    );
  }
}
