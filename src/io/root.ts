/** Where a workspace lies: by its office record, and in which repository by `.git` alone. No git is run. */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { mendFirstError } from '../errors.ts';

/** The file that makes a folder a workspace. */
const marker = join('records', 'office.yaml');

/** From the top of the repository to the root, with a final slash; empty where they are the same, or there is none. */
export function prefixInRepository(root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) {
      const below = relative(folder, root).split(sep).join('/');
      return below === '' ? '' : `${below}/`;
    }
    if (dirname(folder) === folder) return '';
  }
}

/** The workspace of the folder or of the nearest one above, as an absolute path. Throws `no-workspace`. */
export function findRoot(cwd: string): string {
  if (!existsSync(cwd)) throw mendFirstError('no-folder', `There is no folder ${cwd}.`);
  const found = registerAbove(cwd);
  if (found !== undefined) return found;
  throw mendFirstError(
    'no-workspace',
    'No register here or in a folder above (looked for records/office.yaml).',
    'go to one: cd FOLDER, or irc -C FOLDER …        make one: irc init FOLDER',
  );
}

/** The folder itself, or the nearest one above, that is a register. */
export function registerAbove(start: string): string | undefined {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (existsSync(join(folder, marker))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
