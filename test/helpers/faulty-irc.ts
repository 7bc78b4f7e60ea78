/** Runs the built program and breaks it: kills it at one of the calls that change something, or makes that call fail. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.ts';

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

/**
 * Runs irc in this process with a git that is killed at one of its calls, which count from 1: before it has done its work,
 * or after. `place` is a folder for the program that stands in for git.
 */
export async function runWithKilledGit(
  { folder, place }: { readonly folder: string; readonly place: string },
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { call, isDone }: { readonly call: number; readonly isDone: boolean },
): Promise<FaultyRun> {
  const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8', env }).trim();
  const [count, mark] = [join(place, 'count'), join(place, 'fault')];
  for (const file of [count, mark]) rmSync(file, { force: true });
  const script = [
    '#!/bin/sh',
    `calls=$(($(cat '${count}' 2>/dev/null || echo 0) + 1))`,
    `echo "$calls" > '${count}'`,
    `[ "$calls" -eq ${call} ] || exec '${git}' "$@"`,
    ...(isDone ? [`'${git}' "$@"`] : []),
    `: > '${mark}'`,
    'kill -9 $$',
  ];
  writeFileSync(join(place, 'git'), `${script.join('\n')}\n`, { mode: 0o755 });
  const ran = await run(folder, args, { env: { ...env, PATH: `${place}:${env.PATH}` } });
  return { status: ran.code, stderr: ran.err, hadFault: existsSync(mark) };
}
