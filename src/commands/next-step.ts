/** What comes next for a record: the command that a write names at its end. */
import { actionTo } from '../core/actions.ts';
import { openSteps, transitionTo } from '../core/lifecycle.ts';
import type { RecordEntry, Register } from '../core/register.ts';

/** The command of the step that leads on from where the record stands, else the one that shows it. */
export function nextCommand(register: Register, record: RecordEntry): string {
  const states = record.kind.annotations.lifecycle?.states ?? {};
  const names = Object.keys(states);
  const state = register.state(record) ?? '';
  const open = openSteps(register, record).filter((to) => transitionTo(register, record, to)?.from.includes(state));
  const ahead = open.filter((to) => names.indexOf(to) > names.indexOf(state));
  const on =
    ahead.find((to) => states[to]?.tone === 'good') ??
    ahead.find((to) => states[to]?.tone !== 'over') ??
    open.find((to) => states[to]?.tone === 'good') ??
    ahead[0];
  // What is well is not urged to fall asleep.
  const isBack = on !== undefined && states[state]?.tone === 'good' && states[on]?.tone === 'waiting';
  if (on === undefined || isBack) return `irc show ${record.id}`;
  const action = actionTo(register, record, on);
  return action === undefined ? `irc ready ${record.id} --for ${on}` : `irc ${action} ${record.id}`;
}
