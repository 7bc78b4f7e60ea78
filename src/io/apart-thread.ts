/** The side of the thread: runs the command line, and says what it is working on. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Context, Globals } from '../context.ts';
import type { Watch } from '../core/watch.ts';
import { type ApartMessage, type ApartOrder, apartGlobals, slots } from './apart.ts';
import { realContext } from './context.ts';
import type { ProgressLine } from './progress.ts';

/** Between signs of life, in milliseconds. */
const beat = 50;

/** Runs the order that the thread was started with. */
export async function runOrder(
  run: (argv: readonly string[], makeContext: (globals: Globals) => Context) => Promise<number>,
): Promise<void> {
  const order = workerData as ApartOrder;
  const counters = new Int32Array(order.shared);
  const timer = setInterval(() => Atomics.add(counters, slots.beats, 1), beat);
  const watch = watchInto(counters);
  const exitCode = await run(order.argv, (globals) =>
    realContext(process, apartGlobals(globals, order), {
      watch,
      columns: order.columns,
      write: print,
      line: progressLine(),
    }),
  );
  clearInterval(timer);
  send({ exitCode });
}

function watchInto(counters: Int32Array): Watch {
  const numbers = new Map<string, number>();
  const running: number[] = [];
  const numberOf = (expression: string): number => {
    let number = numbers.get(expression);
    if (number === undefined) {
      number = numbers.size + 1;
      numbers.set(expression, number);
      send({ id: number, expression });
    }
    return number;
  };
  const mark = (): void => {
    Atomics.store(counters, slots.expression, running.at(-1) ?? 0);
    Atomics.add(counters, slots.marks, 1);
  };
  return {
    at: (file) => {
      send({ at: file });
      Atomics.add(counters, slots.files, 1);
      Atomics.add(counters, slots.marks, 1);
    },
    begins: (expression) => {
      running.push(numberOf(expression));
      mark();
    },
    ends: () => {
      running.pop();
      mark();
    },
  };
}

function print(to: 1 | 2, bytes: Uint8Array): void {
  send({ to, bytes });
}

/** The line itself is in the hands of the main thread, which knows the terminal. */
function progressLine(): ProgressLine {
  let isShown = false;
  let wasShown = false;
  return {
    get wasShown() {
      return wasShown;
    },
    show: (progress) => {
      isShown = true;
      wasShown = true;
      send({ progress });
    },
    clear: () => {
      if (isShown) send({ progress: '' });
      isShown = false;
    },
  };
}

function send(message: ApartMessage): void {
  parentPort?.postMessage(message);
}
