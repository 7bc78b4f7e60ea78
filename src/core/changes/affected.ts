/** Which records a change can have made wrong. */
import { recordsBefore } from '../checks/circles.ts';
import type { RecordPair } from '../differences/registers.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { officeId } from '../schemas/common-fields.ts';
import { walkValues } from '../schemas/field.ts';

/**
 * Records that changed, those that name them or what went, and those that they name: a rule may look either way. Those before
 * them too, with which they may close a circle. All,
 * where the record of the office changed, since every rule may read it. In the order of the register.
 */
export function affectedRecords(pairs: readonly RecordPair[], next: Register): readonly RecordEntry[] {
  const found = new Set<RecordEntry>();
  const add = (id: string): void => {
    const record = next.record(id);
    if (record !== undefined) found.add(record);
  };
  for (const { before, after } of pairs) {
    if (after !== undefined) {
      found.add(after);
      for (const record of recordsBefore(next, after)) found.add(record);
    }
    const ids = new Set([before?.id, after?.id].filter((id) => id !== undefined));
    if (ids.has(officeId)) return next.records;
    for (const id of ids) {
      add(id);
      for (const { from } of next.referrers(id)) found.add(from);
    }
    for (const id of [...namesIn(before), ...namesIn(after)]) add(id);
  }
  return next.records.filter((record) => found.has(record));
}

function namesIn(record: RecordEntry | undefined): string[] {
  const names: string[] = [];
  if (record === undefined) return names;
  walkValues(record.kind.root, record.value, (field, value) => {
    if (field.annotations.references !== undefined && typeof value === 'string') names.push(value);
  });
  return names;
}
