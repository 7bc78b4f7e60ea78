/** How far a long piece of work is, on one line of a terminal that is wiped when it ends. */
import type { Clock, Terminal } from '../context.ts';
import { lineSafe } from '../core/terminal-safe.ts';

export interface Progress {
  /** The next of the pieces begins. */
  next(name: string): void;
  end(): void;
}

/** Until then there is nothing to tell; the clock counts whole seconds. */
const patienceMilliseconds = 1_000;

/** Tells of `all` pieces once they have taken over a second; silent where nobody sits at a terminal. */
export function progressOf(terminal: Terminal, clock: Clock, all: number): Progress {
  const began = Date.parse(clock.now());
  let done = 0;
  let isShown = false;
  return {
    next: (name) => {
      done += 1;
      if (!terminal.interactive || Date.parse(clock.now()) - began <= patienceMilliseconds) return;
      isShown = true;
      terminal.say(`\r\u001b[K  ${done} of ${all}  ${lineSafe(name)}`);
    },
    end: () => {
      if (isShown) terminal.say('\r\u001b[K');
    },
  };
}

/** For a piece of a longer work, which tells of itself. */
export const noProgress: Progress = { next: () => undefined, end: () => undefined };
