/**
 * The journal of one write, in `irc/save` of the git folder. It is on the disk before the first file changes, so that
 * the next run finds an interrupted write and finishes it or takes it back.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { mendFirstError } from '../errors.ts';
import { removeIfThere, replaceDurably, syncFolder } from './durable.ts';
import { errorCode } from './error-code.ts';

export interface JournalFile {
  readonly path: string;
  readonly gitPath: string;
  readonly file: string;
  /** SHA-256 of the bytes; undefined where there is no file. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Where the new bytes lie until they take their place. */
  readonly staged: string;
  /** Where the old file stays until the write is in. */
  readonly kept: string;
  /** git's name for the new content, once it is known. */
  readonly blob?: string | undefined;
}

export interface Journal {
  readonly version: 1;
  readonly commit: boolean;
  readonly isInPlace: boolean;
  /** The commit before; undefined for a branch without commits. */
  readonly head: string | undefined;
  /** Folders that were made for the write, outermost first. */
  readonly folders: readonly string[];
  readonly files: readonly JournalFile[];
  /** Set where the write is a merge, or takes one back: what makes it count is no commit of its own. */
  readonly merge?: JournalMerge;
}

export interface JournalMerge {
  /** `forward`: HEAD moves; `begun`: a merge is under way; `given-up`: it no longer is. */
  readonly end: 'forward' | 'begun' | 'given-up';
  readonly theirs: string;
  /** SHA-256 of the user's index as it was; undefined where there was none. */
  readonly index: string | undefined;
}

/** The files of a write beside the journal itself. */
export interface SaveFolder {
  readonly folder: string;
  readonly journal: string;
  /** Has a second name, `index.lock`, while we hold it: that is how our lock is told from another's. */
  readonly indexLock: string;
  readonly privateIndex: string;
  readonly nextIndex: string;
  readonly message: string;
  readonly trace: string;
}

export function saveFolder(gitDir: string): SaveFolder {
  const folder = join(gitDir, 'irc', 'save');
  return {
    folder,
    journal: join(folder, 'journal.json'),
    indexLock: join(folder, 'lock'),
    // A hook that outlives its git may go on with the index it was given, so no later write uses that name again.
    privateIndex: join(folder, `index-${randomUUID()}`),
    nextIndex: join(folder, 'index.next'),
    message: join(folder, 'message'),
    trace: join(folder, 'trace'),
  };
}

/** Makes the folder; it must not exist. */
export function makeSaveFolder(place: SaveFolder): void {
  mkdirSync(join(place.folder, '..'), { recursive: true });
  mkdirSync(place.folder);
}

export function writeJournal(place: SaveFolder, journal: Journal): void {
  replaceDurably(place.journal, Buffer.from(JSON.stringify(journal)));
}

/** The journal of an earlier write; `none` when no file had been touched yet. Throws `journal-damaged`. */
export function readJournal(place: SaveFolder): Journal | 'none' {
  if (!existsSync(place.journal)) return 'none';
  try {
    const read = JSON.parse(readFileSync(place.journal, 'utf8')) as Journal;
    if (read.version === 1 && Array.isArray(read.files) && Array.isArray(read.folders)) return read;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw mendFirstError(
    'journal-damaged',
    `The journal of a save that was cut off cannot be read: ${place.journal}`,
    'Compare the records with git diff, keep what is right, then remove the folder of that file.',
  );
}

/** Gives back git's index lock, if it is ours. */
export function releaseIndexLock(place: SaveFolder, gitDir: string): void {
  const lock = join(gitDir, 'index.lock');
  const ours = lstatSync(place.indexLock, { throwIfNoEntry: false });
  const held = lstatSync(lock, { throwIfNoEntry: false });
  if (ours !== undefined && held?.ino === ours.ino && held.dev === ours.dev) removeIfThere(lock);
}

/** Ends a write: temporary files beside the records first, the journal before the rest, then git's index lock. */
export function dropSaveFolder(place: SaveFolder, gitDir: string, files: readonly JournalFile[]): void {
  for (const { staged, kept } of files) {
    removeIfThere(staged);
    removeIfThere(kept);
  }
  releaseIndexLock(place, gitDir);
  removeIfThere(place.journal);
  rmSync(place.folder, { recursive: true, force: true });
  removeIfEmpty(join(place.folder, '..'));
  syncFolder(gitDir);
}

/** Removes the folders that were made for a write, as far as they are empty. */
export function removeMadeFolders(folders: readonly string[]): void {
  for (const folder of [...folders].reverse()) removeIfEmpty(folder);
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(errorCode(error))) throw error;
  }
}
