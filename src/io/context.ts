/** The context of a real run: the process's folder, environment, clock and terminal. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Work } from '../context/progress.ts';
import type { Context, Globals, Workspace } from '../context.ts';
import { isExhaustion } from '../core/system-errors.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import type { Watch } from '../core/watch.ts';
import { usageError } from '../errors.ts';
import { makeClock } from './clock.ts';
import { type ApartTerminal, makeTerminal } from './terminal.ts';

/** What a run in a thread of its own lacks: it is watched, and the terminal is in other hands. */
interface Apart extends ApartTerminal {
  readonly watch: Watch;
}

/** Builds the context; nothing is read before a command asks for it. */
export function realContext(streams: NodeJS.Process, globals: Globals, apart?: Apart): Context {
  const cwd = resolve(streams.cwd(), globals.directory ?? '.');
  const clock = makeClock(globals.today);
  const terminal = makeTerminal(streams, globals, apart);
  let workspace: Promise<Workspace> | undefined;
  const surroundings = (folder: string) => ({
    cwd: resolve(cwd, folder),
    env: streams.env,
    today: clock.today(),
    now: () => clock.now(),
    commands: globals.commands,
    watch: apart?.watch,
    progress: (work: Work) => terminal.progress(work),
  });
  const openAnew = async (folder: string): Promise<Workspace> =>
    (await import('./workspace.ts')).openWorkspace(surroundings(folder));
  const open = async (folder: string): Promise<Workspace> => {
    const opened = await openAnew(folder);
    for (const remark of opened.remarks) terminal.err(`${terminal.style.yellow('!')} ${lineSafe(remark)}\n`);
    return opened;
  };
  return {
    cwd,
    env: streams.env,
    clock,
    terminal,
    options: { today: globals.today, json: globals.json, quiet: globals.quiet },
    outcome: { exitCode: 0 },
    openPrompt: async () => (await import('./prompt.ts')).makePrompt(streams),
    openWorkspace: async (purpose = 'check', folder = '.') => {
      if (purpose !== 'inspect') workspace ??= open(folder);
      const opened = await (purpose === 'inspect' || workspace === undefined ? openAnew(folder) : workspace);
      if (purpose !== 'read') await opened.kinds.prepareChecks();
      return opened;
    },
    readDeclarations: async (folder = '.') => (await import('./workspace.ts')).readDeclarations(resolve(cwd, folder)),
    startWorkspace: async (folder, willCommit) => {
      const started = await (await import('./workspace.ts')).startWorkspace(surroundings('.'), folder, willCommit);
      await started.kinds.prepareChecks();
      return started;
    },
    openMachine: async (folder) => (await import('./machine.ts')).openMachine(resolve(cwd, folder), streams.env),
    openEditor: async (text, name) => (await import('./editor.ts')).editInEditor(text, name, streams.env),
    readManual: async (page) =>
      readFile(join((await import('./package-files.ts')).packageRoot(), 'docs', page), 'utf8'),
    ...(apart === undefined
      ? { runApart: async (argv) => (await import('./apart.ts')).runApart(argv, cwd, streams.env, terminal) }
      : {}),
    expressionFiles: async () => (await import('./stopped-run.ts')).filesWithExpressions(cwd),
    stoppedBy: async (error) => {
      const { runStoppedBy } = await import('./stopped-run.ts');
      return runStoppedBy(cwd, error);
    },
    mergeFiles: async (files) => (await import('./merge-driver.ts')).mergeFiles(cwd, streams.env, files),
    recordLines: async (file) => (await import('./textconv.ts')).linesOfFile(cwd, file),
    readFile: async (path) => {
      try {
        return await readFile(resolve(cwd, path), 'utf8');
      } catch (error) {
        if (isExhaustion(error)) throw error;
        throw usageError('file-unreadable', `${path} cannot be read.`, 'check the name of the file');
      }
    },
  };
}
