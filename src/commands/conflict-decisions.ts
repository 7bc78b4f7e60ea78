/** What is chosen for a conflict, from a path on the command line or from a text that was typed. */
import type { Workspace } from '../context.ts';
import { changesOf, parseAssignment } from '../core/changes/assignment.ts';
import { changeText } from '../core/changes/record-change.ts';
import { conflictPlace } from '../core/merge/conflicts.ts';
import { formatPath } from '../core/paths.ts';
import { type Value, valueAt } from '../core/value.ts';
import { usageError } from '../errors.ts';
import type { OpenConflict } from './merge-flow.ts';

/** A conflict with what was chosen for it. */
export interface Decision {
  readonly open: OpenConflict;
  readonly value: Value | undefined;
}

/** How a conflict is named on the command line: `id/path`, or the id alone for a whole record. */
export function nameOf({ record, conflict }: OpenConflict): string {
  return conflict.path.length === 0 ? record.id : `${record.id}/${formatPath(conflict.path)}`;
}

/** A side's value, for the conflict that a path names. Throws `conflict-unknown`. */
export function decidedFor(conflicts: readonly OpenConflict[], path: string, side: 'ours' | 'theirs'): Decision {
  const open = conflictAt(conflicts, path);
  return { open, value: open.conflict[side] };
}

function conflictAt(conflicts: readonly OpenConflict[], path: string): OpenConflict {
  const found = conflicts.filter(
    (open) => nameOf(open) === path || (open.conflict.path.length > 0 && formatPath(open.conflict.path) === path),
  );
  const [only] = found;
  if (found.length === 1 && only !== undefined) return only;
  const names = (found.length > 1 ? found : conflicts).map(nameOf).join(', ');
  throw unknownConflict(
    path,
    found.length > 1 ? `it stands in several records: ${names}` : `there are: ${names || 'none'}`,
  );
}

export function unknownConflict(path: string, why: string): Error {
  return usageError(
    'conflict-unknown',
    `No conflict can be decided at ${path}: ${why}.`,
    'see them: irc resolve --list',
  );
}

/** A value of one's own, from `path=value`. Throws `conflict-unknown`, and what a wrong value is answered with. */
export function decidedAs(workspace: Workspace, conflicts: readonly OpenConflict[], text: string): Decision {
  const at = text.indexOf('=');
  if (at < 0) throw usageError('usage', `"${text}" has no value.`, '--set PATH=VALUE');
  const open = conflictAt(conflicts, text.slice(0, at));
  return { open, value: valueTyped(workspace, open, text.slice(at + 1)) };
}

/** A value as it is typed for `irc set`, read by the field that the conflict speaks of. */
export function valueTyped(workspace: Workspace, { record, conflict }: OpenConflict, text: string): Value | undefined {
  if (conflict.path.length === 0) throw unknownConflict(record.id, 'a whole record is taken from one side');
  const { root } = record.kind;
  const assignment = parseAssignment(`${formatPath(conflict.path)}=${text}`);
  let { value } = record;
  for (const change of changesOf(root, value, assignment, { register: workspace.register, language: 'en' })) {
    const changed = changeText(root, record.source.text, value, change);
    value = workspace.entryOfText(record.file, changed)?.value ?? value;
  }
  return valueAt(value, conflictPlace(root, value, conflict));
}
