/**
 * git's text conversion: a record as the lines that git compares and shows. git hands over a file of the working tree by
 * its path, or a content of the past under its name alone; both must come out alike, or all lines would differ.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { kindOfText, plainLines, recordLines } from '../core/records/lines.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { usageError } from '../errors.ts';
import { filesBelow, largestFileBytes } from './files.ts';
import { kindAt } from './records.ts';
import { loadSchemas } from './schemas.ts';

/** The lines of a file, never rejected for what it holds; rejects with `file-unreadable`. `folder` is where git runs the conversion, the top of the tree. */
export async function linesOfFile(folder: string, file: string): Promise<string> {
  const bytes = bytesOf(resolve(folder, file));
  const text = utf8(bytes);
  // Bytes that are no UTF-8 stay apart from one another when each is taken for a letter.
  if (text === undefined || bytes.length > largestFileBytes) return plainLines(text ?? bytes.toString('latin1'));
  try {
    return recordLines((await kindOf(folder, file, text))?.root, text);
  } catch {
    return plainLines(text);
  }
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw usageError('file-unreadable', `${lineSafe(path)} cannot be read.`, 'check the name of the file');
  }
}

async function kindOf(folder: string, file: string, text: string): Promise<Kind | undefined> {
  const root = registerNear(folder);
  if (root === undefined) return undefined;
  const { kinds } = await loadSchemas(filesBelow(root));
  const name = basename(file);
  const paths = [`records/${name}`, ...kinds.kinds.map(({ plural }) => `records/${plural}/${name}`)];
  const there = paths.filter((path) => existsSync(join(root, path)));
  return there.length === 1 ? kindAt(kinds, there[0] ?? '') : kindOfText(kinds.kinds, text);
}

/** The register at the top of the tree, or the only one in a folder of it. */
function registerNear(folder: string): string | undefined {
  const isRegister = (path: string): boolean => existsSync(join(path, 'records', 'office.yaml'));
  if (isRegister(folder)) return folder;
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const found = below.map(({ name }) => join(folder, name)).filter(isRegister);
  return found.length === 1 ? found[0] : undefined;
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
