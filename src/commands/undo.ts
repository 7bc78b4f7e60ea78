import { Command } from 'commander';
import type { LoggedCommit, Past } from '../context/past.ts';
import type { Context, Workspace } from '../context.ts';
import { actingPost } from '../core/changes/acting-post.ts';
import { subjectLength } from '../core/changes/commit-message.ts';
import { type Proposal, propose, proposedPairs } from '../core/changes/proposal.ts';
import { saveMessage } from '../core/changes/save-message.ts';
import { cut } from '../core/differences/change-words.ts';
import { followFile } from '../core/differences/log.ts';
import { formerIds } from '../core/schemas/common-fields.ts';
import { nearest } from '../core/suggest.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { exitCodes, IrcError, mendFirstError, type Problem, usageError } from '../errors.ts';
import { proposalText } from '../views/write-text.ts';
import { lastFileOf } from './log.ts';
import { recordOrFormer } from './past-records.ts';
import { type Obstacle, planUndo, type UndoPlan } from './undo-plan.ts';
import { carryOut, tellWritten, type WriteOptions, withWriteOptions } from './write.ts';

export function undoCommand(context: Context): Command {
  const command = new Command('undo')
    .summary('take back what was saved')
    .description(
      'Takes one save back by a new one, field by field: your last one, or the one that is named. What was changed since stays; where that stands on it, nothing is done.',
    )
    .argument('[what]', 'id of a record (its last change), or the number of a commit')
    .addHelpText(
      'after',
      `
A step of the history that others have already is not removed: a new step strikes it. The undo of an undo brings a change
back: irc undo NUMBER.

Examples:
  irc undo
  irc undo mou-2026-unesco
  irc undo 4e9a6d1 --dry-run`,
    );
  return withWriteOptions(command).action((what: string | undefined, options: WriteOptions) =>
    undo(context, what, options),
  );
}

/** Rejects with `nothing-to-undo` (3), `unknown-record` (2), `undo-refused` (1), and with what a save refuses. */
async function undo(context: Context, what: string | undefined, options: WriteOptions): Promise<void> {
  const workspace = await context.openWorkspace();
  await (await workspace.together()).refuseUnfinishedWork();
  const past = await workspace.past();
  const commit = what === undefined ? await lastOfMine(workspace, past) : await commitMeant(workspace, past, what);
  refuseWhole(commit);
  const striking = (await past.isShared(commit.commit))
    ? { today: context.clock.today(), by: await knownPost(workspace) }
    : undefined;
  const plan = await planUndo(workspace, past, commit, striking);
  if (plan.obstacles.length > 0) throw standsOnIt(commit, plan.obstacles);
  if (plan.pairs.length + plan.byteEdits.length === 0) {
    context.terminal.out(`${named(commit)} is taken back already: nothing of it is left.\n`);
    return;
  }
  const proposal = proposalOf(workspace, commit, plan);
  if (proposal.errors.length > 0) throw await wouldBeWrong(past, commit, proposal.errors);
  await writeUndo(context, workspace, commit, { plan, proposal }, options);
}

async function writeUndo(
  context: Context,
  workspace: Workspace,
  commit: LoggedCommit,
  { plan, proposal }: { readonly plan: UndoPlan; readonly proposal: Proposal },
  options: WriteOptions,
): Promise<void> {
  const { terminal } = context;
  const files = plan.byteEdits.map(({ path, after }) => `${lineSafe(path)}${after === undefined ? ' (goes)' : ''}\n`);
  const isAsked = terminal.interactive && options.yes !== true && options.dryRun !== true;
  if (!context.options.json) terminal.say(`Takes back ${named(commit)}\n`);
  // Without a question, what was done is told afterwards.
  if (isAsked && !context.options.json) terminal.say(proposalText(proposal, terminal.style));
  if (!context.options.json) for (const file of files) terminal.say(file);
  const ways = { question: 'Take it back', byteEdits: plan.byteEdits };
  const written = await carryOut(context, workspace, proposal, options, [], ways);
  if (written === undefined) return;
  if (context.options.json || proposal.changes.length > 0) {
    tellWritten(context, proposal, written);
    return;
  }
  terminal.out(`${terminal.style.green('✓')} Took back ${named(commit)}\n`);
}

/** Beyond so many saves nobody means "the last one". */
const mostLookedAt = 500;

/** The last save of this person on the branch that is neither a merge, nor taken back, nor a taking back itself. */
async function lastOfMine(workspace: Workspace, past: Past): Promise<LoggedCommit> {
  const me = await workspace.identity();
  const commits = await past.log({ trailer: 'Irc-Action', limit: mostLookedAt });
  const found = standing(commits).find(({ author, trailers }) => author === me?.name && trailers.has('Irc-Action'));
  if (found !== undefined) return found;
  throw mendFirstError(
    'nothing-to-undo',
    `There is nothing here that ${me === undefined ? 'you' : lineSafe(me.name)} saved with irc and that stands.`,
    'what others saved: irc log        then: irc undo ID, or irc undo NUMBER',
  );
}

function standing(commits: readonly LoggedCommit[]): LoggedCommit[] {
  const undone = new Set<string>();
  const left: LoggedCommit[] = [];
  // Newest first: what takes back comes before what it takes back, and is not taken back itself.
  for (const commit of commits) {
    const target = commit.trailers.get('Irc-Undoes');
    if (target !== undefined && !undone.has(commit.commit)) undone.add(target);
    else if (target === undefined && !undone.has(commit.commit) && commit.parents.length < 2) left.push(commit);
  }
  return left;
}

