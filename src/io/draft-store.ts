/** Answers of a stopped wizard: kept in the user's own state folder, never in the repository. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { DraftStore } from '../context.ts';

/** One folder for each workspace, since the same kind may be begun in several. */
export function draftStore(root: string, env: NodeJS.ProcessEnv): DraftStore {
  const state = env.XDG_STATE_HOME ?? join(env.HOME ?? homedir(), '.local', 'state');
  const folder = join(state, 'irc', createHash('sha256').update(root).digest('hex').slice(0, 16));
  const fileOf = (name: string): string => join(folder, `${name.replace(/[^a-z0-9-]/g, '_')}.json`);
  return {
    read: async (name) => {
      try {
        return await readFile(fileOf(name), 'utf8');
      } catch {
        return undefined;
      }
    },
    write: async (name, text) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(fileOf(name), text, { mode: 0o600 });
    },
    list: async () => {
      const names = await readdir(folder).catch(() => []);
      const found = names.filter((file) => file.endsWith('.json')).sort();
      return Promise.all(
        found.map(async (file) => ({
          name: file.replace(/\.json$/, ''),
          since: (await stat(join(folder, file))).mtime.toISOString().slice(0, 10),
        })),
      );
    },
    remove: async (name) => {
      await rm(fileOf(name), { force: true });
    },
  };
}
