/** The repository as one that several work in: what the commands merge, resolve, sync and propose do to it. */
import type { Divergence, Together } from '../context/together.ts';
import { mergeRecords, type Texts } from '../core/merge/records.ts';
import type { Field } from '../core/schemas/field.ts';
import { mendFirstError } from '../errors.ts';
import { applyPlan } from './apply.ts';
import { applyMerge, giveMergeUp } from './apply-merge.ts';
import { readFileSafely } from './files.ts';
import { changedRecords, finishMerge, stageTexts } from './git-merge.ts';
import { currentBranch, fetchFrom, pushTo, remotes, setBranch, takenAway, tipOf, upstreamOf } from './git-remote.ts';
import { openRepository, type Repository, refuseUnfinishedWork, requireIdentity, unmergedFiles } from './git-state.ts';
import { commitNamed, commitsBetween, mergeBases, recordEntries, textsOf } from './git-tree.ts';
import type { TellProgress } from './lock.ts';
import { forwardResult, mergeResult } from './merge-result.ts';
import { mergeHead, mergeMessage } from './merge-state.ts';

/** Opens the repository around a workspace. Rejects as `openRepository` does. */
export async function openTogether(
  root: string,
  env: NodeJS.ProcessEnv,
  now: () => string,
  tell?: TellProgress,
): Promise<Together> {
  const repository = await openRepository(root, env);
  const below = (path: string): string => `${repository.prefix}${path}`;
  const fromTop = (path: string): string =>
    path.startsWith(repository.prefix) ? path.slice(repository.prefix.length) : path;
  const put = async (texts: ReadonlyMap<string, string | undefined>): Promise<void> => {
    const edits = [...texts].map(([path, after]) => ({ path, before: textNow(repository, path), after }));
    const message = { subject: '', body: '', trailers: [] };
    await applyPlan(root, { edits, message }, { commit: false, duringMerge: true, env, tell, now: now() });
  };
  return {
    branch: () => currentBranch(repository, env),
    commitNamed: (name) => commitNamed(repository, env, name),
    compare: (theirs, rootAt) => compare(repository, env, theirs, rootAt),
    mergeUnderWay: async () => {
      const theirs = mergeHead(repository);
      if (theirs === undefined) return undefined;
      const undecided = (await unmergedFiles(repository, env)).map(fromTop);
      return { theirs, message: mergeMessage(repository), undecided };
    },
    changedRecords: async () => (await changedRecords(repository, env)).map(fromTop),
    refuseUnfinishedWork: () => refuseUnfinishedWork(repository, env),
    forward: ({ ours, theirs }) => {
      const result = () => forwardResult(repository, env, { ours, theirs });
      return applyMerge(repository, env, { end: 'forward', ours, theirs, message: '', result }, { tell });
    },
    begin: async (comparison, records, message) => {
      const { ours, theirs } = comparison;
      await requireIdentity(repository.root, env);
      const result = (folder: string) => mergeResult(repository, env, folder, comparison, records);
      await applyMerge(repository, env, { end: 'begun', ours, theirs, message, result }, { tell });
    },
    decide: async (texts) => {
      // In this order: as long as a file holds its conflicts they count as open, whatever the index says.
      await stageTexts(repository, env, new Map([...texts].map(([path, text]) => [below(path), text])));
      await put(texts);
    },
    finish: (message) => finishMerge(repository, env, { message, now: now(), tell }),
    abort: () => giveMergeUp(repository, env, { tell }),
    upstream: (branch) => upstreamOf(repository, env, branch),
    remotes: () => remotes(repository, env),
    fetch: (remote) => fetchFrom(repository, env, remote),
    tip: (upstream) => tipOf(repository, env, upstream),
    takenAway: (upstream) => takenAway(repository, env, upstream),
    push: (target) => pushTo(repository, env, target),
    setBranch: (name, commit) => setBranch(repository, env, name, commit),
  };
}

async function compare(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  theirs: string,
  rootAt: (path: string) => Field | undefined,
): Promise<Divergence> {
  const ours = await commitNamed(repository, env, 'HEAD');
  const [base, second] = await mergeBases(repository, env, ours, theirs);
  const relation = ours === theirs ? 'same' : base === ours ? 'behind' : base === theirs ? 'ahead' : 'apart';
  const at = async (commit: string | undefined): Promise<Texts> =>
    commit === undefined ? new Map() : recordTexts(repository, env, commit);
  // Branches that were merged crosswise share two commits: what these come to is what both started from.
  const shared =
    base === undefined || second === undefined
      ? await at(base)
      : joined(
          rootAt,
          await at((await mergeBases(repository, env, base, second))[0]),
          await at(base),
          await at(second),
        );
  return {
    ours,
    theirs,
    relation,
    texts: { base: shared, ours: await at(ours), theirs: await at(theirs) },
    sent: await commitsBetween(repository, env, theirs, ours),
    came: await commitsBetween(repository, env, ours, theirs),
  };
}

function joined(rootAt: (path: string) => Field | undefined, base: Texts, one: Texts, other: Texts): Texts {
  const texts = new Map(one);
  for (const { path, text } of mergeRecords(rootAt, base, one, other)) {
    if (text === undefined) texts.delete(path);
    else texts.set(path, text);
  }
  return texts;
}

async function recordTexts(repository: Repository, env: NodeJS.ProcessEnv, commit: string): Promise<Texts> {
  const entries = await recordEntries(repository, env, commit);
  const texts = await textsOf(
    repository,
    env,
    [...entries.values()].map(({ blob }) => blob),
  );
  return new Map(
    [...entries].map(([path, { blob }]) => {
      const text = texts.get(blob);
      if (text !== undefined) return [path, text];
      throw mendFirstError(
        'record-unreadable',
        `${path} in commit ${commit.slice(0, 7)} is no text in UTF-8. Nothing was merged.`,
        'mend it there, or merge by hand: git merge',
      );
    }),
  );
}

function textNow(repository: Repository, path: string): string | undefined {
  const read = readFileSafely(repository.root, path);
  if (read.ok) return read.bytes.toString('utf8');
  if (read.reason === 'missing') return undefined;
  throw mendFirstError(
    'file-exists',
    `${path} is no ordinary file, so nothing can be put there.`,
    'git status shows what it is',
  );
}
