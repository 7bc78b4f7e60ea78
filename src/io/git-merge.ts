/**
 * A merge in git's own state: begun without a commit, its records put right, finished as a commit with both parents, or
 * given up. git keeps what is not decided in its index, so that its own commands, and those of others, see the same merge.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mendFirstError } from '../errors.ts';
import { removeIfThere, writeDurably } from './durable.ts';
import { runGit } from './git.ts';
import { durableObjects, type TreeEntry } from './git-index.ts';
import { gitFailure, quoted } from './git-messages.ts';
import { headIn, type Repository, requireIdentity } from './git-state.ts';
import { takeLock } from './lock.ts';

/** The commit that is being merged in; undefined when no merge is under way. */
export function mergeHead(repository: Repository): string | undefined {
  const file = join(repository.gitDir, 'MERGE_HEAD');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n')[0] : undefined;
}

/** Files below records/ that are not as HEAD has them, new ones included; below the top. */
export async function changedRecords(repository: Repository, env: NodeJS.ProcessEnv): Promise<string[]> {
  const args = [
    'status',
    '--porcelain=v1',
    '-z',
    '--no-renames',
    '--untracked-files=all',
    '--',
    `:(top,literal)${repository.prefix}records`,
  ];
  const answer = await runGit(repository.top, env, args, { mode: 'read' });
  if (answer.exitCode !== 0) throw gitFailure('looking for changes', answer);
  return answer.text.split('\0').flatMap((line) => (line === '' ? [] : [line.slice(3)]));
}

/**
 * Begins the merge of a commit; files that only one side changed are as they will be, the others as git would have them.
 * Rejects with `file-changed` when HEAD is no longer `ours`, `uncommitted-changes` when git would have to overwrite
 * something, `no-identity`, `git-failed`; then nothing has changed.
 */
export async function beginMerge(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  commits: { readonly ours: string; readonly theirs: string },
): Promise<void> {
  await requireIdentity(repository.root, env);
  await underLock(repository, env, commits.ours, async () => {
    // Records of one form look alike: git would take one that came for the new name of another that went.
    // What both changed is put right afterwards, all at once: no driver needs to be started for each file.
    const config = ['-c', 'merge.renames=false', '-c', 'merge.irc.driver=git merge-file %A %O %B'];
    const args = [...durableObjects, ...config, 'merge', '--no-commit', '--no-ff', '--quiet', commits.theirs];
    const answer = await runGit(repository.top, env, args, { mode: 'write' });
    if (mergeHead(repository) === commits.theirs) return;
    throw refusedMerge(answer.exitCode === 0 ? { ...answer, exitCode: 1 } : answer);
  });
}

/** Moves the branch forward to a commit that holds all of it. Rejects as `beginMerge` does. */
export async function fastForward(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  commits: { readonly ours: string; readonly theirs: string },
): Promise<void> {
  await underLock(repository, env, commits.ours, async () => {
    const args = [...durableObjects, 'merge', '--ff-only', '--quiet', commits.theirs];
    const answer = await runGit(repository.top, env, args, { mode: 'write' });
    if (answer.exitCode !== 0) throw refusedMerge(answer);
  });
}

async function underLock(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  ours: string,
  work: () => Promise<void>,
): Promise<void> {
  const lock = await takeLock(repository.gitDir, 30_000);
  try {
    if ((await headIn(repository, env)) !== ours) {
      throw mendFirstError('file-changed', 'A commit came in between. Nothing was merged.', 'The same command again.');
    }
    await work();
  } finally {
    lock.release();
  }
}

function refusedMerge(answer: Parameters<typeof gitFailure>[1]): Error {
  if (/would be overwritten|local changes|not uptodate/i.test(answer.stderr)) {
    return mendFirstError(
      'uncommitted-changes',
      'Files that the merge would change are not committed yet. Nothing was merged.',
      'commit them first (git status shows them), then the same command again',
      quoted('git', answer.stderr),
    );
  }
  if (/unrelated histories/.test(answer.stderr)) {
    return mendFirstError(
      'git-failed',
      'The two branches have no common history. Nothing was merged.',
      'Check the name of the branch.',
    );
  }
  return gitFailure('merging', answer);
}

/** Marks paths as undecided in git's index, with the content of each side that has one. */
export async function markUndecided(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  paths: ReadonlyMap<string, readonly (TreeEntry | undefined)[]>,
): Promise<void> {
  const input = [...paths].flatMap(([path, sides]) => [
    `0 ${'0'.repeat(sides.find((side) => side !== undefined)?.blob.length ?? 40)}\t${path}\0`,
    ...sides.map((side, index) => (side === undefined ? '' : `${side.mode} ${side.blob} ${index + 1}\t${path}\0`)),
  ]);
  if (input.length > 0) await updateIndex(repository, env, ['-z', '--index-info'], input.join(''));
}

/** Takes files into git's index as they are in the working tree; one that is gone leaves it. This decides them. */
export async function stage(repository: Repository, env: NodeJS.ProcessEnv, paths: readonly string[]): Promise<void> {
  const input = paths.map((path) => `${path}\0`).join('');
  if (input !== '') await updateIndex(repository, env, ['--add', '--remove', '-z', '--stdin'], input);
}

async function updateIndex(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  options: readonly string[],
  input: string,
): Promise<void> {
  const args = [...durableObjects, 'update-index', ...options];
  const answer = await runGit(repository.top, env, args, { mode: 'write', input });
  if (answer.exitCode !== 0) throw gitFailure('staging the merge', answer);
}

/** Makes the commit with both parents, with the repository's hooks and signing. Rejects with `hook-refused`, `git-failed`. */
export async function finishMerge(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  message: string,
  now: string,
): Promise<string> {
  const theirs = mergeHead(repository);
  const before = await headIn(repository, env);
  const file = join(repository.gitDir, 'irc-merge-message');
  removeIfThere(file);
  try {
    writeDurably(file, Buffer.from(message));
    const date = now.replace(/\.\d+/, '');
    const config = ['-c', 'i18n.commitEncoding=UTF-8', '-c', 'user.useConfigOnly=true'];
    const args = [...durableObjects, ...config, 'commit', '--quiet', '--cleanup=whitespace', `--file=${file}`];
    const variables = {
      GIT_AUTHOR_DATE: env.GIT_AUTHOR_DATE ?? date,
      GIT_COMMITTER_DATE: env.GIT_COMMITTER_DATE ?? date,
    };
    const answer = await runGit(repository.top, env, args, { mode: 'write', variables, silenceLimit: 1_800_000 });
    const head = await headIn(repository, env);
    if (head !== undefined && head !== before && mergeHead(repository) === undefined && theirs !== undefined)
      return head;
    throw mendFirstError(
      'hook-refused',
      'git did not make the commit of the merge. The merge waits.',
      'Mend what is named, then: irc merge --continue        give up: irc merge --abort',
      quoted('git', `${answer.stderr}\n${answer.text}`),
    );
  } finally {
    removeIfThere(file);
  }
}

/** Gives the merge up: the files are as they were before it. Rejects with `git-failed`. */
export async function abortMerge(repository: Repository, env: NodeJS.ProcessEnv): Promise<void> {
  // git gives up only what its index knows of; what was written since is taken in first, and stays in git's store.
  await stage(repository, env, await changedRecords(repository, env));
  const answer = await runGit(repository.top, env, ['merge', '--abort'], { mode: 'write' });
  if (answer.exitCode !== 0) throw gitFailure('giving the merge up', answer);
}
