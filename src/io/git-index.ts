/** git's index and trees as maps from path to content, and changes of a private index. */
import { type GitResult, runGit } from './git.ts';
import { gitFailure } from './git-messages.ts';
import type { Repository } from './git-state.ts';

export interface TreeEntry {
  readonly mode: string;
  /** git's name for the content. */
  readonly blob: string;
}

export interface IndexEntry extends TreeEntry {
  /** 0, or 1 to 3 for the sides of an undecided merge. */
  readonly stage: number;
  /** Set by the user to make git look away from the file: `assume-unchanged` or `skip-worktree`. */
  readonly isFlagged: boolean;
}

/** Objects and refs reach the disk before git says so; without this git 2.39 syncs nothing in a commit. */
export const durableObjects = ['-c', 'core.fsync=committed,loose-object,reference'] as const;

/** Every file of a commit, by its path below the top of the working tree. */
export async function treeEntries(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  commit: string,
): Promise<Map<string, TreeEntry>> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', commit];
  const answer = await runGit(repository.top, env, args, { mode: 'read' });
  if (answer.exitCode !== 0) throw gitFailure('reading the files of a commit', answer);
  const entries = new Map<string, TreeEntry>();
  for (const line of recordsOf(answer)) {
    const found = /^(\d+) \w+ ([0-9a-f]+)\t([\s\S]*)$/.exec(line);
    if (found?.[1] && found[2] && found[3]) entries.set(found[3], { mode: found[1], blob: found[2] });
  }
  return entries;
}

/** Every entry of an index: the user's own unless `indexFile` names another. An unmerged path has its last stage. */
export async function indexEntries(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  indexFile?: string,
): Promise<Map<string, IndexEntry>> {
  const answer = await runGit(repository.top, env, ['ls-files', '-s', '-v', '-z'], {
    mode: 'read',
    ...(indexFile === undefined ? {} : { variables: { GIT_INDEX_FILE: indexFile } }),
  });
  if (answer.exitCode !== 0) throw gitFailure('reading the index', answer);
  const entries = new Map<string, IndexEntry>();
  for (const line of recordsOf(answer)) {
    const found = /^(\w) (\d+) ([0-9a-f]+) (\d)\t([\s\S]*)$/.exec(line);
    if (!found?.[1] || !found[2] || !found[3] || !found[5]) continue;
    const isFlagged = found[1] === 'S' || found[1] !== found[1].toUpperCase();
    entries.set(found[5], { mode: found[2], blob: found[3], stage: Number(found[4]), isFlagged });
  }
  return entries;
}

/** Makes an index hold exactly the files of a commit, or nothing when there is none. File times are kept. */
export async function resetIndex(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  indexFile: string,
  commit: string | undefined,
): Promise<void> {
  const args = commit === undefined ? ['--empty'] : ['--reset', '--no-sparse-checkout', '--end-of-options', commit];
  await changeIndex(repository, env, indexFile, ['-c', 'core.splitIndex=false', 'read-tree', ...args]);
}

/** Takes files as they are in the working tree, through git's filters; files that are gone leave the index. */
export async function takeIntoIndex(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  indexFile: string,
  paths: readonly string[],
  flagged: readonly string[],
): Promise<void> {
  if (flagged.length > 0) {
    // A flagged file would be passed over without a word, and taken out of the index when it is gone.
    for (const flag of ['--no-skip-worktree', '--no-assume-unchanged']) {
      await changeIndex(repository, env, indexFile, ['update-index', flag, '-z', '--stdin'], lines(flagged));
    }
  }
  const args = [...durableObjects, 'update-index', '--verbose', '--add', '--remove', '-z', '--stdin'];
  await changeIndex(repository, env, indexFile, args, lines(paths));
}

/**
 * Sets entries to contents that git already has; undefined takes the path out. `width` is the number of hexadecimal
 * digits of an object's name here. The working tree is not read.
 */
export async function setInIndex(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  indexFile: string,
  entries: ReadonlyMap<string, TreeEntry | undefined>,
  width: number,
): Promise<void> {
  const input = [...entries].map(([path, entry]) =>
    entry === undefined ? `0 ${'0'.repeat(width)}\t${path}` : `${entry.mode} ${entry.blob}\t${path}`,
  );
  await changeIndex(repository, env, indexFile, ['update-index', '-z', '--index-info'], lines(input));
}

async function changeIndex(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  indexFile: string,
  args: readonly string[],
  input?: string,
): Promise<void> {
  const answer = await runGit(repository.top, env, args, {
    mode: 'write',
    variables: { GIT_INDEX_FILE: indexFile },
    ...(input === undefined ? {} : { input }),
  });
  if (answer.exitCode !== 0) throw gitFailure('preparing the commit', answer);
}

function lines(parts: readonly string[]): string {
  return parts.map((part) => `${part}\0`).join('');
}

function recordsOf(answer: GitResult): string[] {
  return answer.text.split('\0').filter((line) => line !== '');
}
