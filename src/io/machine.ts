/** The computer and git around a folder, for `irc doctor`. Nothing here changes anything but `setConfig`. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { GitLock, Machine } from '../context/machine.ts';
import { hookLine } from '../core/setup/git-hook.ts';
import { saveFailure } from '../core/system-errors.ts';
import { IrcError, mendFirstError } from '../errors.ts';
import { errorCode } from './error-code.ts';
import { listFiles } from './files.ts';
import { runGit } from './git.ts';
import { gitFailure } from './git-messages.ts';
import { gitConfig, identity, openRepository, type Repository, refuseUnfinishedWork } from './git-state.ts';
import { nearestFolder } from './start.ts';

/** Looks at the computer from a folder, or from the nearest one above that is there. */
export async function openMachine(folder: string, env: NodeJS.ProcessEnv): Promise<Machine> {
  const ground = nearestFolder(folder);
  const git = await gitVersion(ground, env);
  const found = git === undefined ? undefined : await repositoryOf(ground, env);
  const repository = found instanceof IrcError ? undefined : found;
  return {
    node: process.versions.node,
    git,
    repository:
      found instanceof IrcError
        ? found.code === 'not-a-repository'
          ? 'none'
          : found
        : found === undefined
          ? 'none'
          : 'there',
    identity: () => identity(ground, env),
    config: (key) => gitConfig(ground, env, key),
    setConfig: async (key, value) => {
      const set = await runGit(ground, env, ['config', '--local', key, value], { mode: 'write' });
      if (set.exitCode !== 0) throw gitFailure(`setting ${key}`, set);
    },
    attributes: (path, names) => attributesOf(ground, env, path, names),
    finds: (program) => isOnPath(program, env),
    isIgnored: async (path) => {
      const answer = await runGit(ground, env, ['check-ignore', '--quiet', '--', path], { mode: 'read' });
      return answer.exitCode === 0;
    },
    locks: async () => (repository === undefined ? [] : locksOf(repository)),
    unfinishedWork: async () => (repository === undefined ? undefined : unfinishedWork(repository, env)),
    prefix: repository?.prefix ?? '',
    hook: async (name) => {
      const file = await hookFile(ground, env, name);
      const found = statSync(file, { throwIfNoEntry: false });
      return { path: shownFrom(ground, file), text: found?.isFile() === true ? readFileSync(file, 'utf8') : undefined };
    },
    addHook: async (name, text) => addHook(ground, await hookFile(ground, env, name), text),
    missingHooks: async () => (repository === undefined ? undefined : missingHooks(repository, env)),
  };
}

/** As git would run it, also where hooks are looked for elsewhere (core.hooksPath). */
async function hookFile(folder: string, env: NodeJS.ProcessEnv, name: string): Promise<string> {
  // Reading runs with hooks turned off by that very setting; looking it up runs none.
  const answer = await runGit(folder, env, ['rev-parse', '--git-path', `hooks/${name}`], { mode: 'write' });
  if (answer.exitCode !== 0) throw gitFailure('looking for the hooks', answer);
  return resolve(folder, answer.text.trimEnd());
}

function addHook(folder: string, file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: 0o755, flag: 'wx' });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw saveFailure('making the hook', error);
    throw mendFirstError(
      'hook-exists',
      `There is a hook already, ${shownFrom(folder, file)}, and it is left as it is.`,
      `add to it the line: ${hookLine} || exit 1`,
    );
  }
}

function shownFrom(folder: string, file: string): string {
  const shown = relative(folder, file);
  return shown.startsWith('..') ? file : shown;
}

async function gitVersion(folder: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  try {
    const answer = await runGit(folder, env, ['version'], { mode: 'read' });
    return /\d+\.\d+(\.\d+)?/.exec(answer.text)?.[0];
  } catch (error) {
    if (error instanceof IrcError && error.code === 'no-git') return undefined;
    throw error;
  }
}

async function repositoryOf(folder: string, env: NodeJS.ProcessEnv): Promise<Repository | IrcError> {
  try {
    return await openRepository(folder, env);
  } catch (error) {
    if (error instanceof IrcError) return error;
    throw error;
  }
}

async function attributesOf(
  folder: string,
  env: NodeJS.ProcessEnv,
  path: string,
  names: readonly string[],
): Promise<Map<string, string>> {
  const answer = await runGit(folder, env, ['check-attr', '-z', ...names, '--', path], { mode: 'read' });
  if (answer.exitCode !== 0) throw gitFailure('asking for attributes', answer);
  const parts = answer.text.split('\0');
  return new Map(names.map((name, index) => [name, parts[index * 3 + 2] ?? 'unspecified']));
}

function isOnPath(program: string, env: NodeJS.ProcessEnv): boolean {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter);
  return folders.some((folder) => folder !== '' && existsSync(join(folder, program)));
}

function locksOf(repository: Repository): GitLock[] {
  const folders = [...new Set([repository.gitDir, repository.commonDir])];
  const files = folders.flatMap((folder) => [
    ...['index', 'HEAD', 'config', 'packed-refs', 'shallow'].map((name) => join(folder, `${name}.lock`)),
    ...listFiles(folder, 'refs')
      .files.filter((file) => file.path.endsWith('.lock'))
      .map((file) => join(folder, file.path)),
  ]);
  return [...new Set(files)].flatMap((file) => {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined) return [];
    const shown = relative(repository.root, file);
    return [
      {
        path: shown.startsWith('..') ? file : shown,
        minutes: Math.max(0, Math.floor((Date.now() - found.mtimeMs) / 60_000)),
      },
    ];
  });
}

async function unfinishedWork(repository: Repository, env: NodeJS.ProcessEnv): Promise<IrcError | undefined> {
  try {
    await refuseUnfinishedWork(repository, env);
    return undefined;
  } catch (error) {
    if (error instanceof IrcError) return error;
    throw error;
  }
}

async function missingHooks(repository: Repository, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  // Reading runs with hooks turned off by this very setting; looking it up runs none.
  const args = ['config', '--type=path', '--get', 'core.hooksPath'];
  const answer = await runGit(repository.top, env, args, { mode: 'write' });
  const path = answer.text.trimEnd();
  if (answer.exitCode !== 0 || path === '') return undefined;
  return existsSync(isAbsolute(path) ? path : join(repository.top, path)) ? undefined : path;
}
