/** Writes docs/reference/ anew from the program. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { referencePages } from './reference-pages.ts';

const folder = join(import.meta.dirname, '..', 'docs', 'reference');
const pages = await referencePages();
await rm(folder, { recursive: true, force: true });
for (const [path, text] of pages) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}
