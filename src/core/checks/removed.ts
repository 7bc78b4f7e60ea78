/**
 * Check of a change: a record that has gone its way is not taken out, also not by writing it anew under another id, where
 * no rule about changes would look at it. Code: record-removed.
 */
import type { Problem } from '../../errors.ts';
import { changedRecords } from '../differences/registers.ts';
import { stateTitle } from '../register/lifecycle.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { formerIds, type Step, standingSteps, stepsOf } from '../schemas/common-fields.ts';

/**
 * `isThere`: whether a file still lies where the record was; what is wrong with it is told there. `wanted`: whether a
 * file is asked for.
 */
export function checkRemoved(
  old: Register,
  now: Register,
  isThere: (file: string) => boolean,
  wanted: (file: string, id: string) => boolean,
): Problem[] {
  return changedRecords(old.records, now.records).flatMap(({ before, after }) => {
    if (before === undefined || after !== undefined) return [];
    if (isThere(before.file) || !wanted(before.file, before.id)) return [];
    const last = lostSteps(now, before).at(-1);
    return last === undefined ? [] : [problemOf(before, last)];
  });
}

/** The steps beyond its beginning that would be nowhere once the record is gone from the register. */
export function lostSteps(now: Register, record: RecordEntry): readonly Step[] {
  const steps = stepsBeyondTheFirst(record);
  return hasHeir(now, record, steps) ? [] : steps;
}

/** The standing steps to states that no record begins with. */
function stepsBeyondTheFirst({ kind, value }: RecordEntry): Step[] {
  const initial = kind.annotations.lifecycle?.initial ?? [];
  return standingSteps(value).filter(({ to }) => !initial.includes(to));
}

/** Whether another record says that it was this one, and has its steps: two records of one thing were made one. */
function hasHeir(now: Register, before: RecordEntry, steps: readonly Step[]): boolean {
  return now.ofKind(before.kind.name).some(({ value }) => {
    if (!formerIds(value).includes(before.id)) return false;
    const kept = stepsOf(value);
    return steps.every(({ to, date }) => kept.some((step) => step.to === to && step.date === date));
  });
}

function problemOf(record: RecordEntry, { to, date }: Step): Problem {
  const state = stateTitle(record.kind, to).toLowerCase();
  return {
    ...{ code: 'record-removed', severity: 'error', file: record.file, line: 1, column: 1, length: 1, path: '' },
    message: `This ${record.kind.title.toLowerCase()} was removed, or written anew under another id, after a step of its history: ${state}${date === undefined ? '' : `, ${date}`}`,
    hint: `put it back; if it got another id, keep its text and write formerly: [${record.id}] there (irc rename does both); if it ended, record that step`,
  };
}
