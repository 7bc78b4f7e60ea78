/** What `irc doctor` finds out about the computer, git, and this clone. */
import type { GitLock, Machine } from '../context/machine.ts';
import type { Workspace } from '../context.ts';
import { actingPost, identityRemedy } from '../core/changes/acting-post.ts';
import { officePosts } from '../core/register/posts.ts';
import { type Finding, fine, isAtLeast } from '../core/setup/findings.ts';
import { driverSettings } from '../core/setup/git-drivers.ts';
import { hookLine } from '../core/setup/git-hook.ts';
import { IrcError } from '../errors.ts';
import { neededNode } from '../version.ts';

/** The first git that gives absolute paths when asked. */
const neededGit = '2.31';

/** Node, git, who saves, and what git left over. `workspace` is undefined where there is none or it cannot be opened. */
export async function machineFindings(machine: Machine, workspace: Workspace | undefined): Promise<Finding[]> {
  const findings = [nodeFinding(machine), gitFinding(machine)];
  if (machine.git === undefined) return findings;
  findings.push(await identityFinding(machine, workspace));
  const repository = repositoryFinding(machine);
  // Without a register the way out is irc init, which makes the repository too.
  if (repository !== undefined) return workspace === undefined ? findings : [...findings, repository];
  const locks = await machine.locks();
  findings.push(...(locks.length === 0 ? [fine('locks', 'no git is held up')] : locks.map(lockFinding)));
  const unfinished = await machine.unfinishedWork();
  if (unfinished !== undefined) findings.push(errorFinding('merge', unfinished));
  const hooks = await machine.missingHooks();
  if (hooks !== undefined) {
    findings.push({
      check: 'hooks',
      status: 'note',
      detail: `hooks are looked for in ${hooks}, which is not there`,
      remedy: 'git config --unset core.hooksPath',
    });
  }
  return [...findings, ...(workspace === undefined ? [] : [await hookFinding(machine)]), await driverFinding(machine)];
}

/** Whether to have one is up to each: none is nothing to mend. */
async function hookFinding(machine: Machine): Promise<Finding> {
  const check = 'hook';
  const { text } = await machine.hook('pre-commit');
  if (text === undefined) {
    return { check, status: 'ok', detail: 'no hook before commits (irc doctor --hook)', remedy: 'irc doctor --hook' };
  }
  return fine(check, text.includes(hookLine) ? 'records are checked before each commit' : 'a pre-commit hook of yours');
}

/** An error that stands in the way, as a finding. */
export function errorFinding(check: string, error: IrcError): Finding {
  return {
    check,
    status: 'fault',
    detail: error.message,
    ...(error.hint === undefined ? {} : { remedy: error.hint }),
  };
}

function nodeFinding({ node }: Machine): Finding {
  if (isAtLeast(node, neededNode)) return fine('Node', `Node ${node}`);
  const detail = `Node ${node} is too old: irc needs ${neededNode} or newer`;
  return { check: 'Node', status: 'fault', detail, remedy: 'install a newer one from nodejs.org' };
}

function gitFinding({ git }: Machine): Finding {
  const remedy = 'install git from git-scm.com';
  if (git === undefined) return { check: 'git', status: 'fault', detail: 'git cannot be started', remedy };
  if (isAtLeast(git, neededGit)) return fine('git', `git ${git}`);
  return { check: 'git', status: 'fault', detail: `git ${git} is too old: irc needs ${neededGit} or newer`, remedy };
}

async function identityFinding(machine: Machine, workspace: Workspace | undefined): Promise<Finding> {
  const check = 'identity';
  const identity = await machine.identity();
  if (identity === undefined) {
    const remedy = identityRemedy(machine.repository === 'there');
    return { check, status: 'fault', detail: 'git does not know who you are, and every change carries a name', remedy };
  }
  const detail = `you save as ${identity.name}`;
  const posts = workspace === undefined ? [] : officePosts(workspace.register);
  if (workspace === undefined || posts.length < 2) return fine(check, detail);
  const post = actingPost(workspace.register, { configured: await machine.config('irc.post'), identity });
  if (post !== undefined) return fine(check, `${detail}, post ${post}`);
  return {
    check,
    status: 'note',
    detail: `${detail}, which is no post of the office (${posts.map(({ id }) => id).join(', ')})`,
    remedy: 'git config irc.post POST',
  };
}

function repositoryFinding({ repository }: Machine): Finding | undefined {
  if (repository === 'there') return undefined;
  if (repository instanceof IrcError) return errorFinding('repository', repository);
  const detail = 'this folder is in no git repository, so nothing can be saved';
  return { check: 'repository', status: 'fault', detail, remedy: 'git init' };
}

function lockFinding({ path, minutes }: GitLock): Finding {
  if (minutes < 1) return { check: 'locks', status: 'note', detail: `${path} is there: git is at work just now` };
  return {
    check: 'locks',
    status: 'fault',
    detail: `${path} is ${age(minutes)} old: a git command was cut off`,
    remedy: `if no git runs: rm ${path}`,
  };
}

function age(minutes: number): string {
  const of = (number: number, unit: string): string => `${number} ${unit}${number === 1 ? '' : 's'}`;
  if (minutes < 120) return of(minutes, 'minute');
  return minutes < 2880 ? of(Math.floor(minutes / 60), 'hour') : of(Math.floor(minutes / 1440), 'day');
}

/** Without the program git goes on by lines; nothing is lost. */
async function driverFinding(machine: Machine): Promise<Finding> {
  const set = await Promise.all(driverSettings.map(([key]) => machine.config(key)));
  const settings = driverSettings.filter(([, value], index) => set[index] !== value);
  const check = 'drivers';
  if (settings.length > 0) {
    const fix = { what: 'let git join and show records by their fields', edits: [], settings };
    return { check, status: 'fault', detail: 'git does not yet join and show records by their fields', fix };
  }
  if (machine.finds('irc')) return fine(check, 'git joins and shows records by their fields');
  return {
    check,
    status: 'note',
    detail: 'git cannot find irc, and joins and shows records by lines instead',
    remedy: 'install irc so that typing irc starts it (PATH)',
  };
}
