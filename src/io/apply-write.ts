/** A write from its first byte to its last: locks, journal, files in place, and all taken back where it fails. */
import { existsSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { foundFailure, saveFailure } from '../core/system-errors.ts';
import { IrcError } from '../errors.ts';
import type { FileChange } from './apply-check.ts';
import { takeIndexLock } from './apply-commit.ts';
import {
  journalFiles,
  missingFolders,
  placeFiles,
  type StepObserver,
  stageFiles,
  takeBackFiles,
} from './apply-files.ts';
import {
  dropSaveFolder,
  type Journal,
  makeSaveFolder,
  releaseIndexLock,
  type SaveFolder,
  saveFolder,
  writeJournal,
} from './apply-journal.ts';
import { type Recovery, recoverLocked } from './apply-recover.ts';
import { syncFolder } from './durable.ts';
import type { Repository } from './git-state.ts';
import { guardInterrupts, type InterruptGuard } from './interrupts.ts';
import { lockPatience, type TellProgress, takeLock } from './lock.ts';

/** Takes irc's lock, finishes or takes back what an earlier run left, and does the work. */
export async function underWriteLock<T>(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  options: { readonly lockPatience?: number; readonly tell?: TellProgress | undefined; readonly onStep?: StepObserver },
  work: (recovered: Recovery | undefined) => Promise<T>,
): Promise<T> {
  try {
    const lock = await takeLock(repository.gitDir, options.lockPatience ?? lockPatience, options.tell);
    try {
      return await work(await recoverLocked(repository, env, options.onStep ?? (() => {})));
    } finally {
      lock.release();
    }
  } catch (error) {
    throw saveFailure('saving', error);
  }
}

/** What one kind of write does beside placing its files. */
interface JournalledWrite<T> {
  /** Whether git's own index is locked until the end. */
  readonly holdsIndex: boolean;
  /** Refuses what cannot be written, and says what changes. Nothing of the user's has changed yet. */
  prepare(place: SaveFolder): Promise<{
    readonly changes: readonly FileChange[];
    readonly journal: Omit<Journal, 'version' | 'folders' | 'files'>;
  }>;
  /** With all files in place: to the step that makes it count, and `finishWrite`. */
  end(place: SaveFolder, journal: Journal, guard: InterruptGuard): Promise<T>;
}

/** irc's lock must be held. On any failure the files and the index are as before. */
export async function writeJournalled<T>(
  repository: Repository,
  onStep: StepObserver,
  { holdsIndex, prepare, end }: JournalledWrite<T>,
): Promise<T> {
  const place = saveFolder(repository.gitDir);
  const guard = guardInterrupts();
  let journal: Journal | undefined;
  try {
    makeSaveFolder(place);
    onStep('begin');
    if (holdsIndex) await takeIndexLock(repository, place);
    onStep('locked');
    const { changes, journal: kind } = await prepare(place);
    guard.check();
    const folders = kind.isInPlace ? [] : missingFolders(changes);
    journal = { version: 1, ...kind, folders, files: journalFiles(place, changes) };
    writeJournal(place, journal);
    syncFolder(join(place.folder, '..'));
    onStep('journal');
    if (!journal.isInPlace) {
      stageFiles(changes, journal.files, onStep);
      onStep('staged');
      placeFiles(journal, onStep);
    }
    guard.check();
    return await end(place, journal, guard);
  } catch (thrown) {
    const error = causeOf(thrown, repository);
    undo(repository, place, journal, error);
    // Ctrl-C ends git too, and the news of that may come before our own signal.
    if (codeOf(error) === 'git-interrupted') await pause(20);
    if (codeOf(error) !== 'outcome-unknown') guard.check();
    throw error;
  } finally {
    guard.end();
  }
}

/** Ends a write that is in. What is left over here is found by the next run. */
export function finishWrite(repository: Repository, place: SaveFolder, journal: Journal): void {
  try {
    dropSaveFolder(place, repository.gitDir, journal.files);
  } catch {
    releaseQuietly(repository, place);
  }
}

function undo(repository: Repository, place: SaveFolder, journal: Journal | undefined, error: unknown): void {
  if (codeOf(error) === 'outcome-unknown' || !existsSync(place.folder)) {
    releaseQuietly(repository, place);
    return;
  }
  try {
    if (journal !== undefined && !journal.isInPlace) takeBackFiles(journal, () => {});
    dropSaveFolder(place, repository.gitDir, journal?.files ?? []);
  } catch {
    // The journal stays, and the next run takes the files back.
    releaseQuietly(repository, place);
  }
}

function releaseQuietly(repository: Repository, place: SaveFolder): void {
  try {
    releaseIndexLock(place, repository.gitDir);
  } catch {
    // The next run gives it back.
  }
}

const fullBelowBytes = 256 * 1024;

/** git does not always say why it cannot write; the disk does, as long as nothing has been taken back. */
function causeOf(error: unknown, repository: Repository): unknown {
  if (!['git-failed', 'git-interrupted', 'signing-failed'].includes(codeOf(error) ?? '')) return error;
  try {
    const { bavail, bsize } = statfsSync(repository.gitDir);
    const isFull = bavail * bsize < fullBelowBytes;
    // What is too large ends git without a word.
    const isTooLarge = !isFull && codeOf(error) === 'git-interrupted' && isFileSizeLimited();
    const details = error instanceof IrcError ? error.details : [];
    return (isFull || isTooLarge ? foundFailure(isFull ? 'ENOSPC' : 'EFBIG', 'saving', details) : undefined) ?? error;
  } catch {
    return error;
  }
}

function isFileSizeLimited(): boolean {
  const { userLimits } = process.report.getReport() as { userLimits?: { file_size_blocks?: { soft?: unknown } } };
  const limit = userLimits?.file_size_blocks?.soft;
  return limit !== undefined && limit !== 'unlimited';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof IrcError ? error.code : undefined;
}
