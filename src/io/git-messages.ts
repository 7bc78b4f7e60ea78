/** What git, a hook or the system said, turned into errors that name the remedy. */
import { saidFailure } from '../core/system-errors.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { type IrcError, mendFirstError } from '../errors.ts';
import type { GitResult } from './git.ts';

const mostLinesQuoted = 30;
const longestLineQuoted = 400;

/**
 * The error for a git call that failed for no reason of the records: `index-locked`, `ref-locked`, `partial-clone`,
 * `foreign-owner`, `broken-object`, `broken-index`, `git-interrupted`, what the system refused (`saidFailure`) or `git-failed`, all exit 3.
 */
export function gitFailure(action: string, result: GitResult): IrcError {
  const said = result.stderr;
  const lock = /unable to create '([^']+\.lock)': file exists/i.exec(said);
  if (lock?.[1] !== undefined) return lockedBy(lock[1]);
  if (/lazy fetching disabled|from promisor remote/i.test(said)) {
    return mendFirstError(
      'partial-clone',
      'This clone left contents out (a partial clone), and irc fetches nothing while it reads. Nothing was done.',
      'fetch the rest once: git fetch --refetch --no-filter',
    );
  }
  const refused = saidFailure(action, said, quoted('git', said));
  if (refused !== undefined) return refused;
  if (/dubious ownership/.test(said)) {
    return mendFirstError(
      'foreign-owner',
      'This repository belongs to another user, so git refuses to work in it.',
      `If you trust it: git config --global --add safe.directory ${folderIn(said)}`,
      quoted('git', said),
    );
  }
  if (brokenObjects.test(said)) return brokenObject(action, quoted('git', said));
  if (/index file (smaller|corrupt)|unknown index entry|bad index file|index uses .* extension/i.test(said)) {
    return mendFirstError(
      'broken-index',
      `git cannot read its index: ${action}. Nothing was saved, and what is committed is whole.`,
      'Make it anew (what was staged is then only edited): rm .git/index && git reset -q',
      quoted('git', said),
    );
  }
  if (result.exitCode === -1) {
    return mendFirstError(
      'git-interrupted',
      `git was stopped: ${action}.`,
      'The same command again. Where that is stopped each time, too, see what limits programs here: ulimit -a',
    );
  }
  return mendFirstError(
    'git-failed',
    `git failed (exit ${result.exitCode}): ${action}.`,
    'Nothing was saved. What git says stands above.',
    quoted('git', said),
  );
}

const brokenObjects =
  /invalid object|bad (tree )?object|unable to (read|unpack|find) [0-9a-f]{40}|could not (read|parse) (commit|tree|object)|object (file )?\S+ is (empty|corrupt)|missing (blob|tree|commit)|inflate:/i;

/** The error `broken-object`: something that a commit names is not in the repository, or cannot be read. */
export function brokenObject(action: string, details: readonly string[]): IrcError {
  return mendFirstError(
    'broken-object',
    `The repository is damaged here: ${action}. Nothing was saved.`,
    'See what it lacks: git fsck --full. Others have it whole: clone it anew, and bring what only you have over.',
    details,
  );
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

function cut(line: string): string {
  return line.length > longestLineQuoted ? `${line.slice(0, longestLineQuoted)}…` : line;
}

function shellQuoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${lineSafe(path).replaceAll("'", "'\\''")}'`;
}
