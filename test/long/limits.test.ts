/**
 * What a terminal or a service may limit: open files, the size of a file, folders that belong to someone else. One clear
 * error, the old state whole, and it works again afterwards.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runFaulty } from '../helpers/faulty-irc.ts';
import { type TestRepository, wayBack } from '../helpers/repository.ts';
import { travelWorkspace } from '../helpers/travel.ts';

const irc = join(import.meta.dirname, '..', '..', 'bin', 'irc.js');
const preload = join(import.meta.dirname, '..', 'helpers', 'descriptors.cjs');
const jimma = 'records/towns/jimma.yaml';

let repository: TestRepository;
let back: () => void;
beforeAll(() => {
  repository = travelWorkspace();
  repository.git('switch', '--quiet', '--create', 'other');
  repository.commit({ [jimma]: 'title: {en: Jimma}\npeople: 5\n' });
  repository.git('switch', '--quiet', 'main');
  repository.commit({ [jimma]: 'title: {en: Jimma town}\n' });
  back = wayBack(repository);
});
afterAll(() => repository.remove());

interface Ran {
  readonly status: number | null;
  readonly err: string;
}

/** The lock of a process that has ended is taken over by the next. */
function withoutLock(files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('.git/irc.lock')));
}

/** Runs irc under what `ulimit` says. */
function limited(limits: string, args: readonly string[], env: NodeJS.ProcessEnv = {}, node: readonly string[] = []) {
  const words = [process.execPath, ...node, irc, '--today', '2026-11-24', ...args];
  const command = `${limits}; exec ${words.map((word) => `'${word}'`).join(' ')}`;
  const ran = spawnSync('bash', ['-c', command], {
    ...{ cwd: repository.root, env: { ...repository.env, ...env }, encoding: 'utf8' as const },
  });
  return { status: ran.status, err: ran.stderr };
}

/** Either all of it was done, or one error of these says why not and all is as it was; then it can be done. */
function expectWhole(
  { status, err }: Ran,
  before: Readonly<Record<string, string>>,
  args: readonly string[],
  codes: RegExp,
): boolean {
  // Where only what it says finds no room, it is done as well.
  const isDone = status === 0 || err.startsWith('error output-failed: ');
  if (!isDone) {
    expect(status, err).toBe(3);
    expect(err).toMatch(codes);
    expect(err.match(/^error /gm), err).toHaveLength(1);
    expect(err).not.toMatch(/mistake in irc|at .*:\d+:\d+/);
    expect(withoutLock(repository.snapshot()), err).toEqual(withoutLock(before));
    const again = limited(':', args);
    expect(again.status, `${err}${again.err}`).toBe(0);
  }
  expect(repository.git('status', '--porcelain')).toBe('');
  expect(repository.exists('.git/irc')).toBe(false);
  back();
  return isDone;
}

const commands: readonly (readonly string[])[] = [
  ['set', 'adama', 'people=5', '-y'],
  ['merge', 'other'],
  ['log'],
  ['list', 'towns'],
  ['validate'],
];

describe('open files', () => {
  it.each(commands.map((args) => [args]))('run out at any point of irc %j', (args) => {
    const outcomes = new Set<boolean>();
    for (let left = 0; left < 22; left += 2) {
      const before = repository.snapshot();
      const env = { IRC_TEST_DESCRIPTORS: String(left) };
      const ran = limited('ulimit -n 300', args, env, ['--require', preload]);
      outcomes.add(expectWhole(ran, before, args, /^error too-many-open-files: /m));
    }
    expect([...outcomes].sort()).toEqual([false, true]);
  });

  it('are too few for irc itself', () => {
    for (const most of [18, 22, 26, 30, 40, 50]) {
      const before = repository.snapshot();
      const ran = limited(`ulimit -n ${most}`, ['set', 'adama', 'people=5', '-y']);
      expectWhole(ran, before, ['set', 'adama', 'people=5', '-y'], /^error (not-started|too-many-open-files): /m);
      if (ran.status !== 0) expect(ran.err).toContain('ulimit -n 1024');
    }
  });

  it('are too few for git', () => {
    const args = ['set', 'adama', 'people=5', '-y'];
    const outcomes = [4, 5, 6, 8].map((most) => {
      const before = repository.snapshot();
      const ran = limited(':', args, { PATH: gitUnder(`ulimit -n ${most}`) });
      return expectWhole(ran, before, args, /^error too-many-open-files: .* Nothing was saved\.$/m);
    });
    expect(outcomes).toContain(false);
    expect(outcomes).toContain(true);
  });
});

