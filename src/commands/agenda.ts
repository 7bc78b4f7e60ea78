import { Command } from 'commander';
import type { Context, Workspace } from '../context.ts';
import { addDays, addMonths } from '../core/measures/calendar.ts';
import { formatDate } from '../core/measures/date-format.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { nearest } from '../core/suggest.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { type AgendaEntry, agendaOf } from '../core/work/agenda.ts';
import { type AgendaGrouping, agendaGroupings, agendaGroups } from '../core/work/agenda-groups.ts';
import { exitCodes, usageError } from '../errors.ts';
import { agendaJson, agendaMarkdown, agendaTable } from '../views/agenda.ts';
import { leftOutText } from '../views/table.ts';
import { postOf } from './acting.ts';
import { kindNamed, recordNamed } from './lookup.ts';

interface AgendaOptions {
  readonly within: string;
  readonly overdue?: boolean;
  readonly failOverdue?: boolean;
  readonly kind?: string;
  readonly who?: string;
  readonly about?: string;
  readonly by?: string;
  readonly ics?: boolean;
  readonly markdown?: boolean;
  readonly wide?: boolean;
}

export function agendaCommand(context: Context): Command {
  return new Command('agenda')
    .summary('show what falls due, by the last day to act')
    .description('Shows everything with a date, sorted by the last day on which something can still be done.')
    .option('--within <time>', 'how far ahead: 30d, 6w, 12m', '90d')
    .option('--overdue', 'only what is past due')
    .option('--kind <kind>', 'only records of this kind')
    .option('--who <post>', 'only what falls to this post')
    .option('--about <id>', 'only this record, and those that name it')
    .option('--by <what>', 'in groups: month, week, post, kind, or a kind such as partner, for the records named')
    .option('--wide', 'all columns, an entry a line, however wide')
    .option('--ics', 'print a calendar file')
    .option('--markdown', 'print for a mail')
    .option('--fail-overdue', 'end with exit code 1 where something is past due')
    .addHelpText(
      'after',
      `
Examples:
  irc agenda --within 180d
  irc agenda --about unesco
  irc agenda --by month --within 12m
  irc agenda --by partner --kind agreement
  irc agenda --within 12m --ics > agenda.ics`,
    )
    .action((options: AgendaOptions) => agenda(context, options));
}

/** Prints the agenda. Rejects with `option-invalid`, `unknown-kind`, `unknown-post`, `unknown-record`. */
export async function agenda(context: Context, options: AgendaOptions): Promise<void> {
  const workspace = await context.openWorkspace('read');
  const { register } = workspace;
  const { today } = register;
  const until = horizon(today, options.within);
  const grouping = options.by === undefined ? undefined : groupingNamed(workspace, options.by);
  const who = options.who === undefined ? undefined : await postOf(context, workspace, options.who);
  const about = options.about === undefined ? undefined : recordNamed(workspace, options.about);
  const entries = agendaOf(register, recordsAsked(workspace, options, about)).filter(
    (entry) =>
      (options.overdue === true ? entry.lastDayToAct < today : entry.lastDayToAct <= until) &&
      (who === undefined || entry.who === who),
  );
  const late = entries.filter((entry) => entry.lastDayToAct < today).length;
  if (options.failOverdue === true && late > 0) context.outcome.exitCode = exitCodes.recordsHaveErrors;
  const { terminal } = context;
  const groups = grouping === undefined ? undefined : agendaGroups(register, entries, grouping, about);
  if (context.options.json) terminal.out(`${JSON.stringify(entries.map(agendaJson), undefined, 2)}\n`);
  else if (options.ics === true) terminal.data(await calendarFile(workspace, entries));
  else if (options.markdown === true) terminal.data(agendaMarkdown(register, entries, groups));
  else {
    if (options.overdue !== true)
      terminal.say(`${formatDate(today, 'en', 'both')} to ${formatDate(until, 'en', 'both')}\n`);
    if (entries.length > 0) {
      const shown = groups ?? [{ heading: '', entries }];
      const isWide = options.wide === true;
      const width = isWide ? Number.POSITIVE_INFINITY : terminal.columns;
      const { text, leftOut } = agendaTable(register, shown, width, terminal.style);
      if (isWide) terminal.data(text);
      else terminal.out(text);
      if (leftOut.length > 0) terminal.say(leftOutText(leftOut));
    }
    terminal.say(`${closing(entries.length, late, options.overdue === true)}\n`);
    for (const line of pressingCommands(entries, today)) terminal.say(`${line}\n`);
  }
}

