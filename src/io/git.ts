/**
 * The one place where git is started. Every call is `runGit`: a list of arguments, an environment built from an
 * allow-list, a time limit. No text from a record or a user becomes an option: callers put paths after `--` or on
 * standard input.
 */
import { spawnSync } from 'node:child_process';
import { Readable } from 'node:stream';
import { simpleGit } from 'simple-git';
import { mendFirstError } from '../errors.ts';

/**
 * `read` honours no configuration that would run programs, takes no locks and is safe on strangers' content.
 * `write` is git as the user set it up, with hooks, filters and signing; `network` may also ask the user's agents.
 */
export type GitMode = 'read' | 'write' | 'network';

export interface GitResult {
  /** -1 when git was killed, timed out or aborted: never to be read as an answer. */
  readonly exitCode: number;
  readonly bytes: Buffer;
  readonly text: string;
  readonly stderr: string;
}

export interface GitOptions {
  readonly mode: GitMode;
  readonly input?: string | Buffer;
  /** Variables of ours on top of the allowed ones, such as GIT_INDEX_FILE. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Milliseconds without a sign of life before git is stopped; 120,000 unless told. */
  readonly silenceLimit?: number;
}

/** For `diff`, `log` and `show` on content that strangers may have written. */
export const withoutForeignPrograms = ['--no-ext-diff', '--no-textconv'] as const;

const passedOn = [
  ...['PATH', 'HOME', 'XDG_CONFIG_HOME', 'XDG_RUNTIME_DIR', 'LANG', 'TMPDIR', 'TERM', 'USER', 'LOGNAME', 'EMAIL', 'TZ'],
  ...['SSH_AUTH_SOCK', 'GPG_TTY', 'GNUPGHOME', 'DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS'],
  ...['GIT_AUTHOR_NAME', 'GIT_AUTHOR_EMAIL', 'GIT_AUTHOR_DATE'],
  ...['GIT_COMMITTER_NAME', 'GIT_COMMITTER_EMAIL', 'GIT_COMMITTER_DATE'],
  ...['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_NOSYSTEM', 'GIT_CONFIG_SYSTEM', 'GIT_CEILING_DIRECTORIES'],
  ...['SystemRoot', 'USERPROFILE', 'APPDATA', 'LOCALAPPDATA', 'PATHEXT', 'TEMP'],
];
const passedOnToNetwork = ['GIT_SSH', 'GIT_SSH_COMMAND', 'GIT_ASKPASS', 'SSH_ASKPASS', 'https_proxy', 'HTTPS_PROXY'];
const setByUs = [
  ...['GIT_INDEX_FILE', 'GIT_OPTIONAL_LOCKS', 'GIT_TERMINAL_PROMPT', 'GIT_TRACE2_EVENT'],
  ...['GIT_ALLOW_PROTOCOL', 'GIT_NO_LAZY_FETCH'],
];

