/** Writes rendered documents, and reads the fonts that they embed. */

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
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
      'choose another folder',
    );
  }
  const shown = relative(cwd, target);
  return shown.startsWith('..') ? target : shown;
}

/** Bytes of a font in assets/fonts, or of the typesetter's WebAssembly, which lies in its package. */
export async function loadAsset(packaged: string, name: string): Promise<Uint8Array> {
  if (!name.endsWith('.wasm')) return readFile(join(packaged, 'assets', 'fonts', name));
  return readFile(createRequire(join(packaged, 'package.json')).resolve('@myriaddreamin/typst-ts-web-compiler/wasm'));
}
