import { describe } from 'vitest';
import type { Case, Change, StepCase } from './provoke.ts';
import { testRules, testSteps } from './rule-table.ts';

const base = 'records/notes/note-2026-unesco-in-figures.yaml';
const step = (to: string): Change => ({ history: [{ date: '2026-01-05', to }] });
const old = { issued: '2026-01-05', valid_until: '2026-11-23' };

const cases: readonly Case[] = [
  { code: 'date-order', change: { valid_until: '2026-11-23' } },
  { code: 'note-source', change: { sources: undefined }, says: 'It is issued, and names no source' },
  { code: 'note-source', change: { ...step('draft'), sources: undefined }, breaks: false },
  { code: 'note-outdated', change: old, says: '23 Nov 2026' },
  { code: 'note-outdated', change: { ...old, valid_until: '2026-11-24' }, breaks: false },
  { code: 'note-issued-future', change: { issued: '2026-12-01' } },
  { code: 'note-partial-source', change: { knowledge: 'partial', sources: undefined } },
];

const steps: readonly StepCase[] = [
  { to: 'reviewed', change: { ...step('draft'), sources: undefined }, says: 'it names no source' },
  { to: 'reviewed', change: step('draft') },
  { to: 'issued', change: { ...step('reviewed'), ...old }, says: 'it was valid only until 23 Nov 2026' },
  { to: 'issued', change: { ...step('reviewed'), valid_until: undefined }, says: 'Valid until: missing' },
  { to: 'issued', change: step('reviewed') },
  { to: 'draft', change: old },
];

describe('the rules of a note', () => {
  testRules(base, cases, { schemas: ['note'] });
});

describe('the steps of a note', () => {
  testSteps(base, steps);
});
