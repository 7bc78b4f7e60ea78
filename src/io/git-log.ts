/** The log as git has it: commits with the files that each changed, and what the merges among them decided. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DecidedField, LoggedCommit, LoggedFile, LogQuery } from '../context/past.ts';
import { runGit, withoutForeignPrograms } from './git.ts';
import { gitFailure } from './git-messages.ts';
import type { Repository } from './git-state.ts';

const fields = ['%H', '%P', '%an', '%aI', '%cI', '%s', '%(trailers:only,unfold)'];
/** So many files that came or went are compared for moves; beyond, only equal contents count. */
const mostRenames = 1_000;

/**
 * Commits, newest first, with the files that each changed; of a merge those that differ from every side, and those that a
 * person decided. One git call, or two where a merge kept a file as one side had it.
 * Empty where there is no commit.
 */
export async function logOf(repository: Repository, env: NodeJS.ProcessEnv, query: LogQuery): Promise<LoggedCommit[]> {
  const { from = 'HEAD', limit, folders = [], trailer } = query;
  const args = [
    ...['--literal-pathspecs', 'log', ...withoutForeignPrograms, '--no-color', '--no-abbrev', '-z', '--raw', '-c'],
    // Clocks of several computers differ: no commit may come before one that was built on it.
    '--date-order',
    // Also what one side of a merge had done and the merge did not keep.
    '--full-history',
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
  const cutOff = cutOffAt(repository);
  const commits = loggedCommits(repository, answer.text.split('\0')).map((commit) =>
    cutOff.has(commit.commit) ? { ...commit, files: [] } : commit,
  );
  return withKept(repository, env, commits);
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
    const told = trailersIn(trailers);
    const merge = { isOurs: told.get('Irc-Action') === 'merge', decided: decidedIn(trailers) };
    const files: LoggedFile[] = [];
    for (let part = entryAt(parts, at); part === '' || part.startsWith(':'); part = entryAt(parts, at)) {
      if (part === '') at += 1;
      else at = loggedFile(repository, parts, at, { part, merge }, files);
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
      ...{ trailers: told, decided: merge.decided, files },
    });
  }
  return commits;
}

/** Commits at which a clone was cut off: git takes all that they hold for new, and what they changed is not known. */
function cutOffAt({ commonDir }: Repository): ReadonlySet<string> {
  const file = join(commonDir, 'shallow');
  return new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
}

interface MergeNotes {
  readonly isOurs: boolean;
  readonly decided: readonly DecidedField[];
}

/** `Irc-Decided: records/agreements/mou-2022-igad.yaml: title.en`; of a whole record without the field. */
function decidedIn(text: string): DecidedField[] {
  return text.split('\n').flatMap((line): DecidedField[] => {
    const found = /^Irc-Decided: (records\/\S+\.yaml)(?:: (.*))?$/.exec(line);
    return found?.[1] === undefined ? [] : [{ file: found[1], path: found[2] ?? '' }];
  });
}

function decidedOf(decided: readonly DecidedField[], path: string): string[] {
  return decided.flatMap((field) => (field.file === path ? [field.path] : []));
}

/** git does not list a file of a merge that is as one of its sides has it; where that was decided it is a step all the same. */
async function withKept(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  commits: readonly LoggedCommit[],
): Promise<LoggedCommit[]> {
  const kept = commits.flatMap(({ commit, decided, files }) =>
    [...new Set(decided.map(({ file }) => file))].flatMap((path) =>
      files.some((file) => file.path === path) ? [] : [{ commit, path, decided: decidedOf(decided, path) }],
    ),
  );
  if (kept.length === 0) return [...commits];
  const names = kept.flatMap(({ commit, path }) =>
    [commit, `${commit}^1`, `${commit}^2`].map((side) => `${side}:${repository.prefix}${path}\n`),
  );
  const args = ['cat-file', '--batch-check=%(objectname)'];
  const answer = await runGit(repository.top, env, args, { mode: 'read', input: names.join('') });
  if (answer.exitCode !== 0) throw gitFailure('reading the log', answer);
  const blobs = answer.text.split('\n').map((line) => (/^[0-9a-f]{40,64}$/.test(line) ? line : undefined));
  const found = kept.map(({ commit, path, decided }, index): { commit: string; file: LoggedFile } => {
    const [after, before, other] = blobs.slice(3 * index, 3 * index + 3);
    return { commit, file: { path, from: path, before, after, others: [other], decided } };
  });
  return commits.map((commit) => {
    const more = found.flatMap(({ commit: id, file }) => (id === commit.commit ? [file] : []));
    return more.length === 0 ? commit : { ...commit, files: [...commit.files, ...more] };
  });
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
  { part, merge }: { readonly part: string; readonly merge: MergeNotes },
  files: LoggedFile[],
): number {
  const colons = /^:+/.exec(part)?.[0].length ?? 1;
  const words = part.slice(colons).split(' ');
  const isMoved = colons === 1 && /^[RC]/.test(words.at(-1) ?? '');
  const from = parts[at + 1] ?? '';
  const path = isMoved ? (parts[at + 2] ?? '') : from;
  const [before, ...others] = words.slice(colons + 1, 2 * colons + 1).map(blob);
  const after = blob(words[2 * colons + 1]);
  const place = below(repository, path);
  const decided = decidedOf(merge.decided, place);
  files.push({
    path: place,
    from: below(repository, from),
    before,
    after,
    others: merge.isOurs ? others : [],
    decided,
  });
  return at + (isMoved ? 3 : 2);
}

/** Outside of the workspace the path keeps a leading slash, so that it is no path of the workspace. */
function below(repository: Repository, path: string): string {
  return path.startsWith(repository.prefix) ? path.slice(repository.prefix.length) : `/${path}`;
}

function blob(name: string | undefined): string | undefined {
  return name === undefined || /^0*$/.test(name) ? undefined : name;
}
