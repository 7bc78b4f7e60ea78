import { Command } from 'commander';
import type { Together } from '../context/together.ts';
import type { Context, Workspace } from '../context.ts';
import { commitMessage } from '../core/changes/commit-message.ts';
import { propose } from '../core/changes/proposal.ts';
import { differences } from '../core/differences/diff.ts';
import { settleConflict } from '../core/merge/conflicts.ts';
import type { Value } from '../core/value.ts';
import { exitCodes } from '../errors.ts';
import { conflictLabel, sideText } from '../views/together-text.ts';
import { type Decision, decidedAs, decidedFor, nameOf, unknownConflict } from './conflict-decisions.ts';
import { askDecisions } from './conflict-questions.ts';
import { abort, goOn, tellUndecided, tellWarnings } from './merge.ts';
import { type OpenConflict, undecidedOf } from './merge-flow.ts';
import { carryOut } from './write.ts';

interface ResolveOptions {
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
  readonly set: readonly string[];
  readonly list?: boolean;
  readonly abort?: boolean;
}

export function resolveCommand(context: Context): Command {
  const several = (value: string, before: readonly string[]): string[] => [...before, value];
  return new Command('resolve')
    .summary('decide what two sides changed')
    .description(
      'Goes through what a merge could not decide, one field at a time. When the last is decided, the merge is committed.',
    )
    .argument('[id...]', 'only the conflicts of these records')
    .option('--ours <path>', 'take our value of a field (again for more)', several, [])
    .option('--theirs <path>', 'take their value of a field (again for more)', several, [])
    .option('--set <path=value>', 'write another value (again for more)', several, [])
    .option('--list', 'only show what waits for a decision')
    .option('--abort', 'give the merge up: all is as it was before')
    .addHelpText(
      'after',
      `
A path is as irc resolve --list prints it; with the id before it where two records have it: mou-2022-igad/title.en

Examples:
  irc resolve
  irc resolve --theirs renewal.notice_months
  irc resolve mou-2022-igad --set renewal.notice_months=4`,
    )
    .action((ids: string[], options: ResolveOptions) => resolve(context, ids, options));
}

/** Decides conflicts. Rejects with `conflict-unknown`, and with `merge-under-way` in a rebase and its like; ends with 1 while some are left. */
async function resolve(context: Context, ids: readonly string[], options: ResolveOptions): Promise<void> {
  const workspace = await context.openWorkspace();
  const together = await workspace.together();
  if (options.abort === true) {
    await abort(context, together);
    return;
  }
  if ((await together.mergeUnderWay()) === undefined) await together.refuseUnfinishedWork();
  const undecided = await undecidedOf(workspace, together);
  const conflicts = undecided.conflicts.filter(({ record }) => ids.length === 0 || ids.includes(record.id));
  if (options.list === true) {
    if (conflicts.length + undecided.files.length === 0) context.terminal.out('Nothing waits for a decision.\n');
    else if (context.options.json) tellUndecided(context, { ...undecided, conflicts }, '');
    else list(context, workspace, conflicts, undecided.files);
    return;
  }
  const chosen = [
    ...options.ours.map((path) => decidedFor(conflicts, path, 'ours')),
    ...options.theirs.map((path) => decidedFor(conflicts, path, 'theirs')),
    ...options.set.map((text) => decidedAs(workspace, conflicts, text)),
  ];
  const decisions =
    chosen.length === 0 && conflicts.length > 0 && context.terminal.interactive
      ? await askDecisions(context, workspace, together, conflicts)
      : chosen;
  if (decisions.length > 0) await carry(context, workspace, together, decisions);
  await settle(context, workspace, together, decisions);
}