it('a file may not grow as large as it should', () => {
  const long = 'x'.repeat(20_000);
  const args = ['set', 'adama', `title.en=${long}`, '-y'];
  for (const most of [0, 1, 4, 12]) {
    const before = repository.snapshot();
    expect(expectWhole(limited(`ulimit -f ${most}`, args), before, args, /^error file-size-limit: /m)).toBe(false);
  }
  const before = repository.snapshot();
  const ran = limited(':', args, { PATH: gitUnder('ulimit -f 0') });
  expectWhole(ran, before, args, /^error git-interrupted: .*\n(.*\n)*.*ulimit -a/m);
});

const stranger = { uid: 65534, gid: 65534 };

/** Only root may run a program as someone else, who must be able to read it where it lies. */
function strangersMayRun(): boolean {
  return (
    process.getuid?.() === 0 && spawnSync(process.execPath, [irc, '--version'], { ...stranger, cwd: '/' }).status === 0
  );
}

it.skipIf(!strangersMayRun())("a folder that is someone else's is named, in writing and in reading", () => {
  const config = join(dirname(repository.root), 'home', '.gitconfig');
  writeFileSync(config, `[safe]\n\tdirectory = ${repository.root}\n`);
  execFileSync('chmod', ['-R', 'go+rX', dirname(repository.root)]);
  const ask = (...args: string[]): Ran => {
    const ran = spawnSync(process.execPath, [irc, ...args], {
      ...{ ...stranger, cwd: repository.root, env: repository.env, encoding: 'utf8' as const },
    });
    return { status: ran.status, err: ran.stderr };
  };
  const before = repository.snapshot();
  const refused = ask('set', 'adama', 'people=5', '-y');
  expect(refused).toMatchObject({ status: 3 });
  expect(refused.err).toMatch(/^error read-only: The folder cannot be written: saving\. Nothing was saved\.$/m);
  expect(ask('merge', 'other').err).toMatch(/^error read-only: /m);
  expect(repository.snapshot()).toEqual(before);
  chmodSync(join(repository.root, jimma), 0o600);
  const checked = ask('validate');
  expect(checked.status).toBe(1);
  chmodSync(join(repository.root, jimma), 0o644);
  expect(ask('list', 'towns')).toMatchObject({ status: 0 });
});

it('each refusal of the system at calls of a save is told as what it is', () => {
  const args = ['set', 'adama', 'people=5', '-y'];
  const codes = { EIO: 'disk-failing', EDQUOT: 'disk-full', EROFS: 'read-only', EMFILE: 'too-many-open-files' };
  const outcomes = new Set<boolean>();
  Object.entries(codes).forEach(([code, told], index) => {
    for (let call = 1 + index; ; call += 9) {
      const before = repository.snapshot();
      const ran = runFaulty(repository.root, args, repository.env, `fail:${call}:${code}`);
      const { hadFault, status, stderr } = ran;
      // Where it came after the last step that counts, the command ends as it would have.
      const err = stderr.replace('(fault)', '');
      // What cannot be cleared away at once is by the next run; what git should know of a commit that is in, irc tells.
      limited(':', ['list', 'towns']);
      if (err.includes('until: git reset -q')) repository.git('reset', '-q');
      outcomes.add(expectWhole({ status, err }, before, args, new RegExp(`^error ${told}: `, 'm')));
      if (!hadFault) break;
    }
  });
  expect([...outcomes].sort()).toEqual([false, true]);
});

/** A PATH with a git that runs under a limit of its own. */
function gitUnder(limit: string): string {
  const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const folder = join(dirname(repository.root), 'bin');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'git'), `#!/bin/bash\n${limit}\nexec ${git} "$@"\n`, { mode: 0o755 });
  return `${folder}:${repository.env.PATH}`;
}
