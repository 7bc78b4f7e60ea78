/** What merging means to the commands merge, sync and resolve: from two commits to one, or to what must be decided. */
import type { Divergence, Together } from '../context/together.ts';
import type { Context, Workspace } from '../context.ts';
import { messageText } from '../core/changes/plan.ts';
import { checkRecord, inOrder } from '../core/checks/index.ts';
import { differences } from '../core/differences/diff.ts';
import { conflictsIn } from '../core/merge/conflicts.ts';
import type { Conflict } from '../core/merge/merge.ts';
import { mergeRecords, type Texts } from '../core/merge/records.ts';
import { formatPath } from '../core/paths.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import type { Field } from '../core/schemas/field.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { emptyMap } from '../core/value.ts';
import { exitCodes, IrcError, mendFirstError, type Problem } from '../errors.ts';
import type { Incoming } from '../views/together-text.ts';

/** A conflict, and the record that it stands in. */
export interface OpenConflict {
  readonly record: RecordEntry;
  readonly conflict: Conflict;
}

export interface Undecided {
  readonly register: Register;
  readonly conflicts: readonly OpenConflict[];
  /** Files that are no records and wait for a decision by hand. */
  readonly files: readonly string[];
}

export type MergeOutcome =
  | { readonly kind: 'same' | 'ahead'; readonly comparison: Divergence }
  | {
      readonly kind: 'merged';
      readonly comparison: Divergence;
      readonly commit: string;
      readonly came: readonly Incoming[];
      /** What is to be looked at, and neither side has by itself: an approval of a text that the other one changed. */
      readonly warnings: readonly Problem[];
      readonly workspace: Workspace;
    }
  | { readonly kind: 'undecided'; readonly undecided: Undecided };

/** The fields of the record at a path. */
export function rootAt(workspace: Workspace): (path: string) => Field | undefined {
  return (path) => workspace.entryOfText(path, '{}\n')?.kind.root;
}

/**
 * Merges a commit into the branch: forward where that is possible, else record by record with a commit of two parents.
 * Rejects with `uncommitted-changes`, with `merge-has-errors` (exit 1) where the two do not go together, and with what
 * `Together` refuses. Where both changed the same, nothing is committed.
 */
export async function mergeIn(
  context: Context,
  workspace: Workspace,
  together: Together,
  theirs: { readonly commit: string; readonly name: string },
): Promise<MergeOutcome> {
  await together.refuseUnfinishedWork();
  const comparison = await together.compare(theirs.commit, rootAt(workspace));
  const { relation, texts } = comparison;
  if (relation === 'same' || relation === 'ahead') return { kind: relation, comparison };
  const came = incoming(workspace, comparison);
  if (relation === 'behind') {
    await together.forward(comparison);
    return {
      kind: 'merged',
      comparison,
      commit: theirs.commit,
      came,
      warnings: [],
      workspace: await readAgain(workspace),
    };
  }
  await refuseUncommitted(together);
  const records = mergeRecords(rootAt(workspace), texts.base, texts.ours, texts.theirs);
  const message = messageOf(theirs.name, came);
  await together.begin(comparison, records, message);
  return finishMerge(context, workspace, together, { comparison, came, message, isFresh: true });
}

/** The message of the commit that ends a merge. */
export function messageOf(name: string, came: readonly Incoming[]): string {
  const number = came.length === 1 ? '1 record' : `${came.length} records`;
  return messageText({
    subject: `Merge ${name}: ${number}`,
    body: '',
    trailers: [...came.map(({ id }) => ({ name: 'Irc-Record', value: id })), { name: 'Irc-Action', value: 'merge' }],
  });
}

/** The message of a merge with what both sides had changed, and what therefore was decided, however that was done. */
export function decidedMessage(workspace: Workspace, { texts }: Divergence, message: string): string {
  const decided = mergeRecords(rootAt(workspace), texts.base, texts.ours, texts.theirs).flatMap(({ path, text }) => {
    const record = text === undefined ? undefined : workspace.entryOfText(path, text);
    const conflicts = record === undefined ? [] : conflictsIn(record.value);
    return conflicts.map((conflict) => (conflict.path.length === 0 ? path : `${path}: ${formatPath(conflict.path)}`));
  });
  return `${message.trimEnd()}\n${decided.map((field) => `Irc-Decided: ${lineSafe(field)}\n`).join('')}`;
}

/** Commits a merge that has been begun, if all is decided and right. */
export async function finishMerge(
  context: Context,
  before: Workspace,
  together: Together,
  merge: {
    readonly comparison: Divergence;
    readonly came: readonly Incoming[];
    readonly message: string;
    /** Begun by this very command: where git refuses the commit, all is put back. */
    readonly isFresh: boolean;
  },
): Promise<MergeOutcome> {
  const workspace = await readAgain(before);
  const undecided = await undecidedOf(workspace, together);
  if (undecided.conflicts.length + undecided.files.length > 0) return { kind: 'undecided', undecided };
  const problems = await problemsOfMerge(workspace, merge.comparison);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw doesNotGoTogether(errors, context);
  const commit = await together.finish(merge.message).catch(async (error) => {
    if (merge.isFresh) await together.abort().catch(() => []);
    throw error;
  });
  const warnings = problems.filter(({ severity }) => severity === 'warning');
  return { kind: 'merged', comparison: merge.comparison, commit, came: merge.came, warnings, workspace };
}

