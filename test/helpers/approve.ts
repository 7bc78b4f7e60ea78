/** Records the yes of a clearing body to an agreement, and what an approval of it would cover. */
import { parse, stringify } from 'yaml';
import type { Workspace } from '../../src/context.ts';
import { fingerprintsOf } from '../../src/core/register/fingerprints.ts';
import { openWorkspace } from '../../src/io/workspace.ts';
import type { TestRepository } from './repository.ts';
import { type Ran, run } from './run.ts';

/** `irc approve` on a day; an earlier answer of the body gives way. */
export function approve({ root, env }: TestRepository, id: string, body: string, on: string): Promise<Ran> {
  return run(root, ['approve', id, '--as', body, '--by', 'director', '--yes'], { env, today: on });
}

/** What an approval of the record would cover, by path. */
export async function fingerprintsIn(
  { root, env }: TestRepository,
  id: string,
  today: string,
): Promise<Readonly<Record<string, string>>> {
  const { register } = await openWorkspace({ cwd: root, env, today, now: () => `${today}T09:00:00Z` });
  const record = register.record(id);
  if (record === undefined) throw new Error(`there is no record ${id}`);
  return fingerprintsOf(register, record);
}

/** The text of a record in which each yes covers what the record says: as if `irc approve` had recorded it. */
export function withCovers(workspace: Workspace, path: string, text: string): string {
  const record = workspace.entryOfText(path, text);
  if (record === undefined || !text.includes('result: yes')) return text;
  const covers = fingerprintsOf(workspace.register, record);
  const value = parse(text) as { clearances?: Record<string, unknown>[] };
  for (const answer of value.clearances ?? []) if (answer.result === 'yes') answer.covers ??= covers;
  return stringify(value, { aliasDuplicateObjects: false });
}
