import { createHash } from 'node:crypto';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
afterEach(() => workspace.remove());

const record = 'records/agreements/mou-2022-igad.yaml';
const scan = new Uint8Array([0x25, 0x50, 0x44, 0x46, 0, 1, 2, 255, 13, 10, 10]);
const sha256 = createHash('sha256').update(scan).digest('hex');

function withScan(): void {
  workspace = sampleWorkspace();
  workspace.write('out/Signed MoU (final) ፊርማ.PDF', scan);
}

it('keeps the very bytes, notes them with their fingerprint, and commits both', async () => {
  withScan();
  const ran = await run(workspace.root, [
    ...['attach', 'mou-2022-igad', 'out/Signed MoU (final) ፊርማ.PDF'],
    ...['--role', 'Signed text', '--lang', 'en'],
  ]);
  expect([ran.code, ran.err]).toEqual([0, '']);
  const path = 'files/mou-2022-igad/signed-mou-final-ፊርማ.pdf';
  expect(new Uint8Array(readFileSync(join(workspace.root, path)))).toEqual(scan);
  expect(workspace.read(record)).toContain(
    `  - role: signed_text\n    lang: en\n    path: ${path}\n    sha256: ${sha256}\n`,
  );
  expect(workspace.git('-c', 'core.quotePath=off', 'show', '--name-only', '--format=%s')).toBe(
    `Attach signed-mou-final-ፊርማ.pdf to mou-2022-igad\n\n${path}\n${record}\n`,
  );
  expect((await run(workspace.root, ['validate', record])).err).not.toContain('error');
});

it('tells a file that was altered or lost since, or that is a link', async () => {
  withScan();
  await run(workspace.root, ['attach', 'mou-2022-igad', 'out/Signed MoU (final) ፊርማ.PDF', '--role', 'minutes']);
  const path = join(workspace.root, 'files/mou-2022-igad/signed-mou-final-ፊርማ.pdf');
  workspace.write('files/mou-2022-igad/signed-mou-final-ፊርማ.pdf', 'another');
  const altered = await run(workspace.root, ['validate', record]);
  expect([altered.code, altered.out]).toEqual([1, expect.stringContaining('error file-altered')]);
  rmSync(path);
  const lost = await run(workspace.root, ['validate', record]);
  expect([lost.code, lost.out]).toEqual([1, expect.stringContaining('file-missing')]);
  symlinkSync('/etc/hostname', path);
  const linked = await run(workspace.root, ['validate', record]);
  expect(linked.out).toContain('does not lie below the folder of the register, or is a link');
});

it('gives a second file of the same name another, and refuses the same file twice', async () => {
  withScan();
  workspace.write('out/a/scan.pdf', 'one');
  workspace.write('out/b/scan.pdf', 'two');
  await run(workspace.root, ['attach', 'mou-2022-igad', 'out/a/scan.pdf', '--role', 'minutes']);
  await run(workspace.root, ['attach', 'mou-2022-igad', 'out/b/scan.pdf', '--role', 'minutes']);
  expect(workspace.read('files/mou-2022-igad/scan-2.pdf')).toBe('two');
  const again = await run(workspace.root, ['attach', 'mou-2022-igad', 'out/b/scan.pdf', '--role', 'minutes']);
  expect([again.code, again.err]).toEqual([2, expect.stringContaining('has this very file already')]);
});

it('shows the change and copies nothing under --dry-run', async () => {
  withScan();
  const ran = await run(workspace.root, [
    ...['attach', 'mou-2022-igad', 'out/Signed MoU (final) ፊርማ.PDF', '--role', 'minutes', '-n'],
  ]);
  expect(ran.out).toContain('Minutes');
  expect(workspace.git('status', '--short')).toBe('');
});

it.each([
  [['mou-2022-igad', 'nowhere.pdf', '--role', 'minutes'], 'There is no file'],
  [['mou-2022-igad', 'records', '--role', 'minutes'], 'There is no file'],
  [['mou-2022-igad', record], '--role, one of draft, partner_comments'],
  [['mou-2022-igad', record, '--role', 'minuts'], 'Did you mean minutes?'],
  [['mou-2022-igad', record, '--role', 'minutes', '--lang', 'klingon'], '--lang:'],
])('refuses %s', async (args, words) => {
  workspace = sampleWorkspace();
  const ran = await run(workspace.root, ['attach', ...args]);
  expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(words)]);
  expect(workspace.git('status', '--short')).toBe('');
});

it('asks what the file is in a terminal', async () => {
  withScan();
  const ran = await run(workspace.root, ['attach', 'mou-2022-igad', record], { answers: ['Minutes'] });
  expect([ran.code, workspace.read(record)]).toEqual([0, expect.stringContaining('role: minutes')]);
});
