/** Check: no two items of a keyed list have one key. Code: value-duplicate. */
import type { Problem } from '../../errors.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { historyField, standingSteps } from '../schemas/common-fields.ts';
import { among, itemKey, keyOf, walkValues } from '../schemas/field.ts';
import { labelOf, ordinal } from '../schemas/place.ts';
import { problemOf } from './problem.ts';
import { show } from './schema.ts';

export function checkKeys(_register: Register, record: RecordEntry): Problem[] {
  const problems: Problem[] = [];
  walkValues(
    record.kind.root,
    record.value,
    (field, value, place) => {
      if (field.type !== 'list' || keyOf(field).length === 0 || !Array.isArray(value)) return;
      const first = new Map<string, number>();
      const isHistory = field.path === historyField;
      const counted = isHistory ? countedSteps(record) : undefined;
      value.forEach((item, index) => {
        if (counted?.has(index) === false) return;
        const key = itemKey(field, item);
        if (key === undefined) return;
        const earlier = first.get(key);
        // What was sent back on the day may come again on the day: only the same step twice in a row is one too many.
        if (isHistory) first.clear();
        if (earlier === undefined) {
          first.set(key, index);
          return;
        }
        problems.push(
          problemOf(record, {
            code: 'value-duplicate',
            severity: 'error',
            place: [...place, index],
            message: `${labelOf(record.kind.root, record.value, [...place, index])}: "${show(key)}" stands in the ${ordinal(earlier + 1)} too`,
            hint: 'an item is named by it, so it can stand only once: join the two',
          }),
        );
      });
    },
    haveKeys,
  );
  return problems;
}

const haveKeys = among((field) => field.type === 'list' && keyOf(field).length > 0);

/** What was struck may be recorded anew on the same day, and a step that strikes another restates what was recorded then. */
function countedSteps(record: RecordEntry): ReadonlySet<number> {
  return new Set(
    standingSteps(record.value)
      .filter(({ voids }) => voids === undefined)
      .map(({ index }) => index),
  );
}
