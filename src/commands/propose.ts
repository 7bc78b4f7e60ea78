import { Command } from 'commander';
import type { Past } from '../context/past.ts';
import type { Divergence, Together, Upstream } from '../context/together.ts';
import type { Context } from '../context.ts';
import { type Comparison, compareRegisters } from '../core/differences/comparison.ts';
import { mendFirstError } from '../errors.ts';
import { diffCounts, diffMarkdown } from '../views/diff-text.ts';
import { cutPage } from '../views/markdown-page.ts';
import { committedChanges } from './changed-files.ts';
import { rootAt } from './merge-flow.ts';
import { tellUnsaved } from './open-work.ts';

interface ProposeOptions {
  readonly message?: string;
  readonly onto?: string;
  readonly dryRun?: boolean;
}

export function proposeCommand(context: Context): Command {
  return new Command('propose')
    .summary('send your work to be looked at, with its text')
    .description(
      'Sends the commits that are not sent yet as a branch of their own, and writes the title and text of the pull request from the fields that changed. Nothing is merged; your own branch stays as it is.',
    )
    .option('-m, --message <text>', 'title of the pull request')
    .option('--onto <branch>', 'branch that the work is meant for, such as origin/main')
    .option('-n, --dry-run', 'print the text and send nothing')
    .addHelpText('after', '\nExamples:\n  irc propose\n  irc propose -m "Renewal of the agreement with IGAD"')
    .action((options: ProposeOptions) => proposeWork(context, options));
}

/** Pushes a branch with the commits that are not sent yet. Rejects with `nothing-to-send`, `no-remote`, `no-upstream`. */
async function proposeWork(context: Context, options: ProposeOptions): Promise<void> {
  const workspace = await context.openWorkspace();
  const together = await workspace.together();
  await together.refuseUnfinishedWork();
  const branch = await together.branch();
  const target = await targetOf(together, branch, options.onto);
  if (options.dryRun !== true) await together.fetch(target.remote);
  const comparison = await together.compare(await together.commitNamed(target.name), rootAt(workspace));
  const [latest] = comparison.sent;
  if (latest === undefined) {
    throw mendFirstError(
      'nothing-to-send',
      `All that is here is in ${target.name} already.`,
      (await workspace.changedFiles()).length > 0
        ? 'save what you changed by hand: irc save'
        : 'change something first, or: irc sync',
    );
  }
  const changed = await changesOf(await workspace.past(), comparison);
  const subject = options.message ?? (comparison.sent.length === 1 ? latest.subject : undefined);
  const title = subject ?? diffCounts(changed);
  const text = cutPage(diffMarkdown(changed), longestText);
  // Work of a branch of its own goes by its name; work on the common branch gets one that is the same each time.
  const isCommon = target.ref === `refs/heads/${branch}`;
  const name = isCommon ? `propose/${slug(latest.subject)}-${comparison.ours.slice(0, 7)}` : branch;
  if (options.dryRun !== true) {
    if (isCommon) await together.setBranch(name, comparison.ours);
    const isIn = await together.push({ remote: target.remote, ref: `refs/heads/${name}`, commit: comparison.ours });
    if (!isIn) {
      throw mendFirstError(
        'push-refused',
        `${target.remote} has other commits on ${name}. Nothing was sent.`,
        `take them in first: git fetch, then irc merge ${target.remote}/${name}`,
      );
    }
  }
  const body = `${title}\n\n${text}`;
  const file = await workspace.writeOutput(`out/${name.replaceAll('/', '-')}.md`, Buffer.from(body));
  if (context.options.json) {
    const sent = comparison.sent.length;
    context.terminal.out(
      `${JSON.stringify({ branch: name, onto: target.name, commits: sent, title, text, file }, undefined, 2)}\n`,
    );
    return;
  }
  context.terminal.data(body);
  await tellUnsaved(context, workspace);
  const commits = `${comparison.sent.length} commit${comparison.sent.length === 1 ? '' : 's'}`;
  context.terminal.say(
    options.dryRun === true
      ? `\nNothing was sent (--dry-run): ${commits} would go to ${name}. Text: ${file}\n`
      : `\n✓ Sent ${commits} as ${name} to ${target.remote} · text: ${file}\n  next: open the pull request from ${name} to ${target.name}\n`,
  );
}

/** In bytes: GitHub takes 65,536 letters as the text of a pull request. */
const longestText = 60_000;

/** What ours has added since the two parted. */
async function changesOf(past: Past, { ours, theirs }: Divergence): Promise<Comparison> {
  const [old, next] = [await past.snapshot(await past.partedAt(theirs, ours)), await past.snapshot(ours)];
  return compareRegisters(old, next, committedChanges(old, next), () => true);
}

/** The branch that the work is meant for: as named, else the upstream, else the main branch of the only remote. */
async function targetOf(together: Together, branch: string, onto: string | undefined): Promise<Upstream> {
  const upstream = await together.upstream(branch);
  const remotes = await together.remotes();
  if (onto !== undefined) {
    const remote = remotes.find((name) => onto.startsWith(`${name}/`));
    if (remote !== undefined) return { remote, name: onto, ref: `refs/heads/${onto.slice(remote.length + 1)}` };
  } else if (upstream !== undefined && upstream.ref !== `refs/heads/${branch}`) return upstream;
  else if (upstream !== undefined && /^refs\/heads\/(main|master)$/.test(upstream.ref)) return upstream;
  else if (remotes.length === 1) {
    const remote = remotes[0] ?? '';
    const commitOf = (name: string): Promise<string | undefined> =>
      together.commitNamed(`${remote}/${name}`).catch(() => undefined);
    const head = await commitOf('HEAD');
    // HEAD is the host's main branch; it is called by its name, which a person finds on the host.
    for (const name of ['main', 'master']) {
      const found = await commitOf(name);
      if (found !== undefined && (head === undefined || found === head))
        return { remote, name: `${remote}/${name}`, ref: `refs/heads/${name}` };
    }
    if (head !== undefined) return { remote, name: `${remote}/HEAD`, ref: '' };
  }
  throw mendFirstError(
    'no-upstream',
    'It is not clear which branch the work is meant for.',
    'irc propose --onto REMOTE/BRANCH',
  );
}

/** A subject as a part of a branch's name. */
function slug(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return words.slice(0, 40).replace(/-+$/, '') || 'work';
}
