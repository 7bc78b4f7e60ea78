/** What commits hold, read through plumbing: revisions, trees, contents. Nothing here changes anything. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runGit } from './git.ts';
import { brokenObject, gitFailure } from './git-messages.ts';
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
    if (/^\d+ blob [0-9a-f]+ +BAD\t/.test(line)) throw brokenObject('reading the files of a commit', []);
    const found = /^(\d+) blob ([0-9a-f]+) +(\d+)\t([\s\S]+)$/.exec(line);
    if (!found?.[1] || !found[2] || !found[4]) return [];
    const path = found[4].slice(repository.prefix.length);
    return [{ path, mode: found[1], blob: found[2], bytes: Number(found[3]) }];
  });
}

/** Contents by git's names for them, in one call. Rejects with `broken-object` where git does not have one of them. */
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
    if (type === 'missing' || size === undefined) throw brokenObject('reading contents', []);
    contents.set(blob, bytes.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return contents;
}

function commitIn(text: string): string | undefined {
  const commit = text.trim();
  return /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
}
