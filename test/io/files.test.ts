import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listFiles, readFileSafely } from '../../src/io/files.ts';

let base: string;
let root: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'irc-files-'));
  root = join(base, 'root');
  mkdirSync(join(root, 'records/partners'), { recursive: true });
  mkdirSync(join(root, 'records/.git'));
  mkdirSync(join(base, 'outside'));
  writeFileSync(join(base, 'outside/secret.yaml'), 'secret');
  writeFileSync(join(root, 'records/partners/za.yaml'), 'name: ZA\n');
  writeFileSync(join(root, 'records/partners/.hidden.yaml'), '');
  writeFileSync(join(root, 'records/partners/full.yaml'), 'x'.repeat(100));
  writeFileSync(join(root, 'records/.git/config'), '');
  symlinkSync('../../../outside/secret.yaml', join(root, 'records/partners/link.yaml'));
  symlinkSync('../../outside', join(root, 'records/linked'));
  symlinkSync('loop.yaml', join(root, 'records/partners/loop.yaml'));
  mkdirSync(join(root, 'records/partners/folder.yaml'));
  execFileSync('mkfifo', [join(root, 'records/partners/pipe.yaml')]);
  mkdirSync(join(root, 'dev'));
});
afterAll(() => rmSync(base, { recursive: true }));

describe('readFileSafely', () => {
  it('reads a plain file, up to the limit exactly', () => {
    expect(readFileSafely(root, 'records/partners/za.yaml')).toEqual({ ok: true, bytes: Buffer.from('name: ZA\n') });
    expect(readFileSafely(root, 'records/partners/.hidden.yaml')).toEqual({ ok: true, bytes: Buffer.alloc(0) });
    expect(readFileSafely(root, 'records/partners/full.yaml', 100).ok).toBe(true);
  });

  it.each([
    ['records/partners/link.yaml', 'link'],
    ['records/partners/loop.yaml', 'link'],
    ['records/linked/secret.yaml', 'link'],
    ['../outside/secret.yaml', 'link'],
    ['records/../../outside/secret.yaml', 'link'],
    ['records/partners/pipe.yaml', 'not-a-file'],
    ['records/partners/folder.yaml', 'not-a-file'],
    ['records/partners/none.yaml', 'missing'],
    ['records/none/za.yaml', 'missing'],
    ['records/partners/za.yaml/x', 'missing'],
    ['records/partners/full.yaml', 'too-large'],
  ])('does not read %s: %s', (path, reason) => {
    expect(readFileSafely(root, path, 99)).toEqual({ ok: false, reason });
  });

  it('does not read a device, whose size says nothing', () => {
    expect(readFileSafely('/dev', 'zero')).toEqual({ ok: false, reason: 'not-a-file' });
    expect(readFileSafely('/proc/self', 'environ', 1)).toEqual({ ok: false, reason: 'too-large' });
  });
});

describe('listFiles', () => {
  it('lists everything in order, follows no link and leaves out git folders', () => {
    const at = (name: string, kind: string) => ({ path: `records/${name}`, kind });
    expect(listFiles(root, 'records')).toEqual({
      isComplete: true,
      files: [
        at('linked', 'link'),
        at('partners/.hidden.yaml', 'file'),
        at('partners/full.yaml', 'file'),
        at('partners/link.yaml', 'link'),
        at('partners/loop.yaml', 'link'),
        at('partners/pipe.yaml', 'other'),
        at('partners/za.yaml', 'file'),
      ],
    });
    expect(listFiles(root, 'none')).toEqual({ files: [], isComplete: true });
    expect(listFiles(root, 'records/linked').files).toEqual([{ path: 'records/linked', kind: 'link' }]);
  });
});
