/** The other repository: what it has, and sending to it. Only these calls leave the machine. */
import type { CommitLine, Upstream } from '../context/together.ts';
import { type IrcError, mendFirstError } from '../errors.ts';
import { type GitResult, runGit } from './git.ts';
import { isShared, revisionOf } from './git-history.ts';
import { durableObjects } from './git-index.ts';
import { gitFailure, quoted } from './git-messages.ts';
import type { Repository } from './git-state.ts';
import { commitsBetween } from './git-tree.ts';

/** No question in the terminal: a password that is missing is an error, and not a wait. */
const variables = { GIT_TERMINAL_PROMPT: '0' };

/** The branch that HEAD stands at. Rejects with `no-branch`. */
export async function currentBranch(repository: Repository, env: NodeJS.ProcessEnv): Promise<string> {
  const answer = await runGit(repository.top, env, ['symbolic-ref', '--quiet', '--short', 'HEAD'], { mode: 'read' });
  const branch = answer.text.trim();
  if (answer.exitCode === 0 && branch !== '') return branch;
  throw mendFirstError('no-branch', 'HEAD stands at a commit, not at a branch.', 'go to one: git switch BRANCH');
}

export async function remotes(repository: Repository, env: NodeJS.ProcessEnv): Promise<string[]> {
  const answer = await runGit(repository.top, env, ['remote'], { mode: 'read' });
  if (answer.exitCode !== 0) throw gitFailure('asking for remotes', answer);
  return answer.text.split('\n').filter((line) => line !== '');
}

/** What a branch is sent to; undefined where that is not set. Rejects with `no-remote` where there is no remote at all. */
export async function upstreamOf(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  branch: string,
): Promise<Upstream | undefined> {
  if ((await remotes(repository, env)).length === 0) {
    const hint = `git remote add origin ADDRESS && git push -u origin ${branch}`;
    throw mendFirstError(
      'no-remote',
      'This repository is not connected to another one, so there is nowhere to send to.',
      hint,
    );
  }
  const format = '--format=%(upstream:remotename)%00%(upstream:remoteref)%00%(upstream:short)';
  const answer = await runGit(repository.top, env, ['for-each-ref', format, `refs/heads/${branch}`], { mode: 'read' });
  if (answer.exitCode !== 0) throw gitFailure('asking for the upstream', answer);
  const [remote = '', ref = '', name = ''] = answer.text.trim().split('\0');
  return remote === '' || ref === '' ? undefined : { remote, ref, name };
}

/** The last commit of a branch there, as it was fetched; undefined where it has no such branch yet. */
export async function tipOf(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  { name }: Upstream,
): Promise<string | undefined> {
  return revisionOf(repository, env, name);
}

/**
 * Commits that a branch there once had, that are gone from it, and that HEAD still has: it was rewritten. Empty where HEAD
 * holds all that is there now, and where git no longer knows what was there.
 */
export async function takenAway(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  { name }: Upstream,
): Promise<CommitLine[]> {
  const isHeld = ['merge-base', '--is-ancestor', '--end-of-options', name, 'HEAD'];
  if ((await runGit(repository.top, env, isHeld, { mode: 'read' })).exitCode === 0) return [];
  const answer = await runGit(repository.top, env, ['merge-base', '--fork-point', name, 'HEAD'], { mode: 'read' });
  const had = answer.text.trim();
  return answer.exitCode === 0 && had !== '' ? commitsBetween(repository, env, name, had) : [];
}

/** Makes a branch at a commit, or moves it there. Rejects with `git-failed`. */
export async function setBranch(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  name: string,
  commit: string,
): Promise<void> {
  const args = [...durableObjects, 'branch', '--force', '--no-track', '--end-of-options', name, commit];
  const answer = await runGit(repository.top, env, args, { mode: 'write' });
  if (answer.exitCode !== 0) throw gitFailure(`making the branch ${name}`, answer);
}

/** Fetches from a remote. Rejects with `offline`, or `git-failed` where it answers and refuses. */
export async function fetchFrom(repository: Repository, env: NodeJS.ProcessEnv, remote: string): Promise<void> {
  const args = ['fetch', '--quiet', '--end-of-options', remote];
  const answer = await runGit(repository.top, env, args, { mode: 'network', variables });
  if (answer.exitCode !== 0) throw remoteFailure(remote, 'fetching', answer);
}

/** Sends a commit to a branch there; false when others were first. Rejects with `offline` and `push-refused`. */
export async function pushTo(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  target: { readonly remote: string; readonly ref: string; readonly commit: string },
): Promise<boolean> {
  const args = ['push', '--quiet', '--porcelain', '--end-of-options', target.remote, `${target.commit}:${target.ref}`];
  const answer = await runGit(repository.top, env, args, { mode: 'network', variables });
  if (answer.exitCode === 0) {
    await noteSent(repository, env, target);
    return true;
  }
  const said = `${answer.text}\n${answer.stderr}`;
  if (
    /\[rejected\]|\(fetch first\)|non-fast-forward|failed to (update|lock) ref|cannot lock ref|incorrect old value/i.test(
      said,
    )
  ) {
    return false;
  }
  throw remoteFailure(target.remote, 'sending', { ...answer, stderr: said });
}

/** A clone that follows one branch only, as a shallow one does, notes nothing of another that it has sent. */
async function noteSent(
  repository: Repository,
  env: NodeJS.ProcessEnv,
  { remote, ref, commit }: { readonly remote: string; readonly ref: string; readonly commit: string },
): Promise<void> {
  if (await isShared(repository, env, commit)) return;
  const name = `refs/remotes/${remote}/${ref.replace(/^refs\/heads\//, '')}`;
  await runGit(repository.top, env, [...durableObjects, 'update-ref', name, commit], { mode: 'write' });
}

/** What the other side itself says, where it says something. */
function remoteLines(said: string): string {
  const theirs = said.split('\n').flatMap((line) => /^remote: (.*\S)/.exec(line)?.[1] ?? []);
  return theirs.length > 0 ? theirs.join('\n') : said;
}

function remoteFailure(remote: string, action: string, answer: GitResult): IrcError {
  const said = answer.stderr;
  const unreachable =
    /could not resolve host|unable to access|connection (refused|timed out|reset|closed)|timed out|unreachable|no route to host|unable to connect|does not appear to be a git repository|could not read from remote/i;
  if (
    /remote rejected|pre-receive|protected branch|permission|denied|authentication|could not read Username/i.test(said)
  ) {
    return mendFirstError(
      'push-refused',
      `${remote} refused while ${action}. Your commits stay here.`,
      'Read what it says. A protected branch takes work by: irc propose',
      quoted(remote, remoteLines(said)),
    );
  }
  if (answer.exitCode === -1 || unreachable.test(said)) {
    return mendFirstError(
      'offline',
      `${remote} cannot be reached. Nothing was sent, and your commits stay here.`,
      'Once you are connected, the same command again. Where the address is wrong: git remote -v',
      quoted('git', said),
    );
  }
  return gitFailure(action, answer);
}
