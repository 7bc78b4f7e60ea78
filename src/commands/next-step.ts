/** What comes next for a record: the command that a write names at its end. */
import { actionTo, waitsForAnother } from '../core/register/actions.ts';
import { nextStep } from '../core/register/next-step.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';

/** The command of the step that leads on from where the record stands, else the one that shows it. */
export function nextCommand(register: Register, record: RecordEntry): string {
  const on = nextStep(register, record);
  if (on === undefined) return `irc show ${record.id}`;
  const leading = waitsForAnother(register, record, on) ? undefined : actionTo(register, record, on);
  // Which answer is the right one is for those to say who are asked.
  return leading === undefined ? `irc ready ${record.id} --for ${on}` : `irc ${leading.action} ${record.id}`;
}
