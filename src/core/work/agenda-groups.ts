/** The agenda in groups: by month or week of the last day to act, by post, by kind, or by the records that it is about. */
import { addDays, daysBetween } from '../measures/calendar.ts';
import { formatDate } from '../measures/date-format.ts';
import { officePosts } from '../register/posts.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import type { Kind } from '../schemas/kind.ts';
import type { AgendaEntry } from './agenda.ts';

export interface AgendaGroup {
  readonly heading: string;
  readonly entries: readonly AgendaEntry[];
}

/** Groupings that every register has; a kind groups by the records of it that an entry's record is, or names. */
export const agendaGroupings = ['month', 'week', 'post', 'kind'] as const;

export type AgendaGrouping = (typeof agendaGroupings)[number] | Kind;

/**
 * The groups in the order in which something has to be done in them, each with its entries in their order; what belongs to
 * no post or record comes last. An entry stands in each group that it belongs to; of an agenda about one record that has a group,
 * in that one.
 */
export function agendaGroups(
  register: Register,
  entries: readonly AgendaEntry[],
  grouping: AgendaGrouping,
  about?: RecordEntry,
): AgendaGroup[] {
  const headingsOf = headings(register, grouping, about);
  const groups = new Map<string, AgendaEntry[]>();
  const others: AgendaEntry[] = [];
  for (const entry of entries) {
    const found = headingsOf(entry);
    if (found.length === 0) others.push(entry);
    for (const heading of found) groups.set(heading, [...(groups.get(heading) ?? []), entry]);
  }
  const none =
    grouping === 'post' ? 'No post' : typeof grouping === 'string' ? '' : `No ${grouping.title.toLowerCase()}`;
  return [
    ...[...groups].map(([heading, some]) => ({ heading, entries: some })),
    ...(others.length === 0 ? [] : [{ heading: none, entries: others }]),
  ];
}

function headings(
  register: Register,
  grouping: AgendaGrouping,
  only: RecordEntry | undefined,
): (entry: AgendaEntry) => readonly string[] {
  const { today } = register;
  if (grouping === 'month' || grouping === 'week') {
    const words = grouping === 'month' ? monthWords : weekWords;
    return ({ lastDayToAct }) => [lastDayToAct < today ? 'Past due' : words(lastDayToAct)];
  }
  if (grouping === 'post') {
    const titles = new Map(officePosts(register).map(({ id, title }) => [id, title]));
    return ({ who }) => (who === undefined ? [] : [titles.get(who) ?? who]);
  }
  if (grouping === 'kind') return ({ record }) => [capital(record.kind.plural)];
  const about = recordsNamed(register, grouping === only?.kind ? [only] : register.ofKind(grouping.name));
  return ({ record }) => (about.get(record) ?? []).map((named) => `${register.title(named)} (${named.id})`);
}

/** Of each record those of some that it is or names. */
function recordsNamed(register: Register, some: readonly RecordEntry[]): Map<RecordEntry, RecordEntry[]> {
  const found = new Map<RecordEntry, RecordEntry[]>();
  for (const named of some) {
    for (const record of new Set([named, ...register.linkedFrom(named.id)]))
      found.set(record, [...(found.get(record) ?? []), named]);
  }
  return found;
}

function monthWords(day: string): string {
  return formatDate(day.slice(0, 7), 'en', 'both');
}

/** A week begins with its Monday. */
function weekWords(day: string): string {
  const sinceMonday = ((daysBetween('2024-01-01', day) % 7) + 7) % 7;
  const monday = addDays(day, -sinceMonday);
  return `${formatDate(monday, 'en', 'both')} to ${formatDate(addDays(monday, 6), 'en', 'both')}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
