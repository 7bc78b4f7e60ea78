/** Files of one write: new text beside, then in place by renaming; and back, by renaming and unlinking only. */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { mendFirstError } from '../errors.ts';
import type { FileChange } from './apply-check.ts';
import { type Journal, type JournalFile, removeMadeFolders, type SaveFolder } from './apply-journal.ts';
import { keepBeside, removeIfThere, syncFolder, writeDurably } from './durable.ts';
import { errorCode } from './error-code.ts';

/** Told at every step, so that tests can stop a write there. */
export type StepObserver = (step: string) => void;

/** What the journal says of the changes; nothing is written yet. */
export function journalFiles(place: SaveFolder, changes: readonly FileChange[]): JournalFile[] {
  const device = statSync(place.folder).dev;
  return changes.map(({ path, gitPath, file, before, after }, position) => {
    const parent = nearestFolder(dirname(file));
    // A rename does not cross file systems, and the git folder of a linked working tree may lie on another one.
    const beside = statSync(parent).dev === device ? place.folder : parent;
    const name = beside === place.folder ? `file-${position}` : `.irc-save-${process.pid}-${position}`;
    return {
      ...{ path, gitPath, file, before: before && sha256(before), after: after && sha256(after) },
      staged: join(beside, `${name}.new`),
      kept: join(beside, `${name}.old`),
    };
  });
}

/** Folders that must be made, outermost first. */
export function missingFolders(changes: readonly FileChange[]): string[] {
  const missing = new Set<string>();
  for (const { file, after } of changes) {
    if (after === undefined) continue;
    const chain: string[] = [];
    for (let folder = dirname(file); !existsSync(folder); folder = dirname(folder)) chain.unshift(folder);
    for (const folder of chain) missing.add(folder);
  }
  return [...missing];
}

/** Writes every new text to the disk, beside; no record is touched, so a full disk shows here. */
export function stageFiles(changes: readonly FileChange[], files: readonly JournalFile[], onStep: StepObserver): void {
  changes.forEach(({ file, after, isProgram }, position) => {
    const { staged } = files[position] ?? {};
    if (after === undefined || staged === undefined) return;
    const old = lstatSync(file, { throwIfNoEntry: false });
    onStep(`stage ${position}`);
    writeDurably(staged, after, old === undefined ? undefined : old.mode & 0o777);
    if (isProgram !== undefined) setProgram(staged, isProgram);
  });
}

/** Whoever may read it may run it, as git does. */
function setProgram(file: string, isProgram: boolean): void {
  const mode = statSync(file).mode & 0o777;
  chmodSync(file, isProgram ? mode | ((mode & 0o444) >> 2) : mode & ~0o111);
}

/** Puts the staged files in place. The journal must be on the disk. */
export function placeFiles(journal: Journal, onStep: StepObserver): void {
  for (const folder of journal.folders) {
    onStep('make folder');
    mkdirSync(folder);
    syncFolder(dirname(folder));
  }
  journal.files.forEach((entry, position) => {
    onStep(`keep ${position}`);
    if (entry.before !== undefined) keepOld(entry);
    onStep(`place ${position}`);
    if (entry.after === undefined) removeIfThere(entry.file);
    // A hard link fails where a file has appeared meanwhile; a rename would replace it.
    else if (entry.before === undefined) placeNew(entry);
    else renameSync(entry.staged, entry.file);
    onStep(`placed ${position}`);
    syncFolder(dirname(entry.file));
  });
}

/**
 * Takes every file back to what it was. A file that holds neither the old nor the new text was changed by someone else
 * since, and stays. With `rescueTo`, the new texts are kept in that folder; returns the files made there.
 */
export function takeBackFiles(journal: Journal, onStep: StepObserver, rescueTo?: string): string[] {
  const rescued: string[] = [];
  const reversed = journal.files.map((entry, position) => ({ entry, position })).reverse();
  for (const { entry, position } of reversed) {
    onStep(`take back ${position}`);
    if (rescueTo !== undefined) rescued.push(...rescueNewText(entry, rescueTo));
    const now = hashOf(entry.file);
    const isOurs = now === entry.after;
    if (isOurs && entry.before === undefined) removeIfThere(entry.file);
    // The same bytes all the same: only whether it is a program changes.
    else if (isOurs && existsSync(entry.kept)) renameSync(entry.kept, entry.file);
    if (existsSync(dirname(entry.file))) syncFolder(dirname(entry.file));
  }
  removeMadeFolders(journal.folders);
  return rescued;
}

/** SHA-256 of a file, in hexadecimal; undefined when there is none. */
export function hashOf(file: string): string | undefined {
  try {
    return sha256(readFileSync(file));
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** The last look: whoever saved the file since it was checked is not overwritten. */
function keepOld(entry: JournalFile): void {
  keepBeside(entry.file, entry.kept);
  syncFolder(dirname(entry.kept));
  if (hashOf(entry.kept) !== entry.before) {
    throw mendFirstError(
      'file-changed',
      `${entry.path} was changed meanwhile. Nothing was saved.`,
      'The same command again works on the file as it now is.',
    );
  }
}

function placeNew(entry: JournalFile): void {
  try {
    keepBeside(entry.staged, entry.file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    throw mendFirstError('file-exists', `${entry.path} has just appeared. Nothing was saved.`, 'Choose another id.');
  }
  removeIfThere(entry.staged);
}

function rescueNewText(entry: JournalFile, folder: string): string[] {
  if (entry.after === undefined) return [];
  const source = [entry.file, entry.staged].find((file) => hashOf(file) === entry.after);
  return source === undefined ? [] : [keepCopy(source, entry.path, folder)];
}

/** Keeps a file under a name of its own in `folder`, which it gives; `path` is what the file is known by. */
export function keepCopy(file: string, path: string, folder: string): string {
  let target = join(folder, `${basename(path)}.rescued`);
  for (let next = 2; existsSync(target); next += 1) target = join(folder, `${basename(path)}.${next}.rescued`);
  mkdirSync(folder, { recursive: true });
  keepBeside(file, target);
  return target;
}

function nearestFolder(folder: string): string {
  let nearest = folder;
  while (!existsSync(nearest)) nearest = dirname(nearest);
  return nearest;
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
