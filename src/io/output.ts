/** Writes rendered documents, and reads the fonts that they embed. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { mendFirstError } from '../errors.ts';
import { errorCode } from './error-code.ts';

/**
 * Writes a document whole or not at all and gives the path as the user would type it. A relative path lies below the
 * workspace. Rejects with `output-failed`.
 */
export async function writeOutput(root: string, cwd: string, path: string, bytes: Uint8Array): Promise<string> {
  const target = isAbsolute(path) ? path : resolve(root, path);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(temporary, bytes);
    await rename(temporary, target);
  } catch (error) {
    throw mendFirstError(
      'output-failed',
      `${target} cannot be written (${errorCode(error) ?? String(error)}).`,
      'choose another folder with --out',
    );
  }
  const shown = relative(cwd, target);
  return shown.startsWith('..') ? target : shown;
}

/** Bytes of a font in assets/fonts. */
export async function loadFont(packaged: string, name: string): Promise<Uint8Array> {
  return readFile(join(packaged, 'assets', 'fonts', name));
}
