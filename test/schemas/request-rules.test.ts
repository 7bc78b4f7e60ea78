import { beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/errors.ts';
import { type Case, type Change, problemsOf, refusalsOf, ruleCodes, type StepCase } from './provoke.ts';

const base = 'records/requests/request-2026-data-clause.yaml';
const step = (to: string, more: Change = {}): Change => ({ history: [{ date: '2026-10-05', to, ...more }] });
const open = { answer: undefined, answered_on: undefined };

const cases: readonly Case[] = [
  { code: 'date-order', change: { due: '2026-10-04' } },
  { code: 'request-late', change: { ...open, ...step('assigned') }, says: '19 Oct 2026' },
  { code: 'request-late', change: { ...open, ...step('assigned'), due: '2026-11-24' }, breaks: false },
  { code: 'request-late', change: {}, breaks: false },
  { code: 'request-answered-early', change: { answered_on: '2026-10-04' }, says: 'before it was asked' },
  { code: 'request-not-yet', change: { answered_on: '2026-12-01' } },
  { code: 'request-declined-reason', change: step('declined') },
  { code: 'request-declined-reason', change: step('declined', { note: 'for the legal office' }), breaks: false },
  { code: 'request-owner', change: { owner: 'desk-afrika' }, says: 'desk-afrika' },
];

const steps: readonly StepCase[] = [
  { to: 'assigned', change: { ...open, ...step('received'), owner: undefined }, says: 'Responsible post: missing' },
  { to: 'assigned', change: { ...open, ...step('received') } },
  { to: 'answered', change: { ...step('assigned'), ...open }, says: 'Answer: missing' },
  { to: 'answered', change: step('assigned') },
  { to: 'closed', change: step('answered') },
  { to: 'declined', change: { ...open, ...step('received') }, says: 'nobody wrote down why' },
];

describe('the rules of a request', () => {
  let problems: readonly Problem[][] = [];
  beforeAll(async () => {
    problems = await problemsOf(base, cases);
  });

  it.each(cases.map((entry, index) => ({ ...entry, index })))(
    '$code: $change',
    ({ code, index, says = '', breaks }) => {
      const found = (problems[index] ?? []).filter((problem) => problem.code === code);
      expect(found.length > 0, JSON.stringify(problems[index])).toBe(breaks !== false);
      if (breaks !== false) expect(found[0]?.message).toContain(says);
    },
  );

  it('are all provoked here', () => {
    const provoked = new Set(cases.filter((entry) => entry.breaks !== false).map((entry) => entry.code));
    expect(ruleCodes('request').filter((code) => !provoked.has(code))).toEqual([]);
  });
});

describe('the steps of a request', () => {
  let refusals: readonly string[] = [];
  beforeAll(async () => {
    refusals = await refusalsOf(base, steps);
  });

  it.each(steps.map((entry, index) => ({ ...entry, index })))('$to: $change', ({ index, says }) => {
    if (says === undefined) expect(refusals[index]).toBe('');
    else expect(refusals[index]).toContain(says);
  });
});
