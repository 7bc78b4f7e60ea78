import { Command } from 'commander';
import type { Context } from '../context.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { diffText } from '../views/diff-text.ts';
import { count, problemLine } from '../views/problems.ts';
import { writeJson } from '../views/write-text.ts';
import { type HandEdits, handEdits } from './hand-edits.ts';
import { askedToSave, refuseErrors, type WriteOptions } from './write.ts';

interface SaveOptions extends Omit<WriteOptions, 'commit'> {
  readonly all?: boolean;
}

export function saveCommand(context: Context): Command {
  return new Command('save')
    .summary('save what you changed by hand')
    .description(
      'Shows what you changed in an editor, checks it, and saves it in one commit. Without names: all records, with the scans that they name.',
    )
    .argument('[what...]', 'ids, files or folders to save')
    .option('--all', 'also schemas, templates and other files of the register')
    .option('-n, --dry-run', 'show what would be saved, and save nothing')
    .option('--message <text>', 'subject of the commit, instead of the one that irc writes')
    .option('-y, --yes', 'save without asking, also where there are warnings')
    .addHelpText(
      'after',
      '\nExamples:\n  irc save\n  irc save za mou-2026-unesco\n  irc save templates --message "Our letterhead"',
    )
    .action((what: string[], options: SaveOptions) => save(context, what, options));
}

/**
 * Commits edits by hand. What was staged or changed elsewhere is left alone. Rejects with `unknown-path`,
 * `records-have-errors`, `merge-under-way`, and with what `apply` refuses.
 */
async function save(context: Context, what: readonly string[], options: SaveOptions): Promise<void> {
  const workspace = await context.openWorkspace();
  await (await workspace.together()).refuseUnfinishedWork();
  const edits = await handEdits(workspace, what, options.all === true);
  const { proposal, files } = edits;
  if (proposal.changes.length + files.length === 0) {
    tellNothing(context, edits, what.length > 0);
    return;
  }
  showEdits(context, edits, what.length > 0);
  refuseErrors(context, workspace, proposal);
  const { terminal } = context;
  for (const warning of proposal.warnings) terminal.err(`${problemLine(warning, terminal.style)}\n`);
  if (options.dryRun === true) {
    if (context.options.json)
      terminal.out(`${JSON.stringify({ ...writeJson.dryRun(proposal), files }, undefined, 2)}\n`);
    terminal.say('Nothing was saved (--dry-run).\n');
    return;
  }
  if (terminal.interactive && options.yes !== true && !(await askedToSave(context, 'Save this'))) {
    terminal.say('Nothing was saved; your files are as they were.\n');
    return;
  }
  const { message } = proposal.plan;
  const plan = { ...proposal.plan, message: { ...message, subject: options.message ?? message.subject } };
  const { commit, remarks } = await workspace.apply(plan, {
    commit: true,
    isInPlace: true,
    alsoInPlace: files.map(({ path }) => path),
  });
  for (const remark of remarks) terminal.err(`${terminal.style.yellow('!')} ${lineSafe(remark)}\n`);
  // Line ends alone may differ here and not in what git keeps.
  if (commit === undefined) tellNothing(context, edits, what.length > 0);
  else tellSaved(context, edits, commit, plan.message.subject);
}

/** On stderr, so that stdout holds only what was done. */
function showEdits(context: Context, { proposal, laidOut, files }: HandEdits, whole: boolean): void {
  if (context.options.json) return;
  const { terminal } = context;
  const changes = proposal.changes.filter(({ id }) => !laidOut.includes(id));
  terminal.say(diffText({ ...proposal, changes, unreadable: [], files }, terminal.style, whole));
  for (const id of laidOut) terminal.say(`${terminal.style.bold(id)}  comments or layout only\n`);
}

function tellNothing(context: Context, { left }: HandEdits, isNamed: boolean): void {
  const { terminal } = context;
  if (context.options.json) {
    terminal.out(`${JSON.stringify({ records: [], files: [], left, commit: null }, undefined, 2)}\n`);
    return;
  }
  const same = isNamed ? 'What you named is as it was' : 'All records are as they were';
  terminal.out(`Nothing to save. ${same} saved last.\n`);
  tellLeft(context, left);
}

function tellSaved(context: Context, edits: HandEdits, commit: string, subject: string): void {
  const { proposal, files, left } = edits;
  const { terminal } = context;
  if (context.options.json) {
    const records = proposal.changes.map(({ id, kind, file, change }) => ({ id, kind, file, change }));
    terminal.out(`${JSON.stringify({ records, files, left, commit }, undefined, 2)}\n`);
    return;
  }
  const { style } = terminal;
  const ids = proposal.changes.map(({ id }) => id);
  const things = [
    ...(ids.length === 0 ? [] : [ids.length > 3 ? count(ids.length, 'record') : ids.join(', ')]),
    ...(files.length === 0 ? [] : [count(files.length, ids.length === 0 ? 'file' : 'other file')]),
  ];
  terminal.out(`${style.green('✓')} Saved ${things.join(' and ')}\n`);
  terminal.out(`  ${style.dim('commit'.padEnd(10))} ${commit.slice(0, 7)} ${lineSafe(subject)}\n`);
  terminal.out(`  ${style.dim('share'.padEnd(10))} irc sync\n`);
  terminal.out(`  ${style.dim('take back'.padEnd(10))} irc undo ${commit.slice(0, 7)}\n`);
  tellLeft(context, left);
}

function tellLeft(context: Context, left: readonly string[]): void {
  if (left.length === 0) return;
  const shown = left.slice(0, 3).map(lineSafe).join(', ');
  const more = left.length > 3 ? ` and ${left.length - 3} more` : '';
  context.terminal.say(`Not saved: ${shown}${more}        save it too: irc save --all\n`);
}
