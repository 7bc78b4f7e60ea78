/** The register as it was: at the end of a day, or at a commit. */
import type { Context, Workspace } from '../context.ts';
import { formatDate } from '../core/measures/date-format.ts';
import { readDate } from '../core/measures/date-input.ts';

/**
 * The workspace with the register of a day or a commit; as it is where `at` is undefined. What reads as a day is one:
 * the last commit on or before it counts. Derived states are those of that day, or of the commit's, unless `--today`
 * says another. Rejects with `unknown-revision` and `nothing-yet`.
 */
export async function workspaceAt(context: Context, workspace: Workspace, at: string | undefined): Promise<Workspace> {
  if (at === undefined) return workspace;
  const past = await workspace.past();
  const read = readDate(at, { today: context.clock.today() });
  const commit = 'iso' in read ? await past.commitOn(read.iso) : await past.commitOf(at);
  const day = 'iso' in read ? read.iso : await past.dayOf(commit);
  const { register, kinds, problems, texts } = await past.snapshot(commit, { today: context.options.today ?? day });
  context.terminal.say(`As of ${formatDate(day, 'en', 'both')}, commit ${commit.slice(0, 7)}\n`);
  return { ...workspace, register, kinds, problems, texts, codeLists: register.codeLists };
}
