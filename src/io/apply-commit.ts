/** The commit of one write, made in an index of its own, so that what the user staged is neither taken nor touched. */
import {
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { mendFirstError } from '../errors.ts';
import type { FileChange } from './apply-check.ts';
import type { JournalFile, SaveFolder } from './apply-journal.ts';
import { syncFolder, writeDurably } from './durable.ts';
import { errorCode } from './error-code.ts';
import { type GitResult, runGit } from './git.ts';
import {
  durableObjects,
  type IndexEntry,
  indexEntries,
  resetIndex,
  setInIndex,
  type TreeEntry,
  takeIntoIndex,
  treeEntries,
} from './git-index.ts';
import { gitFailure, lockedBy, quoted } from './git-messages.ts';
import { headIn, type Repository } from './git-state.ts';
import { failedHook } from './git-trace.ts';
import { whileSaving } from './unfinished-save.ts';

/** What a commit starts from. */
export interface CommitBase {
  readonly head: string | undefined;
  readonly inHead: ReadonlyMap<string, TreeEntry>;
  readonly inIndex: ReadonlyMap<string, IndexEntry>;
}

const indexLockPatience = 2_000;

/** Takes git's own index lock, waiting up to 2 s. Another's lock is never removed: `index-locked`. */
export async function takeIndexLock(repository: Repository, place: SaveFolder): Promise<void> {
  if (!existsSync(place.indexLock)) closeSync(openSync(place.indexLock, 'wx'));
  const lock = join(repository.gitDir, 'index.lock');
  const end = performance.now() + indexLockPatience;
  for (;;) {
    try {
      linkSync(place.indexLock, lock);
      return;
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      if (performance.now() >= end) throw lockedBy(lock);
    }
    await pause(5 + Math.random() * 15);
  }
}

export async function commitBase(repository: Repository, env: NodeJS.ProcessEnv): Promise<CommitBase> {
  const head = await headIn(repository, env);
  const inHead = head === undefined ? new Map<string, TreeEntry>() : await treeEntries(repository, env, head);
  return { head, inHead, inIndex: await indexEntries(repository, env) };
}

/**
 * Rejects with `path-ignored`, or with `uncommitted-changes` when a file of the plan differs from HEAD, staged or not:
 * the commit would carry that change along under a message that does not tell of it.
 */
export async function refuseUncommitted(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  changes: readonly FileChange[],
  base: CommitBase,
): Promise<void> {
  const edited = changes.filter(({ before }) => before !== undefined);
  const clean = await blobsOf(repository, env, edited, []);
  const asTheyAre = clean.every((blob, position) => blob === base.inHead.get(edited[position]?.gitPath ?? '')?.blob)
    ? clean
    : await blobsOf(repository, env, edited, ['--no-filters']);
  const found = changes.filter((change) => {
    const inHead = base.inHead.get(change.gitPath)?.blob;
    const inIndex = base.inIndex.get(change.gitPath);
    if (inHead !== inIndex?.blob || (inIndex?.stage ?? 0) !== 0) return true;
    const position = edited.indexOf(change);
    if (position < 0) return inHead !== undefined;
    // A file that was committed with CRLF stays as it is on git's side, which only the unfiltered content shows.
    return inHead === undefined || (clean[position] !== inHead && asTheyAre[position] !== inHead);
  });
  if (found.length === 0) return;
  const paths = found.map(({ path }) => path);
  throw mendFirstError(
    'uncommitted-changes',
    `${paths.slice(0, 5).join(', ')}${paths.length > 5 ? ` and ${paths.length - 5} more` : ''}: changed by hand, and not saved yet. Nothing was done.`,
    `See it: irc diff ${paths[0]}        save it first: irc save ${paths[0]}`,
  );
}

/** Rejects with `path-ignored` when git would not take a new file. */
export async function refuseIgnored(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  changes: readonly FileChange[],
  base: CommitBase,
): Promise<void> {
  const fresh = changes.filter(({ gitPath, after }) => after !== undefined && !base.inHead.has(gitPath));
  if (fresh.length === 0) return;
  const input = fresh.map(({ gitPath }) => `${gitPath}\0`).join('');
  const answer = await runGit(repository.top, env, ['check-ignore', '-z', '--stdin'], { mode: 'read', input });
  if (answer.exitCode === 1) return;
  if (answer.exitCode !== 0) throw gitFailure('asking what git ignores', answer);
  const ignored = answer.text.split('\0').find((path) => path !== '') ?? '';
  throw mendFirstError(
    'path-ignored',
    `git ignores ${ignored}, so it cannot be committed. Nothing was saved.`,
    `See which line does it: git check-ignore -v -- ${ignored}`,
  );
}

/**
 * Prepares both indexes, the private one for the commit and the user's as it will be, from the files in the working
 * tree. Returns the files with git's name for their content. The user's own index is not touched yet.
 */
export async function prepareIndexes(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  place: SaveFolder,
  files: readonly JournalFile[],
  base: CommitBase,
): Promise<JournalFile[]> {
  const users = join(repository.gitDir, 'index');
  const paths = files.map(({ gitPath }) => gitPath);
  const flagged = paths.filter((path) => base.inIndex.get(path)?.isFlagged === true);
  // Starting from a copy keeps the file times git has noted; an empty index would have every file read again.
  if (existsSync(users)) {
    copyIndex(users, place.privateIndex);
    copyIndex(users, place.nextIndex);
  }
  await resetIndex(repository, env, place.privateIndex, base.head);
  const inPrivate = await indexEntries(repository, env, place.privateIndex);
  const flaggedInPrivate = paths.filter((path) => inPrivate.get(path)?.isFlagged === true);
  await takeIntoIndex(repository, env, place.privateIndex, paths, flaggedInPrivate);
  await takeIntoIndex(repository, env, place.nextIndex, paths, flagged);
  const entries = await indexEntries(repository, env, place.privateIndex);
  return files.map((file) => {
    const blob = entries.get(file.gitPath)?.blob;
    if ((blob === undefined) === (file.after === undefined)) return { ...file, blob };
    throw mendFirstError('git-failed', `git did not take ${file.path}. Nothing was saved.`);
  });
}

/**
 * Commits what the private index holds. Resolves with the new commit; rejects when it is not in: `hook-refused`,
 * `signing-failed`, `ref-locked`, or `outcome-unknown` when git cannot even be asked.
 */
export async function commitPrivateIndex(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  place: SaveFolder,
  order: { message: string; now: string; signal: AbortSignal; files: readonly JournalFile[]; base: CommitBase },
): Promise<string> {
  writeDurably(place.message, Buffer.from(order.message));
  const date = order.now.replace(/\.\d+/, '');
  const args = [
    ...durableObjects,
    ...['-c', 'i18n.commitEncoding=UTF-8', '-c', 'user.useConfigOnly=true', '-c', 'diff.orderFile=/dev/null'],
    ...['commit', '--cleanup=whitespace', `--file=${place.message}`],
  ];
  const result = await runGit(repository.top, env, args, {
    mode: 'write',
    variables: {
      ...whileSaving,
      GIT_INDEX_FILE: place.privateIndex,
      GIT_TRACE2_EVENT: place.trace,
      GIT_AUTHOR_DATE: env.GIT_AUTHOR_DATE ?? date,
      GIT_COMMITTER_DATE: env.GIT_COMMITTER_DATE ?? date,
    },
    signal: order.signal,
    silenceLimit: 1_800_000,
  });
  const head = await headAfterwards(repository, env);
  if (head !== undefined && head !== order.base.head) {
    if (result.exitCode === 0 || (await holdsFiles(repository, env, head, order.files))) return head;
  }
  throw notCommitted(result, place.trace);
}

/** Whether a commit holds each file with the content that was prepared for it. */
export async function holdsFiles(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  commit: string,
  files: readonly JournalFile[],
): Promise<boolean> {
  const entries = await treeEntries(repository, env, commit);
  return files.every(({ gitPath, blob }) => entries.get(gitPath)?.blob === blob);
}

/** Puts the user's index, as prepared, in its place. */
export function installIndex(repository: Repository, place: SaveFolder): void {
  if (!existsSync(place.nextIndex)) return;
  renameSync(place.nextIndex, join(repository.gitDir, 'index'));
  syncFolder(dirname(place.folder));
}

/**
 * Brings the user's index up to a commit that is in, for exactly these files, where it still shows the state before.
 * git's index lock must be held.
 */
export async function catchUpIndex(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  place: SaveFolder,
  paths: readonly string[],
  commits: { before: string | undefined; after: string },
): Promise<void> {
  const users = join(repository.gitDir, 'index');
  const before = commits.before === undefined ? undefined : await treeEntries(repository, env, commits.before);
  const after = await treeEntries(repository, env, commits.after);
  const inIndex = await indexEntries(repository, env);
  const stale = paths.filter((path) => inIndex.get(path)?.blob === before?.get(path)?.blob);
  if (stale.length === 0) return;
  if (existsSync(users)) copyIndex(users, place.nextIndex);
  const entries = new Map(stale.map((path) => [path, after.get(path)]));
  await setInIndex(repository, env, place.nextIndex, entries, commits.after.length);
  installIndex(repository, place);
}

/**
 * git compares the time of the index with the times of files to see which it must look into again: one edited in the
 * same moment as it was staged. A copy with a later time would have such an edit pass for none, so it is made no later.
 */
export function copyIndex(users: string, copy: string): void {
  const { mtimeMs } = statSync(users);
  copyFileSync(users, copy);
  const seconds = (Math.floor(mtimeMs) - 1) / 1000;
  utimesSync(copy, seconds, seconds);
}

/** Asked more than once: Ctrl-C reaches this git too, and its silence must not be taken for an answer. */
export async function headAfterwards(repository: Repository, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await headIn(repository, env);
    } catch {
      if (attempt === 3) {
        throw mendFirstError(
          'outcome-unknown',
          'git could not be asked whether the commit is in. The next irc command finds out.',
          'See what git says of it: git fsck',
        );
      }
      await pause(100);
    }
  }
}

