/** What commits hold, read through plumbing: revisions, trees, contents, and the log. Nothing here changes anything. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LoggedCommit, LoggedFile, LogQuery } from '../context/past.ts';
import { runGit, withoutForeignPrograms } from './git.ts';
import { gitFailure } from './git-messages.ts';
import type { Repository } from './git-state.ts';

/** The commit or tree that a revision names; undefined where git knows none. The text never becomes an option. */
export async function revisionOf(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  text: string,
  type: 'commit' | 'tree' = 'commit',
): Promise<string | undefined> {
  // No branch begins with a dash, and what looks like an option is refused before it reaches git.
  if (text === '' || /^-|[\0\n]/.test(text)) return undefined;
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${text}^{${type}}`];
  const answer = await runGit(repository.top, env, args, { mode: 'read' });
  if (answer.exitCode === 0) return commitIn(answer.text);
  if (answer.exitCode === 1 || answer.exitCode === 128) return undefined;
  throw gitFailure('looking for a revision', answer);
}

/** The last commit of the branch on or before a day, by the committers' dates in UTC; merged branches do not count. */
export async function lastCommitOf(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  day: string,
): Promise<string | undefined> {
  const args = ['rev-list', '--first-parent', '--max-count=1', `--before=${day}T23:59:59Z`, 'HEAD', '--'];
  const answer = await runGit(repository.top, env, args, { mode: 'read' });
  if (answer.exitCode !== 0) throw gitFailure('looking for the commit of a day', answer);
  return commitIn(answer.text);
}

/** Where two branches parted; undefined where they share nothing. */
export async function mergeBaseOf(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  one: string,
  other: string,
): Promise<string | undefined> {
  const answer = await runGit(repository.top, env, ['merge-base', one, other], { mode: 'read' });
  if (answer.exitCode === 0) return commitIn(answer.text);
  if (answer.exitCode === 1) return undefined;
  throw gitFailure('looking for where two branches parted', answer);
}

/**
 * True where any branch of a remote has the commit, also one of a pull request: it is shared, and others may have built on
 * it.
 */
export async function isShared(repository: Repository, env: NodeJS.ProcessEnv, commit: string): Promise<boolean> {
  const args = ['for-each-ref', '--count=1', '--format=%(refname)', `--contains=${commit}`, 'refs/remotes'];
  const answer = await runGit(repository.top, env, args, { mode: 'read' });
  if (answer.exitCode === 0) return answer.text !== '';
  throw gitFailure('asking whether a commit is shared', answer);
}

/** A clone that was cut off: what lies before is not here. */
export function isShallow(repository: Repository): boolean {
  return existsSync(join(repository.commonDir, 'shallow'));
}

export interface TreeFile {
  /** Below the workspace root. */
  readonly path: string;
  /** git's mode: 100644 and 100755 are files, 120000 is a link. */
  readonly mode: string;
  readonly blob: string;
  readonly bytes: number;
}

/** Files of a commit below the folders of the workspace. */
export async function treeFiles(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  commit: string,
  folders: readonly string[],
): Promise<TreeFile[]> {
  const paths = folders.map((folder) => `${repository.prefix}${folder}/`);
  const args = ['--literal-pathspecs', 'ls-tree', '-r', '-l', '-z', '--full-tree', '--end-of-options', commit];
  const answer = await runGit(repository.top, env, [...args, '--', ...paths], { mode: 'read' });
  if (answer.exitCode !== 0) throw gitFailure('reading the files of a commit', answer);
  return answer.text.split('\0').flatMap((line) => {
    const found = /^(\d+) blob ([0-9a-f]+) +(\d+)\t([\s\S]+)$/.exec(line);
    if (!found?.[1] || !found[2] || !found[4]) return [];
    const path = found[4].slice(repository.prefix.length);
    return [{ path, mode: found[1], blob: found[2], bytes: Number(found[3]) }];
  });
}

/** Contents by git's names for them, in one call. One that git has not (a partial clone) is left out. */
export async function contentsOf(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  blobs: Iterable<string>,
): Promise<Map<string, Buffer>> {
  const wanted = [...new Set(blobs)];
  const contents = new Map<string, Buffer>();
  if (wanted.length === 0) return contents;
  const input = wanted.map((blob) => `${blob}\n`).join('');
  const answer = await runGit(repository.top, env, ['cat-file', '--batch'], { mode: 'read', input });
  if (answer.exitCode !== 0) throw gitFailure('reading contents', answer);
  const { bytes } = answer;
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0x0a, at);
    if (end < 0) break;
    const [blob = '', type, size] = bytes.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (type === 'missing' || size === undefined) continue;
    contents.set(blob, bytes.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return contents;
}

const fields = ['%H', '%P', '%an', '%aI', '%cI', '%s', '%(trailers:only,unfold)'];
/** So many files that came or went are compared for moves; beyond, only equal contents count. */
const mostRenames = 1_000;

/**
 * Commits, newest first, with the files that each changed; of a merge those that differ from every side. One git call.
 * Empty where there is no commit.
 */
export async function logOf(repository: Repository, env: NodeJS.ProcessEnv, query: LogQuery): Promise<LoggedCommit[]> {
  const { from = 'HEAD', limit, folders = [], trailer } = query;
  const args = [
    ...['--literal-pathspecs', 'log', ...withoutForeignPrograms, '--no-color', '--no-abbrev', '-z', '--raw', '-c'],
    // Clocks of several computers differ: no commit may come before one that was built on it.
    '--date-order',
    ...['--find-renames', `-l${mostRenames}`, '--encoding=UTF-8', `--format=${fields.join('%x00')}%x00`],
    ...(limit === undefined ? [] : [`--max-count=${limit}`]),
    ...(trailer === undefined ? [] : [`--grep=^${trailer}: `]),
    ...['--end-of-options', from, '--', ...folders.map((folder) => `${repository.prefix}${folder}`)],
  ];
  const answer = await runGit(repository.top, env, args, { mode: 'read' });
  if (answer.exitCode !== 0) {
    if (/does not have any commits|bad revision 'HEAD'|unknown revision/i.test(answer.stderr)) return [];
    throw gitFailure('reading the log', answer);
  }
  return loggedCommits(repository, answer.text.split('\0'));
}

/** Nothing that a commit says can hold a NUL, so the parts are counted off: the fields, then the files, by a colon. */
function loggedCommits(repository: Repository, parts: readonly string[]): LoggedCommit[] {
  const commits: LoggedCommit[] = [];
  for (let at = 0; at < parts.length; ) {
    if ((parts[at] ?? '').trim() === '') {
      at += 1;
      continue;
    }
    const [commit = '', parents = '', author = '', authored = '', committed = '', subject = '', trailers = ''] =
      parts.slice(at, at + fields.length);
    at += fields.length;
    const files: LoggedFile[] = [];
    for (let part = entryAt(parts, at); part === '' || part.startsWith(':'); part = entryAt(parts, at)) {
      if (part === '') at += 1;
      else at = loggedFile(repository, parts, at, part, files);
      if (at >= parts.length) break;
    }
    commits.push({
      ...{
        commit,
        parents: parents.split(' ').filter((parent) => parent !== ''),
        author,
        authored,
        committed,
        subject,
      },
      ...{ trailers: trailersIn(trailers), files },
    });
  }
  return commits;
}

function entryAt(parts: readonly string[], at: number): string {
  return (parts[at] ?? '').replace(/^\n/, '');
}

function trailersIn(text: string): Map<string, string> {
  return new Map(
    text.split('\n').flatMap((line): [string, string][] => {
      const found = /^([A-Za-z-]+): (.*)$/.exec(line);
      return found?.[1] === undefined ? [] : [[found[1], found[2] ?? '']];
    }),
  );
}

/**
 * Reads `:mode mode blob blob status`, then the path, or both paths of a move; of a merge there is a colon, a mode and a
 * blob for each parent. Gives the part after it.
 */
function loggedFile(
  repository: Repository,
  parts: readonly string[],
  at: number,
  entry: string,
  files: LoggedFile[],
): number {
  const colons = /^:+/.exec(entry)?.[0].length ?? 1;
  const words = entry.slice(colons).split(' ');
  const isMoved = colons === 1 && /^[RC]/.test(words.at(-1) ?? '');
  const from = parts[at + 1] ?? '';
  const path = isMoved ? (parts[at + 2] ?? '') : from;
  const [first, last] = [words[colons + 1], words[2 * colons + 1]];
  files.push({ path: below(repository, path), from: below(repository, from), before: blob(first), after: blob(last) });
  return at + (isMoved ? 3 : 2);
}

/** Outside of the workspace the path keeps a leading slash, so that it is no path of the workspace. */
function below(repository: Repository, path: string): string {
  return path.startsWith(repository.prefix) ? path.slice(repository.prefix.length) : `/${path}`;
}

function blob(name: string | undefined): string | undefined {
  return name === undefined || /^0*$/.test(name) ? undefined : name;
}

function commitIn(text: string): string | undefined {
  const commit = text.trim();
  return /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
}
