/** Temporary folders with real git, apart from the machine's own configuration. */
import { type ExecFileSyncOptionsWithStringEncoding, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface TestRepository {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  /** Runs git and returns what it printed; throws when it fails. */
  git(...args: string[]): string;
  /** As `git`, for calls that may fail. */
  tryGit(...args: string[]): { status: number | null; stdout: string; stderr: string };
  write(path: string, text: string | Uint8Array): void;
  /** Writes the files and commits them. */
  commit(files: Readonly<Record<string, string>>): void;
  read(path: string): string;
  exists(path: string): boolean;
  /** Installs a shell script as a hook. */
  hook(name: string, script: string): void;
  /** All that a refused write must leave alone: every file of the working tree, the index, HEAD, and what lies in .git. */
  snapshot(): Record<string, string>;
  remove(): void;
}

/** The environment of a test's git: no configuration but the repository's, an identity, the system's path. */
export function testEnvironment(home: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: home,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Desk for Africa',
    GIT_AUTHOR_EMAIL: 'desk@example.org',
    GIT_COMMITTER_NAME: 'Desk for Africa',
    GIT_COMMITTER_EMAIL: 'desk@example.org',
  };
}

const day = '2026-11-24T09:00:00Z';

/** What a test commits itself was committed on the day on which `run` runs irc, whatever the day on which the test runs. */
function onTheDay(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { GIT_AUTHOR_DATE: day, GIT_COMMITTER_DATE: day, ...env };
}

/**
 * A new repository on branch `main`; with `files`, they are its first commit. The second one with the same files is a copy,
 * which takes a third of the time.
 */
export function makeRepository(files: Record<string, string> = {}): TestRepository {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'irc-test-')));
  const root = join(base, 'work');
  const home = join(base, 'home');
  mkdirSync(home);
  const env = testEnvironment(home);
  // Node copies file by file, which takes longer than all that most tests do. git takes a copied file for changed until it
  // has looked into it.
  const refresh = Object.keys(files).length > 0 ? ' && cd "$2" && git update-index -q --refresh' : '';
  inShell(`cp -a "$1" "$2"${refresh}`, env, preparedFor(files), root);
  return repositoryAt(root, env, () => discarded.push(base));
}

/** Several commands in one process: to start one from here takes longer than most of them do. */
function inShell(script: string, env: NodeJS.ProcessEnv, ...values: readonly string[]): void {
  execFileSync('sh', ['-ec', script, 'sh', ...values], { env: onTheDay(env), stdio: ['ignore', 'ignore', 'pipe'] });
}

const prepared = new Map<string, string>();
const discarded: string[] = [];

/** Removes what was prepared and what tests are done with; after the tests of a file, which need not wait for it. */
export function removePrepared(): void {
  const folders = [...[...prepared.values()].map((root) => dirname(root)), ...discarded];
  prepared.clear();
  discarded.length = 0;
  if (folders.length > 0) spawn('rm', ['-rf', '--', ...folders], { detached: true, stdio: 'ignore' }).unref();
}

/** A repository that is only ever copied. */
function preparedFor(files: Record<string, string>): string {
  const key = JSON.stringify(files);
  const known = prepared.get(key);
  if (known !== undefined) return known;
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'irc-seed-')));
  const root = join(base, 'work');
  mkdirSync(root);
  const env = testEnvironment(base);
  const repository = repositoryAt(root, env);
  for (const [path, text] of Object.entries(files)) repository.write(path, text);
  // One file for all objects is copied sooner than one for each.
  const commit = `git add --all && git commit --quiet --message='Some records' && git repack -a -d -q`;
  inShell(
    `cd "$1" && git init --quiet --template= --initial-branch=main${Object.keys(files).length > 0 ? ` && ${commit}` : ''}`,
    env,
    root,
  );
  prepared.set(key, root);
  return root;
}

/**
 * Remembers how a repository stands on `main`, and gives the way back there: cheaper than to make it anew for each test.
 * Other branches stay.
 */
export function wayBack(repository: TestRepository): () => void {
  const head = repository.git('rev-parse', 'HEAD').trim();
  const config = repository.read('.git/config');
  return () => {
    for (const path of ['.git/index.lock', '.git/irc'])
      rmSync(join(repository.root, path), { recursive: true, force: true });
    repository.write('.git/config', config);
    inShell(
      'cd "$1" && git reset --quiet --hard && git checkout --quiet -B main "$2" && git clean --quiet --force -dx',
      repository.env,
      repository.root,
      head,
    );
  };
}

/** The same handle for a folder that is already there, such as a linked working tree. */
export function repositoryAt(root: string, env: NodeJS.ProcessEnv, remove: () => void = () => {}): TestRepository {
  const options: ExecFileSyncOptionsWithStringEncoding = {
    ...{ cwd: root, env: onTheDay(env), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  };
  const git = (...args: string[]): string => execFileSync('git', args, options);
  const write = (path: string, text: string | Uint8Array): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  return {
    root,
    env,
    git,
    tryGit: (...args) => spawnSync('git', args, options),
    write,
    commit(files) {
      for (const [path, text] of Object.entries(files)) write(path, text);
      git('add', '--', ...Object.keys(files));
      git('commit', '--quiet', '--message=Some records');
    },
    read: (path) => readFileSync(join(root, path), 'utf8'),
    exists: (path) => existsSync(join(root, path)),
    hook(name, script) {
      const hooks = execFileSync('git', ['rev-parse', '--git-path', 'hooks'], options).trim();
      mkdirSync(join(root, hooks), { recursive: true });
      writeFileSync(join(root, hooks, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    },
    snapshot: () => snapshotOf(root),
    remove,
  };
}

/** Without objects, as git may keep some that nothing points to, and without the scratch file of git commit. */
function snapshotOf(root: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const path of readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()) {
    if (/^\.git\/(objects|hooks|COMMIT_EDITMSG)(\/|$)/.test(path)) continue;
    try {
      found[path] = readFileSync(join(root, path), 'latin1');
    } catch {
      found[path] = 'not a file';
    }
  }
  return found;
}
