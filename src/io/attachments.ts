/** Files that belong to records: read to be attached, and looked at to see whether they are still the same. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { attachmentProblem, type FoundFile } from '../core/checks/attachments.ts';
import { attachmentsOf } from '../core/register/attachments.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { type Problem, usageError } from '../errors.ts';
import { readFileSafely } from './files.ts';

/** 50 MiB: more than a scan of any agreement; git and those who clone carry every version for ever. */
export const largestAttachmentBytes = 50 * 1024 * 1024;

/** SHA-256 in hex. */
export function fingerprintOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Bytes of a file that the user named. Throws `file-unreadable` and `file-too-large`. */
export function readAttachment(path: string): Uint8Array {
  const size = statSync(path, { throwIfNoEntry: false });
  if (size === undefined || !size.isFile())
    throw usageError('file-unreadable', `There is no file ${path}.`, 'check its name');
  if (size.size > largestAttachmentBytes) {
    throw usageError(
      'file-too-large',
      `${path} has ${Math.ceil(size.size / 1024 / 1024)} MB; a register takes files of up to 50 MB.`,
      'scan it in a lower resolution, or keep it elsewhere and put its address under sources',
    );
  }
  return readFileSync(path);
}

/** Problems of files that records name: missing, outside the workspace, or another than the one recorded. */
export function attachmentProblems(root: string, records: readonly RecordEntry[]): Problem[] {
  return records.flatMap((record) =>
    attachmentsOf(record).flatMap((attachment) => {
      const problem = attachmentProblem(record, attachment, lookAtFile(root, attachment.path));
      return problem === undefined ? [] : [problem];
    }),
  );
}

/** The file at a path below the root: its fingerprint, or why there is none. */
export function lookAtFile(root: string, path: string): FoundFile {
  const read = readFileSafely(root, path, largestAttachmentBytes);
  if (read.ok) return { sha256: fingerprintOf(read.bytes) };
  if (read.reason === 'missing') return { fault: 'missing' };
  return { fault: read.reason === 'link' ? 'outside' : 'unreadable' };
}
