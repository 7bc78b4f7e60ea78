/** git's index and trees as maps from path to content, and changes of a private index. */
import { type GitResult, runGit } from './git.ts';
import { gitFailure } from './git-messages.ts';
import type { Repository } from './git-state.ts';

export interface TreeEntry {
  readonly mode: string;
  /** git's name for the content. */
  readonly blob: string;
}

/** The mode of a submodule: git notes the commit that it stands at, and no content. */
export const submodule = '160000';

/** Whether two versions of a file are the same: content, and whether it is a program, a link, a submodule. */
export function sameEntry(one: TreeEntry | undefined, other: TreeEntry | undefined): boolean {
  return one?.blob === other?.blob && one?.mode === other?.mode;
}

export interface IndexEntry extends TreeEntry {
  /** 0, or 1 to 3 for the sides of an undecided merge. */
  readonly stage: number;
  /** Set by the user to make git look away from the file: `assume-unchanged` or `skip-worktree`. */
  readonly isFlagged: boolean;
  /** `skip-worktree` alone: the file need not be there, as in a sparse checkout. */
  readonly isSkipped: boolean;
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
    const isSkipped = found[1].toUpperCase() === 'S';
    const isFlagged = isSkipped || found[1] !== found[1].toUpperCase();
    entries.set(found[5], { mode: found[2], blob: found[3], stage: Number(found[4]), isFlagged, isSkipped });
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
  if (entries.size === 0) return;
  const input = [...entries].map(([path, entry]) =>
    entry === undefined ? `0 ${'0'.repeat(width)}\t${path}` : `${entry.mode} ${entry.blob}\t${path}`,
  );
  await changeIndex(repository, env, indexFile, ['update-index', '-z', '--index-info'], lines(input));
}

/** Marks paths as undecided, with the content of each side that has one: before, ours, theirs. */
export async function setUndecided(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  indexFile: string,
  paths: ReadonlyMap<string, readonly (TreeEntry | undefined)[]>,
  width: number,
): Promise<void> {
  const input = [...paths].flatMap(([path, sides]) => [
    `0 ${'0'.repeat(width)}\t${path}`,
    ...sides.flatMap((side, index) => (side === undefined ? [] : [`${side.mode} ${side.blob} ${index + 1}\t${path}`])),
  ]);
  if (input.length > 0)
    await changeIndex(repository, env, indexFile, ['update-index', '-z', '--index-info'], lines(input));
}

/** Marks files that a sparse checkout leaves out. */
export async function skipInIndex(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  indexFile: string,
  paths: readonly string[],
): Promise<void> {
  if (paths.length === 0) return;
  const args = ['update-index', '--skip-worktree', '-z', '--stdin'];
  await changeIndex(repository, env, indexFile, args, lines(paths));
}

/** Notes the times of files, so that git need not read those again that are as the index has them. */
export async function refreshIndex(repository: Repository, env: NodeJS.ProcessEnv, indexFile: string): Promise<void> {
  const args = ['update-index', '-q', '--unmerged', '--ignore-missing', '--refresh'];
  const variables = { GIT_INDEX_FILE: indexFile };
  const answer = await runGit(repository.top, env, args, { mode: 'write', variables });
  // 1: some files are not as the index has them, which is their right.
  if (answer.exitCode !== 0 && answer.exitCode !== 1) throw gitFailure('looking at the files', answer);
}

/** Writes files of an index below a folder, through git's filters, as they would stand in the working tree. */
export async function writeIndexed(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  indexFile: string,
  folder: string,
  paths: readonly string[],
): Promise<void> {
  if (paths.length === 0) return;
  await changeIndex(
    repository,
    env,
    indexFile,
    ['checkout-index', `--prefix=${folder}/`, '-z', '--stdin'],
    lines(paths),
  );
}

/** Stores what an index holds as a tree; gives git's name for it. */
export async function writeTree(repository: Repository, env: NodeJS.ProcessEnv, indexFile: string): Promise<string> {
  const variables = { GIT_INDEX_FILE: indexFile };
  const answer = await runGit(repository.top, env, [...durableObjects, 'write-tree'], { mode: 'write', variables });
  if (answer.exitCode !== 0) throw gitFailure('storing the merged files', answer);
  return answer.text.trim();
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