/** An id means the last change of its record that stands; anything else a commit. Throws `unknown-record`. */
async function commitMeant(workspace: Workspace, past: Past, what: string): Promise<LoggedCommit> {
  const commits = await past.log({ folders: ['records'] });
  const record = recordOrFormer(workspace, what);
  const file = record?.file ?? lastFileOf(commits, what);
  if (file !== undefined) {
    const former = record === undefined ? [] : formerIds(record.value);
    const steps = followFile(commits, file, (path) => former.some((name) => path.endsWith(`/${name}.yaml`)));
    const [last] = standing(steps.map(({ commit }) => commit));
    if (last !== undefined) return wholeCommit(past, last.commit);
    throw mendFirstError('nothing-to-undo', `No change of ${what} stands that could be taken back.`, `irc log ${what}`);
  }
  const commit = await past.findCommit(what);
  if (commit !== undefined) return wholeCommit(past, commit);
  const near = nearest(what, workspace.register.ids);
  throw usageError(
    'unknown-record',
    `"${lineSafe(what)}" is no record and no commit.`,
    near === undefined ? 'what was saved: irc log' : `did you mean ${near}?`,
  );
}

/** With all files that it touched, and not only records. */
async function wholeCommit(past: Past, commit: string): Promise<LoggedCommit> {
  const [found] = await past.log({ from: commit, limit: 1 });
  if (found === undefined) throw new Error(`no commit ${commit}`);
  return found;
}

function refuseWhole(commit: LoggedCommit): void {
  if (commit.parents.length > 1) {
    throw usageError(
      'undo-merge',
      `${named(commit)} joined the work of several; it is not one change.`,
      'take back one of those that came with it: irc log, then irc undo NUMBER',
    );
  }
  if (commit.parents.length === 0) {
    throw usageError('undo-first', `${named(commit)} began the register.`, 'take single records out: irc remove ID');
  }
}

async function knownPost(workspace: Workspace): Promise<string | undefined> {
  const hints = { configured: await workspace.gitConfig('irc.post'), identity: await workspace.identity() };
  return actingPost(workspace.register, hints);
}

function proposalOf(workspace: Workspace, commit: LoggedCommit, { pairs, byteEdits }: UndoPlan): Proposal {
  const { register } = workspace;
  const files = byteEdits.map(({ path }) => path);
  const { body, trailers } = saveMessage(register, 'undo', pairs, files);
  const subject = cut(subjectOf(commit), subjectLength);
  const records = proposedPairs(pairs).map((record) =>
    record.after === undefined ? record : { ...record, takesBack: true },
  );
  return propose(register, records, {
    ...{ subject, body },
    trailers: [...trailers, { name: 'Irc-Undoes', value: commit.commit }],
  });
}

/** Taking back what took back brings the first change back. */
function subjectOf({ subject, trailers }: LoggedCommit): string {
  const first = lineSafe(subject).replace(/^(Take|Bring) back: /, '');
  const isUndo = trailers.has('Irc-Undoes') && /^Take back: /.test(subject);
  return `${isUndo ? 'Bring' : 'Take'} back: ${first}`;
}

function standsOnIt(commit: LoggedCommit, obstacles: readonly Obstacle[]): IrcError {
  const details = obstacles.flatMap(({ file, what, commits }) => [
    `${lineSafe(file)}${what === '' ? '' : ` (${lineSafe(what)})`} was changed again${commits.length === 0 ? ', and that is not saved yet' : ':'}`,
    ...commits.slice(0, 5).map((later) => `  ${named(later)} · ${lineSafe(later.author)}`),
  ]);
  const [latest] = obstacles.flatMap(({ commits }) => commits);
  return new IrcError('undo-refused', `${named(commit)} cannot be taken back: later changes stand on it.`, {
    exitCode: exitCodes.recordsHaveErrors,
    details: [...details, 'Nothing was changed.'],
    hint:
      latest === undefined
        ? 'see it: irc diff        save it, or take it back in your editor'
        : `take back the latest first: irc undo ${latest.commit.slice(0, 7)}        or set the fields: irc set`,
  });
}

/** The records would be wrong without the change: the commits that brought what needs it are named. */
async function wouldBeWrong(past: Past, commit: LoggedCommit, errors: readonly Problem[]): Promise<IrcError> {
  const log = await past.log({ folders: ['records'] });
  const at = log.findIndex((entry) => entry.commit === commit.commit);
  const files = new Set(errors.map(({ file }) => file));
  const later = log.slice(0, Math.max(0, at)).filter((entry) => entry.files.some(({ path }) => files.has(path)));
  return new IrcError('undo-refused', `${named(commit)} cannot be taken back: the records would be wrong without it.`, {
    exitCode: exitCodes.recordsHaveErrors,
    details: [
      ...errors.map(({ file, code, message }) => `${file}: ${code}: ${message}`),
      ...later.slice(0, 5).map((entry) => `since then: ${named(entry)} · ${lineSafe(entry.author)}`),
      'Nothing was changed.',
    ],
    problems: errors,
    ...(later[0] === undefined
      ? {}
      : { hint: `take back what needs it first: irc undo ${later[0].commit.slice(0, 7)}` }),
  });
}

function named({ commit, subject }: LoggedCommit): string {
  return `${commit.slice(0, 7)} "${lineSafe(subject)}"`;
}
