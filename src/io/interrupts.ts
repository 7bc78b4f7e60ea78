import { IrcError } from '../errors.ts';

export interface InterruptGuard {
  /** Aborted by the first signal; stops a running git. */
  readonly signal: AbortSignal;
  /** Of the signal that came: 130, 143 or 129; undefined before. */
  readonly exitCode: number | undefined;
  /** Throws `interrupted` (130 INT, 143 TERM, 129 HUP) once a signal came. */
  check(): void;
  /** Gives the signals back to whoever handled them before. */
  end(): void;
}

const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type Signal = keyof typeof exitCodes;

/**
 * From now on INT, TERM and HUP do not end the process at once, so that the work in hand can be undone first. Ctrl-C
 * reaches the running git as well; whether its commit is in is read from HEAD afterwards, never guessed.
 */
export function guardInterrupts(): InterruptGuard {
  const controller = new AbortController();
  let received: Signal | undefined;
  const onSignal = (name: NodeJS.Signals): void => {
    received ??= name as Signal;
    controller.abort();
  };
  const names = Object.keys(exitCodes) as Signal[];
  for (const name of names) process.on(name, onSignal);
  return {
    signal: controller.signal,
    get exitCode() {
      return received === undefined ? undefined : exitCodes[received];
    },
    check() {
      if (received === undefined) return;
      throw new IrcError('interrupted', 'Interrupted. Nothing was saved.', { exitCode: exitCodes[received] });
    },
    end() {
      for (const name of names) process.off(name, onSignal);
    },
  };
}
