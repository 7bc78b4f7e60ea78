/** Files that are no records, merged line by line as git does. */
import { resolve } from 'node:path';
import { runGit } from './git.ts';

export interface LineMerge {
  readonly bytes: Buffer;
  readonly clean: boolean;
}

/**
 * Merges three files; undefined where git cannot, as with files that are no text. `union` keeps the lines of both sides
 * where they meet.
 */
export async function mergeLines(
  folder: string,
  env: NodeJS.ProcessEnv,
  files: { readonly base: string; readonly ours: string; readonly theirs: string },
  way: 'text' | 'union' = 'text',
): Promise<LineMerge | undefined> {
  const sides = [files.ours, files.base, files.theirs].map((file) => resolve(folder, file));
  const labels = ['ours', 'before', 'theirs'].flatMap((label) => ['-L', label]);
  const args = ['merge-file', '--stdout', ...(way === 'union' ? ['--union'] : []), ...labels, '--', ...sides];
  const answer = await runGit(folder, env, args, { mode: 'read' });
  // Above 127 git could not merge them.
  if (answer.exitCode < 0 || answer.exitCode > 127) return undefined;
  return { bytes: answer.bytes, clean: answer.exitCode === 0 };
}
