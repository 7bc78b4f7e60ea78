/** Writes rendered documents, and reads the fonts that they embed. */
import { lstatSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { systemRefusal } from '../core/system-errors.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { mendFirstError } from '../errors.ts';
import { errorCode } from './error-code.ts';

/**
 * Writes a document whole or not at all and gives the path as the user would type it. A relative path lies below the
 * workspace. Within it no link is followed, since a stranger's branch may hold one. Rejects with `output-failed`.
 */
export async function writeOutput(root: string, cwd: string, path: string, bytes: Uint8Array): Promise<string> {
  const target = isAbsolute(path) ? path : resolve(root, path);
  const temporary = `${target}.${process.pid}.tmp`;
  refuseLinks(root, target);
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(temporary, bytes);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw notWritten(target, error);
  }
  const shown = relative(cwd, target);
  return shown.startsWith('..') ? target : shown;
}

function notWritten(target: string, error: unknown): Error {
  const message = `${lineSafe(target)} cannot be written (${errorCode(error) || String(error)}).`;
  const refusal = systemRefusal(error);
  // That a folder is not for irc is its own matter; a full disk is so wherever one writes.
  return refusal === undefined || refusal.code === 'not-allowed'
    ? mendFirstError('output-failed', message, 'choose another folder')
    : mendFirstError('output-failed', message, refusal.hint, [refusal.message]);
}

/** Throws where a folder on the way from the root to the target is a link. */
function refuseLinks(root: string, target: string): void {
  const steps = relative(root, dirname(target)).split(sep);
  if (steps[0] === '..' || steps[0] === '') return;
  let folder = root;
  for (const step of steps) {
    folder = join(folder, step);
    if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() !== true) continue;
    throw mendFirstError(
      'output-failed',
      `${lineSafe(relative(root, folder))} is a link, and links are not followed. Nothing was written.`,
      'take the link away, or name the folder that it leads to: --out FOLDER',
    );
  }
}

/** Bytes of a font in assets/fonts, or of the typesetter's WebAssembly, which lies in its package. */
export async function loadAsset(packaged: string, name: string): Promise<Uint8Array> {
  if (!name.endsWith('.wasm')) return readFile(join(packaged, 'assets', 'fonts', name));
  leaveTypesetterAsItIs();
  return readFile(createRequire(join(packaged, 'package.json')).resolve('@myriaddreamin/typst-ts-web-compiler/wasm'));
}

/** The last engine that is known to have the option; one that has it not would say so on the user's screen. */
const lastKnownEngine = 13;

/** A paper is set in less time than the engine takes to make the typesetter's code faster, which only pays for very many. */
function leaveTypesetterAsItIs(): void {
  if (Number.parseInt(process.versions.v8, 10) <= lastKnownEngine)
    setFlagsFromString('--wasm-tiering-budget=100000000');
}