/** Throws `option-invalid` for what is neither a grouping nor a kind. */
function groupingNamed(workspace: Workspace, word: string): AgendaGrouping {
  const { kinds } = workspace.kinds;
  const found =
    agendaGroupings.find((grouping) => grouping === word) ??
    kinds.find(({ name, plural }) => name === word || plural === word);
  if (found !== undefined) return found;
  const words = [...agendaGroupings, ...kinds.map(({ name }) => name)];
  const near = nearest(word, words);
  throw usageError(
    'option-invalid',
    `--by ${word}: nothing is grouped by that.`,
    `${near === undefined ? '' : `did you mean ${near}? `}There are: ${words.join(', ')}`,
  );
}

function recordsAsked(
  workspace: Workspace,
  options: AgendaOptions,
  about: RecordEntry | undefined,
): readonly RecordEntry[] {
  const { register } = workspace;
  const kind = options.kind === undefined ? undefined : kindNamed(workspace, options.kind);
  const near = about === undefined ? register.records : [about, ...register.linkedFrom(about.id)];
  return kind === undefined ? near : near.filter((record) => record.kind === kind);
}

/** The last day of a time such as 90d, 6w, 12m from a day on. */
export function horizon(today: string, within: string): string {
  const [, count = '', unit] = /^(\d{1,4})([dwm])$/.exec(within) ?? [];
  if (unit === undefined)
    throw usageError('option-invalid', `--within ${within} is no time.`, 'write days, weeks or months: 90d, 6w, 12m');
  return unit === 'm' ? addMonths(today, Number(count)) : addDays(today, Number(count) * (unit === 'w' ? 7 : 1));
}

/** Days ahead in which a matter presses, and how many commands are told at most. */
const pressing = { days: 7, most: 5 };

/** The commands of what is late or comes within days; those of the others are told by `irc show`. */
function pressingCommands(entries: readonly AgendaEntry[], today: string): string[] {
  const soon = addDays(today, pressing.days);
  const commands = entries.flatMap(({ command, lastDayToAct }) =>
    command === undefined || lastDayToAct > soon ? [] : [`  ${lineSafe(command)}`],
  );
  return commands.length === 0
    ? []
    : ['What presses is dealt with by:', ...new Set(commands)].slice(0, pressing.most + 1);
}

function closing(all: number, late: number, isOverdue: boolean): string {
  if (all === 0) return isOverdue ? 'Nothing is past due.' : 'Nothing falls due in this time.';
  const dates = all === 1 ? '1 date' : `${all} dates`;
  return `${dates}, ${late === 0 ? 'none' : late} past due · for a calendar program: irc agenda --ics > agenda.ics`;
}

async function calendarFile(workspace: Workspace, entries: readonly AgendaEntry[]): Promise<string> {
  const { register } = workspace;
  const { writeIcs } = await import('../formats/ics.ts');
  const office = register.office;
  const name = office === undefined ? 'Agenda' : `Agenda, ${register.title(office)}`;
  const days = entries.map((entry) => ({
    uid: `irc/${entry.key}`,
    day: entry.lastDayToAct,
    summary: `${entry.what} (${entry.record.id})`,
    description: [
      register.title(entry.record),
      `Falls on ${formatDate(entry.date, 'en', 'both')}`,
      entry.command ?? `irc show ${entry.record.id}`,
    ].join('\n'),
  }));
  return writeIcs(name, days, register.today);
}