/** What waits for a decision: conflicts in records, and files of other kinds. */
export async function undecidedOf(workspace: Workspace, together: Together): Promise<Undecided> {
  const conflicts = workspace.register.records.flatMap((record) =>
    conflictsIn(record.value).map((conflict) => ({ record, conflict })),
  );
  const open = (await together.mergeUnderWay())?.undecided ?? [];
  const told = new Set(conflicts.map(({ record }) => record.file));
  // What git has open and no conflict tells of needs a person's word, git add: a driver that fails leaves ours alone there.
  const files = open.filter((path) => !told.has(path));
  return { register: workspace.register, conflicts, files };
}

async function readAgain(workspace: Workspace): Promise<Workspace> {
  const again = await workspace.again();
  await again.kinds.prepareChecks();
  return again;
}

async function refuseUncommitted(together: Together): Promise<void> {
  const changed = await together.changedRecords();
  const [first] = changed;
  if (first === undefined) return;
  throw mendFirstError(
    'uncommitted-changes',
    `${changed.slice(0, 5).join(', ')}${changed.length > 5 ? ` and ${changed.length - 5} more` : ''}: changed by hand, and not saved yet. Nothing was merged.`,
    'see it: irc diff        save it first: irc save',
  );
}

/**
 * What neither side has by itself, each read with its own schemas and clauses. What theirs brought with it is told by irc
 * validate, as before.
 */
async function problemsOfMerge(workspace: Workspace, { ours, theirs }: Divergence): Promise<Problem[]> {
  const key = (problem: Problem): string => JSON.stringify([problem.file, problem.code, problem.path, problem.message]);
  const now = problemsIn(workspace);
  if (now.length === 0) return [];
  const files = new Set(now.map(({ file }) => file));
  const past = await workspace.past();
  const before = new Set<string>();
  for (const side of [ours, theirs]) {
    const snapshot = await past.snapshot(side);
    await snapshot.kinds.prepareChecks();
    for (const problem of problemsIn(snapshot, files)) before.add(key(problem));
  }
  return inOrder(now.filter((problem) => !before.has(key(problem))));
}

/** Of all records, or of those in the files. */
function problemsIn(
  { register, problems }: Pick<Workspace, 'register' | 'problems'>,
  files?: ReadonlySet<string>,
): Problem[] {
  const records = register.records.filter(({ file }) => files?.has(file) ?? true);
  return [...problems, ...records.flatMap((record) => checkRecord(register, record))];
}

function doesNotGoTogether(errors: readonly Problem[], context: Context): Error {
  const number = errors.length === 1 ? '1 error' : `${errors.length} errors`;
  return new IrcError(
    'merge-has-errors',
    `Both sides are right, and together they have ${number}. Nothing was committed.`,
    {
      exitCode: exitCodes.recordsHaveErrors,
      hint: 'mend the records, then: irc merge --continue        give up: irc merge --abort',
      details: context.options.json
        ? []
        : errors.flatMap((problem) => [
            `${problem.file}:${problem.line}: ${problem.code}: ${problem.message}`,
            ...(problem.hint === undefined ? [] : [`  ${problem.hint}`]),
          ]),
      problems: errors,
    },
  );
}

/** What theirs changes in our records, told as work: who, which record, which fields. */
export function incoming(workspace: Workspace, { texts, came, sent }: Divergence): Incoming[] {
  const entry = (path: string, side: Texts): RecordEntry | undefined => {
    const text = side.get(path);
    return text === undefined ? undefined : workspace.entryOfText(path, text);
  };
  return [...new Set([...texts.base.keys(), ...texts.theirs.keys()])].sort().flatMap((path): Incoming[] => {
    if (texts.base.get(path) === texts.theirs.get(path) || texts.ours.get(path) === texts.theirs.get(path)) return [];
    const [base, ours, theirs] = [entry(path, texts.base), entry(path, texts.ours), entry(path, texts.theirs)];
    const either = theirs ?? base;
    if (either === undefined) return [];
    const fieldsOf = (side: RecordEntry | undefined) =>
      differences(either.kind.root, base?.value ?? emptyMap(), side?.value ?? emptyMap());
    const own = texts.ours.get(path) === texts.base.get(path) ? [] : fieldsOf(ours);
    return [
      {
        id: either.id,
        title: workspace.register.title(either),
        change: theirs === undefined ? 'removed' : base === undefined ? 'added' : 'changed',
        fields: fieldsOf(theirs),
        own: sent.length === 0 ? [] : own,
        by: came.find(({ paths }) => paths.includes(path))?.author ?? '',
      },
    ];
  });
}
