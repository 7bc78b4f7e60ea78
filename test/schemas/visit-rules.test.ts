import { describe } from 'vitest';
import type { Case, Change, StepCase } from './provoke.ts';
import { testRules, testSteps } from './rule-table.ts';

const base = 'records/visits/joint-committee-2025-igad.yaml';
const step = (to: string, more: Change = {}): Change => ({ history: [{ date: '2026-01-05', to, ...more }] });
const action = (more: Change): Change => ({ actions: [{ what: 'send the list', due: '2026-11-01', ...more }] });
const planned = { from: '2027-03-02', to: '2027-03-03', outcomes: undefined, actions: undefined, report: undefined };

const cases: readonly Case[] = [
  { code: 'date-order', change: { to: '2025-03-10' } },
  { code: 'visit-actions-late', change: action({}), says: '1 action is late: send the list' },
  { code: 'visit-actions-late', change: action({ done: '2026-11-20' }), breaks: false },
  { code: 'visit-actions-late', change: { ...action({}), ...step('approved') }, breaks: false },
  { code: 'visit-action-future', change: action({ done: '2026-12-01' }) },
  { code: 'visit-report-late', change: { ...step('held'), from: '2026-11-08', to: '2026-11-08' }, says: '23 Nov 2026' },
  { code: 'visit-report-late', change: { ...step('held'), from: '2026-11-09', to: '2026-11-09' }, breaks: false },
  { code: 'visit-report-late', change: { ...step('held'), 'report.due': '2026-12-31' }, breaks: false },
  {
    code: 'visit-report-late',
    change: { ...step('held'), knowledge: 'partial', sources: [{ address: 'au.int', accessed: '2026-11-24' }] },
    breaks: false,
  },
  { code: 'visit-not-held', change: step('approved'), says: 'still approved' },
  { code: 'visit-held-early', change: { ...step('held'), from: '2027-03-02', to: '2027-03-02' } },
  { code: 'visit-agreement-other', change: { partner: 'kr' }, says: 'kr is no party to mou-2022-igad' },
  { code: 'visit-cancelled-reason', change: step('cancelled') },
  { code: 'visit-cancelled-reason', change: step('cancelled', { note: 'the partner asked for it' }), breaks: false },
  { code: 'visit-partial-source', change: { knowledge: 'partial' } },
];

const steps: readonly StepCase[] = [
  { to: 'approved', change: { ...planned, ...step('planned'), purpose: undefined }, says: 'Purpose: missing' },
  { to: 'approved', change: { ...planned, ...step('planned') } },
  { to: 'held', change: { ...planned, ...step('approved') }, says: 'it begins only on 2 Mar 2027' },
  { to: 'held', change: { ...step('approved'), outcomes: undefined }, says: 'Outcomes: missing' },
  { to: 'held', change: step('approved') },
  { to: 'reported', change: { ...step('held'), report: undefined }, says: 'the report is not recorded' },
  { to: 'reported', change: step('held') },
  { to: 'cancelled', change: { ...planned, ...step('approved') }, says: 'why it was cancelled' },
];

describe('the rules of a visit', () => {
  testRules(base, cases, { schemas: ['visit'] });
});

describe('the steps of a visit', () => {
  testSteps(base, steps);
});
