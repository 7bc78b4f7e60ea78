/** Where the repository is and how it stands: head, identity, unfinished merges. Nothing here changes anything. */
import { existsSync, readFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { identityRemedy } from '../core/changes/acting-post.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { IrcError, mendFirstError } from '../errors.ts';
import { runGit, withoutFilters } from './git.ts';
import { gitFailure } from './git-messages.ts';

export interface Repository {
  /** The workspace, as a real path. It may lie below `top`. */
  readonly root: string;
  /** The top of the working tree. */
  readonly top: string;
  /** From `top` to `root`, with forward slashes and a final one; empty when they are the same. */
  readonly prefix: string;
  /** Where this working tree's index and HEAD are: not `top/.git` in a linked working tree or a submodule. */
  readonly gitDir: string;
  /** Where the branches are. */
  readonly commonDir: string;
}

/** A file's path as it is told: below a folder where it lies there. */
export function shownBelow(folder: string, file: string): string {
  const path = relative(folder, file);
  return path.startsWith('..') ? file : path.replaceAll('\\', '/');
}

export interface Identity {
  readonly name: string;
  readonly email: string;
}

/**
 * The repository whose working tree holds `root`. Rejects with `not-a-repository`, `bare-repository`, `foreign-owner`
 * or `git-failed` (exit 3).
 */
export async function openRepository(root: string, env: NodeJS.ProcessEnv): Promise<Repository> {
  const answer = await runGit(
    root,
    env,
    ['rev-parse', '--path-format=absolute', '--git-dir', '--git-common-dir', '--show-toplevel', '--show-prefix'],
    { mode: 'read' },
  );
  if (answer.exitCode !== 0) {
    if (/not a git repository/i.test(answer.stderr)) {
      throw mendFirstError('not-a-repository', 'This folder is not in a git repository.', 'Run: git init');
    }
    if (/cannot use bare repository|must be run in a work tree/i.test(answer.stderr)) {
      throw mendFirstError(
        'bare-repository',
        'This is a bare repository, or the inside of one: there are no files to work on.',
        'Clone it, and work in the clone.',
      );
    }
    throw gitFailure('looking for the repository', answer);
  }
  const lines = answer.text.split('\n');
  const [gitDir, commonDir, top, prefix] = lines;
  if (lines.length !== 5 || gitDir === undefined || commonDir === undefined || !top || prefix === undefined) {
    throw mendFirstError('odd-path', 'The path of this repository holds a line break.', 'Move it elsewhere.');
  }
  return { root: await realpath(root), top, prefix, gitDir, commonDir };
}

/** Whether `root` lies in the working tree of a git repository. A git that fails otherwise is an error, not a no. */
export async function hasRepository(root: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  return (await repositoryAround(root, env)) !== undefined;
}

async function repositoryAround(root: string, env: NodeJS.ProcessEnv): Promise<Repository | undefined> {
  try {
    return await openRepository(root, env);
  } catch (error) {
    if (error instanceof IrcError && error.code === 'not-a-repository') return undefined;
    throw error;
  }
}

/**
 * The commit HEAD stands at; undefined when the branch has no commit yet. Rejects with `broken-head` when there is a
 * HEAD or a branch that cannot be read: a failed probe must never pass for an empty repository.
 */
export async function headOf(root: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  return headIn(await openRepository(root, env), env);
}

/** Whether HEAD stands at a commit and at no branch. */
export function standsAtNoBranch({ gitDir }: Repository): boolean {
  return !readFileSync(join(gitDir, 'HEAD'), 'utf8').startsWith('ref:');
}

/** As `headOf`, for a repository already found. */
export async function headIn(repository: Repository, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const answer = await runGit(repository.top, env, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'], {
    mode: 'read',
  });
  const commit = answer.text.trim();
  if (answer.exitCode === 0 && /^[0-9a-f]{40,64}$/.test(commit)) return commit;
  if (answer.exitCode !== 1 && answer.exitCode !== 128) throw gitFailure('reading HEAD', answer);
  const symbolic = await runGit(repository.top, env, ['symbolic-ref', '--quiet', 'HEAD'], { mode: 'read' });
  const branch = symbolic.text.trim();
  if (symbolic.exitCode !== 0 || !branch.startsWith('refs/') || branchIsStored(repository, branch)) {
    throw mendFirstError(
      'broken-head',
      'git cannot read the commit that HEAD stands at. Nothing was saved.',
      'See: git fsck, and git reflog for the last good commit',
    );
  }
  return undefined;
}

/** git's own identity, from its configuration or GIT_AUTHOR_*; undefined when there is none. Never guessed. */
export async function identity(root: string, env: NodeJS.ProcessEnv): Promise<Identity | undefined> {
  const author = await identityOf('GIT_AUTHOR_IDENT', root, env);
  const committer = author && (await identityOf('GIT_COMMITTER_IDENT', root, env));
  return committer && author;
}

