/** The built program as git and the shell find it: under its name, in a folder of the PATH. */
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ProgramFolder {
  /** An environment in which typing `irc` starts it. */
  on(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
  remove(): void;
}

/** A folder with `irc` in it; with a script, another program of that name. */
export function programFolder(script?: string): ProgramFolder {
  const folder = mkdtempSync(join(tmpdir(), 'irc-bin-'));
  const program = join(folder, 'irc');
  if (script === undefined) symlinkSync(join(import.meta.dirname, '..', '..', 'bin', 'irc.js'), program);
  else {
    writeFileSync(program, `#!/bin/sh\n${script}\n`);
    chmodSync(program, 0o755);
  }
  return {
    on: (env) => ({ ...env, PATH: `${folder}:${env.PATH ?? ''}` }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
