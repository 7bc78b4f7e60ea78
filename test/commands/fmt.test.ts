import { afterEach, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
afterEach(() => workspace.remove());

const za = 'records/partners/za.yaml';

/** The record with its last field first. */
function upsideDown(text: string): string {
  const last = text.lastIndexOf('\nsources:') + 1;
  return text.slice(last) + text.slice(0, last);
}

it('finds the sample records laid out', async () => {
  workspace = sampleWorkspace();
  const ran = await run(workspace.root, ['fmt', '--check']);
  expect([ran.code, ran.out]).toEqual([0, '']);
});

it('lays every record out in one commit that changes no value, and then has nothing to do', async () => {
  workspace = sampleWorkspace();
  workspace.write(za, upsideDown(workspace.read(za)));
  workspace.git('commit', '--quiet', '--all', '--message', 'Upside down');
  // Only the order of the keys differs.
  const shown = async (): Promise<unknown> => JSON.parse((await run(workspace.root, ['list', '--json'])).out);
  const before = await shown();
  const checked = await run(workspace.root, ['fmt', '--check']);
  expect([checked.code, checked.out]).toEqual([1, expect.stringContaining(`${za}\n`)]);
  expect(workspace.git('status', '--short')).toBe('');
  const ran = await run(workspace.root, ['fmt']);
  expect([ran.code, ran.out]).toEqual([0, checked.out]);
  expect(await shown()).toEqual(before);
  expect(workspace.git('log', '-1', '--format=%s')).toBe('Lay out za\n');
  expect((await run(workspace.root, ['fmt', '--check'])).code).toBe(0);
});

it('leaves the records that irc writes as they are', async () => {
  workspace = sampleWorkspace();
  await run(workspace.root, [
    ...['new', 'organisation', '--set', 'names.official.en=Desert Institute', '--set', 'type=research_institute'],
    ...['--set', 'country=KE', '--id', 'desert-institute', '--by', 'desk-africa'],
  ]);
  const ran = await run(workspace.root, ['fmt', '--check', 'desert-institute']);
  expect([ran.code, ran.err]).toEqual([0, '✓ 1 record laid out as new ones are\n']);
});

it('takes an edit by hand without a commit, comments and all', async () => {
  workspace = sampleWorkspace();
  workspace.write(za, `# by hand\n${workspace.read(za)}remarks:    "spaced"   # why\n`);
  const refused = await run(workspace.root, ['fmt', 'za']);
  expect([refused.code, refused.err]).toEqual([3, expect.stringContaining('uncommitted-changes')]);
  const ran = await run(workspace.root, ['fmt', 'za', '--no-commit']);
  expect(ran.code).toBe(0);
  expect(workspace.read(za)).toMatch(/^# by hand\n/);
  expect(workspace.read(za)).toContain('remarks: spaced # why\n');
  expect(workspace.git('status', '--short')).toBe(` M ${za}\n`);
});

it('refuses a path without records', async () => {
  workspace = sampleWorkspace();
  const ran = await run(workspace.root, ['fmt', 'records/nowhere']);
  expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('There is no record at records/nowhere')]);
});
