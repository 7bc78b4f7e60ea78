/** What must hold before a plan touches anything: paths inside the workspace, no links, the text as it was planned from. */
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { lineSafe } from '../core/terminal-safe.ts';
import { mendFirstError } from '../errors.ts';
import { errorCode } from './error-code.ts';
import { readFileSafely } from './files.ts';
import type { Repository } from './git-state.ts';

/** One file of a write. */
export interface FileChange {
  /** Below the workspace root, as the plan names it. */
  readonly path: string;
  /** Below the top of the working tree, as git names it. */
  readonly gitPath: string;
  readonly file: string;
  /** Undefined: the file is new. */
  readonly before: Buffer | undefined;
  /** Undefined: the file goes. */
  readonly after: Buffer | undefined;
  /** Whether the new file may be run as a program; undefined: as the old one, and a new one not. */
  readonly isProgram?: boolean;
}

/** A signed scan may be large; a record never is. */
export const largestWrittenBytes = 512 * 1024 * 1024;

/**
 * Rejects with `path-outside`, `path-is-link`, `path-in-other-repository`, `file-exists` or `file-changed` (exit 3).
 * `isInPlace`: the files already hold what the plan gives them, as after an edit by hand.
 */
export function checkFiles(repository: Repository, changes: readonly FileChange[], isInPlace: boolean): void {
  const seen = new Set<string>();
  for (const change of changes) {
    checkPath(change.path);
    const folded = foldCase(change.path);
    if (seen.has(folded)) throw fileExists(change.path, 'the same write holds it twice');
    seen.add(folded);
    checkParents(repository, change.path);
    const expected = isInPlace ? change.after : change.before;
    if (expected === undefined) checkAbsent(repository, change.path);
    else checkText(repository, change.path, expected);
  }
}

/** A path git can be given by the line: relative, inside, without control characters. */
function checkPath(path: string): void {
  const steps = path.split('/');
  const isOdd = steps.some((step) => step === '' || step === '.' || step === '..' || foldCase(step) === '.git');
  if (isOdd || /[\p{Cc}\\]/u.test(path)) {
    throw mendFirstError('path-outside', `${JSON.stringify(path)} is no path of a file in this workspace.`);
  }
}

function checkParents(repository: Repository, path: string): void {
  let folder = repository.root;
  for (const step of path.split('/').slice(0, -1)) {
    checkCase(folder, step, path);
    folder = join(folder, step);
    const found = lstatSync(folder, { throwIfNoEntry: false });
    if (found === undefined) return;
    if (found.isSymbolicLink()) throw isLink(path, folder);
    if (!found.isDirectory()) throw fileExists(path, `${lineSafe(folder)} is a file, not a folder`);
    if (lstatSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined) {
      throw mendFirstError(
        'path-in-other-repository',
        `${path} lies in another git repository (${lineSafe(folder)}). Nothing was saved.`,
        'Run irc in that folder, or move it out of the workspace.',
      );
    }
  }
}

function checkAbsent(repository: Repository, path: string): void {
  const file = join(repository.root, path);
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found?.isSymbolicLink()) throw isLink(path, file);
  if (found !== undefined) throw fileExists(path, 'it is there already');
  const steps = path.split('/');
  checkCase(join(file, '..'), steps[steps.length - 1] ?? '', path);
}

/** A name that differs only by case is the same file on many machines, where this one would overwrite it. */
function checkCase(folder: string, name: string, path: string): void {
  let entries: string[];
  try {
    entries = readdirSync(folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  const other = entries.includes(name) ? undefined : entries.find((entry) => foldCase(entry) === foldCase(name));
  if (other !== undefined) throw fileExists(path, `${lineSafe(other)} differs only in the case of letters`);
}

/** What a file holds; undefined where there is none. Throws `path-is-link`, `file-exists` and `read-only`. */
export function bytesNow(root: string, path: string): Buffer | undefined {
  const read = readFileSafely(root, path, largestWrittenBytes);
  if (read.ok) return read.bytes;
  if (read.reason === 'missing') return undefined;
  throw unreadable(root, path, read.reason);
}

function unreadable(root: string, path: string, reason: string): Error {
  if (reason === 'link') return isLink(path, join(root, path));
  if (reason === 'not-a-file') return fileExists(path, 'it is not a plain file');
  return mendFirstError('read-only', `${path} cannot be read. Nothing was saved.`, 'Check who may read the file.');
}

function checkText(repository: Repository, path: string, expected: Buffer): void {
  const read = readFileSafely(repository.root, path, largestWrittenBytes);
  if (read.ok && read.bytes.equals(expected)) return;
  if (!read.ok && ['link', 'not-a-file', 'unreadable'].includes(read.reason)) {
    throw unreadable(repository.root, path, read.reason);
  }
  throw mendFirstError(
    'file-changed',
    `${path} was ${read.ok ? 'changed' : 'removed'} meanwhile. Nothing was saved.`,
    'The same command again works on the file as it now is.',
  );
}

function isLink(path: string, link: string): Error {
  return mendFirstError(
    'path-is-link',
    `${path} leads through a link (${lineSafe(link)}), and irc writes only to plain files and folders.`,
    'Replace the link by what it points to.',
  );
}

function fileExists(path: string, why: string): Error {
  return mendFirstError('file-exists', `${path} cannot be written: ${why}. Nothing was saved.`, 'Choose another id.');
}

function foldCase(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
