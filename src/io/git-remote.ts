/** The other repository: what it has, and sending to it. Only these calls leave the machine. */
import type { Upstream } from '../context/together.ts';
import { type IrcError, mendFirstError } from '../errors.ts';
import { type GitResult, runGit } from './git.ts';
import { isShared } from './git-history.ts';
import { durableObjects } from './git-index.ts';
import { gitFailure, quoted } from './git-messages.ts';
import type { Repository } from './git-state.ts';

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
      'Read what it says below. A protected branch takes work by: irc propose',
      quoted(remote, said),
    );
  }
  if (answer.exitCode === -1 || unreachable.test(said)) {
    return mendFirstError(
      'offline',
      `${remote} cannot be reached. Nothing was sent, and your commits stay here.`,
      'The same command again, once you are connected.',
      quoted('git', said),
    );
  }
  return gitFailure(action, answer);
}
