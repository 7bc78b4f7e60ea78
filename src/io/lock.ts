/** One writer at a time: `irc.lock` in the git folder, with the process that holds it. */
import { linkSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Progress, Work } from '../context/progress.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { mendFirstError } from '../errors.ts';
import { removeIfThere } from './durable.ts';
import { errorCode } from './error-code.ts';

export interface Lock {
  release(): void;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Tells a process from a later one with the same number; empty where the system does not say. */
  readonly birth: string;
}

const lockName = 'irc.lock';

/** Milliseconds that a run waits for another. */
export const lockPatience = 30_000;

/** Tells of work that takes its time. */
export type TellProgress = (work: Work) => Progress;

/**
 * Takes the lock, waiting up to `patience` milliseconds for a living holder, which is told. The lock of a process that is gone is
 * taken over. Rejects with `lock-held` (exit 3), naming process and file; a file that is no lock of ours is not removed.
 */
export async function takeLock(gitDir: string, patience: number, tell?: TellProgress): Promise<Lock> {
  const file = join(gitDir, lockName);
  const claim = `${file}.${process.pid}.${Math.trunc(performance.now() * 1000)}`;
  const holder: Holder = { pid: process.pid, host: hostname(), birth: birthOf(process.pid) };
  let waiting: Progress | undefined;
  try {
    writeFileSync(claim, JSON.stringify(holder), { flag: 'wx' });
    const end = performance.now() + patience;
    while (!linkedNow(claim, file)) {
      if (takeOver(file, claim)) continue;
      if (performance.now() >= end) throw lockHeld(file);
      waiting ??= tell?.({
        doing: `Waiting for another irc that is saving here, at most ${Math.ceil(patience / 1000)} s`,
      });
      await pause(20 + Math.random() * 40);
    }
  } finally {
    waiting?.end();
    quietly(() => removeIfThere(claim));
  }
  quietly(() => removeAbandonedClaims(gitDir));
  const inode = statSync(file).ino;
  return {
    release() {
      quietly(() => {
        if (statSync(file).ino === inode) removeIfThere(file);
      });
    },
  };
}

/** What was saved stays saved: whatever a process leaves here is taken over by the next once that has ended. */
function quietly(clear: () => void): void {
  try {
    clear();
  } catch {
    // As said.
  }
}

/** Whether the process a lock or a log names still runs. Unknown counts as running. */
export function isRunning(pid: number, birth = ''): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
  const now = birthOf(pid);
  return birth === '' || now === '' || now === birth;
}

/**
 * Removes the lock of a dead process. Two that try at once could remove each other's fresh lock, so only the one that
 * gets the second name looks again and removes.
 */
function takeOver(file: string, claim: string): boolean {
  if (!isAbandoned(file)) return false;
  const guard = `${file}.takeover`;
  if (!linkedNow(claim, guard)) {
    if (isAbandoned(guard)) removeIfThere(guard);
    return false;
  }
  try {
    if (!isAbandoned(file)) return false;
    removeIfThere(file);
    return true;
  } finally {
    removeIfThere(guard);
  }
}

/** What was left by processes that were killed while they waited for the lock. */
function removeAbandonedClaims(gitDir: string): void {
  for (const name of readdirSync(gitDir)) {
    if (/^irc\.lock\.\d+\.\d+$/.test(name) && isAbandoned(join(gitDir, name))) removeIfThere(join(gitDir, name));
  }
}

function isAbandoned(file: string): boolean {
  const holder = holderOf(file);
  return holder !== undefined && holder.host === hostname() && !isRunning(holder.pid, holder.birth);
}

function holderOf(file: string): Holder | undefined {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof read !== 'object' || read === null) return undefined;
    const { pid, host, birth } = read as Partial<Record<keyof Holder, unknown>>;
    if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
    return typeof host === 'string' && typeof birth === 'string' ? { pid, host, birth } : undefined;
  } catch {
    return undefined;
  }
}

function linkedNow(claim: string, file: string): boolean {
  try {
    linkSync(claim, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function lockHeld(file: string): Error {
  const holder = holderOf(file);
  const who = holder === undefined ? 'Another irc' : `Another irc (process ${holder.pid} on ${lineSafe(holder.host)})`;
  return mendFirstError(
    'lock-held',
    `${who} is saving here. Nothing was saved.`,
    `Wait until it ends. If no irc runs: rm ${lineSafe(file)}`,
  );
}

/** On Linux: the boot and the tick a process started at. */
function birthOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return started === undefined ? '' : `${boot}/${started}`;
  } catch {
    return '';
  }
}
