/** Writing that survives a power cut: all bytes, checked, on the disk before anything points to them. */
import {
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from './error-code.ts';

/**
 * Writes a new file, which must not exist yet, and waits for the disk. A short write, as on a full disk, is an error
 * and never passes for a written file. `mode` holds permission bits.
 */
export function writeDurably(file: string, bytes: Uint8Array, mode?: number): void {
  const descriptor = openSync(file, 'wx', 0o666);
  try {
    let written = 0;
    while (written < bytes.length) written += writeSync(descriptor, bytes, written, bytes.length - written);
    if (fstatSync(descriptor).size !== bytes.length) throw Object.assign(new Error('short write'), { code: 'EIO' });
    if (mode !== undefined) fchmodSync(descriptor, mode);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Puts `bytes` in the place of a file in one step: a reader sees the old or the new text. */
export function replaceDurably(file: string, bytes: Uint8Array): void {
  const next = `${file}.next`;
  removeIfThere(next);
  writeDurably(next, bytes);
  renameSync(next, file);
  syncFolder(dirname(file));
}

/** Makes the names in a folder durable. Where the system cannot do this for folders, nothing happens. */
export function syncFolder(folder: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(folder, 'r');
  } catch {
    return;
  }
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if (!['EINVAL', 'EPERM', 'ENOTSUP', 'EISDIR', 'EBADF'].includes(errorCode(error))) throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** A second name for a file, or a copy where the file system has no hard links. */
export function keepBeside(file: string, kept: string): void {
  try {
    linkSync(file, kept);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EXDEV', 'ENOSYS'].includes(errorCode(error))) throw error;
    copyFileSync(file, kept, constants.COPYFILE_EXCL);
    const descriptor = openSync(kept, 'r+');
    fsyncSync(descriptor);
    closeSync(descriptor);
  }
}

/** Removes a file that may not be there. */
export function removeIfThere(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
