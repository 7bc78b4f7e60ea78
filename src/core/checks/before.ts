/** A record as it was before a change: what the rules about changes compare it with. */
import { pairItems } from '../differences/list-diff.ts';
import { hasConflicts } from '../merge/conflicts.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { type Field, itemKey, propertyOf } from '../schemas/field.ts';
import { isMap, type Place, sameValue, type Value } from '../value.ts';

export interface Before {
  readonly register: Register;
  readonly record: RecordEntry;
}

/** True where there is nothing to compare: the record is as it was, or was waiting for a merge to be decided. */
export function isNoChange(record: RecordEntry, before: Before): boolean {
  const isSame = record.id === before.record.id && sameValue(record.value, before.record.value);
  return isSame || hasConflicts(before.record.value);
}

/** Where a node of the record stood before; items of lists by their key or their content. Undefined: it was not there. */
export function formerPlace(record: RecordEntry, before: RecordEntry, place: Place): Place | undefined {
  const former: (string | number)[] = [];
  let field: Field | undefined = record.kind.root;
  let now: Value | undefined = record.value;
  let old: Value | undefined = before.value;
  for (const step of place) {
    let formerStep: string | number = step;
    if (typeof step === 'number') {
      if (!Array.isArray(now) || !Array.isArray(old)) return undefined;
      const list: Field | undefined = field;
      const { pairs } = pairItems(old, now, (item) => (list === undefined ? undefined : itemKey(list, item)));
      const found = [...pairs].find(([, to]) => to === step)?.[0];
      if (found === undefined) return undefined;
      formerStep = found;
      now = now[step];
      old = old[found];
    } else {
      if (!isMap(now) || !isMap(old) || !Object.hasOwn(old, step)) return undefined;
      now = now[step];
      old = old[step];
    }
    field = field?.type === 'list' ? field.item : field === undefined ? undefined : propertyOf(field, String(step));
    former.push(formerStep);
  }
  return old === undefined ? undefined : former;
}
