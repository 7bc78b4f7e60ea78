/** Check: what a merge could not decide. A record that holds conflicts is not finished, and no other check looks at it. */
import type { Problem } from '../../errors.ts';
import { conflictPlace, conflictsIn } from '../merge/conflicts.ts';
import type { RecordEntry } from '../register/register.ts';
import { conflictsField } from '../schemas/common-fields.ts';
import { labelOf } from '../schemas/place.ts';
import { problemOf } from './problem.ts';
import { show } from './schema.ts';

/** Code: merge-conflict, once for each conflict. */
export function checkConflicts(record: RecordEntry): Problem[] {
  const hint = `decide: irc resolve ${record.id}`;
  const conflicts = conflictsIn(record.value);
  const at = (index: number): (string | number)[] => [conflictsField, ...(conflicts.length === 0 ? [] : [index])];
  const found = conflicts.map((conflict) => {
    const { path, base, ours, theirs } = conflict;
    const { root } = record.kind;
    const label = labelOf(root, record.value, conflictPlace(root, record.value, conflict));
    const values = [
      ['before', base],
      ['ours', ours],
      ['theirs', theirs],
    ] as const;
    const told =
      path.length === 0
        ? ''
        : `: ${values.map(([name, value]) => `${name} ${value === undefined ? '–' : show(value)}`).join(', ')}`;
    return `${label} was changed on both sides of a merge${told}`;
  });
  return (found.length === 0 ? ['A merge left conflicts that cannot be read'] : found).map((message, index) =>
    problemOf(record, { code: 'merge-conflict', severity: 'error', place: at(index), message, hint }),
  );
}
