/**
 * What a merge makes of every file of the repository, worked out in git's store alone: no file of the working tree and no
 * index changes. Records are merged by field before; other files are taken from the side that changed them, or joined line
 * by line.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Divergence } from '../context/together.ts';
import type { MergedRecord } from '../core/merge/records.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { mendFirstError } from '../errors.ts';
import { runGit } from './git.ts';
import { contentsOf, isShallow } from './git-history.ts';
import { durableObjects, sameEntry, type TreeEntry, treeEntries } from './git-index.ts';
import { brokenObject, gitFailure } from './git-messages.ts';
import type { Repository } from './git-state.ts';
import { changedPaths, isRecordPath, mergeBases } from './git-tree.ts';
import { type LineMerge, mergeLines } from './merge-lines.ts';

/** A file's content before, of ours and of theirs; undefined where a side does not have it. */
export type Sides = readonly [base: TreeEntry | undefined, ours: TreeEntry | undefined, theirs: TreeEntry | undefined];

/** Paths are below the top of the working tree. */
export interface MergeResult {
  /** What is not as ours has it; undefined where the file goes. */
  readonly entries: ReadonlyMap<string, TreeEntry | undefined>;
  /** Files that both sides changed and that are not decided. */
  readonly undecided: ReadonlyMap<string, Sides>;
}

/** What a branch that goes forward to `theirs` changes. */
export async function forwardResult(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  { ours, theirs }: { readonly ours: string; readonly theirs: string },
): Promise<MergeResult> {
  const entries = await treeEntries(repository, env, theirs);
  const changed = await changedPaths(repository, env, ours, theirs);
  return { entries: new Map(changed.map((path) => [path, entries.get(path)])), undecided: new Map() };
}

/**
 * What the merge of two commits changes, with the records as they were merged. `folder` is one for files in between.
 * Rejects with `no-common-commit`, `git-failed`.
 */
export async function mergeResult(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  folder: string,
  { ours, theirs }: Divergence,
  records: readonly MergedRecord[],
): Promise<MergeResult> {
  const tree = (commit: string): Promise<Map<string, TreeEntry>> => treeEntries(repository, env, commit);
  const shared = await mergeBases(repository, env, ours, theirs);
  if (shared.length === 0) throw noCommonCommit(repository);
  const bases = await Promise.all(shared.map(tree));
  const [one, other] = shared;
  // Branches that were merged crosswise: what both have come to since they first parted is what they share.
  const [root] = one === undefined || other === undefined ? [] : await mergeBases(repository, env, one, other);
  if (shared.length === 2 && root !== undefined) narrow(bases, await tree(root));
  const trees = { bases, ours: await tree(ours), theirs: await tree(theirs) };
  const entries = new Map<string, TreeEntry | undefined>();
  const undecided = new Map<string, Sides>();
  const merged = await recordEntriesOf(repository, env, folder, records, trees);
  for (const [path, { entry, sides }] of merged) {
    entries.set(path, entry);
    if (sides !== undefined) undecided.set(path, sides);
  }
  const both: string[] = [];
  for (const path of union(trees.ours, trees.theirs, ...bases)) {
    if (merged.has(path) || isRecordIn(repository, path, trees)) continue;
    const [one, other] = [trees.ours.get(path), trees.theirs.get(path)];
    if (sameEntry(one, other) || bases.every((base) => sameEntry(base.get(path), other))) continue;
    if (bases.every((base) => sameEntry(base.get(path), one))) entries.set(path, other);
    else both.push(path);
  }
  await mergeOthers(repository, env, folder, both, trees, { entries, undecided });
  for (const [path, entry] of entries) if (sameEntry(entry, trees.ours.get(path))) entries.delete(path);
  return { entries, undecided };
}

/** Where only one of two commits changed a file, both are taken to have it so. */
function narrow(bases: Map<string, TreeEntry>[], root: ReadonlyMap<string, TreeEntry>): void {
  const [one, other] = bases;
  if (one === undefined || other === undefined) return;
  for (const path of union(root, one, other)) {
    const [before, left, right] = [root, one, other].map((tree) => tree.get(path));
    if (sameEntry(left, before)) put(one, path, right);
    else if (sameEntry(right, before)) put(other, path, left);
  }
}

function put(tree: Map<string, TreeEntry>, path: string, entry: TreeEntry | undefined): void {
  if (entry === undefined) tree.delete(path);
  else tree.set(path, entry);
}

interface Trees {
  /** Several where branches were merged crosswise. */
  readonly bases: readonly ReadonlyMap<string, TreeEntry>[];
  readonly ours: ReadonlyMap<string, TreeEntry>;
  readonly theirs: ReadonlyMap<string, TreeEntry>;
}

/** Merged records as git's entries, with the sides of those that hold conflicts. */
async function recordEntriesOf(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  folder: string,
  records: readonly MergedRecord[],
  { bases, ours, theirs }: Trees,
): Promise<Map<string, { readonly entry: TreeEntry | undefined; readonly sides: Sides | undefined }>> {
  const texts = records.flatMap(({ text }) => (text === undefined ? [] : [Buffer.from(text)]));
  const blobs = await storeContents(repository, env, folder, texts);
  return new Map(
    records.map((record) => {
      const path = `${repository.prefix}${record.path}`;
      const from = record.renamedFrom === undefined ? undefined : `${repository.prefix}${record.renamedFrom}`;
      const at = (tree: ReadonlyMap<string, TreeEntry> | undefined): TreeEntry | undefined =>
        tree?.get(path) ?? (from === undefined ? undefined : tree?.get(from));
      const sides: Sides = [at(bases[0]), at(ours), at(theirs)];
      if (sides.some((side) => side !== undefined && !isFile(side))) throw noFile(path);
      const blob = record.text === undefined ? undefined : blobs.shift();
      const mode = (sides[1] ?? sides[2])?.mode ?? '100644';
      const entry = blob === undefined ? undefined : { mode, blob };
      return [path, { entry, sides: record.conflicts > 0 ? sides : undefined }];
    }),
  );
}

