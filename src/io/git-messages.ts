/** What git, a hook or the system said, turned into errors that name the remedy. */
import { lineSafe } from '../core/terminal-safe.ts';
import { type IrcError, mendFirstError } from '../errors.ts';
import type { GitResult } from './git.ts';

const mostLinesQuoted = 30;
const longestLineQuoted = 400;

/**
 * The error for a git call that failed for no reason of the records: `disk-full`, `read-only`, `index-locked`,
 * `ref-locked`, `partial-clone`, `foreign-owner`, `git-interrupted` or `git-failed`, all exit 3.
 */
export function gitFailure(action: string, result: GitResult): IrcError {
  const said = result.stderr;
  if (/no space left on device|disk quota exceeded/i.test(said)) return diskFull();
  const lock = /unable to create '([^']+\.lock)': file exists/i.exec(said);
  if (lock?.[1] !== undefined) return lockedBy(lock[1]);
  if (/lazy fetching disabled|from promisor remote/i.test(said)) {
    return mendFirstError(
      'partial-clone',
      'This clone left contents out (a partial clone), and irc fetches nothing while it reads. Nothing was done.',
      'fetch the rest once: git fetch --refetch --no-filter',
    );
  }
  if (/read-only file system|permission denied|insufficient permission/i.test(said)) {
    return readOnly(action, quoted('git', said));
  }
  if (/dubious ownership/.test(said)) {
    return mendFirstError(
      'foreign-owner',
      'This repository belongs to another user, so git refuses to work in it.',
      `If you trust it: git config --global --add safe.directory ${folderIn(said)}`,
      quoted('git', said),
    );
  }
  if (result.exitCode === -1) {
    return mendFirstError('git-interrupted', `git was stopped: ${action}.`, 'The same command again.');
  }
  return mendFirstError(
    'git-failed',
    `git failed (exit ${result.exitCode}): ${action}.`,
    'Nothing was saved. What git says stands above.',
    quoted('git', said),
  );
}

/** The error for a failed file call; anything that is not a system error comes back as it is. */
export function fileFailure(action: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  if ('exitCode' in error || !/^E[A-Z0-9]+$/.test(error.code)) return error;
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return diskFull();
  if (error.code === 'EROFS' || error.code === 'EACCES' || error.code === 'EPERM') {
    return readOnly(action, [lineSafe(error.message)]);
  }
  return mendFirstError('write-failed', `Writing failed: ${action}. Nothing was saved.`, undefined, [
    lineSafe(error.message),
  ]);
}

/** Another git command holds a lock file; it is named and never removed. */
export function lockedBy(lock: string): IrcError {
  const isIndex = /[\\/]index\.lock$/.test(lock);
  return mendFirstError(
    isIndex ? 'index-locked' : 'ref-locked',
    `Another git command is at work here, or one was cut off: ${lineSafe(lock)} exists. Nothing was saved.`,
    `Wait until it ends. If no git runs: rm ${shellQuoted(lock)}`,
  );
}

/** The folder that git speaks of: "detected dubious ownership in repository at '/srv/register'". */
function folderIn(said: string): string {
  return shellQuoted(/repository at '([^']+)'/.exec(said)?.[1] ?? 'THE-FOLDER');
}

/** A program's lines behind `label | `, escaped and cut. */
export function quoted(label: string, text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const shown = lines.slice(0, mostLinesQuoted).map((line) => `${label} | ${lineSafe(cut(line))}`);
  if (lines.length > mostLinesQuoted) shown.push(`${label} | … ${lines.length - mostLinesQuoted} lines more`);
  return shown;
}

/** The error `disk-full`, with what git said of it. */
export function diskFull(details: readonly string[] = []): IrcError {
  const remedy = 'Make room, then the same command again.';
  return mendFirstError('disk-full', 'The disk is full. Nothing was saved.', remedy, details);
}

function readOnly(action: string, details: readonly string[]): IrcError {
  return mendFirstError(
    'read-only',
    `The folder cannot be written: ${action}. Nothing was saved.`,
    'Check who owns the folder and whether the disk is mounted read-only.',
    details,
  );
}

function cut(line: string): string {
  return line.length > longestLineQuoted ? `${line.slice(0, longestLineQuoted)}…` : line;
}

function shellQuoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${lineSafe(path).replaceAll("'", "'\\''")}'`;
}
