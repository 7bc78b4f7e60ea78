/** Check: files that records name are there, and are those that were recorded. Codes: file-altered, file-missing. */
import type { Problem } from '../../errors.ts';
import type { Attachment } from '../register/attachments.ts';
import type { RecordEntry } from '../register/register.ts';
import { problemOf } from './problem.ts';

/** What lies at the path of an attachment: its fingerprint, or why it cannot be read. */
export type FoundFile = { readonly sha256: string } | { readonly fault: 'missing' | 'outside' | 'unreadable' };

/** The problem of one attachment, or undefined. */
export function attachmentProblem(record: RecordEntry, attachment: Attachment, found: FoundFile): Problem | undefined {
  const place = [...attachment.place, 'path'];
  if ('sha256' in found) {
    if (attachment.sha256 === undefined || attachment.sha256 === found.sha256) return undefined;
    return problemOf(record, {
      code: 'file-altered',
      severity: 'error',
      place,
      message: `${attachment.path} is not the file that was recorded: its fingerprint is another`,
      hint: `put the right file back (git log -- ${attachment.path}), or attach the new one: irc attach ${record.id} FILE`,
    });
  }
  return problemOf(record, {
    code: 'file-missing',
    severity: 'error',
    place,
    message: `${attachment.path} ${faults[found.fault]}`,
    hint: `put it there, or attach it: irc attach ${record.id} FILE`,
  });
}

const faults = {
  missing: 'is not there',
  outside: 'does not lie below the folder of the register, or is a link',
  unreadable: 'cannot be read',
} as const;
