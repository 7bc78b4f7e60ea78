/** Runs the built program and breaks it: kills it at one of the calls that change something, or makes that call fail. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

export interface FaultyRun {
  readonly status: number | null;
  readonly stderr: string;
  /** False: the program made fewer calls than that. */
  readonly hadFault: boolean;
}

/** `fault` is `kill:N` or `fail:N:CODE`; calls count from 1. */
export function runFaulty(folder: string, args: readonly string[], env: NodeJS.ProcessEnv, fault: string): FaultyRun {
  const preload = join(root, 'test', 'helpers', 'faults.cjs');
  const command = ['--require', preload, join(root, 'bin', 'irc.js'), '--today', '2026-11-24', ...args];
  const ran = spawnSync(process.execPath, command, {
    ...{ cwd: folder, env: { ...env, IRC_TEST_FAULT: fault }, encoding: 'utf8' as const },
  });
  return { status: ran.status, stderr: ran.stderr, hadFault: ran.stderr.includes('(fault)') };
}
