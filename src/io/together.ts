/** The repository as one that several work in: what the commands merge, resolve, sync and propose do to it. */
import type { Divergence, Together } from '../context/together.ts';
import type { Field } from '../core/field.ts';
import { type MergedRecord, mergeRecords, type Texts } from '../core/merge-records.ts';
import { mendFirstError } from '../errors.ts';
import { applyPlan } from './apply.ts';
import { readFileSafely } from './files.ts';
import type { TreeEntry } from './git-index.ts';
import {
  abortMerge,
  beginMerge,
  changedRecords,
  fastForward,
  finishMerge,
  markUndecided,
  mergeHead,
  stage,
} from './git-merge.ts';
import { currentBranch, fetchFrom, pushTo, remotes, setBranch, upstreamOf } from './git-remote.ts';
import { openRepository, type Repository, refuseUnfinishedWork, unmergedFiles } from './git-state.ts';
import { commitNamed, commitsBetween, mergeBases, recordEntries, textsOf } from './git-tree.ts';

/** Opens the repository around a workspace. Rejects as `openRepository` does. */
export async function openTogether(root: string, env: NodeJS.ProcessEnv, now: () => string): Promise<Together> {
  const repository = await openRepository(root, env);
  const below = (path: string): string => `${repository.prefix}${path}`;
  const fromTop = (path: string): string =>
    path.startsWith(repository.prefix) ? path.slice(repository.prefix.length) : path;
  const put = async (texts: ReadonlyMap<string, string | undefined>): Promise<void> => {
    const edits = [...texts].map(([path, after]) => ({ path, before: textNow(repository, path), after }));
    const message = { subject: '', body: '', trailers: [] };
    await applyPlan(root, { edits, message }, { commit: false, duringMerge: true, env, now: now() });
  };
  return {
    branch: () => currentBranch(repository, env),
    commitNamed: (name) => commitNamed(repository, env, name),
    compare: (theirs, rootAt) => compare(repository, env, theirs, rootAt),
    mergeUnderWay: async () => {
      const theirs = mergeHead(repository);
      if (theirs === undefined) return undefined;
      return { theirs, undecided: (await unmergedFiles(repository, env)).map(fromTop) };
    },
    changedRecords: async () => (await changedRecords(repository, env)).map(fromTop),
    refuseUnfinishedWork: () => refuseUnfinishedWork(repository, env),
    forward: (commits) => fastForward(repository, env, commits),
    begin: async (comparison, records) => {
      await beginMerge(repository, env, comparison);
      const texts = new Map(records.map((record) => [record.path, record.text]));
      for (const path of (await unmergedFiles(repository, env)).map(fromTop)) {
        // Open for git and not for us: the old name of a record that was renamed.
        if (path.startsWith('records/') && path.endsWith('.yaml') && !texts.has(path)) {
          texts.set(path, comparison.texts.ours.get(path));
        }
      }
      await put(texts);
      await stage(repository, env, [...texts.keys()].map(below));
      await markUndecided(repository, env, await sidesOf(repository, env, comparison, records));
    },
    decide: async (texts) => {
      await put(texts);
      await stage(repository, env, [...texts.keys()].map(below));
    },
    finish: async (message) => {
      await stage(repository, env, await changedRecords(repository, env));
      return finishMerge(repository, env, message, now());
    },
    abort: () => abortMerge(repository, env),
    upstream: (branch) => upstreamOf(repository, env, branch),
    remotes: () => remotes(repository, env),
    fetch: (remote) => fetchFrom(repository, env, remote),
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

/** For each record with conflicts, what git calls its stages: the content before, ours and theirs. */
async function sidesOf(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  { ours, theirs }: Divergence,
  records: readonly MergedRecord[],
): Promise<Map<string, (TreeEntry | undefined)[]>> {
  const open = records.filter((record) => record.conflicts > 0);
  if (open.length === 0) return new Map();
  const [base] = await mergeBases(repository, env, ours, theirs);
  const trees = await Promise.all(
    [base, ours, theirs].map(async (commit) =>
      commit === undefined ? new Map<string, TreeEntry>() : recordEntries(repository, env, commit),
    ),
  );
  return new Map(
    open.map(({ path, renamedFrom }) => [
      `${repository.prefix}${path}`,
      trees.map((tree) => tree.get(path) ?? (renamedFrom === undefined ? undefined : tree.get(renamedFrom))),
    ]),
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
