/** Who made each side of a conflict what it is, and when. */
import type { LoggedCommit, Past } from '../context/past.ts';
import type { Workspace } from '../context.ts';
import {
  changesOfStep,
  type FileStep,
  followFile,
  type NamedField,
  namedField,
  type ReadPast,
} from '../core/differences/log.ts';
import { formatPath } from '../core/paths.ts';
import { formerIds } from '../core/schemas/common-fields.ts';
import type { OpenConflict } from './merge-flow.ts';
import { pastReader } from './past-records.ts';

/** Gives the last commit of each side that changed the field: "Hana Bekele, 2026-11-24 09:12"; empty where none did. */
export type Authors = (open: OpenConflict) => { readonly ours: string; readonly theirs: string };

type Step = { readonly commit: LoggedCommit; readonly step: FileStep };

/** Reads the history of the records with conflicts, on the branch and on the commit that is merged in. */
export async function conflictAuthors(
  workspace: Workspace,
  past: Past,
  theirs: string,
  conflicts: readonly OpenConflict[],
): Promise<Authors> {
  const logs = [
    await past.log({ from: 'HEAD', folders: ['records'] }),
    await past.log({ from: theirs, folders: ['records'] }),
  ];
  const steps = new Map(
    conflicts.map(({ record }) => {
      const former = formerIds(record.value);
      const isFormer = (path: string): boolean => former.some((id) => path.endsWith(`/${id}.yaml`));
      return [record.file, logs.map((log) => followFile(log, record.file, isFormer))];
    }),
  );
  const all = [...steps.values()].flat(2).map(({ step }) => step);
  const read = await pastReader(workspace, past, all);
  return (open) => {
    const [ours = [], others = []] = steps.get(open.record.file) ?? [];
    return { ours: lastChange(open, ours, read), theirs: lastChange(open, others, read) };
  };
}

function lastChange({ record, conflict }: OpenConflict, steps: readonly Step[], read: ReadPast): string {
  const field = fieldOf({ record, conflict });
  const found = steps.find(({ step }) => field === undefined || changesOfStep(field, step, read).length > 0);
  if (found === undefined) return '';
  const { author, authored } = found.commit;
  return `${author}, ${authored.slice(0, 16).replace('T', ' ')}`;
}

/** Undefined for a whole record, and for what its kind does not know: then the last change of the record counts. */
function fieldOf({ record, conflict }: OpenConflict): NamedField | undefined {
  if (conflict.path.length === 0) return undefined;
  try {
    return namedField(record.kind.root, record.value, formatPath(conflict.path));
  } catch {
    return undefined;
  }
}
