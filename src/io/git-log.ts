/** The log as git has it: commits with the files that each changed, and what the merges among them decided. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DecidedField, LoggedCommit, LoggedFile, LogQuery } from '../context/past.ts';
import { runGit, withoutForeignPrograms } from './git.ts';
import { mergedFiles } from './git-merges.ts';
import { gitFailure } from './git-messages.ts';
import { headIn, type Repository } from './git-state.ts';

const fields = ['%H', '%P', '%an', '%aI', '%cI', '%s', '%(trailers:only,unfold)'];
const submodule = '160000';
/** So many files that came or went are compared for moves; beyond, only equal contents count. */
const mostRenames = 1_000;

/**
 * Commits, newest first, with the files that each changed; of a merge those that differ from every side, and those that
 * lost what a side had changed. One git call, or three where there are merges.
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
    ...['--end-of-options', from, '--', ...placesOf(repository, folders)],
  ];
  const answer = await runGit(repository.top, env, args, { mode: 'read' });
  if (answer.exitCode !== 0) {
    if (/does not have any commits|bad revision 'HEAD'|unknown revision/i.test(answer.stderr)) {
      // Rejects where there is a branch that cannot be read.
      await headIn(repository, env);
      return [];
    }
    throw gitFailure('reading the log', answer);
  }
  const cutOff = cutOffAt(repository);
  const commits = loggedCommits(repository, answer.text.split('\0')).map((commit) =>
    cutOff.has(commit.commit) ? { ...commit, files: [] } : commit,
  );
  return withMerged(repository, env, query, cutOff, commits);
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
      ...{ trailers: told, decided: decidedIn(trailers), files },
    });
  }
  return commits;
}

/** Commits at which a clone was cut off: git takes all that they hold for new, and what they changed is not known. */
function cutOffAt({ commonDir }: Repository): ReadonlySet<string> {
  const file = join(commonDir, 'shallow');
  return new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
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

/** Of a merge git lists the files that are as no side has them; one that lost what a side had changed is a step as well. */
async function withMerged(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  { from = 'HEAD', folders = [] }: LogQuery,
  cutOff: ReadonlySet<string>,
  commits: readonly LoggedCommit[],
): Promise<LoggedCommit[]> {
  const merges = commits.filter(({ commit, parents }) => parents.length > 1 && !cutOff.has(commit));
  const merged = await mergedFiles(repository, env, from, merges, placesOf(repository, folders));
  return commits.map((commit) => {
    const files = merged.get(commit.commit)?.map(({ path, after, sides }): LoggedFile => {
      const place = below(repository, path);
      const before = sides[0]?.blob;
      return { ...{ path: place, from: place, before, after }, sides, decided: decidedOf(commit.decided, place) };
    });
    return files === undefined ? commit : { ...commit, files };
  });
}

function placesOf(repository: Repository, folders: readonly string[]): string[] {
  return folders.map((folder) => `${repository.prefix}${folder}`);
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
  part: string,
  files: LoggedFile[],
): number {
  const colons = /^:+/.exec(part)?.[0].length ?? 1;
  const words = part.slice(colons).split(' ');
  const isMoved = colons === 1 && /^[RC]/.test(words.at(-1) ?? '');
  const from = parts[at + 1] ?? '';
  const path = isMoved ? (parts[at + 2] ?? '') : from;
  const before = blob(words[colons + 1], words[0]);
  const after = blob(words[2 * colons + 1], words[colons]);
  const places = { path: below(repository, path), from: below(repository, from) };
  files.push({ ...places, before, after, sides: [], decided: [] });
  return at + (isMoved ? 3 : 2);
}

/** Outside of the workspace the path keeps a leading slash, so that it is no path of the workspace. */
function below(repository: Repository, path: string): string {
  return path.startsWith(repository.prefix) ? path.slice(repository.prefix.length) : `/${path}`;
}

/** Undefined for nothing, and for the commit of another repository. */
function blob(name: string | undefined, mode: string | undefined): string | undefined {
  return name === undefined || /^0*$/.test(name) || mode === submodule ? undefined : name;
}
