/** How far a long piece of work is, on one line of a terminal that is wiped when it ends. */
import type { Progress, Work } from '../context/progress.ts';
import { lineSafe } from '../core/terminal-safe.ts';

/** Until then there is nothing to tell; less once the user has seen that it takes its time. */
const patienceMilliseconds = { first: 1_000, further: 200 };
/** A line that changes more often cannot be read, and costs time. */
const pauseMilliseconds = 100;

export interface ProgressLine {
  /** Whether it was shown in this run. */
  readonly wasShown: boolean;
  /** Puts a text in place of the line. */
  show(text: string): void;
  clear(): void;
}

/** Tells of a work once it has taken a second. `now` gives milliseconds. */
export function progressOn(line: ProgressLine, work: Work, now: () => number = () => performance.now()): Progress {
  const began = now();
  const patience = line.wasShown ? patienceMilliseconds.further : patienceMilliseconds.first;
  let done = 0;
  let name: string | undefined;
  let shownAt = 0;
  const show = (time: number): void => {
    shownAt = time;
    line.show(progressText(work, done, name));
  };
  const tell = (): void => {
    const time = now();
    if (time - began >= patience && time - shownAt >= pauseMilliseconds) show(time);
  };
  // What waits, for the network or for another program, calls nobody in between. A timer may come a little early.
  const timer = setTimeout(() => show(now()), patience);
  timer.unref();
  return {
    next: (next) => {
      done += 1;
      name = next;
      tell();
    },
    end: () => {
      clearTimeout(timer);
      if (shownAt > 0) line.clear();
    },
  };
}

function progressText({ doing, all, of }: Work, done: number, name: string | undefined): string {
  if (all === undefined) return `${doing} …`;
  const pieces = `${doing}  ${figure(done)} of ${figure(all)}${of === undefined ? '' : ` ${of}`}`;
  return `${pieces}  ${name === undefined ? `${Math.floor((100 * done) / Math.max(1, all))} %` : lineSafe(name)}`;
}

function figure(number: number): string {
  return number.toLocaleString('en');
}
