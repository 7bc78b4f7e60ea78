/** Which schemas and templates a workspace has copied from the program: told apart are what is old and what is its own. */
import type { FoundFile } from '../checks/attachments.ts';
import { isMap, type Value } from '../value.ts';

/** Kept in the workspace: the version that was copied from, and the fingerprint of each file as it was then. */
export const copiesFile = '.irc/copied.json';

export interface Copies {
  readonly version: string;
  /** SHA-256 by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** How the copies stand against the files that come with the program now; lists of paths. */
export interface CopiesState {
  /** As they were copied, and since then another in the program. */
  readonly older: readonly string[];
  /** New in the program, and not here. */
  readonly added: readonly string[];
  /** Changed or removed here; the program's are as they were. */
  readonly own: readonly string[];
  /** Changed here and in the program. */
  readonly both: readonly string[];
}

/** The text of the file, in the order of the paths. */
export function printCopies({ version, files }: Copies): string {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify({ irc: version, files: Object.fromEntries(sorted) }, undefined, 1)}\n`;
}

/** What such a text says; undefined where it cannot be read. */
export function parseCopies(text: string): Copies | undefined {
  try {
    const value = JSON.parse(text) as Value;
    if (!isMap(value) || typeof value.irc !== 'string' || !isMap(value.files)) return undefined;
    const files = Object.entries(value.files).map(([path, sha256]): [string, string] => [path, String(sha256)]);
    return { version: value.irc, files: new Map(files) };
  } catch {
    return undefined;
  }
}

/** Compares the copies with what the program brings and with what now lies in the workspace. */
export function compareCopies(
  copies: Copies,
  packaged: readonly { readonly path: string; readonly sha256: string }[],
  lookAt: (path: string) => FoundFile,
): CopiesState {
  const state = { older: [] as string[], added: [] as string[], own: [] as string[], both: [] as string[] };
  for (const { path, sha256 } of packaged) {
    const copied = copies.files.get(path);
    const found = lookAt(path);
    const here = 'sha256' in found ? found.sha256 : undefined;
    if (here === sha256) continue;
    if (copied === undefined) (here === undefined ? state.added : state.own).push(path);
    else if (copied === sha256) state.own.push(path);
    else if (here === copied) state.older.push(path);
    else state.both.push(path);
  }
  return state;
}
