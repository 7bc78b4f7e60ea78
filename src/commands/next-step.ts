/** What comes next for a record: the command that a write names at its end. */
import { actionTo } from '../core/register/actions.ts';
import { stepsOnward } from '../core/register/lifecycle.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';

/** The command of the step that leads on from where the record stands, else the one that shows it. */
export function nextCommand(register: Register, record: RecordEntry): string {
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
  if (on === undefined || isBack) return `irc show ${record.id}`;
  const leading = actionTo(register, record, on);
  // Which answer is the right one is for those to say who are asked.
  return leading === undefined ? `irc ready ${record.id} --for ${on}` : `irc ${leading.action} ${record.id}`;
}
