/**
 * The same door for merges: the branch goes forward, a merge is begun or given up, with every file and the index as they
 * belong to it, or nothing at all. git's own merge writes file after file and cannot be taken back when it is cut off; it
 * also replaces files that git ignores.
 */
import { existsSync, mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mendFirstError } from '../errors.ts';
import { commitBase, copyIndex, headAfterwards, installIndex, refuseUncommitted } from './apply-commit.ts';
import { hashOf, type StepObserver } from './apply-files.ts';
import { type Journal, type JournalMerge, releaseIndexLock, type SaveFolder, writeJournal } from './apply-journal.ts';
import { finishWrite, underWriteLock, writeJournalled } from './apply-write.ts';
import { writeDurably } from './durable.ts';
import { runGit } from './git.ts';
import {
  durableObjects,
  refreshIndex,
  resetIndex,
  setInIndex,
  setUndecided,
  skipInIndex,
  submodule,
  type TreeEntry,
  writeTree,
} from './git-index.ts';
import { gitFailure } from './git-messages.ts';
import { type Repository, refuseUnfinishedWork } from './git-state.ts';
import type { TellProgress } from './lock.ts';
import {
  checkPlaces,
  fileChanges,
  isSkipped,
  keepUnknown,
  mergedPaths,
  refuseAutostash,
  refuseStaged,
  refuseUntracked,
} from './merge-files.ts';
import type { MergeResult } from './merge-result.ts';
import { markMerge, mergeHead, unmarkMerge } from './merge-state.ts';

export interface MergeOptions {
  /** Milliseconds to wait for another irc; 30,000 unless told. */
  readonly lockPatience?: number;
  readonly tell?: TellProgress | undefined;
  readonly onStep?: StepObserver;
}

/** A commit that the branch goes forward to, or that is merged into it. */
interface MergeOrder {
  readonly end: 'forward' | 'begun';
  readonly ours: string;
  readonly theirs: string;
  /** For whoever ends the merge with git alone. */
  readonly message: string;
  /** What becomes of each file; `folder` is one for files in between. */
  result(folder: string): Promise<MergeResult>;
}

/**
 * Puts every file of a merge in place and moves HEAD to `theirs` (`forward`), or leaves the merge under way (`begun`). On
 * any failure the files, the index and HEAD are as before. What the user changed elsewhere stays, staged or not; a merge
 * that is only begun takes in what is staged when it ends, so that is refused.
 *
 * Rejects as `applyPlan`, with `file-changed` where HEAD is no longer `ours`, with `file-exists` where a file that git
 * does not know of stands in the place of one that comes.
 */
export async function applyMerge(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  order: MergeOrder,
  options: MergeOptions = {},
): Promise<void> {
  const onStep = options.onStep ?? (() => {});
  await underWriteLock(repository, env, options, async () => {
    await refuseUnfinishedWork(repository, env);
    let result: MergeResult = { entries: new Map(), undecided: new Map() };
    let skipped: readonly string[] = [];
    await writeJournalled(repository, onStep, {
      holdsIndex: true,
      prepare: async (place) => {
        const base = await commitBase(repository, env);
        if (base.head !== order.ours) throw cameBetween();
        result = await order.result(workFolder(place));
        if (order.end === 'begun') refuseStaged(base);
        refuseUntracked(repository, base, result);
        await resetIndex(repository, env, place.privateIndex, order.ours);
        await setInIndex(repository, env, place.privateIndex, result.entries, order.ours.length);
        skipped = [...result.entries.keys()].filter((path) => isSkipped(repository, base, path));
        const changes = await fileChanges(repository, env, place, result.entries, base.inHead, skipped);
        checkPlaces(repository, changes);
        await refuseUncommitted(repository, env, changes, base);
        return { changes, journal: journalOf(repository, order, base.head) };
      },
      end: async (place, placed, guard) => {
        const journal = withBlobs(placed, result.entries);
        const tree = order.end === 'begun' ? await writeTree(repository, env, place.privateIndex) : '';
        await prepareIndex(repository, env, place, result, skipped, order.ours.length);
        writeJournal(place, journal);
        onStep('prepared');
        guard.check();
        if (order.end === 'forward') await moveHead(repository, env, place, order);
        else markMerge(repository, place.folder, { theirs: order.theirs, message: order.message, tree });
        onStep('committed');
        settle(repository, place, journal, result, onStep);
      },
    });
  });
}

/**
 * Ends a merge under way without its commit: files that the merge concerns, and git's index of them, are as HEAD has
 * them. Others stay as they are. What was written by hand since and is in no commit is kept: resolves with the copies.
 * Rejects as `applyMerge`, and with `merge-under-way` where git holds changes aside for it.
 */