/** Why git did not commit; `trace` is the log that it wrote of itself. */
export function notCommitted(result: GitResult, trace: string): Error {
  const hook = existsSync(trace) ? failedHook(readFileSync(trace, 'utf8')) : undefined;
  if (hook !== undefined && result.exitCode !== -1) {
    return mendFirstError(
      'hook-refused',
      `The repository's ${hook.name} hook refused (exit ${hook.exitCode}). Nothing was saved.`,
      'Mend that, then the same command again; irc never goes round a hook.',
      quoted(hook.name, `${result.stderr}\n${result.text}`),
    );
  }
  if (/failed to sign|signing failed|gpg\.|load key|no secret key|failed to write commit object/i.test(result.stderr)) {
    if (!/no space left|permission denied|read-only file system/i.test(result.stderr)) {
      return mendFirstError(
        'signing-failed',
        'git could not sign the commit. Nothing was saved.',
        'Mend the signing key, or: git config commit.gpgSign false',
        quoted('git', result.stderr),
      );
    }
  }
  return gitFailure('making the commit', result);
}

async function blobsOf(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  changes: readonly FileChange[],
  options: readonly string[],
): Promise<string[]> {
  if (changes.length === 0) return [];
  // Paths have no line breaks (checked before); with --no-filters git wants no path, hence absolute ones do as well.
  const input = changes.map(({ gitPath }) => `${gitPath}\n`).join('');
  const args = ['hash-object', ...options, '--stdin-paths'];
  const answer = await runGit(repository.top, env, args, { mode: 'write', input });
  if (answer.exitCode !== 0) throw gitFailure('comparing with the last commit', answer);
  return answer.text.trim().split('\n');
}
