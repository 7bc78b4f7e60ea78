/** What `irc` alone says: what to do next in this folder, the most pressing first, each with its command. */
import stringWidth from 'string-width';
import type { Context, Workspace } from '../context.ts';
import { checkRecord } from '../core/checks/index.ts';
import { addDays } from '../core/measures/calendar.ts';
import { formatDate } from '../core/measures/date-format.ts';
import type { Register } from '../core/register/register.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { type AgendaEntry, agendaOf } from '../core/work/agenda.ts';
import { count } from '../views/problems.ts';
import { type Task, taskLines } from '../views/tasks.ts';
import { stoppedTasks, unsavedTasks, waitingRecords, waitingTask } from './open-work.ts';

/** Registers beyond this are not checked whole here: a greeting must come at once. */
const mostChecked = 500;
const daysAhead = 60;
const mostDates = 4;
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
    ...waitingRecords(register)
      .slice(0, mostWaiting)
      .map((record) => waitingTask(register, record)),
  ];
  const { state, errors } = standing(workspace);
  if (context.options.json) {
    const office = register.office === undefined ? null : register.title(register.office);
    const data = { office, today: register.today, records: register.records.length, errors: errors ?? null, tasks };
    terminal.out(`${JSON.stringify(data, undefined, 2)}\n`);
    return;
  }
  terminal.out(
    `${[...head(context, register), state, ...taskLines(tasks, terminal.columns, terminal.style)].join('\n')}\n`,
  );
  terminal.say(`Mine: irc inbox · Begin: irc new mou · Find: irc search WORDS · All: irc --help\n`);
}

function head(context: Context, register: Register): string[] {
  const { style, columns } = context.terminal;
  const house = register.office === undefined ? 'Register' : `Register of the ${register.title(register.office)}`;
  const day = formatDate(register.today, 'en', 'both').replace(/ \((.*)\)$/, ' · $1');
  const space = Math.min(columns, 100) - stringWidth(house) - stringWidth(day);
  const title = style.bold(lineSafe(house));
  return space < 2 ? [title, day] : [`${title}${' '.repeat(space)}${day}`];
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
