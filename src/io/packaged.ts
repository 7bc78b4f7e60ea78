/** The files that come with the program for a workspace to copy, and what lies in the workspace at their paths. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PackagedFile } from '../context.ts';
import type { FoundFile } from '../core/checks/attachments.ts';
import { fingerprintOf, lookAtFile } from './attachments.ts';
import { listFiles, readFileSafely } from './files.ts';
import { packageRoot } from './package-files.ts';

const folders = ['schemas', 'templates'];

/** Schemas with their code lists, and templates with clauses and partials, by their paths below a root. */
export function packagedFiles(): PackagedFile[] {
  const root = packageRoot();
  return folders.flatMap((folder) =>
    listFiles(root, folder)
      .files.filter((file) => file.kind === 'file')
      .map(({ path }) => {
        const bytes = readFileSync(join(root, path));
        return { path, bytes, sha256: fingerprintOf(bytes) };
      }),
  );
}

/** Text of a file below the root; undefined where there is none that can be read. */
export function readText(root: string, path: string): string | undefined {
  const read = readFileSafely(root, path);
  return read.ok ? read.bytes.toString('utf8') : undefined;
}

/** What lies at a path. A name that differs only in the case of letters counts as unreadable: it is the same elsewhere. */
export function lookAt(root: string, path: string): FoundFile {
  const found = lookAtFile(root, path);
  if ('sha256' in found || found.fault !== 'missing') return found;
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    const folded = name.toLowerCase();
    const others = readdirSync(dirname(join(root, path)));
    return others.some((other) => other.toLowerCase() === folded) ? { fault: 'unreadable' } : found;
  } catch {
    return found;
  }
}
