/** A write that is killed at any point is wholly in or wholly out after the next run. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/changes/plan.ts';
import { recover } from '../../src/io/apply-recover.ts';
import { type ChildProgram, childProgram } from '../helpers/child.ts';
import { makeRepository, type TestRepository } from '../helpers/repository.ts';

const za = 'records/partners/za.yaml';
const pk = 'records/partners/pk.yaml';
const cu = 'records/calls/new/cu.yaml';
const plan: Plan = {
  edits: [
    { path: za, before: 'name: South Africa\n', after: 'name: ZA\n' },
    { path: cu, before: undefined, after: 'name: Cuba\n' },
    { path: pk, before: 'name: Pakistan\n', after: undefined },
  ],
  message: { subject: 'Change records', body: '', trailers: [] },
};

let program: ChildProgram;
beforeAll(async () => {
  program = await childProgram();
});
afterAll(() => program.remove());

function start(): TestRepository {
  const repository = makeRepository({ [za]: 'name: South Africa\n', [pk]: 'name: Pakistan\n', 'notes.txt': 'a\n' });
  repository.write('notes.txt', 'staged\n');
  repository.git('add', '--all');
  repository.write('notes.txt', 'edited\n');
  return repository;
}

/** All in, or all out; what the user had staged and edited beside it as it was; nothing left over. */
function expectWhole(repository: TestRepository, isCommit: boolean): 'in' | 'out' {
  const texts = [za, cu, pk].map((path) => (repository.exists(path) ? repository.read(path) : undefined));
  const isIn = texts[0] === 'name: ZA\n';
  expect(texts).toEqual(
    isIn ? ['name: ZA\n', 'name: Cuba\n', undefined] : ['name: South Africa\n', undefined, 'name: Pakistan\n'],
  );
  expect(repository.read('notes.txt')).toBe('edited\n');
  expect(repository.git('show', ':notes.txt')).toBe('staged\n');
  expect(Number(repository.git('rev-list', '--count', 'HEAD'))).toBe(isIn && isCommit ? 2 : 1);
  if (isCommit || !isIn) expect(repository.git('status', '--porcelain')).toBe('MM notes.txt\n');
  expect(repository.exists('.git/irc/save')).toBe(false);
  expect(repository.exists('.git/index.lock')).toBe(false);
  expect(repository.exists('.git/irc.lock')).toBe(false);
  expect(repository.tryGit('fsck', '--strict').status).toBe(0);
  return isIn ? 'in' : 'out';
}

describe('kill -9', () => {
  it.each([true, false])('at every step (commit: %s)', async (commit) => {
    const outcomes: string[] = [];
    for (let killAt = 1; ; killAt += 1) {
      const repository = start();
      const { signal } = await program.run({ root: repository.root, env: repository.env, plan, commit, killAt });
      await recover(repository.root, repository.env);
      outcomes.push(expectWhole(repository, commit));
      repository.remove();
      if (signal === null) break;
    }
    expect(outcomes.length).toBeGreaterThan(12);
    expect(outcomes[0]).toBe('out');
    expect(outcomes.at(-1)).toBe('in');
  });

  it('at any moment, together with every git and hook', async () => {
    const outcomes = { in: 0, out: 0 };
    for (let round = 0; round < 60; round += 1) {
      const repository = start();
      const child = program.start({ root: repository.root, env: repository.env, plan });
      await pause(60 + round * 20);
      child.killAll();
      await child.end;
      // A git that was killed leaves its own locks on branches; irc does not remove what it did not make.
      for (const lock of ['HEAD.lock', 'refs/heads/main.lock']) {
        rmSync(join(repository.root, '.git', lock), { force: true });
      }
      await recover(repository.root, repository.env);
      const left = repository.git('stash', 'list');
      expect(left).toBe('');
      // Killed while it waited for the lock or cleared up: the next write ends that too.
      rmSync(join(repository.root, '.git/irc.lock'), { force: true });
      outcomes[expectWhole(repository, true)] += 1;
      repository.remove();
    }
    expect(outcomes.in).toBeGreaterThan(0);
    expect(outcomes.out).toBeGreaterThan(0);
  });
});
