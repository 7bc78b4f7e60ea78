import type { Clock } from '../context.ts';

/** The machine's clock; `today` stands for the current day where it is given. A `Date` never leaves this file. */
export function makeClock(today: string | undefined): Clock {
  return {
    now: () => new Date().toISOString().replace(/\.\d{3}Z$/, 'Z'),
    today: () => today ?? localDay(new Date()),
  };
}

/** The day on the wall, not the one in Greenwich: an office thinks in its own days. */
function localDay(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
