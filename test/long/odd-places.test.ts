/** What a workspace may hold or lie in that is not of irc's making: it is named, or makes no difference. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { travelWorkspace } from '../helpers/travel.ts';

const program = join(import.meta.dirname, '..', '..', 'bin', 'irc.js');
let workspace: TestRepository;
beforeEach(() => {
  workspace = travelWorkspace();
});
afterEach(() => workspace.remove());

function irc(args: readonly string[], env: NodeJS.ProcessEnv = {}, redirected = '') {
  const words = [process.execPath, program, ...args].map((word) => `'${word}'`).join(' ');
  const ran = spawnSync('bash', ['-c', `set -o pipefail; ${words} ${redirected}`], {
    ...{ cwd: workspace.root, env: { ...workspace.env, ...env }, encoding: 'utf8' as const, timeout: 20_000 },
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

it.skipIf(process.getuid?.() !== 0)('a repository of another user is named, and nothing is written for it', () => {
  const config = join(dirname(workspace.root), 'home', '.gitconfig');
  execFileSync('chown', ['-R', '65534', workspace.root]);
  const before = workspace.read('records/towns/jimma.yaml');
  for (const args of [['set', 'jimma', 'people=5'], ['log'], ['diff']]) {
    const { code, err } = irc(args);
    expect([code, err]).toEqual([3, expect.stringContaining('error foreign-owner: ')]);
    expect(err).toContain(`git config --global --add safe.directory ${workspace.root}`);
  }
  expect(irc(['list', 'towns']).code).toBe(0);
  expect([workspace.read('records/towns/jimma.yaml'), existsSync(config)]).toEqual([before, false]);
});

it('what is no plain file is named, never opened', () => {
  const at = (name: string): string => join(workspace.root, 'records', 'towns', name);
  execFileSync('mkfifo', [at('pipe.yaml')]);
  execFileSync('python3', ['-c', `import socket; socket.socket(socket.AF_UNIX).bind('${at('socket.yaml')}')`]);
  symlinkSync('/dev/zero', at('zero.yaml'));
  symlinkSync('loop.yaml', at('loop.yaml'));
  mkdirSync(at('folder.yaml'));
  for (const name of ['folder.yaml/a', 'a.yml', 'b.YAML', '.hidden.yaml', '-rf.yaml', 'line\nbreak.yaml'])
    workspace.write(`records/towns/${name}`, 'title: {en: Town}\n');
  const { code, out } = irc(['validate', '--format', 'json']);
  expect(code).toBe(1);
  const problems: { file: string; code: string }[] = JSON.parse(out).problems;
  const codes = Object.fromEntries(
    problems.map((problem) => [problem.file.replace('records/towns/', ''), problem.code]),
  );
  expect(codes).toMatchObject({
    ...{ 'pipe.yaml': 'file-unreadable', 'socket.yaml': 'file-unreadable', 'zero.yaml': 'file-link' },
    ...{ 'loop.yaml': 'file-link', 'folder.yaml/a': 'file-misplaced', 'a.yml': 'file-name', 'b.YAML': 'file-name' },
    ...{ '.hidden.yaml': 'file-name', '-rf.yaml': 'id-invalid', 'line\nbreak.yaml': 'file-name' },
  });
  // They are in the way of nothing else.
  expect(irc(['set', 'jimma', 'people=5'])).toMatchObject({ code: 0 });
});

it('what lies there as a program is never loaded', () => {
  const mark = join(workspace.root, 'ran');
  const script = `require('fs').writeFileSync(${JSON.stringify(mark)}, '')\n`;
  for (const name of ['simple-git', 'yaml', 'handlebars', 'inquirer', 'docx', 'chalk'])
    workspace.write(`node_modules/${name}/index.js`, script);
  for (const name of ['irc.config.js', 'irc.config.cjs', '.ircrc.js', 'index.js', 'templates/index.js'])
    workspace.write(name, script);
  workspace.write('.npmrc', 'node-options=--require ./index.js\n');
  workspace.write('package.json', '{"type": "commonjs", "main": "index.js"}\n');
  for (const args of [
    ['validate'],
    ['list', 'towns'],
    ['set', 'jimma', 'people=5'],
    ['log'],
    ['render', 'trip-adama', '--all'],
  ])
    irc(args);
  expect(existsSync(mark)).toBe(false);
});

it('a reader that goes away is no error, and what cannot be printed is told', () => {
  expect(irc(['list', 'towns'], {}, '| true')).toMatchObject({ code: 0, err: '2 towns\n' });
  expect(irc(['list', 'towns'], {}, '>&-').err).not.toMatch(/mistake|at .*:\d+/);
  const full = irc(['set', 'jimma', 'people=5'], {}, '> /dev/full');
  expect(full).toMatchObject({ code: 3, err: expect.stringContaining('What was saved stays saved') });
  expect(workspace.git('show', 'HEAD:records/towns/jimma.yaml')).toContain('people: 5');
});

it('a home, a language, a clock and settings of git make no difference', () => {
  const told = (env: NodeJS.ProcessEnv): string =>
    ['list towns', 'log --limit 1', 'diff HEAD~1..', 'show trip-adama --at HEAD~1']
      .map((line) => irc(['--today', '2026-11-24', ...line.split(' ')], env).out)
      .join('');
  expect(irc(['set', 'jimma', 'people=5']).code).toBe(0);
  const usual = told({});
  expect(usual).toContain('People');
  expect(told({ HOME: undefined })).toBe(usual);
  expect(told({ TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' })).toBe(usual);
  const settings = {
    ...{ 'core.quotePath': 'true', 'color.ui': 'always', 'diff.noprefix': 'true', 'log.date': 'relative' },
    ...{ 'format.pretty': 'oneline', 'core.abbrev': '5', 'log.showSignature': 'true', 'diff.renames': 'false' },
    ...{ 'log.follow': 'true', 'log.diffMerges': 'first-parent', 'i18n.logOutputEncoding': 'latin1' },
    ...{ 'status.branch': 'true', 'core.pager': 'false', 'log.decorate': 'full' },
    // A letter with which our trailers begin, and a file that is not there.
    ...{ 'core.commentChar': 'I', 'diff.orderFile': 'nowhere' },
  };
  for (const [name, value] of Object.entries(settings)) workspace.git('config', name, value);
  expect(told({})).toBe(usual);
  expect(irc(['set', 'jimma', 'people=6'], { HOME: undefined }).code).toBe(0);
  expect(irc(['undo', '-n'])).toMatchObject({ code: 0, out: expect.stringContaining('6 → 5') });
  rmSync(join(workspace.root, 'records/towns/jimma.yaml'));
  expect(irc(['diff']).out).toContain('jimma');
});