function list(
  context: Context,
  workspace: Workspace,
  conflicts: readonly OpenConflict[],
  files: readonly string[],
): void {
  const { terminal } = context;
  for (const { record, conflict } of conflicts) {
    const side = (value: Value | undefined): string => sideText(workspace.register, record, conflict, value);
    terminal.out(`${terminal.style.bold(nameOf({ record, conflict }))}   ${conflictLabel(record, conflict)}\n`);
    terminal.out(
      `    before   ${side(conflict.base)}\n    ours     ${side(conflict.ours)}\n    theirs   ${side(conflict.theirs)}\n`,
    );
  }
  for (const file of files) terminal.out(`${file}   mend it by hand, then git add it\n`);
}

/** Puts the decisions in their files: into the merge under way, or, after one that was committed too early, as a commit. */
async function carry(
  context: Context,
  workspace: Workspace,
  together: Together,
  decisions: readonly Decision[],
): Promise<void> {
  const texts = new Map<string, string | undefined>();
  for (const { open, value } of decisions) {
    const { record, conflict } = open;
    const text = texts.has(record.file) ? texts.get(record.file) : record.source.text;
    if (text === undefined) continue;
    const settled = settleConflict(record.kind.root, text, conflict, value);
    if (settled === 'gone') throw unknownConflict(nameOf(open), 'what it speaks of is no longer in the record');
    texts.set(record.file, settled.text);
  }
  if ((await together.mergeUnderWay()) !== undefined) {
    await together.decide(texts);
    return;
  }
  const { register } = workspace;
  const records = [...texts].flatMap(([path, text]) => {
    const before = register.records.find((record) => record.file === path);
    const after = text === undefined ? undefined : workspace.entryOfText(path, text);
    return before === undefined ? [] : [{ before, after }];
  });
  const message = commitMessage(register, {
    action: 'resolve',
    subject: `Decide ${decisions.map(({ open }) => nameOf(open)).join(', ')}`,
    records: records.map(({ before, after }) => ({
      entry: before,
      changes: after === undefined ? [] : differences(before.kind.root, before.value, after.value),
    })),
  });
  const written = await carryOut(context, workspace, propose(register, records, message), { commit: true });
  if (written?.commit !== undefined)
    context.terminal.out(`${savedLine(context, written.commit, workspace, decisions)}\n`);
}

/** Commits the merge once nothing is left; else says what is. */
async function settle(
  context: Context,
  workspace: Workspace,
  together: Together,
  decisions: readonly Decision[],
): Promise<void> {
  const { terminal } = context;
  if ((await together.mergeUnderWay()) === undefined) {
    if (decisions.length === 0 && (await undecidedOf(workspace, together)).conflicts.length === 0) {
      terminal.out('Nothing waits for a decision.\n');
    } else if (decisions.length === 0) await tellLeft(context, workspace, together);
    return;
  }
  const outcome = await goOn(context, workspace, together);
  if (outcome.kind === 'undecided') {
    tellUndecided(context, outcome.undecided, 'Nothing was lost, nothing is committed yet.');
    context.outcome.exitCode = exitCodes.recordsHaveErrors;
  } else if (outcome.kind === 'merged') {
    tellWarnings(context, outcome.warnings);
    terminal.out(`${savedLine(context, outcome.commit, workspace, decisions)} · share it: irc sync\n`);
  }
}

async function tellLeft(context: Context, workspace: Workspace, together: Together): Promise<void> {
  tellUndecided(context, await undecidedOf(workspace, together), 'Nothing was lost.');
  context.outcome.exitCode = exitCodes.recordsHaveErrors;
}

function savedLine(context: Context, commit: string, workspace: Workspace, decisions: readonly Decision[]): string {
  const [only] = decisions;
  const what =
    decisions.length === 1 && only !== undefined
      ? `: ${conflictLabel(only.open.record, only.open.conflict)} = ${sideText(workspace.register, only.open.record, only.open.conflict, only.value)}`
      : decisions.length === 0
        ? ''
        : `: ${decisions.length} fields decided`;
  return `${context.terminal.style.green('✓')} Saved ${commit.slice(0, 7)}${what}`;
}
