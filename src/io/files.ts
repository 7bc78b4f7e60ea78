/** Reading files that strangers may have placed: no link followed, nothing but regular files, no more than a limit. */
import {
  closeSync,
  constants,
  type Dirent,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
} from 'node:fs';
import { join } from 'node:path';
import { isExhaustion } from '../core/system-errors.ts';
import { errorCode } from './error-code.ts';

/** 1 MiB, the most a record may have. */
export const largestFileBytes = 1024 * 1024;

/** Far more than any workspace has; a folder made to exhaust the machine ends here. */
export const mostEntries = 200_000;
export const deepestFolder = 32;

export type FileRead =
  | { readonly ok: true; readonly bytes: Buffer }
  | { readonly ok: false; readonly reason: 'link' | 'not-a-file' | 'too-large' | 'unreadable' | 'missing' };

export interface ListedFile {
  /** Path below the root, with forward slashes. */
  readonly path: string;
  /**
   * `other` is a device, a pipe or a socket; `odd-name` is a name that is not UTF-8 and cannot be opened by it; at
   * `left-out` the listing stopped, as there is more than any workspace has.
   */
  readonly kind: 'file' | 'link' | 'other' | 'odd-name' | 'unreadable-folder' | 'left-out';
}

/** Files that a register is read from: a folder, or the tree of a commit. Paths have forward slashes. */
export interface FileSource {
  list(folder: string): readonly ListedFile[];
  /** At most `limit` bytes; 1 MiB unless told. */
  read(path: string, limit?: number): FileRead;
  has(path: string): boolean;
  /** How a message names one of them. */
  nameOf(path: string): string;
}

/** The files below a folder of the disk. */
export function filesBelow(root: string): FileSource {
  return {
    list: (folder) => {
      const { files, isComplete } = listFiles(root, folder);
      return isComplete ? files : [...files, { path: folder, kind: 'left-out' }];
    },
    read: (path, limit) => readFileSafely(root, path, limit),
    has: (path) => existsSync(join(root, path)),
    nameOf: (path) => join(root, path),
  };
}

/**
 * Reads a file below `root` (an absolute path). A link anywhere between the root and the file, the file itself included,
 * is refused, so that nothing outside the root is opened; so are pipes and devices, which could wait or never end, and
 * files of more than `limit` bytes. `path` has forward slashes; one that climbs out of the root counts as a link. Where the
 * computer can open no file at all, that is thrown: it says nothing of this one.
 */
export function readFileSafely(root: string, path: string, limit: number = largestFileBytes): FileRead {
  const steps = path.split('/');
  if (steps.some((step) => step === '' || step === '.' || step === '..' || step.includes('\0'))) {
    return { ok: false, reason: 'link' };
  }
  let folder = root;
  for (const step of steps.slice(0, -1)) {
    folder = join(folder, step);
    const parent = lstatSync(folder, { throwIfNoEntry: false });
    if (parent === undefined) return { ok: false, reason: 'missing' };
    if (parent.isSymbolicLink()) return { ok: false, reason: 'link' };
    if (!parent.isDirectory()) return { ok: false, reason: 'missing' };
  }
  return readRegularFile(join(root, ...steps), limit);
}

/**
 * Every file below a folder of the root, in code point order, hidden ones included; links are listed, not followed.
 * `.git` is left out. A folder that is missing has no files. Stops at 200,000 entries and 32 levels; `isComplete` tells.
 */
export function listFiles(root: string, folder: string): { files: ListedFile[]; isComplete: boolean } {
  const files: ListedFile[] = [];
  let isComplete = true;
  const visit = (path: string, depth: number): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(join(root, path), { withFileTypes: true });
    } catch (error) {
      if (isExhaustion(error)) throw error;
      if (errorCode(error) !== 'ENOENT' || depth > 0) files.push({ path, kind: 'unreadable-folder' });
      return;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    for (const entry of entries) {
      if (files.length >= mostEntries) {
        isComplete = false;
        return;
      }
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.name.includes('\ufffd')) files.push({ path: below, kind: 'odd-name' });
      else if (entry.isSymbolicLink()) files.push({ path: below, kind: 'link' });
      else if (entry.isFile()) files.push({ path: below, kind: 'file' });
      else if (!entry.isDirectory()) files.push({ path: below, kind: 'other' });
      else if (depth >= deepestFolder) isComplete = false;
      else if (entry.name !== '.git') visit(below, depth + 1);
    }
  };
  const top = lstatSync(join(root, folder), { throwIfNoEntry: false });
  if (top?.isSymbolicLink()) files.push({ path: folder, kind: 'link' });
  else if (top !== undefined && !top.isDirectory()) files.push({ path: folder, kind: 'other' });
  else if (top !== undefined) visit(folder, 0);
  return { files, isComplete };
}

function readRegularFile(file: string, limit: number): FileRead {
  let descriptor: number;
  try {
    // O_NONBLOCK, since opening a pipe would wait for a writer.
    descriptor = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    if (isExhaustion(error)) throw error;
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { ok: false, reason: 'missing' };
    if (code === 'ELOOP' || code === 'EMLINK') return { ok: false, reason: 'link' };
    if (code === 'ENXIO') return { ok: false, reason: 'not-a-file' };
    return { ok: false, reason: 'unreadable' };
  }
  try {
    const found = fstatSync(descriptor);
    if (!found.isFile()) return { ok: false, reason: 'not-a-file' };
    if (found.size > limit) return { ok: false, reason: 'too-large' };
    return readUpTo(descriptor, found.size, limit);
  } catch {
    return { ok: false, reason: 'unreadable' };
  } finally {
    closeSync(descriptor);
  }
}

/** Reads to the end, which may have moved since the size was asked; one byte more than the limit is too large. */
function readUpTo(descriptor: number, size: number, limit: number): FileRead {
  let bytes = Buffer.alloc(Math.min(size, limit) + 1);
  let length = 0;
  for (;;) {
    const read = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (read === 0) return { ok: true, bytes: bytes.subarray(0, length) };
    length += read;
    if (length > limit) return { ok: false, reason: 'too-large' };
    if (length === bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(Math.min(limit + 1 - length, 65_536))]);
  }
}
