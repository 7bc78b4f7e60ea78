/** Check: dates that follow another (`after`) do, and what is `unique` is. Codes: date-order, value-taken. */
import type { Problem } from '../../errors.ts';
import { firstDay, lastDay } from '../calendar.ts';
import { fieldAt, walkValues } from '../field.ts';
import { labelOf, lowerFirst } from '../place.ts';
import type { RecordEntry, Register } from '../register.ts';
import { type Place, valueAt } from '../value.ts';
import { problemOf } from './problem.ts';
import { show } from './schema.ts';

export function checkOrder(_register: Register, record: RecordEntry): Problem[] {
  const problems: Problem[] = [];
  walkValues(record.kind.root, record.value, (field, value, place) => {
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
  });
  return problems;
}

export function checkUnique(register: Register, record: RecordEntry): Problem[] {
  const problems: Problem[] = [];
  walkValues(record.kind.root, record.value, (field, value, place) => {
    if (field.annotations.unique !== true || value === '' || value === null || typeof value === 'object') return;
    const other = uniqueOwners(register, record.kind.name, field.path)
      .get(value)
      ?.find((id) => id !== record.id);
    if (other === undefined) return;
    problems.push(
      problemOf(record, {
        code: 'value-taken',
        severity: 'warning',
        place,
        message: `${labelOf(record.kind.root, record.value, place)}: "${show(value)}" stands in ${other} too`,
        hint: `are ${record.id} and ${other} the same? Keep one of them`,
      }),
    );
  });
  return problems;
}

type Owners = Map<string | number | boolean, string[]>;
const ownersOf = new WeakMap<Register, Map<string, Owners>>();

/** Which records hold each value of a unique field: gathered once for a register. */
function uniqueOwners(register: Register, kind: string, path: string): Owners {
  const known = ownersOf.get(register) ?? new Map<string, Owners>();
  ownersOf.set(register, known);
  const key = `${kind} ${path}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const owners: Owners = new Map();
  for (const record of register.ofKind(kind)) {
    walkValues(record.kind.root, record.value, (field, value) => {
      if (field.path !== path || value === null || typeof value === 'object') return;
      const ids = owners.get(value);
      if (ids === undefined) owners.set(value, [record.id]);
      else ids.push(record.id);
    });
  }
  known.set(key, owners);
  return owners;
}

/** `after` names a sibling, or with dots a path from the record. */
function siblingPlace(place: Place, after: string): Place {
  return after.includes('.') ? after.split('.') : [...place.slice(0, -1), after];
}

function isDate(text: string): boolean {
  return /^\d{4}(-\d\d){0,2}$/.test(text);
}
