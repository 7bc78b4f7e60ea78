import { describe } from 'vitest';
import type { Case, Change, StepCase } from './provoke.ts';
import { testRules, testSteps } from './rule-table.ts';

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
  testRules(base, cases, { schemas: ['request'] });
});

describe('the steps of a request', () => {
  testSteps(base, steps);
});
