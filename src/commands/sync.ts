import { setTimeout as pause } from 'node:timers/promises';
import { Command } from 'commander';
import type { CommitLine, Together, Upstream } from '../context/together.ts';
import type { Context, Workspace } from '../context.ts';
import { checkRecord } from '../core/checks/index.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { exitCodes, mendFirstError, type Problem } from '../errors.ts';
import { problemJson } from '../views/error-text.ts';
import { type Incoming, incomingText } from '../views/together-text.ts';
import { tellUndecided, tellWarnings } from './merge.ts';
import { type MergeOutcome, mergeIn, undecidedOf } from './merge-flow.ts';
import { tellUnsaved } from './open-work.ts';

/** Several who send at once each get through in turn; more often than this something else is wrong. */
const mostRounds = 12;

export function syncCommand(context: Context): Command {
  return new Command('sync')
    .summary('fetch what others did, merge it, and send yours')
    .description(
      'Fetches what others sent, merges it record by record, checks the records, and sends your commits. Safe to repeat: what cannot be decided stops before anything is sent.',
    )
    .addHelpText('after', '\nExamples:\n  irc sync')
    .action(() => sync(context));
}

/** Brings the branch in step with its upstream. Ends with 3 where both sides changed the same. */
async function sync(context: Context): Promise<void> {
  const workspace = await context.openWorkspace();
  const together = await workspace.together();
  if (await isUndecided(context, workspace, together)) return;
  await together.refuseUnfinishedWork();
  const branch = await together.branch();
  const upstream = await upstreamOf(together, branch);
  const came: Incoming[] = [];
  const warnings: Problem[] = [];
  let sent = 0;
  let current = workspace;
  for (let round = 1; ; round += 1) {
    await waiting(context, `Fetching from ${upstream.remote}`, together.fetch(upstream.remote));
    const theirs = await together.tip(upstream);
    if (theirs === undefined) sent = (await (await current.past()).log({})).length;
    else {
      const outcome = await mergeUpstream(context, current, together, { ...upstream, commit: theirs });
      if (outcome.kind === 'undecided') {
        tellUndecided(context, outcome.undecided, 'Nothing was lost, nothing was sent.');
        context.outcome.exitCode = exitCodes.mendFirst;
        return;
      }
      if (outcome.kind === 'merged') {
        came.push(...outcome.came);
        warnings.push(...outcome.warnings);
        current = outcome.workspace;
      }
      sent = outcome.comparison.sent.length;
    }
    const commit = await together.commitNamed('HEAD');
    if (commit === theirs) break;
    const push = together.push({ remote: upstream.remote, ref: upstream.ref, commit });
    if (await waiting(context, `Sending to ${upstream.remote}`, push)) break;
    if (round === mostRounds) {
      throw mendFirstError(
        'push-refused',
        `Others sent to ${upstream.name} each time in between (${round} times). Nothing of yours was sent yet.`,
        'The same command again, in a moment.',
      );
    }
    await pause(Math.random() * 150 * round);
  }
  tell(context, current, upstream, { came, sent, warnings });
  await tellUnsaved(context, current);
}

/** Rejects with `upstream-rewritten` where a merge would bring back what was taken away there. */
async function mergeUpstream(
  context: Context,
  workspace: Workspace,
  together: Together,
  theirs: Upstream & { readonly commit: string },
): Promise<MergeOutcome> {
  const gone = await together.takenAway(theirs);
  if (gone.length > 0) throw rewritten(theirs, gone);
  return mergeIn(context, workspace, together, theirs);
}

function rewritten({ name }: Upstream, gone: readonly CommitLine[]): Error {
  const number = gone.length === 1 ? 'a commit that it had is' : `${gone.length} commits that it had are`;
  return mendFirstError(
    'upstream-rewritten',
    `${name} was rewritten: ${number} gone there, and still here. Nothing was merged, nothing was sent.`,
    `ask who did it. Bring it back: irc merge ${name}, then irc sync        let it go: git rebase --onto ${name} ${gone[0]?.id.slice(0, 7)}`,
    gone.slice(0, 5).map(({ id, author, subject }) => `${id.slice(0, 7)}  ${lineSafe(author)}  ${lineSafe(subject)}`),
  );
}

/** Tells of work that takes its time elsewhere. */
async function waiting<T>(context: Context, doing: string, work: Promise<T>): Promise<T> {
  const progress = context.terminal.progress({ doing });
  return work.finally(progress.end);
}

/** Conflicts of an earlier merge come first: they are told anew, with the way on. */
async function isUndecided(context: Context, workspace: Workspace, together: Together): Promise<boolean> {
  const undecided = await undecidedOf(workspace, together);
  if (undecided.conflicts.length + undecided.files.length === 0) return false;
  tellUndecided(context, undecided, 'Nothing was lost, nothing was sent.');
  context.outcome.exitCode = exitCodes.mendFirst;
  return true;
}

async function upstreamOf(together: Together, branch: string): Promise<Upstream> {
  const upstream = await together.upstream(branch);
  if (upstream !== undefined) return upstream;
  const [remote = 'origin'] = await together.remotes();
  throw mendFirstError(
    'no-upstream',
    `The branch ${branch} has no counterpart to keep in step with.`,
    `git push -u ${remote} ${branch}        or, where it is there already: git branch --set-upstream-to ${remote}/${branch}`,
  );
}

function tell(
  context: Context,
  workspace: Workspace,
  upstream: Upstream,
  {
    came,
    sent,
    warnings,
  }: { readonly came: readonly Incoming[]; readonly sent: number; readonly warnings: readonly Problem[] },
): void {
  const { terminal } = context;
  const { register } = workspace;
  const errors = register.records
    .flatMap((record) => checkRecord(register, record))
    .filter(({ severity }) => severity === 'error').length;
  if (context.options.json) {
    const records = came.map(({ id, change, by, fields }) => ({
      id,
      change,
      by,
      fields: fields.map(({ path }) => path),
    }));
    const told = { upstream: upstream.name, came: records, sent, errors, warnings: warnings.map(problemJson) };
    terminal.out(`${JSON.stringify(told, undefined, 2)}\n`);
    return;
  }
  terminal.out(incomingText(register, came, terminal.style));
  tellWarnings(context, warnings);
  const yours = sent === 0 ? 'nothing of yours to send' : `${sent} commit${sent === 1 ? '' : 's'} of yours sent`;
  const sound = errors === 0 ? 'no errors' : `${errors} error${errors === 1 ? '' : 's'} (see: irc validate)`;
  terminal.out(
    `${terminal.style.green('✓')} In step with ${upstream.name}, ${yours} · ${register.records.length} records, ${sound}\n`,
  );
}
