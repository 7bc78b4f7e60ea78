/**
 * A command line in a thread of its own, watched from here: what strangers wrote cannot hang it or exhaust the machine.
 * The thread says which file and which expression it works on; time is counted only while it does nothing else.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ApartRun, Globals } from '../context.ts';
import type { StoppedCheck } from '../core/checks/stopped.ts';
import { filesBelow } from './files.ts';
import { packageRoot } from './package-files.ts';
import { registerAbove } from './root.ts';
import { stoppedRun } from './stopped-run.ts';
import type { RealTerminal } from './terminal.ts';

export interface ApartLimits {
  /** Seconds for one expression, for the work on one file, and for the whole run. */
  readonly expression: number;
  readonly file: number;
  readonly run: number;
  /** MiB of the thread's own memory. */
  readonly memory: number;
}

const usual: ApartLimits = { expression: 3, file: 8, run: 300, memory: 1024 };

/** The terminal that what is printed comes out at. */
export type Outlet = Pick<RealTerminal, 'columns' | 'style' | 'line' | 'outBytes' | 'err'>;

/** What the thread is started with. */
export interface ApartOrder {
  readonly argv: readonly string[];
  readonly color: boolean;
  readonly columns: number;
  /** Counters that the thread writes: see `slots`. */
  readonly shared: SharedArrayBuffer;
}

export type ApartMessage =
  | { readonly at: string }
  /** What is printed, and where. */
  | { readonly to: 1 | 2; readonly bytes: Uint8Array }
  /** How far the work is; empty: nothing is to be told any more. */
  | { readonly progress: string }
  | { readonly id: number; readonly expression: string }
  | { readonly exitCode: number };

/** Signs of life of the event loop; work begun; the expression that runs, by its number; the file worked on, counted. */
export const slots = { beats: 0, marks: 1, expression: 2, files: 3 } as const;

/** Whether the files below a folder could make a check dear: not the program's own schemas, or a runner of checks. */
export function mustRunApart(root: string, env: NodeJS.ProcessEnv): boolean {
  return Boolean(env.CI) || ['schemas', 'templates/clauses'].some((folder) => differsFromPackage(root, folder));
}

function differsFromPackage(root: string, folder: string): boolean {
  if (root === packageRoot()) return false;
  const [own, packaged] = [filesBelow(root), filesBelow(packageRoot())];
  return own.list(folder).some(({ path }) => {
    const [mine, theirs] = [own.read(path), packaged.read(path)];
    return !mine.ok || !theirs.ok || !mine.bytes.equals(theirs.bytes);
  });
}

/**
 * Runs the command line; undefined where nothing asks for it. What it prints comes out at this terminal, which has the pager
 * and the line of progress.
 */
export async function runApart(
  argv: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  terminal: Outlet,
  limits: ApartLimits = usual,
): Promise<ApartRun | undefined> {
  const root = registerAbove(cwd);
  if (root === undefined || !mustRunApart(root, env)) return undefined;
  const shared = new SharedArrayBuffer(4 * Int32Array.BYTES_PER_ELEMENT);
  const { columns, style } = terminal;
  const order: ApartOrder = { argv, columns, shared, color: style.bold('x') !== 'x' };
  const ended = await watchThread(order, terminal, limits);
  return 'exitCode' in ended ? ended : { stopped: stoppedRun(cwd, root, ended) };
}

const tick = 100;

function watchThread(
  order: ApartOrder,
  terminal: Outlet,
  limits: ApartLimits,
): Promise<{ readonly exitCode: number } | StoppedCheck> {
  const worker = new Worker(join(packageRoot(), 'dist', 'main.js'), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: limits.memory, stackSizeMb: 4 },
  });
  const counters = new Int32Array(order.shared);
  const expressions = new Map<number, string>();
  let file: string | undefined;
  return new Promise((resolve, reject) => {
    const stop = (limit: StoppedCheck['limit'], most: string): void => {
      clearInterval(timer);
      const expression = expressions.get(Atomics.load(counters, slots.expression));
      void worker.terminate();
      resolve({ limit, most, file, expression });
    };
    const timer = watchTime(counters, limits, stop);
    worker.on('message', (message: ApartMessage) => {
      if ('at' in message) file = message.at;
      else if ('expression' in message) expressions.set(message.id, message.expression);
      else if ('progress' in message) tell(terminal, message.progress);
      else if ('bytes' in message) print(terminal, message.to, message.bytes);
      else {
        clearInterval(timer);
        resolve(message);
      }
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') stop('memory', `${limits.memory} MB`);
      else {
        clearInterval(timer);
        reject(error);
      }
    });
  });
}

function tell({ line }: Outlet, progress: string): void {
  if (progress === '') line.clear();
  else line.show(progress);
}

function print(terminal: Outlet, to: 1 | 2, bytes: Uint8Array): void {
  if (to === 1) terminal.outBytes(bytes);
  else terminal.err(Buffer.from(bytes).toString('utf8'));
}

/**
 * Counts ticks in which the thread was blocked, so that a computer that slept, or a git that is waited for, does not
 * count.
 */
function watchTime(
  counters: Int32Array,
  limits: ApartLimits,
  stop: (limit: StoppedCheck['limit'], most: string) => void,
): NodeJS.Timeout {
  const spent = { expression: 0, file: 0, run: 0 };
  let seen = { beats: 0, marks: 0, files: 0 };
  return setInterval(() => {
    const now = {
      beats: Atomics.load(counters, slots.beats),
      marks: Atomics.load(counters, slots.marks),
      files: Atomics.load(counters, slots.files),
    };
    const isBlocked = now.beats === seen.beats;
    const isOneExpression = Atomics.load(counters, slots.expression) !== 0 && now.marks === seen.marks;
    spent.expression = isBlocked && isOneExpression ? spent.expression + tick : 0;
    spent.file = isBlocked && now.files === seen.files ? spent.file + tick : 0;
    spent.run += tick;
    seen = now;
    for (const limit of ['expression', 'file', 'run'] as const) {
      if (spent[limit] >= limits[limit] * 1000) {
        stop(limit, limit === 'run' ? `${Math.round(limits.run / 60)} minutes` : `${limits[limit]} seconds`);
        return;
      }
    }
  }, tick);
}

/** The globals of a run in the thread: it has no terminal of its own. */
export function apartGlobals(globals: Globals, { color }: ApartOrder): Globals {
  return { ...globals, color, input: false };
}
