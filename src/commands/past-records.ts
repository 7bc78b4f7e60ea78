/** Records as past commits have them. */
import type { Past } from '../context/past.ts';
import type { Workspace } from '../context.ts';
import type { FileStep, ReadPast } from '../core/differences/log.ts';
import { decodeText } from '../core/records/record.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { formerIds } from '../core/schemas/common-fields.ts';

/** Reads the contents of all steps in one call; a record is parsed when it is asked for, and once. */
export async function pastReader(workspace: Workspace, past: Past, steps: readonly FileStep[]): Promise<ReadPast> {
  const contents = await past.contents(
    steps.flatMap(({ before, after, sides }) =>
      [before, after, ...sides.flatMap(({ blob, base }) => [blob, base])].flatMap((blob) => blob ?? []),
    ),
  );
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

/** The record that has the id, or had it before it was renamed. */
export function recordOrFormer(workspace: Workspace, id: string): RecordEntry | undefined {
  const { register } = workspace;
  return register.record(id) ?? register.records.find((record) => formerIds(record.value).includes(id));
}
