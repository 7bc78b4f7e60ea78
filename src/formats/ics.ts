/** Days to act as a calendar file (RFC 5545): whole days with an alarm, the same bytes for the same days. */
import { withoutControls } from './escape.ts';

export interface CalendarDay {
  /** Stays the same as long as the matter does, so that a calendar program moves the entry and does not double it. */
  readonly uid: string;
  /** ISO date. */
  readonly day: string;
  readonly summary: string;
  readonly description: string;
}

/** `stamp` is the ISO day on which the file was made. Alarms ring a week before. */
export async function writeIcs(name: string, days: readonly CalendarDay[], stamp: string): Promise<string> {
  const { default: ical, ICalAlarmType } = await import('ical-generator');
  const calendar = ical({ name: withoutControls(name), prodId: { company: 'irc', product: 'agenda', language: 'EN' } });
  for (const entry of days) {
    const event = calendar.createEvent({
      // The library writes an id as it is, and a line end in it would begin an entry of its own.
      id: encodeURIComponent(entry.uid),
      stamp: `${stamp}T00:00:00Z`,
      start: dayAsDate(entry.day),
      allDay: true,
      summary: withoutControls(entry.summary),
      description: { plain: entry.description.split('\n').map(withoutControls).join('\n') },
    });
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore: 7 * 24 * 60 * 60 });
  }
  return `${calendar.toString()}\r\n`;
}

/** The library takes a day from the local parts of a date. */
function dayAsDate(iso: string): Date {
  const [year = 0, month = 1, day = 1] = iso.split('-').map(Number);
  return new Date(year, month - 1, day);
}
