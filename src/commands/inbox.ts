import { Command } from 'commander';
import type { Context, Workspace } from '../context.ts';
import { actingPost } from '../core/changes/acting-post.ts';
import { checkRecord } from '../core/checks/index.ts';
import { formatDate } from '../core/measures/date-format.ts';
import { hasConflicts } from '../core/merge/conflicts.ts';
import { officePosts } from '../core/register/posts.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { type AgendaEntry, agendaOf, keeperOf } from '../core/work/agenda.ts';
import { IrcError } from '../errors.ts';
import { count } from '../views/problems.ts';
import { type Task, taskLines } from '../views/tasks.ts';
import { postOf } from './acting.ts';
import { horizon } from './agenda.ts';
import { stoppedTasks, unsavedTasks, waitingRecords, waitingTask } from './open-work.ts';

interface InboxOptions {
  readonly post?: string;
  readonly within: string;
}

export function inboxCommand(context: Context): Command {
  return new Command('inbox')
    .summary('show what waits for you')
    .description(
      'Shows what falls to your post and is late or comes soon, records of yours that wait for a step or have something wrong, open conflicts, stopped questions, and files that are not saved.',
    )
    .option('--post <post>', "another post's, instead of the one that git says you hold")
    .option('--within <time>', 'how far ahead: 30d, 6w, 12m', '60d')
    .addHelpText(
      'after',
      '\nExamples:\n  irc inbox\n  irc inbox --post desk-africa --within 6m\n  git config irc.post desk-africa',
    )
    .action((options: InboxOptions) => inbox(context, options));
}

/** What an item is about; docs/commands.md lists these. */
type Sort = 'late' | 'conflict' | 'unsaved' | 'unfinished' | 'problem' | 'due' | 'waiting';

/** `what` leaves the record out; the command names it, else the line. */
interface Item extends Task {
  readonly sort: Sort;
  readonly record?: RecordEntry;
  readonly entry?: AgendaEntry;
}

/** Prints what waits, the most pressing first. Rejects with `unknown-post` and `option-invalid`. */
async function inbox(context: Context, options: InboxOptions): Promise<void> {
  const workspace = await context.openWorkspace();
  const { register } = workspace;
  const until = horizon(register.today, options.within);
  const post = await myPost(context, workspace, options.post);
  const dates = agendaOf(register, register.records).filter(({ lastDayToAct }) => lastDayToAct <= until);
  const mine = dates.filter(({ who }) => who !== undefined && who === post);
  const late = mine.filter(({ lastDayToAct }) => lastDayToAct < register.today);
  const items: Item[] = [
    ...late.map((entry) => dateItem(register, entry)),
    ...(await conflictItems(workspace)),
    ...(await unsavedTasks(workspace)).map((task): Item => ({ ...task, sort: 'unsaved' })),
    ...(await stoppedTasks(workspace)).map((task): Item => ({ ...task, sort: 'unfinished' })),
    ...(post === undefined ? [] : problemItems(register, post)),
    ...mine.filter((entry) => !late.includes(entry)).map((entry) => dateItem(register, entry)),
    ...waitingRecords(register)
      .filter((record) => post !== undefined && keeperOf(record) === post)
      .map(
        (record): Item => ({
          ...waitingTask(register, record),
          ...{ sort: 'waiting', record, what: register.title(record) },
        }),
      ),
  ];
  tell(context, register, post, items);
  const nobodys = dates.filter(({ who }) => who === undefined).length;
  if (nobodys > 0 && !context.options.json)
    context.terminal.say(`${count(nobodys, 'date')} more ${nobodys === 1 ? 'falls' : 'fall'} to no post: irc agenda\n`);
}

/** Undefined where the office has several posts and git does not say which: what belongs to none is shown all the same. */
async function myPost(context: Context, workspace: Workspace, named: string | undefined): Promise<string | undefined> {
  const posts = officePosts(workspace.register);
  if (named !== undefined) return postOf(context, workspace, named);
  const hints = { configured: await workspace.gitConfig('irc.post'), identity: await workspace.identity() };
  return actingPost(workspace.register, hints) ?? (posts.length === 1 ? posts[0]?.id : undefined);
}

