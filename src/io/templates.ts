/** Templates and clauses: the workspace's own files stand before those that come with the program. */
import { join } from 'node:path';
import type { TemplateSource } from '../context.ts';
import { mendFirstError } from '../errors.ts';
import { listFiles, readFileSafely } from './files.ts';

const folder = 'templates';

export function templateSource(root: string, packaged: string): TemplateSource {
  const bases = root === packaged ? [root] : [root, packaged];
  const fileOf = (name: string): { base: string; text: string } | undefined => {
    for (const base of bases) {
      const read = readFileSafely(base, `${folder}/${name}`);
      if (read.ok) return { base, text: read.bytes.toString('utf8') };
      if (read.reason !== 'missing') {
        throw mendFirstError('template-unreadable', `${join(base, folder, name)} cannot be read (${read.reason}).`);
      }
    }
    return undefined;
  };
  return {
    read: async (name) => fileOf(name)?.text,
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
