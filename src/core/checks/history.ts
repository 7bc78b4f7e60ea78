/**
 * Check: the steps of a record are dated in order, none lies in the future, and each follows from the one before.
 * Codes: history-missing, history-state, history-step, history-order, history-future, history-voids.
 */
import type { Problem } from '../../errors.ts';
import { firstDay } from '../measures/calendar.ts';
import { lifecycleWay } from '../register/lifecycle.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { historyField, isPartlyKnown, standingSteps, stepsOf } from '../schemas/common-fields.ts';
import type { LifecycleAnnotation } from '../schemas/lifecycle-annotation.ts';
import { ordinal, withArticle } from '../schemas/place.ts';
import { nearest } from '../suggest.ts';
import { type Finding, problemOf } from './problem.ts';

export function checkHistory(register: Register, record: RecordEntry): Problem[] {
  const lifecycle = record.kind.annotations.lifecycle;
  if (lifecycle === undefined) return [];
  const findings = [
    ...unknownStates(record, lifecycle),
    ...orderFindings(record, register.today),
    ...wayFindings(record, lifecycle),
    ...voidFindings(record),
  ];
  return findings.map((finding) => problemOf(record, finding));
}

function unknownStates(record: RecordEntry, lifecycle: LifecycleAnnotation): Finding[] {
  const recordable = Object.entries(lifecycle.states).filter(([, state]) => state.when === undefined);
  return stepsOf(record.value).flatMap((step): Finding[] => {
    const state = lifecycle.states[step.to];
    if (state !== undefined && state.when === undefined) return [];
    const names = recordable.map(([name]) => name);
    const near = nearest(step.to, names);
    return [
      {
        code: 'history-state',
        severity: 'error',
        place: [historyField, step.index, 'to'],
        message:
          state === undefined
            ? `${stepName(step.index)}: there is no state "${step.to}"`
            : `${stepName(step.index)}: "${step.to}" is never written down; it follows from the dates of the record`,
        hint: `${near === undefined ? '' : `did you mean ${near}? `}States: ${names.join(', ')}`,
      },
    ];
  });
}

function orderFindings(record: RecordEntry, today: string): Finding[] {
  const findings: Finding[] = [];
  let latest: { date: string; index: number } | undefined;
  for (const step of stepsOf(record.value)) {
    const place = [historyField, step.index, 'date'];
    if (step.date === undefined) {
      if (step.index === 0 && isPartlyKnown(record.value)) continue;
      findings.push({
        code: 'history-undated',
        severity: 'error',
        place: [historyField, step.index],
        message: `${stepName(step.index)} has no date`,
        hint: 'only the first step of a record with knowledge: partial may have none',
      });
      continue;
    }
    if (!/^\d{4}(-\d\d){0,2}$/.test(step.date)) continue;
    const date = firstDay(step.date);
    if (date > today) {
      findings.push({
        code: 'history-future',
        severity: 'error',
        place,
        message: `${stepName(step.index)} (${step.to}) is dated ${step.date}, which has not come yet`,
        hint: 'a step says what was done: record it on its day',
      });
    }
    if (latest !== undefined && step.date < latest.date.slice(0, step.date.length)) {
      findings.push({
        code: 'history-order',
        severity: 'error',
        place,
        message: `${stepName(step.index)} (${step.date}) is dated before ${stepName(latest.index).toLowerCase()} (${latest.date})`,
        hint: 'steps stand in the order of their dates; a wrong one stays and is struck by a later step with voids',
      });
    } else latest = { date: step.date, index: step.index };
  }
  return findings;
}

function wayFindings(record: RecordEntry, lifecycle: LifecycleAnnotation): Finding[] {
  const findings: Finding[] = [];
  let before: string | undefined;
  for (const step of standingSteps(record.value)) {
    if (lifecycle.states[step.to] === undefined || lifecycle.states[step.to]?.when !== undefined) return findings;
    const next = before === undefined ? lifecycle.initial : lifecycleWay(lifecycle, before);
    const free = before === undefined && isPartlyKnown(record.value);
    // A step that strikes another says again where the record stood before.
    const restates = step.voids !== undefined && step.to === before;
    if (!free && !restates && !next.includes(step.to)) {
      findings.push({
        code: 'history-step',
        severity: 'error',
        place: [historyField, step.index, 'to'],
        message:
          before === undefined
            ? `${withArticle(record.kind.title)} cannot begin as ${step.to}; it begins as ${next.join(' or ')}`
            : `${withArticle(record.kind.title)} cannot go from ${before} to ${step.to}; next is ${next.join(' or ') || 'nothing'}`,
        hint: 'add the steps between, or strike this one by a later step with voids',
      });
    }
    before = step.to;
  }
  return findings;
}

function voidFindings(record: RecordEntry): Finding[] {
  const steps = stepsOf(record.value);
  return steps.flatMap((step): Finding[] => {
    const voids = step.voids;
    if (voids === undefined) return [];
    const found = steps.some((other) => other.index < step.index && other.to === voids.to && other.date === voids.date);
    return found
      ? []
      : [
          {
            code: 'history-voids',
            severity: 'error',
            place: [historyField, step.index, 'voids'],
            message: `${stepName(step.index)} strikes a step that is not there (${voids.to}, ${voids.date ?? 'no date'})`,
            hint: 'name date and state of an earlier step, as they are written there',
          },
        ];
  });
}

function stepName(index: number): string {
  return `The ${ordinal(index + 1)} step`;
}
