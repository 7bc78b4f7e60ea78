/** What `irc` alone says: what to do next in this folder, the most pressing first, each with its command. */
import stringWidth from 'string-width';
import type { Context, Workspace } from '../context.ts';
import { actionsOf } from '../core/actions.ts';
import { type AgendaEntry, agendaOf } from '../core/agenda.ts';
import { addDays } from '../core/calendar.ts';
import { checkRecord } from '../core/checks/index.ts';
import { isPartlyKnown, standingSteps } from '../core/common-fields.ts';
import { formatDate } from '../core/date-format.ts';
import { openSteps, stateTitle } from '../core/lifecycle.ts';
import type { RecordEntry, Register } from '../core/register.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { wrapped } from '../views/page.ts';
import { count } from '../views/problems.ts';
import { cutTo } from '../views/table.ts';

/** A line of the page: what it is, in words, and the command that deals with it. */
interface Task {
  readonly when: string;
  readonly what: string;
  readonly command: string;
  readonly isLate?: boolean;
}

/** Registers beyond this are not checked whole here: a greeting must come at once. */
const mostChecked = 500;
const daysAhead = 60;
const mostDates = 4;
const mostFiles = 3;
const mostWaiting = 3;

/** Prints the page. Rejects with `no-workspace`. */
export async function home(context: Context): Promise<void> {
  const workspace = await context.openWorkspace();
  const { register } = workspace;
  const { terminal } = context;
  const tasks = [
    ...agendaTasks(register),
    ...(await stoppedTasks(workspace)),
    ...(await unsavedTasks(workspace)),
    ...waitingTasks(register),
  ];
  const { state, errors } = standing(workspace);
  if (context.options.json) {
    const office = register.office === undefined ? null : register.title(register.office);
    const data = { office, today: register.today, records: register.records.length, errors: errors ?? null, tasks };
    terminal.out(`${JSON.stringify(data, undefined, 2)}\n`);
    return;
  }
  terminal.out(`${[...head(context, register), state, ...taskLines(context, tasks)].join('\n')}\n`);
  const actions = actionsOf(workspace.kinds.kinds).map(({ name }) => name);
  if (actions.length > 0) {
    const words = `${actions.join(', ')} · what one does: irc ${actions[0]} --help`;
    terminal.say(`${wrapped('Actions: ', words, Math.min(terminal.columns, 100)).join('\n')}\n`);
  }
  terminal.say(`Begin: irc new mou · Find: irc search WORDS · All commands: irc --help\n`);
}

function head(context: Context, register: Register): string[] {
  const { style, columns } = context.terminal;
  const house = register.office === undefined ? 'Register' : `Register of the ${register.title(register.office)}`;
  const day = formatDate(register.today, 'en', 'both').replace(/ \((.*)\)$/, ' · $1');
  const space = Math.max(2, Math.min(columns, 100) - stringWidth(house) - stringWidth(day));
  return [`${style.bold(lineSafe(house))}${' '.repeat(space)}${day}`];
}

/** How many records there are, and whether something is wrong with them. */
function standing(workspace: Workspace): { state: string; errors: number | undefined } {
  const { records } = workspace.register;
  const number = count(records.length, 'record');
  if (records.length > mostChecked && workspace.problems.length === 0)
    return { state: `${number} · check them: irc validate`, errors: undefined };
  const problems = [
    ...workspace.problems,
    ...(records.length > mostChecked ? [] : records.flatMap((record) => checkRecord(workspace.register, record))),
  ];
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const state = errors === 0 ? `${number}, no errors` : `${number}, ${count(errors, 'error')} · see them: irc validate`;
  return { state, errors };
}

function agendaTasks(register: Register): Task[] {
  const { today } = register;
  const entries = agendaOf(register, register.records);
  const late = entries.filter((entry) => entry.lastDayToAct < today);
  const soon = entries.filter(
    (entry) => entry.lastDayToAct >= today && entry.lastDayToAct <= addDays(today, daysAhead),
  );
  const lateWords = late.length === 1 ? entryWords(late[0]) : count(late.length, 'date');
  return [
    ...(late.length === 0
      ? []
      : [{ when: 'past due', what: lateWords, command: 'irc agenda --overdue', isLate: true }]),
    ...soon.slice(0, mostDates).map((entry) => ({
      when: `by ${formatDate(entry.lastDayToAct, 'en', 'gregorian').replace(/ \d{4}$/, '')}`,
      what: entryWords(entry),
      command: `irc show ${entry.record.id}`,
    })),
    ...(soon.length > mostDates
      ? [{ when: 'soon', what: `${soon.length - mostDates} dates more`, command: `irc agenda --within ${daysAhead}d` }]
      : []),
  ];
}

function entryWords(entry: AgendaEntry | undefined): string {
  return entry === undefined ? '' : `${entry.record.id}: ${entry.what}`;
}

async function stoppedTasks(workspace: Workspace): Promise<Task[]> {
  const stopped = await workspace.drafts.list();
  return stopped.map(({ name, since }) => ({
    when: 'unfinished',
    what: `${name}, stopped ${since === workspace.register.today ? 'today' : formatDate(since, 'en', 'gregorian')}`,
    command: `irc new ${name} --resume`,
  }));
}

async function unsavedTasks(workspace: Workspace): Promise<Task[]> {
  const files = await workspace.changedFiles();
  const shown = files.slice(0, mostFiles).join(', ');
  const more = files.length > mostFiles ? ` and ${files.length - mostFiles} more` : '';
  return files.length === 0 ? [] : [{ when: 'unsaved', what: `${shown}${more}, changed by hand`, command: 'irc save' }];
}

/** Records that someone has begun and that wait for a next step of ours, those untouched longest first. */
function waitingTasks(register: Register): Task[] {
  const waiting = register.records.filter((record) => isWaiting(register, record));
  waiting.sort((a, b) => (lastStep(a) < lastStep(b) ? -1 : 1));
  return waiting.slice(0, mostWaiting).map((record) => ({
    when: stateTitle(record.kind, register.state(record)).toLowerCase(),
    what: `${record.id}: ${register.title(record)}`,
    command: `irc ready ${record.id}`,
  }));
}

function isWaiting(register: Register, record: RecordEntry): boolean {
  const state = register.state(record);
  const tone = state === undefined ? undefined : record.kind.annotations.lifecycle?.states[state]?.tone;
  return tone === 'waiting' && openSteps(register, record).length > 0 && !isPartlyKnown(record.value);
}

function lastStep(record: RecordEntry): string {
  return standingSteps(record.value).at(-1)?.date ?? '';
}

function taskLines(context: Context, tasks: readonly Task[]): string[] {
  const { style, columns } = context.terminal;
  const width = Math.min(columns, 100);
  const whenWidth = Math.max(0, ...tasks.map((task) => stringWidth(task.when)));
  const commandWidth = Math.max(0, ...tasks.map((task) => task.command.length));
  const room = Math.max(24, width - whenWidth - commandWidth - 6);
  return tasks.map((task) => {
    const when = task.when.padEnd(whenWidth);
    const what = cutTo(lineSafe(task.what), room);
    const space = ' '.repeat(Math.max(0, room - stringWidth(what)));
    return `  ${task.isLate === true ? style.red(when) : style.yellow(when)}  ${what}${space}  ${style.cyan(task.command)}`;
  });
}
