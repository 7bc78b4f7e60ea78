import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/changes/plan.ts';
import { applyPlan } from '../../src/io/apply.ts';
import { recover } from '../../src/io/apply-recover.ts';
import { type ChildProgram, childProgram } from '../helpers/child.ts';
import { makeRepository, type TestRepository } from '../helpers/repository.ts';

const za = 'records/partners/za.yaml';
const cu = 'records/partners/cu.yaml';
const plan: Plan = {
  edits: [
    { path: za, before: 'name: South Africa\n', after: 'name: ZA\n' },
    { path: cu, before: undefined, after: 'name: Cuba\n' },
  ],
  message: { subject: 'Change records', body: '', trailers: [] },
};

let program: ChildProgram;
let repository: TestRepository;
beforeAll(async () => {
  program = await childProgram();
});
afterAll(() => program.remove());
afterEach(() => repository.remove());

function start(): void {
  repository = makeRepository({ [za]: 'name: South Africa\n', 'records/partners/pk.yaml': 'name: Pakistan\n' });
}

function order(more: object = {}) {
  return { root: repository.root, env: repository.env, plan, ...more };
}

describe('a write that was killed', () => {
  it('before its commit is taken back, and its texts are kept', async () => {
    start();
    repository.write('records/partners/pk.yaml', 'name: Staged\n');
    repository.git('add', '--all');
    const before = repository.snapshot();
    expect((await program.run(order({ killAt: 'prepared' }))).signal).toBe('SIGKILL');
    expect(repository.read(za)).toBe('name: ZA\n');
    expect(repository.exists('.git/index.lock')).toBe(true);
    expect(await recover(repository.root, repository.env)).toEqual({
      outcome: 'taken-back',
      isMerge: false,
      files: [za, cu],
      rescued: ['.git/irc/cu.yaml.rescued', '.git/irc/za.yaml.rescued'],
    });
    expect(repository.read('.git/irc/za.yaml.rescued')).toBe('name: ZA\n');
    expect(repository.read('.git/irc/cu.yaml.rescued')).toBe('name: Cuba\n');
    const {
      '.git/irc': _,
      '.git/irc/za.yaml.rescued': __,
      '.git/irc/cu.yaml.rescued': ___,
      ...after
    } = repository.snapshot();
    expect(after).toEqual(before);
    expect(await recover(repository.root, repository.env)).toBeUndefined();
  });

  it('after its commit is finished: the index shows it, and what was staged stays staged', async () => {
    start();
    repository.write('records/partners/pk.yaml', 'name: Staged\n');
    repository.git('add', '--all');
    await program.run(order({ killAt: 'committed' }));
    const recovered = await recover(repository.root, repository.env);
    expect(recovered).toEqual({ outcome: 'finished', isMerge: false, files: [za, cu], rescued: [] });
    expect(repository.git('status', '--porcelain')).toBe('M  records/partners/pk.yaml\n');
    expect(repository.git('log', '-1', '--format=%s').trim()).toBe('Change records');
    expect(repository.exists('.git/irc')).toBe(false);
  });

  it('is taken back by the next write, which then goes in and tells of it', async () => {
    start();
    await program.run(order({ killAt: 'placed 1' }));
    const { recovered, commit } = await applyPlan(repository.root, plan, {
      ...{ commit: true, env: repository.env, now: '2026-11-24T08:00:00Z' },
    });
    expect(recovered?.outcome).toBe('taken-back');
    expect(repository.git('rev-parse', 'HEAD').trim()).toBe(commit);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('leaves alone what the user has written since', async () => {
    start();
    await program.run(order({ killAt: 'placed 1' }));
    repository.write(za, 'name: By hand\n');
    await recover(repository.root, repository.env);
    expect(repository.read(za)).toBe('name: By hand\n');
    expect(repository.exists(cu)).toBe(false);
  });

  it("does not take another's index lock for its own", async () => {
    start();
    await program.run(order({ killAt: 'placed 1' }));
    const lock = join(repository.root, '.git/index.lock');
    rmSync(lock);
    writeFileSync(lock, 'git');
    await recover(repository.root, repository.env);
    expect(repository.read('.git/index.lock')).toBe('git');
  });

  it('whose git is still at work is waited for, and its commit counts', async () => {
    start();
    const mark = join(repository.root, '.git/started');
    repository.hook('pre-commit', `touch ${mark}; sleep 2`);
    const child = program.start(order());
    while (!existsSync(mark)) await pause(20);
    child.process.kill('SIGKILL');
    await child.end;
    const recovered = await recover(repository.root, repository.env);
    expect(recovered?.outcome).toBe('finished');
    expect(repository.git('show', `HEAD:${za}`)).toBe('name: ZA\n');
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('with a journal that cannot be read is named, and nothing is removed', async () => {
    start();
    mkdirSync(join(repository.root, '.git/irc/save'), { recursive: true });
    repository.write('.git/irc/save/journal.json', '{');
    const before = repository.snapshot();
    await expect(recover(repository.root, repository.env)).rejects.toMatchObject({ code: 'journal-damaged' });
    expect(repository.snapshot()).toEqual(before);
  });
});

it('a write that is interrupted while a hook runs is taken back, and ends as the signal says', async () => {
  const signals = [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const;
  // At once, since each waits for a git that ends.
  await Promise.all(
    signals.map(async ([signal, exitCode]) => {
      const own = makeRepository({ [za]: 'name: South Africa\n' });
      const before = own.snapshot();
      const mark = join(own.root, '..', 'started');
      own.hook('pre-commit', `touch ${mark}; exec sleep 20`);
      const child = program.start({ root: own.root, env: own.env, plan });
      while (!existsSync(mark)) await pause(20);
      child.process.kill(signal);
      expect(await child.end).toEqual({ exitCode, signal: null, said: { code: 'interrupted' } });
      expect(own.snapshot()).toEqual(before);
      own.remove();
    }),
  );
});