function dateItem(register: Register, entry: AgendaEntry): Item {
  const isLate = entry.lastDayToAct < register.today;
  return {
    ...{ sort: isLate ? 'late' : 'due', isLate, entry, record: entry.record },
    when: `${isLate ? 'late since' : 'by'} ${formatDate(entry.lastDayToAct, 'en', 'gregorian')}`,
    what: entry.what,
    command: entry.command ?? `irc show ${entry.record.id}`,
  };
}

/** Conflicts in records, and files of a merge that wait for a decision by hand. */
async function conflictItems(workspace: Workspace): Promise<Item[]> {
  const records = workspace.register.records.filter(({ value }) => hasConflicts(value));
  const told = new Set(records.map(({ file }) => file));
  const open = (await undecidedFiles(workspace)).filter((file) => !told.has(file));
  return [
    ...records.map(
      (record): Item => ({
        ...{ sort: 'conflict', when: 'conflict', record },
        what: 'changed on both sides of a merge',
        command: `irc resolve ${record.id}`,
      }),
    ),
    ...open.map(
      (file): Item => ({
        ...{ sort: 'conflict', when: 'conflict' },
        what: `${file}: changed on both sides of a merge`,
        command: 'irc merge --continue',
      }),
    ),
  ];
}

async function undecidedFiles(workspace: Workspace): Promise<readonly string[]> {
  try {
    return (await (await workspace.together()).mergeUnderWay())?.undecided ?? [];
  } catch (error) {
    if (error instanceof IrcError && error.code === 'not-a-repository') return [];
    throw error;
  }
}

/** One line for each record of the post that has something wrong, errors before warnings. */
function problemItems(register: Register, post: string): Item[] {
  const found = register.records
    .filter((record) => keeperOf(record) === post && !hasConflicts(record.value))
    .flatMap((record) => {
      const problems = checkRecord(register, record).filter(({ severity }) => severity !== 'info');
      const first = problems.find(({ severity }) => severity === 'error') ?? problems[0];
      return first === undefined ? [] : [{ record, first, more: problems.length - 1 }];
    });
  const rank = (severity: string): number => (severity === 'error' ? 0 : 1);
  found.sort((a, b) => rank(a.first.severity) - rank(b.first.severity));
  return found.map(({ record, first, more }) => ({
    ...{ sort: 'problem', when: first.severity, isLate: first.severity === 'error', record },
    what: `${first.message}${more > 0 ? ` (and ${more} more)` : ''}`,
    command: `irc validate ${record.id}`,
  }));
}

function tell(context: Context, register: Register, post: string | undefined, items: readonly Item[]): void {
  const { terminal } = context;
  if (context.options.json) {
    const data = items.map(({ sort, record, entry, what, command }) => ({
      sort,
      id: record?.id ?? null,
      kind: record?.kind.name ?? null,
      date: entry?.date ?? null,
      lastDayToAct: entry?.lastDayToAct ?? null,
      what,
      command,
    }));
    terminal.out(`${JSON.stringify({ post: post ?? null, items: data }, undefined, 2)}\n`);
    return;
  }
  const posts = officePosts(register);
  const title = posts.find(({ id }) => id === post)?.title;
  if (title !== undefined) terminal.say(`${terminal.style.bold(lineSafe(title))}\n`);
  const lines = items.map((item) =>
    item.record === undefined || item.command.includes(item.record.id)
      ? item
      : { ...item, what: `${item.record.id}: ${item.what}` },
  );
  for (const line of taskLines(lines, terminal.columns, terminal.style)) terminal.out(`${line}\n`);
  if (items.length === 0) terminal.out('Nothing waits for you.\n');
  if (post === undefined && posts.length > 0) {
    const names = posts.map(({ id }) => id).join(', ');
    terminal.say(
      `git does not say which post you hold, so its dates are not shown. Say it once: git config irc.post POST (${names})\n`,
    );
  }
}
