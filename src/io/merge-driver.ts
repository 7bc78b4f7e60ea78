/**
 * git's merge driver: three files of one record become one. It needs no register, only the schema of the kind that lies
 * at the path, and leaves the file of ours as it was or wholly merged.
 */
import { readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { mergeTexts } from '../core/merge/text.ts';
import { decodeText } from '../core/records/record.ts';
import type { Field } from '../core/schemas/field.ts';
import { isExhaustion } from '../core/system-errors.ts';
import { replaceDurably } from './durable.ts';
import { filesBelow } from './files.ts';
import { kindAt } from './records.ts';
import { loadSchemas } from './schemas.ts';

export interface DriverFiles {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
  /** Where the record lies, below `folder`. */
  readonly path: string;
}

/** How a file was merged: by field, or line by line as git does where it is no record that can be read. */
export interface DriverResult {
  readonly clean: boolean;
  readonly by: 'field' | 'line';
}

/** Merges into the file of ours. `folder` is where git runs the driver, the top of the working tree. */
export async function mergeFiles(folder: string, env: NodeJS.ProcessEnv, files: DriverFiles): Promise<DriverResult> {
  const [base, ours, theirs] = [files.base, files.ours, files.theirs].map((file) =>
    readFileSync(resolve(folder, file)),
  );
  const target = resolve(folder, files.ours);
  const texts = [base, ours, theirs].map((bytes) => decodeText(files.path, bytes ?? Buffer.alloc(0)).text);
  const root = await rootAt(folder, files.path);
  if (root !== undefined && texts.every((text) => text !== undefined)) {
    const [before = '', one = '', other = ''] = texts;
    const merged = attempt(root, before, one, other);
    if (merged !== undefined) {
      replaceDurably(target, Buffer.from(merged.text));
      return { clean: merged.conflicts === 0, by: 'field' };
    }
  }
  const { mergeLines } = await import('./merge-lines.ts');
  const lines = await mergeLines(folder, env, files);
  // Where git cannot merge them ours stays, and git is told of the conflict.
  if (lines !== undefined) replaceDurably(target, lines.bytes);
  return { clean: lines?.clean === true, by: 'line' };
}

/** An empty base is git's way to say that both sides made the file. */
function attempt(root: Field, base: string, ours: string, theirs: string): ReturnType<typeof mergeTexts> | undefined {
  try {
    return mergeTexts(root, { base: base === '' ? undefined : base, ours, theirs });
  } catch {
    // Not even the conflict can be written, as in a record near the largest size: git's own way keeps both sides.
    return undefined;
  }
}

/** The fields of the record that lies at the path; undefined where no kind does, or where its schema cannot be read. */
async function rootAt(folder: string, path: string): Promise<Field | undefined> {
  const steps = path.split('/');
  const at = steps.indexOf('records');
  if (at < 0 || !path.endsWith('.yaml') || isAbsolute(path)) return undefined;
  try {
    const { kinds } = await loadSchemas(filesBelow(join(folder, ...steps.slice(0, at))));
    return kindAt(kinds, steps.slice(at).join('/'))?.root;
  } catch (error) {
    if (isExhaustion(error)) throw error;
    return undefined;
  }
}