/** Files below the folders that differ from HEAD or are not in it, below `root`; [] where there is no repository. */
export async function changedFiles(
  root: string,
  env: NodeJS.ProcessEnv,
  folders: readonly string[],
): Promise<string[]> {
  const repository = await repositoryAround(root, env);
  if (repository === undefined) return [];
  const { top, prefix } = repository;
  const paths = folders.map((folder) => `:(top,literal)${prefix}${folder}`);
  const asked = ['status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=all', '--', ...paths];
  const answer = await runGit(top, env, asked, { mode: 'read', variables: await withoutFilters(top, env) });
  if (answer.exitCode !== 0) throw gitFailure('looking for changes', answer);
  // git names them from the top of the working tree.
  return answer.text.split('\0').flatMap((entry) => (entry.length > 3 ? [entry.slice(3 + prefix.length)] : []));
}

/** The value of one configuration key, such as `irc.post`; undefined when it is not set. */
export async function gitConfig(root: string, env: NodeJS.ProcessEnv, key: string): Promise<string | undefined> {
  const answer = await runGit(root, env, ['config', '--get', '--null', key], { mode: 'read' });
  if (answer.exitCode === 0) return answer.text.replace(/\0$/, '');
  if (answer.exitCode === 1) return undefined;
  throw gitFailure(`reading the configuration ${key}`, answer);
}

/** Rejects with `no-identity` when git has none. Where there is no repository yet, the remedy is for the whole computer. */
export async function requireIdentity(root: string, env: NodeJS.ProcessEnv, hasRepository = true): Promise<Identity> {
  const found = await identity(root, env);
  if (found !== undefined) return found;
  throw mendFirstError(
    'no-identity',
    'git does not know who you are, and every change carries a name. Nothing was saved.',
    `${identityRemedy(hasRepository)}\nThen the same command again.`,
  );
}

const unfinished = [
  { marker: 'rebase-merge', name: 'rebase', finish: 'git rebase --continue', giveUp: 'git rebase --abort' },
  { marker: 'rebase-apply/applying', name: 'am', finish: 'git am --continue', giveUp: 'git am --abort' },
  { marker: 'rebase-apply', name: 'rebase', finish: 'git rebase --continue', giveUp: 'git rebase --abort' },
  { marker: 'MERGE_HEAD', name: 'merge', finish: 'irc resolve', giveUp: 'irc merge --abort' },
  {
    marker: 'CHERRY_PICK_HEAD',
    name: 'cherry-pick',
    finish: 'git cherry-pick --continue',
    giveUp: 'git cherry-pick --abort',
  },
  { marker: 'REVERT_HEAD', name: 'revert', finish: 'git revert --continue', giveUp: 'git revert --abort' },
] as const;

/** Rejects with `merge-under-way` while a merge, rebase, cherry-pick or revert is not finished. */
export async function refuseUnfinishedWork(repository: Repository, env: NodeJS.ProcessEnv): Promise<void> {
  const found = unfinished.find(({ marker }) => existsSync(join(repository.gitDir, marker)));
  if (found === undefined) return;
  const waiting = await unmergedFiles(repository, env);
  const names = waiting.map((path) => lineSafe(basename(path).replace(/\.yaml$/, '')));
  const list = names.length > 10 ? [...names.slice(0, 10), `and ${names.length - 10} more`] : names;
  const details =
    names.length === 0
      ? []
      : [`${names.length} ${names.length === 1 ? 'file waits' : 'files wait'}: ${list.join(', ')}`];
  throw mendFirstError(
    'merge-under-way',
    `A git ${found.name} is not finished here, so nothing can be saved yet.`,
    `finish: ${found.finish}        give up: ${found.giveUp}`,
    details,
  );
}

/** Paths below the top whose merge is not decided, in git's order. */
export async function unmergedFiles(repository: Repository, env: NodeJS.ProcessEnv): Promise<string[]> {
  const answer = await runGit(repository.top, env, ['ls-files', '--unmerged', '-z'], { mode: 'read' });
  if (answer.exitCode !== 0) throw gitFailure('listing what is not merged', answer);
  const paths = answer.text.split('\0').filter((line) => line !== '');
  return [...new Set(paths.map((line) => line.slice(line.indexOf('\t') + 1)))];
}

async function identityOf(variable: string, root: string, env: NodeJS.ProcessEnv): Promise<Identity | undefined> {
  // Without this setting git makes up an address from the name of the machine.
  const args = ['-c', 'user.useConfigOnly=true', 'var', variable];
  const answer = await runGit(root, env, args, { mode: 'read' });
  if (answer.exitCode === 0) {
    const found = /^(.*) <([^>]*)> \d+ [+-]\d{4}\s*$/.exec(answer.text);
    return found?.[1] ? { name: found[1], email: found[2] ?? '' } : undefined;
  }
  if (/ident(ity)? |tell me who you are|auto-detect|no email was given|no name was given/i.test(answer.stderr)) {
    return undefined;
  }
  throw gitFailure('asking who you are', answer);
}

function branchIsStored(repository: Repository, branch: string): boolean {
  if (existsSync(join(repository.commonDir, ...branch.split('/')))) return true;
  const packed = join(repository.commonDir, 'packed-refs');
  return (
    existsSync(packed) &&
    readFileSync(packed, 'utf8')
      .split('\n')
      .some((line) => line.endsWith(` ${branch}`))
  );
}
