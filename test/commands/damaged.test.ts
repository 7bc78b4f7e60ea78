/** A repository that is damaged: what git lacks is told, and neither guessed nor passed over. */
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

let workspace: TestRepository;
beforeEach(() => {
  workspace = travelWorkspace();
  workspace.commit({ 'records/towns/harar.yaml': 'title: {en: Harar}\n' });
  workspace.commit({ 'records/towns/harar.yaml': 'title: {en: Harar, am: ሐረር}\n' });
});
afterEach(() => workspace.remove());

const irc = (...args: string[]) => run(workspace.root, args, { env: workspace.env });

describe('a damaged repository', () => {
  it.each([
    ['gone', (file: string) => rmSync(file)],
    ['empty', (file: string) => writeFileSync(file, '')],
  ])('whose object is %s is named by all that need it', async (how, damage) => {
    const blob = workspace.git('rev-parse', 'HEAD:records/towns/harar.yaml').trim();
    const file = join(workspace.root, '.git', 'objects', blob.slice(0, 2), blob.slice(2));
    chmodSync(file, 0o644);
    damage(file);
    for (const args of [
      ['show', 'harar', '--at', 'HEAD'],
      ['list', '--at', 'HEAD'],
      ['diff', 'HEAD~1..HEAD'],
      ['log', 'harar'],
      ['validate', '--changed', 'HEAD'],
      ['undo', 'HEAD'],
      ['set', 'jimma', 'people=5'],
    ]) {
      const ran = await irc(...args);
      // git looks only whether it is there.
      if (args[0] === 'set' && how === 'empty') continue;
      expect([args, ran.code, ran.err]).toEqual([args, 3, expect.stringMatching(/^error broken-object: .*\n/)]);
      expect(ran.err).toContain('git fsck --full');
    }
    expect(await irc('list', 'towns')).toMatchObject({ code: 0 });
    expect(workspace.git('diff', '--name-only')).toBe('');
  });

  it('whose branch is empty, as after a power failure, is not taken for one without commits', async () => {
    const branch = join(workspace.root, '.git', 'refs', 'heads', 'main');
    writeFileSync(branch, '');
    for (const args of [
      ['log'],
      ['log', 'harar'],
      ['diff'],
      ['set', 'jimma', 'people=5'],
      ['validate', '--changed', 'HEAD'],
    ]) {
      const ran = await irc(...args);
      expect([args, ran.code, ran.err]).toEqual([args, 3, expect.stringContaining('error broken-head: ')]);
    }
    expect(workspace.read('records/towns/jimma.yaml')).toBe('title: {en: Jimma}\n');
  });

  it('whose index cannot be read is named, with the way to a new one', async () => {
    writeFileSync(join(workspace.root, '.git', 'index'), 'DIRC');
    const ran = await irc('set', 'jimma', 'people=5');
    expect(ran).toMatchObject({
      code: 3,
      err: expect.stringContaining('error broken-index: git cannot read its index'),
    });
    expect(ran.err).toContain('rm .git/index && git reset -q');
    expect(workspace.read('records/towns/jimma.yaml')).toBe('title: {en: Jimma}\n');
    rmSync(join(workspace.root, '.git', 'index'));
    workspace.git('reset', '-q');
    expect(await irc('set', 'jimma', 'people=5')).toMatchObject({ code: 0 });
  });
});
