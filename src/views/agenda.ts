/** The agenda as a table, as Markdown for a mail, and as JSON. */
import type { Style } from '../context.ts';
import { wrapped } from '../core/line-breaks.ts';
import { daysBetween } from '../core/measures/calendar.ts';
import { formatDate } from '../core/measures/date-format.ts';
import { officePosts } from '../core/register/posts.ts';
import type { Register } from '../core/register/register.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import type { AgendaEntry } from '../core/work/agenda.ts';
import type { AgendaGroup } from '../core/work/agenda-groups.ts';
import { type Column, tableLines, tableWithin } from './table.ts';

/** Days that count as soon. */
const soonDays = 30;

/**
 * An entry a row, the most pressing first: what is past in red, what comes within a month in yellow. The day on which
 * something falls has its column only where one has to act earlier. What is to be done is said whole, on more lines where
 * there is no room; `leftOut` are the headings of columns for which there was none.
 */
export function agendaTable(
  register: Register,
  groups: readonly AgendaGroup[],
  columns: number,
  style: Style,
): { readonly text: string; readonly leftOut: readonly string[] } {
  const all = groups.flatMap(({ entries }) => entries);
  const isEarlier = all.some(({ lastDayToAct, date }) => lastDayToAct !== date);
  const headings = ['ACT BY', 'E.C.', 'DAYS', ...(isEarlier ? ['FALLS ON'] : []), 'RECORD', 'WHAT'];
  const table: Column[] = headings.map((heading) => ({
    path: heading === 'RECORD' ? 'id' : heading,
    heading,
    alignRight: heading === 'DAYS',
    // What is to be done goes over more lines; a day without its year is none.
    ...(heading === 'WHAT' ? { least: 16 } : heading === 'E.C.' ? { least: Number.POSITIVE_INFINITY } : {}),
  }));
  const rows = all.map((entry) => {
    const days = daysBetween(register.today, entry.lastDayToAct);
    const tint = days < 0 ? style.red : days <= soonDays ? style.yellow : (text: string) => text;
    return [
      tint(entry.lastDayToAct),
      formatDate(entry.lastDayToAct, 'en', 'ethiopian-column'),
      tint(String(days)),
      ...(isEarlier ? [entry.date] : []),
      entry.record.id,
      lineSafe(entry.what),
    ];
  });
  const within = tableWithin({ columns: table, rows }, columns, ['FALLS ON', 'E.C.']);
  const [head = '', ...lines] = tableLines(within, columns, (text, room) => wrapped('', text, room));
  // The columns stand in one line through all groups.
  const parts = groups.flatMap(({ heading, entries }) => [
    ...(heading === '' ? [] : ['', style.bold(lineSafe(heading))]),
    ...lines.splice(0, entries.length),
  ]);
  const text = `${[style.dim(head), ...parts].join('\n')}\n`;
  return { text, leftOut: within.leftOut.map(({ heading }) => heading) };
}

/** A weekly mail: what is late, then what comes, or the groups asked for; each with its record and its post. */
export function agendaMarkdown(
  register: Register,
  entries: readonly AgendaEntry[],
  groups: readonly AgendaGroup[] | undefined,
): string {
  const late = entries.filter((entry) => entry.lastDayToAct < register.today);
  const coming = entries.filter((entry) => entry.lastDayToAct >= register.today);
  const titles = new Map(officePosts(register).map((post) => [post.id, post.title]));
  const cell = (text: string): string => lineSafe(text).replace(/[\\|`*_<>[\]&]/g, '\\$&');
  const section = (heading: string, some: readonly AgendaEntry[]): string[] =>
    some.length === 0
      ? []
      : [
          `## ${cell(heading)}`,
          [
            '| act by | falls on | record | what | who |',
            '| --- | --- | --- | --- | --- |',
            ...some.map((entry) => {
              const who = entry.who === undefined ? '' : (titles.get(entry.who) ?? entry.who);
              const days = [formatDate(entry.lastDayToAct, 'en', 'both'), formatDate(entry.date, 'en', 'long')];
              const words = [...days, register.title(entry.record), entry.what, who];
              return `| ${words.map(cell).join(' | ')} |`;
            }),
          ].join('\n'),
        ];
  const head = `# What falls due, as of ${formatDate(register.today, 'en', 'both')}`;
  const body =
    groups === undefined
      ? [...section('Past due', late), ...section('To come', coming)]
      : groups.flatMap((group) => section(group.heading, group.entries));
  return `${[head, ...(body.length === 0 ? ['Nothing.'] : body)].join('\n\n')}\n`;
}

export function agendaJson(entry: AgendaEntry): object {
  return {
    date: entry.date,
    lastDayToAct: entry.lastDayToAct,
    id: entry.record.id,
    kind: entry.record.kind.name,
    what: entry.what,
    who: entry.who ?? null,
    command: entry.command ?? null,
  };
}
