/** Records as commits have them, and how commits hang together. Nothing here changes anything. */
import type { CommitLine } from '../context/together.ts';
import { decodeText } from '../core/records/record.ts';
import { usageError } from '../errors.ts';
import { runGit } from './git.ts';
import { revisionOf } from './git-history.ts';
import { sameEntry, type TreeEntry, treeEntries } from './git-index.ts';
import { brokenObject, gitFailure } from './git-messages.ts';
import type { Repository } from './git-state.ts';

/** The commit that a name stands for. Rejects with `unknown-branch`. */
export async function commitNamed(repository: Repository, env: NodeJS.ProcessEnv, name: string): Promise<string> {
  const commit = await revisionOf(repository, env, name);
  if (commit !== undefined) return commit;
  throw usageError('unknown-branch', `There is no branch or commit "${name}".`, 'see the names: git branch --all');
}

/** The last commits that both share: several where branches were merged crosswise. */
export async function mergeBases(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  one: string,
  other: string,
): Promise<string[]> {
  const answer = await runGit(repository.top, env, ['merge-base', '--all', one, other], { mode: 'read' });
  if (answer.exitCode !== 0 && answer.exitCode !== 1) throw gitFailure('looking for the common history', answer);
  return answer.text.split('\n').filter((line) => line !== '');
}

/** Whether records lie at such a path below the top of the working tree. */
export function isRecordPath(repository: Repository, path: string): boolean {
  return path.startsWith(`${repository.prefix}records/`) && path.endsWith('.yaml');
}

/** Paths below the workspace root of every record of a commit, with git's names for their content. */
export async function recordEntries(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  commit: string,
): Promise<Map<string, TreeEntry>> {
  const entries = await treeEntries(repository, env, commit);
  return new Map(
    [...entries]
      .filter(([path, { mode }]) => isRecordPath(repository, path) && mode.startsWith('100'))
      .map(([path, entry]) => [path.slice(repository.prefix.length), entry]),
  );
}

/** Every path that two commits do not have in the same way. */
export async function changedPaths(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  before: string | undefined,
  after: string,
): Promise<string[]> {
  const old = before === undefined ? new Map<string, TreeEntry>() : await treeEntries(repository, env, before);
  const now = await treeEntries(repository, env, after);
  return [...new Set([...old.keys(), ...now.keys()])].filter((path) => !sameEntry(old.get(path), now.get(path)));
}

/** The texts of these contents, each once. Content that is no text of a record is left out. */
export async function textsOf(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  blobs: Iterable<string>,
): Promise<Map<string, string>> {
  const wanted = [...new Set(blobs)];
  const texts = new Map<string, string>();
  if (wanted.length === 0) return texts;
  const input = wanted.map((blob) => `${blob}\n`).join('');
  const answer = await runGit(repository.top, env, ['cat-file', '--batch'], { mode: 'read', input });
  if (answer.exitCode !== 0) throw gitFailure('reading records of a commit', answer);
  let at = 0;
  for (const blob of wanted) {
    const end = answer.bytes.indexOf('\n', at);
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(answer.bytes.subarray(at, end).toString())?.[1];
    if (end < 0 || size === undefined) {
      throw brokenObject('reading records of a commit', []);
    }
    const bytes = answer.bytes.subarray(end + 1, end + 1 + Number(size));
    const { text } = decodeText('', bytes);
    if (text !== undefined) texts.set(blob, text);
    at = end + 1 + Number(size) + 1;
  }
  return texts;
}

/** The commits that `to` has and `from` has not, the latest first, merges left out. */
export async function commitsBetween(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  from: string,
  to: string,
): Promise<CommitLine[]> {
  const format = '--format=%x01%H%x00%an%x00%aI%x00%s%x00';
  const args = ['log', '-z', '--no-merges', '--name-only', format, '--end-of-options', `${from}..${to}`];
  const answer = await runGit(repository.top, env, args, { mode: 'read' });
  if (answer.exitCode !== 0) throw gitFailure('reading the history', answer);
  return answer.text
    .split('\u0001')
    .slice(1)
    .map((entry) => {
      const [id = '', author = '', date = '', subject = '', ...paths] = entry.split('\0');
      const records = paths
        .map((path) => path.replace(/^\n/, ''))
        .filter((path) => path.startsWith(`${repository.prefix}records/`));
      return { id, author, date, subject, paths: records.map((path) => path.slice(repository.prefix.length)) };
    });
}
