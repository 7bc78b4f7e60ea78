/** Records the yes of a clearing body to an agreement, and what an approval of it would cover. */
import { fingerprintsOf } from '../../src/core/fingerprints.ts';
import { openWorkspace } from '../../src/io/workspace.ts';
import type { TestRepository } from './repository.ts';
import { type Ran, run } from './run.ts';

/** `irc approve` on a day; an earlier answer of the body gives way. */
export function approve({ root, env }: TestRepository, id: string, body: string, on: string): Promise<Ran> {
  return run(root, ['approve', id, `body=${body}`, '--by', 'director', '--yes'], { env, today: on });
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
