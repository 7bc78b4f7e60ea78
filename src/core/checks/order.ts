/** Check: dates that follow another (`after`) do. Code: date-order. */
import type { Problem } from '../../errors.ts';
import { firstDay, lastDay } from '../measures/calendar.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { among, fieldAt, walkValues } from '../schemas/field.ts';
import { labelOf, lowerFirst } from '../schemas/place.ts';
import { type Place, valueAt } from '../value.ts';
import { problemOf } from './problem.ts';

export function checkOrder(_register: Register, record: RecordEntry): Problem[] {
  const problems: Problem[] = [];
  walkValues(
    record.kind.root,
    record.value,
    (field, value, place) => {
      const after = field.annotations.after;
      if (after === undefined || typeof value !== 'string') return;
      const earlierPlace = siblingPlace(place, after);
      const earlier = valueAt(record.value, earlierPlace);
      if (typeof earlier !== 'string' || !isDate(earlier) || !isDate(value)) return;
      if (lastDay(value) >= firstDay(earlier)) return;
      const earlierTitle = fieldAt(record.kind.root, earlierPlace)?.title ?? after;
      problems.push(
        problemOf(record, {
          code: 'date-order',
          severity: 'error',
          place,
          message: `${labelOf(record.kind.root, record.value, place)} (${value}) is before ${lowerFirst(earlierTitle)} (${earlier})`,
          hint: 'correct one of the dates',
        }),
      );
    },
    haveOrder,
  );
  return problems;
}

const haveOrder = among((field) => field.annotations.after !== undefined);

/** `after` names a sibling, or with dots a path from the record. */
function siblingPlace(place: Place, after: string): Place {
  return after.includes('.') ? after.split('.') : [...place.slice(0, -1), after];
}

function isDate(text: string): boolean {
  return /^\d{4}(-\d\d){0,2}$/.test(text);
}
