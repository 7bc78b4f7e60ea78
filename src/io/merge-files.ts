/** Files that a merge changes, as they are and as they will be, and what stands in its way. */
import { existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { lineSafe } from '../core/terminal-safe.ts';
import { IrcError, mendFirstError } from '../errors.ts';
import { checkFiles, type FileChange, largestWrittenBytes } from './apply-check.ts';
import type { CommitBase } from './apply-commit.ts';
import { keepCopy } from './apply-files.ts';
import type { SaveFolder } from './apply-journal.ts';
import { errorCode } from './error-code.ts';
import { readFileSafely } from './files.ts';
import { runGit } from './git.ts';
import { revisionOf } from './git-history.ts';
import { sameEntry, submodule, type TreeEntry, writeIndexed } from './git-index.ts';
import { gitFailure } from './git-messages.ts';
import { type Repository, shownBelow, unmergedFiles } from './git-state.ts';
import { changedPaths } from './git-tree.ts';
import type { MergeResult } from './merge-result.ts';

/** Plain files among the entries, as they are now and as they would stand in the working tree. */
export async function fileChanges(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  place: SaveFolder,
  entries: MergeResult['entries'],
  inHead: CommitBase['inHead'],
  skipped: readonly string[],
): Promise<FileChange[]> {
  const tree = join(place.folder, 'tree');
  mkdirSync(tree);
  const plain = [...entries].filter(
    ([path, entry]) => !skipped.includes(path) && isPlain(path, [inHead.get(path), entry]),
  );
  const written = plain.flatMap(([path, entry]) => (entry === undefined ? [] : [path]));
  await writeIndexed(repository, env, place.privateIndex, tree, written);
  return plain.flatMap(([path, entry]): FileChange[] => {
    const before = bytesOf(repository.top, path);
    const after = entry === undefined ? undefined : bytesOf(tree, path);
    if (before === undefined && after === undefined) return [];
    const file = join(repository.top, path);
    const isProgram = entry?.mode === '100755';
    if (before !== undefined && after?.equals(before) && isProgram === isProgramNow(file)) return [];
    return [{ path, gitPath: path, file, before, after, isProgram }];
  });
}

/** Whether an entry is a file for us to write: of a submodule git notes the commit alone. Throws where it is a link. */
function isPlain(path: string, versions: readonly (TreeEntry | undefined)[]): boolean {
  const modes = versions.flatMap((version) => (version === undefined ? [] : [version.mode]));
  if (modes.every((mode) => mode.startsWith('100'))) return true;
  if (modes.every((mode) => mode === submodule)) return false;
  throw mendFirstError(
    'path-is-link',
    `${lineSafe(path)} is a link on one of the sides, and irc writes only to plain files and folders.`,
    'merge by hand: git merge        give up: git merge --abort',
  );
}

function isProgramNow(file: string): boolean {
  return (statSync(file).mode & 0o100) !== 0;
}

function bytesOf(root: string, path: string): Buffer | undefined {
  const read = readFileSafely(root, path, largestWrittenBytes);
  return read.ok ? read.bytes : undefined;
}

/** What a merge under way concerns: by git's note of its result where there is one, else whatever theirs has otherwise. */
export async function mergedPaths(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  theirs: string,
): Promise<Set<string>> {
  const result = await revisionOf(repository, env, 'AUTO_MERGE', 'tree');
  const changed = await changedPaths(repository, env, 'HEAD', result ?? theirs);
  return new Set([...changed, ...(await unmergedFiles(repository, env))]);
}

/** Copies of files whose content git does not hold yet, since they are about to go. */
export async function keepUnknown(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  changes: readonly FileChange[],
): Promise<string[]> {
  const going = changes.filter(({ before, after }) => before !== undefined && after?.equals(before) !== true);
  if (going.length === 0) return [];
  const input = going.map(({ gitPath }) => `${gitPath}\n`).join('');
  const hashed = await runGit(repository.top, env, ['hash-object', '--stdin-paths'], { mode: 'write', input });
  if (hashed.exitCode !== 0) throw gitFailure('looking at the files', hashed);
  const known = await runGit(repository.top, env, ['cat-file', '--batch-check'], { mode: 'read', input: hashed.text });
  if (known.exitCode !== 0) throw gitFailure('looking at the files', known);
  const missing = known.text.split('\n').map((line) => line.endsWith(' missing'));
  const folder = join(repository.gitDir, 'irc');
  return going
    .filter((_, index) => missing[index] === true)
    .map(({ file, path }) => shownBelow(repository.top, keepCopy(file, path, folder)));
}

export function isSkipped(repository: Repository, { inIndex }: CommitBase, path: string): boolean {
  return inIndex.get(path)?.isSkipped === true && !existsSync(join(repository.top, path));
}

/** git itself would replace such a file without a word where it is told to ignore it. */
export function refuseUntracked(
  repository: Repository,
  { inHead, inIndex }: CommitBase,
  { entries }: MergeResult,
): void {
  const found = [...entries].flatMap(([path, entry]) => {
    const isNew = entry !== undefined && entry.mode !== submodule && !inHead.has(path) && !inIndex.has(path);
    return isNew && isAnythingAt(join(repository.top, path)) ? [path] : [];
  });
  const [first] = found;
  if (first === undefined) return;
  throw mendFirstError(
    'file-exists',
    `${listed(found)}: there already, and git does not know it; the other side brings a file of that name. Nothing was merged.`,
    'Move it away, then the same command again.',
  );
}

function isAnythingAt(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOTDIR') return false;
    throw error;
  }
}

/** As `checkFiles`, of files anywhere in the repository: another id is no way out here. */
export function checkPlaces(repository: Repository, changes: readonly FileChange[]): void {
  try {
    checkFiles({ ...repository, root: repository.top, prefix: '' }, changes, false);
  } catch (error) {
    if (!(error instanceof IrcError) || error.code !== 'file-exists') throw error;
    throw mendFirstError('file-exists', error.message, 'merge by hand: git merge');
  }
}

/** The commit that ends a merge takes all that is staged. */
export function refuseStaged({ inHead, inIndex }: CommitBase): void {
  const staged = [...new Set([...inHead.keys(), ...inIndex.keys()])].filter((path) => {
    const [committed, now] = [inHead.get(path), inIndex.get(path)];
    return !sameEntry(committed, now) || now?.stage !== 0;
  });
  const [first] = staged;
  if (first === undefined) return;
  throw mendFirstError(
    'uncommitted-changes',
    `${listed(staged)}: staged, but not committed yet. Nothing was merged.`,
    `commit it first: git commit        or take it out: git restore --staged -- ${lineSafe(first)}`,
  );
}

export function refuseAutostash(repository: Repository): void {
  if (!existsSync(join(repository.gitDir, 'MERGE_AUTOSTASH'))) return;
  throw mendFirstError(
    'merge-under-way',
    'This merge was begun by git, which holds changes of yours aside for it.',
    'give up: git merge --abort',
  );
}

function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, 5).map(lineSafe).join(', ');
  return paths.length > 5 ? `${shown} and ${paths.length - 5} more` : shown;
}
