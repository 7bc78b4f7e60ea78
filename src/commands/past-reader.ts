/** Records as past commits have them, by path and by git's name for their content. */
import type { Past } from '../context/past.ts';
import type { Workspace } from '../context.ts';
import { decodeText } from '../core/record.ts';
import type { FileStep, ReadPast } from '../core/record-log.ts';
import type { RecordEntry } from '../core/register.ts';

/** Reads the contents of all steps in one call; a record is parsed when it is asked for, and once. */
export async function pastReader(workspace: Workspace, past: Past, steps: readonly FileStep[]): Promise<ReadPast> {
  const contents = await past.contents(steps.flatMap(({ before, after }) => [before ?? [], after ?? []].flat()));
  const known = new Map<string, RecordEntry | undefined>();
  return (path, blob) => {
    const bytes = blob === undefined ? undefined : contents.get(blob);
    if (blob === undefined || bytes === undefined) return undefined;
    const key = `${blob} ${path}`;
    if (!known.has(key)) {
      const decoded = decodeText(path, bytes);
      known.set(key, 'problem' in decoded ? undefined : workspace.entryOfText(path, decoded.text));
    }
    return known.get(key);
  };
}
