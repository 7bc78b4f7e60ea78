/** Check: a record holds what the states it has reached need. Code: field-needed (a warning on a partly known record). */
import type { Problem } from '../../errors.ts';
import { formatPath } from '../paths.ts';
import { missingFields, reachedStates, stateTitle } from '../register/lifecycle.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { isPartlyKnown } from '../schemas/common-fields.ts';
import { labelOf } from '../schemas/place.ts';
import { valueShape } from '../schemas/value-shape.ts';
import { problemOf } from './problem.ts';

export function checkNeeded(register: Register, record: RecordEntry): Problem[] {
  if (record.kind.annotations.lifecycle === undefined || isPartlyKnown(record.value)) return [];
  const reached = reachedStates(record.kind, record);
  return missingFields(register, record, reached).map((missing) =>
    problemOf(record, {
      code: 'field-needed',
      severity: 'error',
      place: missing.place,
      part: 'key',
      message: `${labelOf(record.kind.root, record.value, missing.place)} is missing, and "${stateTitle(record.kind, missing.for)}" needs it`,
      hint: `irc set ${record.id} ${formatPath(missing.place)}=${valueShape(missing.field)}`,
    }),
  );
}