/** Nothing is fetched while reading: a repository may name a program as the place of what it lacks. */
const onlyHere = { GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1' };

const readingConfig = [
  ...['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'diff.external=', 'safe.bareRepository=explicit'],
  ...['log.showSignature=false'],
  // Trailers begin with letters that a user may have chosen for remarks; a list of files to show first need not be there.
  ...['core.commentChar=#', 'diff.orderFile=/dev/null'],
];

/**
 * Runs git in `folder` and resolves with what it printed, whatever its exit code. Rejects with `no-git` when it cannot
 * be started and with `no-folder` when the folder is not there (both exit 3).
 */
export async function runGit(
  folder: string,
  env: NodeJS.ProcessEnv,
  args: readonly string[],
  options: GitOptions,
): Promise<GitResult> {
  let seen: { exitCode: number | null; stdOut: Buffer[]; stdErr: Buffer[] } | undefined;
  let failure: unknown;
  const streams: NodeJS.ReadableStream[] = [];
  try {
    const client = simpleGit({
      baseDir: folder,
      config: options.mode === 'read' ? readingConfig : [],
      allowEnvironment: [...passedOn, ...passedOnToNetwork, ...setByUs, ...Object.keys(options.variables ?? {})],
      // The fsmonitor, hooks and diff switches are needed to turn these programs off; the others let the user's own
      // environment through. Abbreviations must stay allowed in writing, since hooks inherit the setting.
      unsafe: {
        allowUnsafeFsMonitor: true,
        allowUnsafeHooksPath: true,
        allowUnsafeDiffExternal: true,
        allowUnsafeConfigPaths: true,
        // For `withoutFilters`, which turns programs off.
        allowUnsafeConfigEnvCount: options.mode === 'read',
        // irc sets up its own drivers; whose they are stands in the repository's configuration.
        allowUnsafeMergeDriver: options.mode === 'write',
        allowUnsafeDiffTextConv: options.mode === 'write',
        allowUnsafeSshCommand: options.mode === 'network',
        allowUnsafeAskPass: options.mode === 'network',
        allowAbbreviatedOptions: options.mode !== 'read',
      },
      timeout: { block: options.silenceLimit ?? 120_000 },
      // Output may lag behind the exit of git on a busy machine; a hook's background process may keep the pipe open.
      completion: { onClose: true, onExit: 1_000 },
      // Also without input the pipe must be closed, or a program that reads it waits for ever.
      input: () => options.input || Buffer.alloc(0),
      // The default takes a silent failure and a killed git for success.
      errors: (error, result) => {
        seen = result;
        if (result.exitCode === 0 && !(error instanceof Error)) return undefined;
        return error instanceof Error ? error : new Error(`git ended with ${result.exitCode}`);
      },
      ...(options.signal === undefined ? {} : { abort: options.signal }),
    });
    const command = options.mode === 'read' ? ['--no-pager', ...args] : [...args];
    client.outputHandler((_command, stdout, stderr) => {
      streams.push(stdout, stderr);
      // simple-git waits 50 ms longer for a git that printed nothing, unless it is told so: half of all calls of a merge.
      stdout.once('end', () => stdout.emit('data', Buffer.alloc(0)));
    });
    await client.env(gitEnvironment(env, options)).raw(command);
  } catch (error) {
    failure = error;
  }
  // What a hook left running may hold these open, and irc would not end before it.
  for (const stream of streams) if (stream instanceof Readable) stream.destroy();
  if (seen === undefined) throw notStarted(folder, env, failure);
  const stderr = Buffer.concat(seen.stdErr).toString('utf8');
  if (seen.exitCode !== 0 && /spawn \S+ (ENOENT|EACCES)/.test(stderr)) throw notStarted(folder, env, failure);
  const bytes = Buffer.concat(seen.stdOut);
  const aborted = options.signal?.aborted === true && failure !== undefined;
  return { exitCode: aborted ? -1 : (seen.exitCode ?? -1), bytes, text: bytes.toString('utf8'), stderr };
}

function gitEnvironment(env: NodeJS.ProcessEnv, options: GitOptions): Record<string, string> {
  const names = options.mode === 'network' ? [...passedOn, ...passedOnToNetwork] : passedOn;
  const allowed: Record<string, string> = {};
  for (const name of names) {
    const value = env[name];
    if (value !== undefined) allowed[name] = value;
  }
  const ours = options.mode === 'read' ? { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', ...onlyHere } : {};
  return { ...allowed, LC_ALL: 'C', ...ours, ...options.variables };
}

function notStarted(folder: string, env: NodeJS.ProcessEnv, failure: unknown): Error {
  const text = failure instanceof Error ? failure.message : String(failure);
  if (/directory that does not exist/.test(text)) {
    return mendFirstError('no-folder', `There is no folder ${JSON.stringify(folder)}.`);
  }
  if (/ENOENT|EACCES|ended with -2/.test(text)) {
    return mendFirstError('no-git', 'git could not be started.', 'Install git, then the same command again.');
  }
  // Where no more files can be opened, simple-git trips over the pipes that it did not get; the system says why.
  const refused = spawnSync('git', ['version'], { env: { PATH: env.PATH } }).error;
  return refused ?? (failure instanceof Error ? failure : new Error(text));
}

/**
 * Variables by which git runs no filter of the configuration (`clean`, `smudge`, `process`): to say whether a file has
 * changed it may read it, and would run them on it.
 */
export async function withoutFilters(folder: string, env: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  const args = ['config', '-z', '--name-only', '--get-regexp', '^filter\\.'];
  const answer = await runGit(folder, env, args, { mode: 'read' });
  const names = new Set(answer.text.split('\0').flatMap((key) => /^filter\.(.*)\.[^.]*$/s.exec(key)?.[1] ?? []));
  const settings = [...names].flatMap((name) => [
    ...['clean', 'smudge', 'process'].map((word) => [`filter.${name}.${word}`, ''] as const),
    [`filter.${name}.required`, 'false'] as const,
  ]);
  const variables = settings.flatMap(([key, value], index): [string, string][] => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return Object.fromEntries([...variables, ['GIT_CONFIG_COUNT', String(settings.length)]]);
}
