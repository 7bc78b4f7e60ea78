import { Command, Option } from 'commander';
import type { Past, Snapshot } from '../context/past.ts';
import type { Context, StoppedRun, Workspace } from '../context.ts';
import { type Comparison, compareRegisters } from '../core/differences/comparison.ts';
import { nearest } from '../core/suggest.ts';
import { exitCodes, IrcError, usageError } from '../errors.ts';
import { diffCounts, diffJson, diffMarkdown, diffShort, diffText } from '../views/diff-text.ts';
import { committedChanges, presentChanges } from './changed-files.ts';

interface DiffOptions {
  readonly format: 'text' | 'markdown';
  readonly short?: boolean;
}

export function diffCommand(context: Context): Command {
  return new Command('diff')
    .summary('show what differs, record by record and field by field')
    .description('Shows what differs between two states of the register: by default what is not committed yet.')
    .argument('[what...]', 'A..B, A.. or A...B for commits, then paths or ids to look at')
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'markdown']).default('text'))
    .option('--short', 'one line a record')
    .addHelpText(
      'after',
      `
A and B are commits, branches or tags. A.. compares A with the files as they are now, A..B the two, A...B what B has
added since the two parted.

Examples:
  irc diff                              what is not committed yet
  irc diff main..                       what this branch and these files change
  irc diff main...water mou-2026-unesco
  irc diff main.. --format markdown     for a pull request`,
    )
    .action((what: string[], options: DiffOptions) => diff(context, what, options));
}

/** Prints what differs. Rejects with `unknown-revision`, `no-common-commit` and `unknown-path`. */
export async function diff(context: Context, what: readonly string[], options: DiffOptions): Promise<void> {
  if (context.stopped !== undefined) throw stoppedError(context.stopped);
  const workspace = await context.openWorkspace('read');
  const past = await workspace.past();
  const { range, paths } = await readArguments(workspace, past, what);
  const old = await past.snapshot(range.from);
  const next = range.to === undefined ? undefined : await past.snapshot(range.to);
  const comparison = compareRegisters(
    old,
    next ?? workspace,
    next === undefined ? presentChanges(past, old) : committedChanges(old, next),
    wanted(workspace, paths, [old, next ?? workspace]),
  );
  print(context, comparison, options, paths.length > 0);
}

function print(context: Context, comparison: Comparison, options: DiffOptions, whole: boolean): void {
  const { terminal } = context;
  if (context.options.json) terminal.out(`${JSON.stringify(diffJson(comparison), undefined, 2)}\n`);
  else if (options.format === 'markdown') terminal.data(diffMarkdown(comparison));
  else {
    terminal.out(options.short === true ? diffShort(comparison) : diffText(comparison, terminal.style, whole));
    terminal.say(`${diffCounts(comparison)}\n`);
  }
}

function stoppedError({ problem }: StoppedRun): IrcError {
  const place = `${problem.file}:${problem.line}:${problem.column}`;
  return new IrcError(problem.code, `${place}: ${problem.message}.`, {
    exitCode: exitCodes.recordsHaveErrors,
    hint: problem.hint,
    problems: [problem],
  });
}

interface Range {
  /** Undefined: before the first commit. */
  readonly from: string | undefined;
  /** Undefined: the files as they are now. */
  readonly to: string | undefined;
}

/** The first word is a range if it has dots, or a revision if it is no path or id; the rest are paths and ids. */
async function readArguments(
  workspace: Workspace,
  past: Past,
  words: readonly string[],
): Promise<{ range: Range; paths: readonly string[] }> {
  const [first, ...rest] = words;
  const dots = first === undefined ? null : /^(.*?)(\.{2,3})(?!\.)(.*)$/.exec(first);
  const isPath = (word: string): boolean =>
    /^\.{0,2}\//.test(word) || word.includes('/../') || workspace.register.record(word) !== undefined;
  if (first === undefined || isPath(first)) return { range: { from: await past.head(), to: undefined }, paths: words };
  if (dots !== null) {
    const [, one = '', sign, other = ''] = dots;
    const from = await past.commitOf(one === '' ? 'HEAD' : one);
    const to = other === '' ? undefined : await past.commitOf(other);
    if (sign === '..') return { range: { from, to }, paths: rest };
    return { range: { from: await past.partedAt(from, to ?? (await past.commitOf('HEAD'))), to }, paths: rest };
  }
  const commit = workspace.hasFile(workspace.pathBelowRoot(first)) ? undefined : await past.findCommit(first);
  if (commit !== undefined) return { range: { from: commit, to: undefined }, paths: rest };
  return { range: { from: await past.head(), to: undefined }, paths: words };
}

/** Which files the words mean: an id or a path that either side has. Throws `unknown-path`. */
function wanted(
  workspace: Workspace,
  words: readonly string[],
  sides: readonly Pick<Snapshot, 'register' | 'texts' | 'problems'>[],
): (file: string, id: string) => boolean {
  if (words.length === 0) return () => true;
  const ids = sides.flatMap(({ register }) => register.ids);
  const files = sides.flatMap(({ texts, problems }) => [...texts.keys(), ...problems.map(({ file }) => file)]);
  const tests = words.map((word) => {
    const path = workspace.pathBelowRoot(word);
    const test = (file: string, id: string): boolean =>
      path === '' || file === path || file.startsWith(`${path}/`) || id === word || file.endsWith(`/${word}.yaml`);
    if (ids.includes(word) || workspace.hasFile(path) || files.some((file) => test(file, ''))) return test;
    const near = nearest(word, ids);
    throw usageError(
      'unknown-path',
      `"${word}" is no record, path or revision here.`,
      near === undefined ? 'name an id, a path below the register, or two commits as A..B' : `did you mean ${near}?`,
    );
  });
  return (file, id) => tests.some((test) => test(file, id));
}
