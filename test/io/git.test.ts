import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lineSafe } from '../../src/core/terminal-safe.ts';
import { runGit, withoutForeignPrograms } from '../../src/io/git.ts';
import { quoted } from '../../src/io/git-messages.ts';
import { gitConfig, hasRepository, headOf, identity, openRepository } from '../../src/io/git-state.ts';
import { failedHook, unfinishedProcess } from '../../src/io/git-trace.ts';
import { makeRepository, type TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';

let repository: TestRepository;
beforeEach(() => {
  repository = makeRepository({ 'records/office.yaml': 'name: Office\n' });
});
afterEach(() => repository.remove());

describe('runGit', () => {
  it('tells exit code, output and errors apart', async () => {
    const good = await runGit(repository.root, repository.env, ['rev-parse', '--is-inside-work-tree'], {
      mode: 'read',
    });
    expect(good).toMatchObject({ exitCode: 0, text: 'true\n', stderr: '' });
    const silent = await runGit(repository.root, repository.env, ['config', '--get', 'no.such'], { mode: 'read' });
    expect(silent).toMatchObject({ exitCode: 1, text: '', stderr: '' });
    const bad = await runGit(repository.root, repository.env, ['rev-parse', '--verify', 'none'], { mode: 'read' });
    expect(bad.exitCode).toBe(128);
    expect(bad.stderr).toMatch(/^fatal: /);
  });

  it('loses no time with a git that prints nothing', async () => {
    const durations: number[] = [];
    for (let turn = 0; turn < 10; turn += 1) {
      const start = performance.now();
      await runGit(repository.root, repository.env, ['config', '--get', 'no.such'], { mode: 'read' });
      durations.push(performance.now() - start);
    }
    // The fastest: a machine that is busy with other things makes some of them slow.
    expect(Math.min(...durations)).toBeLessThan(45);
  });

  it('lets the program end at once after the last git', () => {
    const irc = join(import.meta.dirname, '..', '..', 'bin', 'irc.js');
    const program = (...args: string[]): number => {
      const durations = [1, 2, 3].map(() => {
        const start = performance.now();
        spawnSync(process.execPath, [irc, ...args], { cwd: repository.root, env: repository.env });
        return performance.now() - start;
      });
      return Math.min(...durations);
    };
    expect(program('log') - program('list')).toBeLessThan(900);
    // Where what is printed has no room, that is no mistake of irc, and no trace of the program.
    const full = spawnSync('sh', ['-c', `'${process.execPath}' '${irc}' log > /dev/full`], {
      ...{ cwd: repository.root, env: repository.env, encoding: 'utf8' },
    });
    expect(full.status).toBe(3);
    expect(full.stderr).toContain('error output-failed: What is printed cannot be written: ENOSPC');
  });

  it('does not take a git that was stopped for an answer', async () => {
    const controller = new AbortController();
    const running = runGit(repository.root, repository.env, ['hash-object', '--stdin-paths'], {
      ...{ mode: 'write', signal: controller.signal, silenceLimit: 0 },
    });
    controller.abort();
    expect((await running).exitCode).toBe(-1);
  });

  it('says when git or the folder is missing', async () => {
    const env = { ...repository.env, PATH: '/nowhere' };
    await expect(runGit(repository.root, env, ['version'], { mode: 'read' })).rejects.toMatchObject({ code: 'no-git' });
    const nowhere = join(repository.root, 'none');
    const call = runGit(nowhere, repository.env, ['version'], { mode: 'read' });
    await expect(call).rejects.toMatchObject({ code: 'no-folder', exitCode: 3 });
  });

  it('runs nothing that a hostile repository configures when it only reads', async () => {
    const mark = join(repository.root, '.git/ran');
    repository.write('.git/evil', `#!/bin/sh\ntouch ${mark}\n`);
    repository.git('config', 'core.fsmonitor', `sh ${join(repository.root, '.git/evil')}`);
    repository.git('config', 'diff.external', `sh ${join(repository.root, '.git/evil')}`);
    repository.git('config', 'core.pager', `sh ${join(repository.root, '.git/evil')}`);
    repository.write('records/office.yaml', 'name: Changed\n');
    for (const args of [['status', '--porcelain'], ['diff', ...withoutForeignPrograms], ['log'], ['ls-files']]) {
      const answer = await runGit(repository.root, repository.env, args, { mode: 'read' });
      expect(answer.exitCode).toBe(0);
    }
    expect(repository.exists('.git/ran')).toBe(false);
  });

  it('lets no other variable through', async () => {
    const env = { ...repository.env, GIT_DIR: '/nowhere', GIT_EXTERNAL_DIFF: 'x', NODE_OPTIONS: 'y', SECRET: 'z' };
    repository.git('config', 'alias.show-env', '!env');
    const answer = await runGit(repository.root, env, ['show-env'], { mode: 'read' });
    const names = answer.text.split('\n').map((line) => line.split('=')[0]);
    expect(names).toContain('GIT_AUTHOR_NAME');
    for (const name of ['GIT_EXTERNAL_DIFF', 'NODE_OPTIONS', 'SECRET']) expect(names).not.toContain(name);
    expect(answer.text).not.toContain('/nowhere');
  });
});

describe('a clone that left contents out', () => {
  it('is named where they are needed, and nothing is fetched', async () => {
    repository.commit({ 'records/office.yaml': 'name: Other\n' });
    repository.git('config', 'uploadpack.allowFilter', 'true');
    const place = join(repository.root, 'partial');
    repository.git('clone', '--quiet', '--filter=blob:none', `file://${repository.root}`, place);
    const { code, err } = await run(place, ['log'], { env: repository.env });
    expect(code).toBe(3);
    expect(err).toContain('error partial-clone: This clone left contents out');
    execFileSync('git', ['fetch', '--quiet', '--refetch', '--no-filter'], { cwd: place, env: repository.env });
    expect((await run(place, ['log'], { env: repository.env })).code).toBe(0);
  });
});

describe('the state of a repository', () => {
  it('is found from a subfolder', async () => {
    const found = await openRepository(join(repository.root, 'records'), repository.env);
    expect(found).toEqual({
      ...{ root: join(repository.root, 'records'), top: repository.root, prefix: 'records/' },
      ...{ gitDir: join(repository.root, '.git'), commonDir: join(repository.root, '.git') },
    });
  });

  it('tells no repository from a broken one', async () => {
    expect(await hasRepository(repository.root, repository.env)).toBe(true);
    expect(await hasRepository(join(repository.root, '..'), repository.env)).toBe(false);
    writeFileSync(join(repository.root, '.git/config'), '[broken');
    await expect(hasRepository(repository.root, repository.env)).rejects.toMatchObject({ code: 'git-failed' });
  });

  it('knows the head, also when there is none', async () => {
    expect(await headOf(repository.root, repository.env)).toBe(repository.git('rev-parse', 'HEAD').trim());
    repository.git('pack-refs', '--all');
    expect(await headOf(repository.root, repository.env)).toBe(repository.git('rev-parse', 'HEAD').trim());
    repository.git('checkout', '--quiet', '--orphan', 'empty');
    expect(await headOf(repository.root, repository.env)).toBeUndefined();
    mkdirSync(join(repository.root, '.git/refs/heads'), { recursive: true });
    writeFileSync(join(repository.root, '.git/refs/heads/empty'), '');
    await expect(headOf(repository.root, repository.env)).rejects.toMatchObject({ code: 'broken-head' });
  });

  it('knows who acts, by environment or configuration', async () => {
    expect(await identity(repository.root, repository.env)).toEqual({
      name: 'Desk for Africa',
      email: 'desk@example.org',
    });
    const { PATH, HOME } = repository.env;
    const env = { PATH, HOME, GIT_CONFIG_NOSYSTEM: '1' };
    expect(await identity(repository.root, env)).toBeUndefined();
    repository.git('config', 'user.email', 'desk@example.org');
    expect(await identity(repository.root, env)).toBeUndefined();
    repository.git('config', 'user.name', 'ዴስክ');
    expect(await identity(repository.root, env)).toEqual({ name: 'ዴስክ', email: 'desk@example.org' });
  });

  it('reads a setting', async () => {
    expect(await gitConfig(repository.root, repository.env, 'irc.post')).toBeUndefined();
    repository.git('config', 'irc.post', 'desk-africa');
    expect(await gitConfig(repository.root, repository.env, 'irc.post')).toBe('desk-africa');
  });
});

describe('what others said', () => {
  it('is quoted without control or direction characters, and cut', () => {
    expect(lineSafe('a\u001b[2Jb\u202ec')).toBe('a\\u001b[2Jb\\u202ec');
    expect(quoted('hook', 'one\r\n\n  two\n')).toEqual(['hook | one', 'hook |   two']);
    const many = quoted('hook', Array.from({ length: 50 }, (_, line) => `line ${line}`).join('\n'));
    expect(many.length).toBe(31);
    expect(many[30]).toBe('hook | … 20 lines more');
    expect(quoted('hook', 'x'.repeat(1000))[0]?.length).toBe(408);
  });

  it('is read from the event log of git', () => {
    const line = (event: object) => JSON.stringify({ sid: '20261124T080000.1Z-H1-P000004d2', ...event });
    const start = line({ event: 'start' });
    const hook = line({ event: 'child_start', child_id: 0, child_class: 'hook', hook_name: 'pre-commit' });
    const ended = (code: number) => line({ event: 'child_exit', child_id: 0, code });
    expect(failedHook([start, hook, ended(3)].join('\n'))).toEqual({ name: 'pre-commit', exitCode: 3 });
    expect(failedHook([start, hook, ended(0)].join('\n'))).toBeUndefined();
    expect(failedHook(`${start}\n{"cut off`)).toBeUndefined();
    expect(unfinishedProcess([start, hook].join('\n'))).toBe(1234);
    expect(unfinishedProcess([start, line({ event: 'atexit' })].join('\n'))).toBeUndefined();
    expect(unfinishedProcess('')).toBeUndefined();
  });
});
