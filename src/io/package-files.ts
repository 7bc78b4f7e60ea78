/** Where the files of the installed program lie: schemas, templates and fonts come with it. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let found: string | undefined;

/** Absolute path of the program's folder, whether it runs bundled or from its sources. */
export function packageRoot(): string {
  if (found !== undefined) return found;
  let folder = dirname(fileURLToPath(import.meta.url));
  while (
    !(existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'schemas'))) &&
    dirname(folder) !== folder
  ) {
    folder = dirname(folder);
  }
  found = folder;
  return folder;
}
