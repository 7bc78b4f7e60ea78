/** Which step comes next for a record, of those that are open. */
import { stepsOnward } from './lifecycle.ts';
import type { RecordEntry, Register } from './register.ts';

/** The state of the step that leads on from where the record stands; undefined where none is urged. */
export function nextStep(register: Register, record: RecordEntry): string | undefined {
  const states = record.kind.annotations.lifecycle?.states ?? {};
  const names = Object.keys(states);
  const state = register.state(record) ?? '';
  const onward = stepsOnward(register, record);
  const isAhead = (to: string): boolean => names.indexOf(to) > names.indexOf(state);
  const on =
    onward.find((to) => isAhead(to) && states[to]?.tone !== 'over') ??
    onward.find((to) => states[to]?.tone === 'good') ??
    (states[state]?.tone === 'waiting' ? onward.find((to) => states[to]?.tone !== 'over') : undefined) ??
    onward.find(isAhead);
  // What is well is not urged to fall asleep.
  const isBack = on !== undefined && states[state]?.tone === 'good' && states[on]?.tone === 'waiting';
  return isBack ? undefined : on;
}
