/** git's own mark of a merge under way, in the git folder of the working tree. */
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { removeIfThere, syncFolder, writeDurably } from './durable.ts';
import type { Repository } from './git-state.ts';

/** The commit that is being merged in; undefined when no merge is under way. */
export function mergeHead(repository: Repository): string | undefined {
  const file = join(repository.gitDir, 'MERGE_HEAD');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n')[0] : undefined;
}

/** The message that irc gave a merge when it began it; undefined where git began it, or a person wrote another. */
export function mergeMessage({ gitDir }: Repository): string | undefined {
  const file = join(gitDir, 'MERGE_MSG');
  const message = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return /^Irc-Action: merge$/m.test(message) ? message : undefined;
}

/**
 * Marks a merge as under way: in one step, and then what git notes of it beside. `tree` is what the merge came to, so that
 * git diff AUTO_MERGE shows what was changed since. `folder` is one for files in between.
 */
export function markMerge(
  repository: Repository,
  folder: string,
  merge: { readonly theirs: string; readonly message: string; readonly tree: string },
): void {
  try {
    put(repository, folder, 'AUTO_MERGE', `${merge.tree}\n`);
    put(repository, folder, 'MERGE_HEAD', `${merge.theirs}\n`);
    put(repository, folder, 'MERGE_MODE', 'no-ff');
    put(repository, folder, 'MERGE_MSG', merge.message);
  } catch (error) {
    unmarkMerge(repository);
    throw error;
  }
}

/** Takes the mark away: what makes it count first, and then the rest as far as that goes. */
export function unmarkMerge(repository: Repository): void {
  removeIfThere(join(repository.gitDir, 'MERGE_HEAD'));
  // From here on it counts: taken back now, the files would be those of a merge that nobody knows of.
  const rest = [
    () => syncFolder(repository.gitDir),
    ...['MERGE_MODE', 'MERGE_MSG', 'MERGE_RR', 'AUTO_MERGE'].map((name) => () => {
      removeIfThere(join(repository.gitDir, name));
    }),
  ];
  for (const step of rest) {
    try {
      step();
    } catch {
      // Without MERGE_HEAD nobody reads the others.
    }
  }
}

function put(repository: Repository, folder: string, name: string, text: string): void {
  const fresh = join(folder, name);
  writeDurably(fresh, Buffer.from(text));
  renameSync(fresh, join(repository.gitDir, name));
  syncFolder(repository.gitDir);
}
