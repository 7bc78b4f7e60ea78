import { describe, expect, it } from 'vitest';
import { isExhaustion, saidFailure, saveFailure, systemRefusal } from '../../src/core/system-errors.ts';
import { IrcError } from '../../src/errors.ts';

const system = (code: string, message = `${code}: it failed, open 'a'`): Error =>
  Object.assign(new Error(message), { code });

const codes: readonly (readonly [systemCode: string, saving: string, anywhere: string | undefined])[] = [
  ['ENOSPC', 'disk-full', 'disk-full'],
  ['EDQUOT', 'disk-full', 'disk-full'],
  ['EROFS', 'read-only', 'read-only'],
  ['EACCES', 'read-only', 'not-allowed'],
  ['EPERM', 'read-only', 'not-allowed'],
  ['EMFILE', 'too-many-open-files', 'too-many-open-files'],
  ['ENFILE', 'too-many-open-files', 'too-many-open-files'],
  ['EFBIG', 'file-size-limit', 'file-size-limit'],
  ['EIO', 'disk-failing', 'disk-failing'],
  ['ENOMEM', 'out-of-memory', 'out-of-memory'],
  ['ENOTDIR', 'write-failed', undefined],
];

describe('what the system refuses', () => {
  it.each(codes)('%s while saving is told with cause and remedy', (code, saving, anywhere) => {
    const told = saveFailure('saving', system(code)) as IrcError;
    expect(told).toMatchObject({ code: saving, exitCode: 3, details: [`${code}: it failed, open 'a'`] });
    expect(told.message).toMatch(/^[A-Zi].*: saving\. Nothing was saved\.$/);
    if (saving !== 'write-failed') expect(told.hint).toMatch(/\.$/);
    const plain = systemRefusal(system(code));
    expect(plain?.code).toBe(anywhere);
    // Whether anything was saved is not known everywhere.
    if (plain !== undefined) expect(plain.message).not.toContain('saved');
  });

  it('is known by what git says of it', () => {
    const said = (text: string): string | undefined => saidFailure('saving', text, [])?.code;
    expect(said('fatal: write error: No space left on device')).toBe('disk-full');
    expect(said('error: unable to write: Disk quota exceeded')).toBe('disk-full');
    expect(said('fatal: index file open failed: Too many open files')).toBe('too-many-open-files');
    expect(said('fatal: Too many open files in system')).toBe('too-many-open-files');
    expect(said('Error: spawn git EMFILE')).toBe('too-many-open-files');
    expect(said('error: file write error: Input/output error')).toBe('disk-failing');
    expect(said('fatal: sha1 file write error: File too large')).toBe('file-size-limit');
    expect(said('error: insufficient permission for adding an object to the database')).toBe('read-only');
    expect(said('error: cannot fork() for gpg: Resource temporarily unavailable')).toBe('too-many-programs');
    expect(said('fatal: bad object HEAD')).toBeUndefined();
  });

  it('is not confused with what irc refuses, nor with a mistake', () => {
    const ours = new IrcError('no-git', 'git could not be started.', { exitCode: 3 });
    for (const other of [ours, new TypeError('x is undefined'), 'text']) {
      expect(saveFailure('saving', other)).toBe(other);
      expect(systemRefusal(other)).toBeUndefined();
    }
    expect([system('EMFILE'), system('ENFILE'), system('EACCES')].map(isExhaustion)).toEqual([true, true, false]);
  });
});
