/** What is done with a write that was cut off, by a kill or a power failure: finished if its commit is in, else taken back. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { mendFirstError } from '../errors.ts';
import { catchUpIndex, holdsFiles, installIndex, takeIndexLock } from './apply-commit.ts';
import { hashOf, type StepObserver, takeBackFiles } from './apply-files.ts';
import {
  dropSaveFolder,
  type Journal,
  type JournalMerge,
  readJournal,
  releaseIndexLock,
  type SaveFolder,
  saveFolder,
} from './apply-journal.ts';
import { headIn, openRepository, type Repository, shownBelow } from './git-state.ts';
import { unfinishedProcess } from './git-trace.ts';
import { changedPaths } from './git-tree.ts';
import { isRunning, lockPatience, type TellProgress, takeLock } from './lock.ts';
import { mergeHead, unmarkMerge } from './merge-state.ts';

export interface Recovery {
  readonly outcome: 'finished' | 'taken-back';
  readonly isMerge: boolean;
  /** Paths below the workspace root. */
  readonly files: readonly string[];
  /** Where the texts that were taken back are kept, below the top of the working tree where they lie there. */
  readonly rescued: readonly string[];
}

const gitPatience = 10_000;

/**
 * Finds a write that was cut off and finishes it or takes it back. Undefined when there is none, which costs one look
 * at the file system. Rejects with `lock-held` while that write, or the git it started, is still at work.
 */
export async function recover(
  root: string,
  env: NodeJS.ProcessEnv,
  tell?: TellProgress,
): Promise<Recovery | undefined> {
  const repository = await openRepository(root, env);
  if (!existsSync(saveFolder(repository.gitDir).folder)) return undefined;
  const lock = await takeLock(repository.gitDir, lockPatience, tell);
  try {
    return await recoverLocked(repository, env, () => {});
  } finally {
    lock.release();
  }
}

/** As `recover`, for a caller that holds the lock. */
export async function recoverLocked(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  onStep: StepObserver,
): Promise<Recovery | undefined> {
  const place = saveFolder(repository.gitDir);
  if (!existsSync(place.folder)) return undefined;
  const journal = readJournal(place);
  if (journal === 'none') {
    dropSaveFolder(place, repository.gitDir, []);
    return undefined;
  }
  await waitForItsGit(place);
  const told = { isMerge: journal.merge !== undefined, files: journal.files.map(({ path }) => path) };
  if (await isIn(repository, env, place, journal)) {
    onStep('recover finished');
    dropSaveFolder(place, repository.gitDir, journal.files);
    return { outcome: 'finished', ...told, rescued: [] };
  }
  onStep('recover take back');
  if (journal.merge?.end === 'begun' && mergeHead(repository) === undefined) unmarkMerge(repository);
  // What a merge was to bring is in its commits; what irc itself had written would be nowhere else.
  const rescueTo = told.isMerge ? undefined : dirname(place.folder);
  const rescued = journal.isInPlace ? [] : takeBackFiles(journal, onStep, rescueTo);
  dropSaveFolder(place, repository.gitDir, journal.files);
  return { outcome: 'taken-back', ...told, rescued: rescued.map((file) => shownBelow(repository.top, file)) };
}

async function isIn(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  place: SaveFolder,
  journal: Journal,
): Promise<boolean> {
  if (journal.merge !== undefined && journal.merge.end !== 'forward') {
    return isMarked(repository, place, journal.merge);
  }
  if (!journal.commit) return journal.files.every(({ file, after }) => hashOf(file) === after);
  const head = await headIn(repository, env);
  const isPrepared = journal.files.every(({ after, blob }) => after === undefined || blob !== undefined);
  if (head === undefined || head === journal.head || !isPrepared) return false;
  if (!(await holdsFiles(repository, env, head, journal.files))) return false;
  // Taken anew: the user may have removed the lock that was left, and git may be at work.
  releaseIndexLock(place, repository.gitDir);
  await takeIndexLock(repository, place);
  const paths =
    journal.merge === undefined
      ? journal.files.map(({ gitPath }) => gitPath)
      : await changedPaths(repository, env, journal.head, head);
  await catchUpIndex(repository, env, place, paths, { before: journal.head, after: head });
  return true;
}

/** Whether a merge was begun, or given up, by git's mark of it. The index that belongs to it follows, if none came since. */
async function isMarked(
  repository: Repository,
  place: SaveFolder,
  { end, theirs, index }: JournalMerge,
): Promise<boolean> {
  if ((mergeHead(repository) === theirs) !== (end === 'begun')) return false;
  if (end === 'given-up') unmarkMerge(repository);
  releaseIndexLock(place, repository.gitDir);
  await takeIndexLock(repository, place);
  if (hashOf(join(repository.gitDir, 'index')) === index) installIndex(repository, place);
  return true;
}

/** A git outlives the irc that was killed. Its commit may still come; nothing may be taken away under it. */
async function waitForItsGit(place: SaveFolder): Promise<void> {
  if (!existsSync(place.message)) return;
  // The log appears a moment after git has started.
  await pause(200);
  const end = performance.now() + gitPatience;
  for (;;) {
    const pid = existsSync(place.trace) ? unfinishedProcess(readFileSync(place.trace, 'utf8')) : undefined;
    if (pid === undefined || !isRunning(pid)) return;
    if (performance.now() >= end) {
      throw mendFirstError(
        'lock-held',
        `A git commit of a save that was cut off is still at work (process ${pid}). Nothing was saved.`,
        'Wait until it ends, then the same command again.',
      );
    }
    await pause(100);
  }
}
