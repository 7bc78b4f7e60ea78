/** The folder and the repository that a new workspace is made in. */
import { existsSync, mkdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { saveFailure } from '../core/system-errors.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { IrcError, mendFirstError } from '../errors.ts';
import { runGit } from './git.ts';
import { gitFailure } from './git-messages.ts';
import { hasRepository, headOf } from './git-state.ts';

/** The folder itself or the nearest above that is there. Throws `not-a-folder` where a file is in the way. */
export function nearestFolder(path: string): string {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = statSync(folder, { throwIfNoEntry: false });
    if (found?.isDirectory() === true) return folder;
    if (found !== undefined) {
      throw mendFirstError(
        'not-a-folder',
        `${lineSafe(folder)} is a file, not a folder.`,
        'name another: irc init FOLDER',
      );
    }
    if (dirname(folder) === folder) throw mendFirstError('no-folder', `There is no folder ${lineSafe(path)}.`);
  }
}

/**
 * Makes the folder and, where it lies in no repository, one with the branch `main`; then does the work in it. If the
 * work fails, what was made here goes again, so that the same command can be given once more.
 */
export async function makeSite<T>(root: string, env: NodeJS.ProcessEnv, work: () => Promise<T>): Promise<T> {
  const ground = nearestFolder(root);
  let madeRepository = false;
  try {
    makeFolder(root);
    if (!(await hasRepository(root, env))) {
      madeRepository = true;
      const made = await runGit(root, env, ['init', '--quiet', '--initial-branch=main'], { mode: 'write' });
      if (made.exitCode !== 0) throw gitFailure('making the repository', made);
    }
    return await work();
  } catch (error) {
    // Whether the commit is in is not known then: nothing may be taken away under it.
    const isKnown = !(error instanceof IrcError && error.code === 'outcome-unknown');
    if (isKnown) await takeBack(root, ground, env, madeRepository);
    throw error;
  }
}

function makeFolder(root: string): void {
  try {
    mkdirSync(root, { recursive: true });
  } catch (error) {
    throw saveFailure('making the folder', error);
  }
}

async function takeBack(root: string, ground: string, env: NodeJS.ProcessEnv, madeRepository: boolean): Promise<void> {
  try {
    const git = join(root, '.git');
    if (madeRepository && existsSync(git) && (await headOf(root, env)) === undefined) {
      rmSync(git, { recursive: true, force: true });
    }
    for (let folder = root; folder !== ground; folder = dirname(folder)) rmdirSync(folder);
  } catch {
    // A folder that holds something stays.
  }
}
