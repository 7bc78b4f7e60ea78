/**
 * Check of a change: the steps that stood before stand as they were, and each new one was open and met its conditions
 * on its day. Codes: history-rewritten, history-jump, history-unready, knowledge-lowered.
 */
import type { Problem } from '../../errors.ts';
import { firstDay } from '../measures/calendar.ts';
import { conditionOf, openSteps, transitionTo } from '../register/lifecycle.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import {
  historyField,
  isPartlyKnown,
  knowledgeField,
  type Step,
  standingSteps,
  stepsOf,
} from '../schemas/common-fields.ts';
import { ordinal, withArticle } from '../schemas/place.ts';
import { emptyMap, isMap, sameValue, type Value, type ValueMap, valueAt } from '../value.ts';
import type { Before } from './before.ts';
import { type Finding, problemOf } from './problem.ts';

export function checkChangedHistory(register: Register, record: RecordEntry, before?: Before): Problem[] {
  if (before === undefined || record.kind.annotations.lifecycle === undefined) return [];
  const old = entriesOf(before.record.value);
  const now = entriesOf(record.value);
  const kept = keptEntries(old, now, isPartlyKnown(before.record.value));
  const gone = old.flatMap((entry, index) => (kept.has(index) ? [] : [{ entry, index }]));
  const taken = new Set(kept.values());
  const findings = gone.map(({ entry, index }) => {
    const successor = successorOf(entry, now, taken);
    if (successor !== undefined) taken.add(successor);
    return goneFinding(entry, index, successor, now);
  });
  findings.push(...newSteps(record, taken).flatMap((step) => stepFindings(register, record, step)));
  if (isPartlyKnown(record.value) && !isPartlyKnown(before.record.value)) findings.push(lowered);
  return findings.map((finding) => problemOf(record, finding));
}

/** Of a partly known record less is asked: whoever says so of one that was known could hide what it lacks. */
const lowered: Finding = {
  code: 'knowledge-lowered',
  severity: 'warning',
  place: [knowledgeField],
  message:
    'The record was fully known and is now said to be known in part; what its state needs is no longer asked of it',
  hint: 'take the line out, unless it never was more than partly known',
};

function entriesOf(value: ValueMap): Value[] {
  const history = valueAt(value, [historyField]);
  return Array.isArray(history) ? history : [];
}

/** Positions of the former steps that still stand, in the order they had, each with its position now. */
function keptEntries(old: readonly Value[], now: readonly Value[], mayLearn: boolean): Map<number, number> {
  const kept = new Map<number, number>();
  let next = 0;
  old.forEach((entry, index) => {
    const found = now.findIndex(
      (other, position) => position >= next && (sameValue(entry, other) || (mayLearn && isSameLearned(entry, other))),
    );
    if (found < 0) return;
    kept.set(index, found);
    next = found + 1;
  });
  return kept;
}

/** A partly known record may come to know the day of a step, or know it better: 2014 becomes 2014-11-06. */
function isSameLearned(old: Value, now: Value): boolean {
  if (!isMap(old) || !isMap(now)) return false;
  const { date: was, ...rest } = old;
  const { date: is, ...others } = now;
  const isBetter = was === undefined || (typeof was === 'string' && typeof is === 'string' && is.startsWith(was));
  return isBetter && sameValue(rest, others);
}

/** What stands now in the place of a step that is gone: the same one elsewhere, or one of that state or that day. */
function successorOf(entry: Value, now: readonly Value[], taken: ReadonlySet<number>): number | undefined {
  const same = (name: string, other: Value): boolean => {
    const value = valueAt(entry, [name]);
    return value !== undefined && value === valueAt(other, [name]);
  };
  const tests = [
    (other: Value) => sameValue(entry, other),
    (other: Value) => same('to', other),
    (other: Value) => same('date', other),
  ];
  for (const test of tests) {
    const found = now.findIndex((other, position) => !taken.has(position) && test(other));
    if (found >= 0) return found;
  }
  return undefined;
}

function goneFinding(entry: Value, index: number, successor: number | undefined, now: readonly Value[]): Finding {
  const what = ['to', 'date'].map((name) => valueAt(entry, [name])).filter((part) => typeof part === 'string');
  const isMoved = successor !== undefined && sameValue(entry, now[successor]);
  return {
    code: 'history-rewritten',
    severity: 'error',
    ...(successor === undefined
      ? { place: [historyField], part: 'key' }
      : { place: [historyField, successor], part: 'value' }),
    message: `Step ${index + 1} (${what.join(', ')}) was ${isMoved ? 'moved' : successor === undefined ? 'removed' : 'rewritten'}; history only grows`,
    hint: 'put it back as it was; if it was wrong, strike it by a later step with voids',
  };
}

/** Steps that the change added and that count; one that only strikes another needs no conditions. */
function newSteps(record: RecordEntry, kept: ReadonlySet<number>): Step[] {
  return standingSteps(record.value).filter((step) => !kept.has(step.index) && step.voids === undefined);
}

/** A step is looked at as the record stood just before it, on its day; what holds today is held to have held then. */
function stepFindings(register: Register, record: RecordEntry, step: Step): Finding[] {
  const earlier = stepsOf(record.value).filter(({ index }) => index < step.index);
  if (earlier.length === 0) return [];
  const former: RecordEntry = {
    ...record,
    value: Object.assign(emptyMap(), record.value, { [historyField]: entriesOf(record.value).slice(0, step.index) }),
  };
  const day = step.date === undefined ? register.today : firstDay(step.date);
  const then = [...new Set([day, register.today])].map((today) =>
    register.with(new Map([[record.file, former]]), today),
  );
  const place = [historyField, step.index, 'to'];
  const [first] = then;
  if (first === undefined) return [];
  const open = then.filter((each) => transitionTo(each, former, step.to) !== undefined);
  if (open.length === 0) {
    const next = openSteps(first, former).join(' or ') || 'nothing';
    return [
      {
        ...{ code: 'history-jump', severity: 'error', place },
        message: `${withArticle(record.kind.title)} could not go from ${first.state(former) ?? 'nothing'} to ${step.to} on ${day}; next was ${next}`,
        hint: `remove the ${ordinal(step.index + 1)} step, and record what came before it`,
      },
    ];
  }
  const needs = open.flatMap((each) => transitionTo(each, former, step.to)?.needs ?? []);
  return [...new Set(needs)].flatMap((need): Finding[] => {
    const conditions = open.flatMap((each) => conditionOf(each, former, need));
    const [unmet] = conditions;
    if (unmet === undefined || conditions.length < open.length || conditions.some(({ met }) => met)) return [];
    return [
      {
        ...{ code: 'history-unready', severity: 'error', place },
        message: `The step to ${step.to} was not open: ${unmet.message}`,
        hint: unmet.hint ?? `what it needs: irc ready ${record.id} --for ${step.to}`,
      },
    ];
  });
}
