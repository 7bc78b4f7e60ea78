/** A step of the life cycle as commands record it: refused where it is not open or a condition is not met. */
import type { Context } from '../context.ts';
import { readDate } from '../core/measures/date-input.ts';
import { commandTo } from '../core/register/actions.ts';
import { type Condition, openSteps, transitionTo } from '../core/register/lifecycle.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { withArticle } from '../core/schemas/place.ts';
import { emptyMap, type ValueMap } from '../core/value.ts';
import { exitCodes, IrcError, usageError } from '../errors.ts';
import { conditionLines } from '../views/conditions.ts';

/** Throws `no-such-step` where no step leads to the state from where the record stands. */
export function refuseIfClosed(register: Register, record: RecordEntry, target: string): void {
  if (transitionTo(register, record, target) !== undefined || register.recorded(record) === undefined) return;
  const open = openSteps(register, record);
  throw usageError(
    'no-such-step',
    `${withArticle(record.kind.title)} cannot go from ${register.state(record)} to ${target}; next is ${open.join(' or ') || 'nothing'}.`,
    open[0] === undefined ? undefined : commandTo(register, record, open[0]),
  );
}

/** Throws `not-ready` with all conditions where one is not met. `action`: what is done, where it is no mere step. */
export function refuseUnmet(
  register: Register,
  record: RecordEntry,
  conditions: readonly Condition[],
  target: string | undefined,
  action?: string,
): void {
  const unmet = conditions.filter((condition) => !condition.met);
  if (unmet.length === 0) return;
  const number = `${unmet.length} of ${conditions.length} condition${conditions.length === 1 ? ' is' : 's are'} not met`;
  const what =
    target === undefined
      ? `irc ${action} cannot be done on ${record.id}`
      : `${record.id} cannot go from ${register.state(record)} to ${target}`;
  throw new IrcError('not-ready', `${what}: ${number}.`, {
    exitCode: exitCodes.recordsHaveErrors,
    details: [
      ...conditions.flatMap((condition) => conditionLines(record, condition)),
      target === undefined
        ? 'Nothing was changed.'
        : `Nothing was changed. This list at any time: irc ready ${record.id} --for ${target}`,
    ],
  });
}

/** The day that `--on` names, else today. Throws `option-invalid`. */
export function dayOf(context: Context, on: string | undefined): string {
  const today = context.clock.today();
  if (on === undefined) return today;
  const read = readDate(on, { today, partial: false });
  if ('problem' in read) throw usageError('option-invalid', `--on: ${read.problem}`);
  return read.iso;
}

/** An entry of the history. */
export function historyStep(step: {
  readonly date: string;
  readonly to: string;
  readonly by: string | undefined;
  readonly note: string | undefined;
}): ValueMap {
  const { date, to, by, note } = step;
  return Object.assign(emptyMap(), {
    date,
    to,
    ...(by === undefined ? {} : { by }),
    ...(note === undefined ? {} : { note }),
  });
}
