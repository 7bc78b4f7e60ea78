/** Check: no two records are likely to be one and the same. Code: likely-duplicate. */
import type { Problem } from '../../errors.ts';
import { likelyTwins } from '../finding/twins.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { distinctFromField } from '../schemas/common-fields.ts';
import { propertyOf } from '../schemas/field.ts';
import { problemOf } from './problem.ts';
import { show } from './schema.ts';

export function checkTwins(register: Register, record: RecordEntry): Problem[] {
  const canTell = propertyOf(record.kind.root, distinctFromField) !== undefined;
  return likelyTwins(register, record).map(({ other, reasons }) =>
    problemOf(record, {
      code: 'likely-duplicate',
      severity: 'warning',
      place: reasons[0]?.place ?? [],
      message: `May be the same ${record.kind.title.toLowerCase()} as ${other.id} (${show(register.title(other))}): ${reasons.map((reason) => reason.text).join('; ')}`,
      hint: `see irc show ${other.id} and keep one record${
        canTell ? `; if they are two: irc set ${record.id} ${distinctFromField}+=${other.id}` : ''
      }`,
    }),
  );
}
