/** What falls due: the entries that schemas declare, worked out for each record on the register's day. */
import { isPartialDate, lastDay } from '../measures/calendar.ts';
import { actionOf, canStart } from '../register/actions.ts';
import { openItems } from '../register/picked-items.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import type { AgendaAnnotation } from '../schemas/annotations.ts';
import { ownerField, standingSteps } from '../schemas/common-fields.ts';
import { type Field, walkValues } from '../schemas/field.ts';
import { dottedPath } from '../schemas/place.ts';
import { shellWord } from '../schemas/typed-text.ts';
import type { Place, Value } from '../value.ts';

export interface AgendaEntry {
  readonly record: RecordEntry;
  /** Stays the same as long as the matter does: record, node and entry of the schema. */
  readonly key: string;
  /** ISO day on which it falls. */
  readonly date: string;
  /** Last ISO day on which something can still be done; never after `date`. */
  readonly lastDayToAct: string;
  readonly what: string;
  /** Id of the post to which it falls; the one that keeps the record where the schema names none. */
  readonly who: string | undefined;
  /** The command that deals with it; undefined where the schema names none, or it cannot begin yet. */
  readonly command: string | undefined;
}

/** All entries of the records, by the last day to act; those long past too, as nobody has done them yet. */
export function agendaOf(register: Register, records: readonly RecordEntry[]): AgendaEntry[] {
  return records
    .flatMap((record) => entriesOf(register, record))
    .sort((a, b) => compare(a.lastDayToAct, b.lastDayToAct) || compare(a.date, b.date) || compare(a.key, b.key));
}

function entriesOf(register: Register, record: RecordEntry): AgendaEntry[] {
  const entries: AgendaEntry[] = [];
  walkValues(record.kind.root, record.value, (field, value, place) => {
    (field.annotations.agenda ?? []).forEach((annotation, index) => {
      const entry = declaredEntry(register, record, annotation, place, index);
      if (entry !== undefined) entries.push(entry);
    });
    if (field.annotations.deadline === true) entries.push(...deadlineEntry(record, field, value, place));
  });
  return entries;
}

function declaredEntry(
  register: Register,
  record: RecordEntry,
  annotation: AgendaAnnotation,
  place: Place,
  index: number,
): AgendaEntry | undefined {
  const self = register.viewAt(record, place);
  const asked = (expression: string | undefined): unknown =>
    expression === undefined ? undefined : register.evaluate(record, expression, self);
  const date = dayOf(asked(annotation.date));
  if (date === undefined || asked(annotation.unless) === true) return undefined;
  const act = dayOf(asked(annotation.act)) ?? date;
  const who = asked(annotation.who);
  return {
    record,
    key: keyOf(record, place, String(index)),
    date,
    lastDayToAct: act < date ? act : date,
    what: register.fill(record, annotation.what, self),
    who: typeof who === 'string' && who !== '' ? who : keeperOf(record),
    command: commandOf(register, record, annotation, place, asked(annotation.with)),
  };
}

/** A field marked `deadline` speaks for itself: its day, and its title. */
function deadlineEntry(record: RecordEntry, field: Field, value: Value, place: Place): AgendaEntry[] {
  const date = dayOf(value);
  if (date === undefined) return [];
  const key = keyOf(record, place, 'deadline');
  return [{ record, key, date, lastDayToAct: date, what: field.title, who: keeperOf(record), command: undefined }];
}

function keyOf(record: RecordEntry, place: Place, entry: string): string {
  return [record.id, dottedPath(record.kind.root, record.value, place), entry].filter((part) => part !== '').join('/');
}

/** Where only a month or a year is known, its last day. */
function dayOf(value: unknown): string | undefined {
  return typeof value === 'string' && isPartialDate(value) ? lastDay(value) : undefined;
}

/** The post that keeps a record: its owner; where none is named, who took its last step. */
export function keeperOf(record: RecordEntry): string | undefined {
  const owner = record.value[ownerField];
  return typeof owner === 'string' ? owner : standingSteps(record.value).at(-1)?.by;
}

/** The command of the first action that can begin; one that picks its item is told which. */
function commandOf(
  register: Register,
  record: RecordEntry,
  { action }: AgendaAnnotation,
  place: Place,
  further: unknown,
): string | undefined {
  const words = (Array.isArray(further) ? further : []).map((word) => ` ${shellWord(String(word))}`).join('');
  for (const name of action === undefined ? [] : [action].flat()) {
    const annotation = actionOf(record.kind, name);
    if (annotation === undefined || !canStart(register, record, annotation)) continue;
    const { picks } = annotation;
    if (picks === undefined) return `irc ${name} ${record.id}${words}`;
    const item = openItems(register, record, picks).find((open) => open.place.join('/') === place.join('/'));
    if (item !== undefined) return `irc ${name} ${record.id} --${picks.flag} ${item.handle}${words}`;
  }
  return undefined;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
