/** Records the yes of a clearing body to an agreement, with the fingerprints of its text as it is. */
import { fingerprintsOf } from '../../src/core/fingerprints.ts';
import { openWorkspace } from '../../src/io/workspace.ts';
import type { TestRepository } from './repository.ts';
import { type Ran, run } from './run.ts';

/** `irc set` with the answer, dated `on`; an earlier answer of the body gives way. */
export async function approve(workspace: TestRepository, id: string, body: string, on: string): Promise<Ran> {
  const { root, env } = workspace;
  const covers = JSON.stringify(await fingerprintsIn(workspace, id, on));
  const answer = `{body: ${body}, answered: ${on}, result: yes, covers: ${covers}}`;
  return run(root, ['set', id, `clearances+=${answer}`, '--yes'], { env, today: on });
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
