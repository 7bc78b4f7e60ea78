import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

let workspace: TestRepository;
const trip = 'records/trips/trip-adama.yaml';

beforeEach(() => {
  workspace = travelWorkspace();
});

afterEach(() => {
  workspace.remove();
});

const irc = (...args: string[]): Promise<Ran> => run(workspace.root, args, { env: workspace.env });

/** git with the built program on the path, as a person would have it. */
function commitByHand(...args: string[]): { status: number | null; stderr: string } {
  const bin = join(workspace.root, '..', 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(
    join(bin, 'irc'),
    `#!/bin/sh\nexec '${process.execPath}' '${join(process.cwd(), 'bin', 'irc.js')}' --today 2026-11-24 "$@"\n`,
  );
  chmodSync(join(bin, 'irc'), 0o755);
  const env = { ...workspace.env, PATH: `${bin}:${process.env.PATH}` };
  return spawnSync('git', ['commit', '-qam', 'By hand', ...args], { cwd: workspace.root, env, encoding: 'utf8' });
}

describe('irc doctor --hook', () => {
  it('is told of, and puts the hook in place only when asked', async () => {
    const found = await irc('doctor');
    expect(found.out).toContain('no hook before commits (irc doctor --hook)');
    await irc('doctor', '--fix');
    expect(workspace.exists('.git/hooks/pre-commit')).toBe(false);
    const added = await irc('doctor', '--hook');
    expect(added.out).toContain('✓ Mended: records are checked before each commit made by hand');
    expect(added.out).toContain('records are checked before each commit');
    expect(statSync(join(workspace.root, '.git/hooks/pre-commit')).mode & 0o111).toBe(0o111);
  });

  it('never overwrites a hook', async () => {
    workspace.hook('pre-commit', 'echo mine');
    const refused = await irc('doctor', '--hook');
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('error hook-exists: There is a hook already, .git/hooks/pre-commit');
    expect(refused.err).toContain('irc validate --changed HEAD --quiet || exit 1');
    expect(workspace.read('.git/hooks/pre-commit')).toContain('echo mine');
    expect((await irc('doctor')).out).toContain('a pre-commit hook of yours');
  });

  it('refuses a commit by hand that adds an error, and says how to commit all the same', async () => {
    await irc('doctor', '--hook');
    workspace.write(trip, workspace.read(trip).replace('2026-09-01', '2026-09-02'));
    const refused = commitByHand();
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('To commit all the same: git commit --no-verify');
    expect(commitByHand('--no-verify').status).toBe(0);
    workspace.write(trip, workspace.read(trip).replace('nights: 2', 'nights: 3'));
    expect(commitByHand()).toMatchObject({ status: 0 });
  });

  it('does not stand in the way of what irc itself saves, nor of other files', async () => {
    await irc('doctor', '--hook');
    workspace.write(
      '.git/hooks/pre-commit',
      `${workspace.read('.git/hooks/pre-commit')}`.replace('|| exit 0\ngit', '|| exit 7\ngit'),
    );
    expect(await irc('set', 'jimma', 'people=5')).toMatchObject({ code: 0 });
    workspace.write('notes.txt', 'mine\n');
    workspace.git('add', 'notes.txt');
    expect(commitByHand()).toMatchObject({ status: 0 });
  });
});