/** Whether the merge by field has decided about a path, also where it left ours as it is. */
function isRecordIn(repository: Repository, path: string, { bases, ours, theirs }: Trees): boolean {
  const entries = [...bases, ours, theirs].flatMap((tree) => tree.get(path) ?? []);
  return isRecordPath(repository, path) && entries.every(isFile);
}

/** Files that are no records and that both sides changed, each in its way. */
async function mergeOthers(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  folder: string,
  paths: readonly string[],
  { bases, ours, theirs }: Trees,
  result: { readonly entries: Map<string, TreeEntry | undefined>; readonly undecided: Map<string, Sides> },
): Promise<void> {
  const ways = await waysOfMerging(repository, env, paths);
  for (const path of paths) {
    const sides: Sides = [bases[0]?.get(path), ours.get(path), theirs.get(path)];
    const way = bases.every((base) => sameEntry(base.get(path), sides[0])) ? ways.get(path) : undefined;
    const joined = way && (await joinedLines(repository, env, folder, sides, way));
    const [, one, other] = sides;
    if (joined === undefined) {
      if (one === undefined) result.entries.set(path, other);
    } else {
      const [blob = ''] = await storeContents(repository, env, folder, [joined.bytes]);
      const mode = sides[0]?.mode === one?.mode ? other?.mode : one?.mode;
      result.entries.set(path, { mode: mode ?? '100644', blob });
    }
    if (joined?.clean !== true) result.undecided.set(path, sides);
  }
}

/** How the attributes have both sides of a file joined; a file without an entry is not joined at all. */
async function waysOfMerging(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  paths: readonly string[],
): Promise<Map<string, 'text' | 'union'>> {
  if (paths.length === 0) return new Map();
  const input = paths.map((path) => `${path}\0`).join('');
  const answer = await runGit(repository.top, env, ['check-attr', '-z', '--stdin', 'merge'], { mode: 'read', input });
  if (answer.exitCode !== 0) throw gitFailure('asking for attributes', answer);
  const parts = answer.text.split('\0');
  return new Map(
    paths.flatMap((path, index): [string, 'text' | 'union'][] => {
      const value = parts[index * 3 + 2] ?? '';
      if (value === 'union') return [[path, 'union']];
      return ['unspecified', 'set', 'text'].includes(value) ? [[path, 'text']] : [];
    }),
  );
}

async function joinedLines(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  folder: string,
  sides: Sides,
  way: 'text' | 'union',
): Promise<LineMerge | undefined> {
  const [base, ours, theirs] = sides;
  if (!isFile(ours) || !isFile(theirs) || !(base === undefined || isFile(base))) return undefined;
  const contents = await contentsOf(
    repository,
    env,
    sides.flatMap((side) => (side === undefined ? [] : [side.blob])),
  );
  const [before, one, other] = sides.map((side, index) => {
    const file = join(folder, `side-${index}`);
    const bytes = side === undefined ? Buffer.alloc(0) : contents.get(side.blob);
    if (bytes === undefined) throw brokenObject('reading contents', []);
    writeFileSync(file, bytes);
    return file;
  });
  return mergeLines(folder, env, { base: before ?? '', ours: one ?? '', theirs: other ?? '' }, way);
}

/** Puts contents into git's store as they are; gives git's names for them, in order. */
async function storeContents(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  folder: string,
  contents: readonly Buffer[],
): Promise<string[]> {
  if (contents.length === 0) return [];
  const place = join(folder, 'contents');
  mkdirSync(place, { recursive: true });
  const files = contents.map((bytes, index) => {
    const file = join(place, `${index}`);
    writeFileSync(file, bytes);
    return file;
  });
  const args = [...durableObjects, 'hash-object', '-w', '--no-filters', '--stdin-paths'];
  const input = files.map((file) => `${file}\n`).join('');
  const answer = await runGit(repository.top, env, args, { mode: 'write', input });
  if (answer.exitCode !== 0) throw gitFailure('storing the merged records', answer);
  return answer.text.trim().split('\n');
}

function noCommonCommit(repository: Repository): Error {
  return mendFirstError(
    'no-common-commit',
    'The two branches have no common history here. Nothing was merged.',
    isShallow(repository)
      ? 'this clone is shallow; fetch the rest: git fetch --unshallow        then the same command again'
      : 'One of them belongs to another register, or was begun anew. See where this clone sends to: git remote -v',
  );
}

function noFile(path: string): Error {
  return mendFirstError(
    'path-is-link',
    `${lineSafe(path)} is no plain file on one of the sides. Nothing was merged.`,
    'merge by hand: git merge',
  );
}

function isFile(entry: TreeEntry | undefined): entry is TreeEntry {
  return entry?.mode.startsWith('100') === true;
}

function union(...trees: readonly ReadonlyMap<string, TreeEntry>[]): Set<string> {
  return new Set(trees.flatMap((tree) => [...tree.keys()]));
}
