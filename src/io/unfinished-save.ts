/** A cheap look for a write that was cut off: reading commands must not pay for git to learn that there is none. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { savingVariable } from '../core/setup/git-hook.ts';

/** Set for the hooks of a commit: an irc that runs in one must not wait for the save that it is a part of. */
export const whileSaving = { [savingVariable]: '1' };

/** True where the repository around `root` holds the journal of a write that did not end. */
export function hasUnfinishedSave(root: string, env: NodeJS.ProcessEnv): boolean {
  if (env[savingVariable] === '1') return false;
  const gitDir = gitDirOf(root);
  return gitDir !== undefined && existsSync(join(gitDir, 'irc', 'save'));
}

/** The git folder of the nearest working tree; a linked worktree names it in a file. */
function gitDirOf(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const candidate = join(folder, '.git');
    const found = statSync(candidate, { throwIfNoEntry: false });
    if (found?.isDirectory() === true) return candidate;
    if (found?.isFile() === true) {
      const target = /^gitdir: (.+)$/m.exec(readFileSync(candidate, 'utf8'))?.[1];
      return target === undefined ? undefined : resolve(folder, target.trim());
    }
    if (dirname(folder) === folder) return undefined;
  }
}
