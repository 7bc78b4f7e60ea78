/** What the operating system refused, by its code or in the words of a program, as an error that names cause and remedy. */
import { type IrcError, mendFirstError } from '../errors.ts';
import { lineSafe } from './terminal-safe.ts';

interface Cause {
  readonly systemCodes: readonly string[];
  /** How git and other programs say it. */
  readonly said: RegExp;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

const again = 'then the same command again.';

const causes: readonly Cause[] = [
  {
    ...{ systemCodes: ['ENOSPC'], said: /no space left on device/i },
    ...{ code: 'disk-full', message: 'The disk is full.', hint: `Make room, ${again}` },
  },
  {
    ...{ systemCodes: ['EDQUOT'], said: /disk quota exceeded/i },
    ...{ code: 'disk-full', message: 'Your share of this disk (quota) is used up.' },
    hint: `Make room in your folders, or ask for a larger share, ${again}`,
  },
  {
    ...{ systemCodes: ['EROFS'], said: /read-only file system/i },
    ...{ code: 'read-only', message: 'This disk can be read but not written.' },
    hint: `See how it is mounted, or work in a copy on another disk, ${again}`,
  },
  {
    ...{ systemCodes: ['EACCES', 'EPERM'], said: /permission denied|operation not permitted|insufficient permission/i },
    ...{ code: 'read-only', message: 'The folder cannot be written.' },
    hint: 'Check who owns the folder, and that you may write in it.',
  },
  {
    ...{ systemCodes: ['ENFILE'], said: /too many open files in system/i },
    ...{ code: 'too-many-open-files', message: 'This computer has as many files open as it can.' },
    hint: `Close other programs, ${again}`,
  },
  {
    ...{ systemCodes: ['EMFILE'], said: /too many open files/i },
    ...{ code: 'too-many-open-files', message: 'irc may not open as many files as it needs.' },
    hint: `Raise the limit (ulimit -n 1024), ${again}`,
  },
  {
    ...{ systemCodes: ['EFBIG'], said: /file too large|file size limit exceeded/i },
    ...{ code: 'file-size-limit', message: 'A file would be larger than may be written here.' },
    hint: `Raise the limit (ulimit -f unlimited), ${again}`,
  },
  {
    ...{ systemCodes: ['EIO'], said: /input\/output error/i },
    ...{ code: 'disk-failing', message: 'The disk does not answer as it should.' },
    hint: 'Copy the folder to another disk first; a disk that fails once may fail for good.',
  },
  {
    ...{ systemCodes: ['ENOMEM'], said: /cannot allocate memory|out of memory/i },
    ...{ code: 'out-of-memory', message: 'The computer is out of memory.', hint: `Close other programs, ${again}` },
  },
  {
    // The same code of a file or a connection means something else.
    ...{ systemCodes: [], said: /spawn \S+ EAGAIN|(fork|thread|spawn)\b.*: resource temporarily unavailable/i },
    ...{ code: 'too-many-programs', message: 'No more programs may be started.' },
    hint: `Close other programs, or raise the limit (ulimit -u), ${again}`,
  },
];

/** Where no file of this computer can be opened, however sound it is: nothing may be told of the file by that. */
const exhausted = ['EMFILE', 'ENFILE', 'ENOMEM'];

/** Whether an error says that the computer can give no more, and nothing of the file that was asked for. */
export function isExhaustion(error: unknown): boolean {
  return exhausted.includes(systemCode(error));
}

/**
 * The error for a failed call of the system while something was saved, all exit 3; anything else comes back as it is.
 * `doing` follows the cause ("The disk is full: saving."), and `details` stand beneath.
 */
export function saveFailure(doing: string, error: unknown): unknown {
  const code = systemCode(error);
  if (code === '' || !(error instanceof Error)) return error;
  const details = [lineSafe(error.message)];
  const cause = causes.find(({ systemCodes }) => systemCodes.includes(code));
  return cause === undefined
    ? mendFirstError('write-failed', `Writing failed: ${doing}. Nothing was saved.`, undefined, details)
    : failureOf(cause, doing, details);
}

/** The same for a program that failed, by what it said; undefined where it was nothing of the system. */
export function saidFailure(doing: string, said: string, details: readonly string[]): IrcError | undefined {
  const cause = causes.find(
    (entry) => entry.said.test(said) || entry.systemCodes.some((code) => said.includes(`spawn git ${code}`)),
  );
  return cause === undefined ? undefined : failureOf(cause, doing, details);
}

/** The same for what was found out although nobody said so: `ENOSPC`, `EFBIG`. */
export function foundFailure(systemCode: string, doing: string, details: readonly string[]): IrcError | undefined {
  const cause = causes.find(({ systemCodes }) => systemCodes.includes(systemCode));
  return cause === undefined ? undefined : failureOf(cause, doing, details);
}

/**
 * The error for a failed call of the system wherever it came up, exit 3; undefined where it is no refusal of the computer:
 * a file that is not there, for one, is for the code that asked for it.
 */
export function systemRefusal(error: unknown): IrcError | undefined {
  const code = systemCode(error);
  const cause = causes.find(({ systemCodes }) => systemCodes.includes(code));
  if (cause === undefined || !(error instanceof Error)) return undefined;
  const details = [lineSafe(error.message)];
  // Whether it was to be read or written is not known here.
  if (cause.code === 'read-only' && code !== 'EROFS')
    return mendFirstError('not-allowed', 'The system does not let irc use a file.', cause.hint, details);
  return mendFirstError(cause.code, cause.message, cause.hint, details);
}

function failureOf({ code, message, hint }: Cause, doing: string, details: readonly string[]): IrcError {
  return mendFirstError(code, `${message.slice(0, -1)}: ${doing}. Nothing was saved.`, hint, details);
}

/** `ENOSPC` and its like; empty for what is no error of the system, as an error of ours. */
function systemCode(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return '';
  return 'exitCode' in error || !/^E[A-Z0-9]+$/.test(error.code) ? '' : error.code;
}
