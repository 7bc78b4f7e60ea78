/** Runs `apply-child.ts` as a process of its own; Node does not read TypeScript, so it is bundled once. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { ChildOrder } from './apply-child.ts';

export interface ChildResult {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: Record<string, unknown>;
}

export interface StartedChild {
  readonly process: ChildProcess;
  readonly end: Promise<ChildResult>;
  /** As a power failure does: the process and every git and hook it started, at once. */
  killAll(): void;
}

export interface ChildProgram {
  run(order: ChildOrder): Promise<ChildResult>;
  start(order: ChildOrder): StartedChild;
  remove(): void;
}

export async function childProgram(): Promise<ChildProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'irc-child-'));
  const program = join(folder, 'child.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'apply-child.ts')],
    ...{ outfile: program, bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'error' },
  });
  const start = (order: ChildOrder) => {
    const child = spawn(process.execPath, [program, JSON.stringify(order)], {
      ...{ stdio: ['ignore', 'pipe', 'inherit'], detached: true },
    });
    const killAll = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    };
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    const end = new Promise<ChildResult>((resolve) => {
      child.on('close', (exitCode, signal) => {
        const said = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
        resolve({ exitCode, signal, said });
      });
    });
    return { process: child, end, killAll };
  };
  return {
    start,
    run: (order) => start(order).end,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