export async function giveMergeUp(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  options: MergeOptions = {},
): Promise<string[]> {
  const onStep = options.onStep ?? (() => {});
  return underWriteLock(repository, env, options, async () => {
    const theirs = mergeHead(repository);
    if (theirs === undefined) return [];
    refuseAutostash(repository);
    let entries = new Map<string, TreeEntry | undefined>();
    let kept: string[] = [];
    await writeJournalled(repository, onStep, {
      holdsIndex: true,
      prepare: async (place) => {
        const base = await commitBase(repository, env);
        const paths = await mergedPaths(repository, env, theirs);
        entries = new Map([...paths].map((path) => [path, base.inHead.get(path)]));
        await resetIndex(repository, env, place.privateIndex, base.head);
        const changes = await fileChanges(repository, env, place, entries, base.inHead, []);
        checkPlaces(repository, changes);
        kept = await keepUnknown(repository, env, changes);
        return { changes, journal: journalOf(repository, { end: 'given-up', theirs }, base.head) };
      },
      end: async (place, placed, guard) => {
        const journal = withBlobs(placed, entries);
        const result = { entries, undecided: new Map() };
        await prepareIndex(repository, env, place, result, [], theirs.length);
        writeJournal(place, journal);
        onStep('prepared');
        guard.check();
        unmarkMerge(repository);
        onStep('committed');
        settle(repository, place, journal, result, onStep);
      },
    });
    return kept;
  });
}

function journalOf(
  repository: Repository,
  { end, theirs }: Pick<JournalMerge, 'end' | 'theirs'>,
  head: string | undefined,
): Omit<Journal, 'version' | 'folders' | 'files'> {
  return { commit: true, isInPlace: false, head, merge: { end, theirs, index: indexHash(repository) } };
}

function withBlobs(journal: Journal, entries: MergeResult['entries']): Journal {
  return { ...journal, files: journal.files.map((file) => ({ ...file, blob: entries.get(file.gitPath)?.blob })) };
}

/** The user's index as it will be. */
async function prepareIndex(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  place: SaveFolder,
  { entries, undecided }: MergeResult,
  skipped: readonly string[],
  width: number,
): Promise<void> {
  const users = join(repository.gitDir, 'index');
  if (existsSync(users)) copyIndex(users, place.nextIndex);
  const decided = new Map([...entries].filter(([path]) => !undecided.has(path)));
  await setInIndex(repository, env, place.nextIndex, decided, width);
  await setUndecided(repository, env, place.nextIndex, undecided, width);
  await skipInIndex(
    repository,
    env,
    place.nextIndex,
    skipped.filter((path) => decided.get(path) !== undefined),
  );
  await refreshIndex(repository, env, place.nextIndex);
}

async function moveHead(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  place: SaveFolder,
  { ours, theirs }: MergeOrder,
): Promise<void> {
  // By this file the next run sees that a git may still be at work.
  writeDurably(place.message, Buffer.alloc(0));
  const args = [...durableObjects, 'update-ref', '-m', 'irc: forward', 'HEAD', theirs, ours];
  const variables = { GIT_TRACE2_EVENT: place.trace };
  const answer = await runGit(repository.top, env, args, { mode: 'write', variables });
  if ((await headAfterwards(repository, env)) !== theirs) throw gitFailure('moving the branch', answer);
}

/** The merge is in. Where its last steps fail, the next run does them. */
function settle(
  repository: Repository,
  place: SaveFolder,
  journal: Journal,
  { entries }: MergeResult,
  onStep: StepObserver,
): void {
  try {
    installIndex(repository, place);
    onStep('index');
    for (const [path, entry] of entries) {
      const file = join(repository.top, path);
      if (entry?.mode === submodule) mkdirSync(file, { recursive: true });
      else if (entry === undefined) removeEmptyFolders(repository.top, dirname(file));
    }
  } catch {
    releaseIndexLock(place, repository.gitDir);
    return;
  }
  finishWrite(repository, place, journal);
}

/** Folders that held nothing else go with the last file, as git has it. */
function removeEmptyFolders(top: string, start: string): void {
  for (let folder = start; folder !== top && folder.startsWith(top); folder = dirname(folder)) {
    if (existsSync(folder) && readdirSync(folder).length > 0) return;
    if (existsSync(folder)) rmdirSync(folder);
  }
}

function indexHash(repository: Repository): string | undefined {
  return hashOf(join(repository.gitDir, 'index'));
}

function cameBetween(): Error {
  return mendFirstError('file-changed', 'A commit came in between. Nothing was merged.', 'The same command again.');
}

function workFolder(place: SaveFolder): string {
  const folder = join(place.folder, 'work');
  mkdirSync(folder);
  return folder;
}
