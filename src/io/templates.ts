/** Templates, clauses and the style of papers: the workspace's own files stand before those that come with the program. */
import { join } from 'node:path';
import type { TemplateSource } from '../context.ts';
import { mendFirstError } from '../errors.ts';
import { largestFileBytes, listFiles, readFileSafely } from './files.ts';

const folder = 'templates';
/** A font for Chinese has this size. */
const largestAssetBytes = 32 * 1024 * 1024;

export function templateSource(root: string, packaged: string): TemplateSource {
  const bases = root === packaged ? [root] : [root, packaged];
  const readIn = (base: string, name: string, limit: number): Buffer | undefined => {
    const read = readFileSafely(base, `${folder}/${name}`, limit);
    if (read.ok) return read.bytes;
    if (read.reason === 'missing') return undefined;
    throw mendFirstError('template-unreadable', `${join(base, folder, name)} cannot be read (${read.reason}).`);
  };
  const all = (name: string, limit: number): Buffer[] =>
    bases.flatMap((base) => {
      const bytes = readIn(base, name, limit);
      return bytes === undefined ? [] : [bytes];
    });
  return {
    read: async (name) => all(name, largestFileBytes)[0]?.toString('utf8'),
    readAll: async (name) => all(name, largestFileBytes).map((bytes) => bytes.toString('utf8')),
    readBytes: async (name) => all(name, largestAssetBytes)[0],
    list: async (below) => {
      const names = bases.flatMap((base) =>
        listFiles(base, `${folder}/${below}`)
          .files.filter((file) => file.kind === 'file')
          .map((file) => file.path.slice(folder.length + below.length + 2)),
      );
      return [...new Set(names)].sort();
    },
    pathOf: (name) => `${folder}/${name}`,
  };
}
