import { describe, expect, it } from 'vitest';
import { type Case, type Change, problemsOf } from './provoke.ts';
import { testRules } from './rule-table.ts';

const base = 'records/projects/water-igad.yaml';
const usd = (amount: string): Change => ({ amount, currency: 'USD' });
const paid = (date: string, amount: string, type = '1', more: Change = {}): Change => ({
  type,
  date,
  money: usd(amount),
  provider: 'igad',
  receiver: 'office',
  ref: `${type}-${date}`,
  ...more,
});
const indicator = (more: Change): Change[] => [
  { type: '1', title: 'Sites', indicators: [{ title: 'Sites in use', measure: '1', unit: 'sites', ...more }] },
];
const decision = (date: string, kind: string, more: Change = {}): Change => ({
  date,
  kind,
  grounds: ['funds_short'],
  by: 'State Minister',
  ...more,
});
const evaluation = (more: Change): Change => ({ kind: 'ex_ante', by: 'planning-expert', date: '2023-05-04', ...more });
const scores = { relevance: 4, coherence: 3, effectiveness: 3, efficiency: 2, impact: 3, sustainability: 3 };
const midTerm = evaluation({ kind: 'mid_term', date: '2025-10-14', scores });
const steps = (...to: string[]): Change[] => to.map((state, index) => ({ date: `2023-0${index + 1}-05`, to: state }));
const wayToApproval = ['idea', 'concept', 'proposal', 'evaluation', 'approved', 'funded', 'implementation'];

const cases: readonly Case[] = [
  {
    code: 'project-sector-shares',
    change: {
      dac_sector: [
        { code: '43082', percent: 60 },
        { code: '32182', percent: 30 },
      ],
    },
    says: 'add up to 90 %',
  },
  {
    code: 'project-sector-shares',
    change: {
      dac_sector: [
        { code: '43082', percent: 66.67 },
        { code: '32182', percent: 33.33 },
      ],
    },
    breaks: false,
  },
  {
    code: 'project-country-shares',
    change: {
      countries: [
        { code: 'ET', percent: 60 },
        { code: 'KE', percent: 30 },
      ],
    },
    says: 'add up to 90 %',
  },
  { code: 'project-actual-future', change: { 'dates.actual_end': '2026-12-01' }, says: '2026-12-01' },
  { code: 'project-actual-future', change: { 'dates.actual_end': '2027' }, says: '2027' },
  { code: 'project-revised-end', change: { 'dates.revised_end': ['2023-06-30'] } },
  { code: 'project-extension-undecided', change: { 'dates.revised_end': ['2027-12-31'] }, says: '2027-12-31' },
  {
    code: 'project-extension-undecided',
    change: {
      'dates.revised_end': ['2027-12-31'],
      decisions: [decision('2026-05-04', 'extend', { new_end: '2027-12-31' })],
    },
    breaks: false,
  },
  { code: 'decision-new-end', change: { decisions: [decision('2026-05-04', 'extend')] } },
  { code: 'decision-uninformed', change: { decisions: [decision('2026-05-04', 'terminate')] } },
  {
    code: 'budget-year',
    change: { budget: [{ from: '2024-07-08', to: '2025-07-08', money: usd('160000') }] },
    says: 'longer than a year',
  },
  {
    code: 'budget-year',
    change: { budget: [{ from: '2024-07-08', to: '2025-07-07', money: usd('160000') }] },
    breaks: false,
  },
  {
    code: 'budget-overlap',
    change: {
      budget: [
        { from: '2024-07-08', to: '2025-07-07', money: usd('1') },
        { from: '2024-07-08', to: '2024-12-31', money: usd('1') },
      ],
    },
  },
  {
    code: 'budget-overlap',
    change: {
      budget: [
        { from: '2024-07-08', to: '2025-07-07', money: usd('1') },
        { from: '2025-07-08', to: '2026-07-07', money: usd('1') },
      ],
    },
    breaks: false,
  },
  {
    code: 'funder-not-listed',
    change: {
      partners: [
        { partner: 'office', role: '2' },
        { partner: 'office', role: '4' },
      ],
    },
    says: 'IGAD gives money but is not listed as funder',
  },
  {
    code: 'funding-undated',
    change: { funding: [{ partner: 'igad', kind: 'commitment', money: usd('160000') }] },
    says: 'IGAD has no date',
  },
  {
    code: 'funding-undated',
    change: {
      knowledge: 'partial',
      sources: [{ address: 'example.org', accessed: '2026-11-24' }],
      funding: [{ partner: 'igad', kind: 'commitment', money: usd('160000') }],
    },
    breaks: false,
  },
  { code: 'project-partial-source', change: { knowledge: 'partial' } },
  {
    code: 'project-gap',
    change: { funding: [{ partner: 'igad', kind: 'commitment', money: usd('120000'), date: '2023-11-20' }] },
    says: 'USD 40000',
  },
  {
    code: 'project-overpaid',
    change: { transactions: [paid('2024-01-20', '100000'), paid('2025-01-20', '60000.01')] },
    says: 'IGAD paid USD 160000.01, promised USD 160000',
  },
  {
    code: 'project-overpaid',
    change: {
      transactions: [
        paid('2024-01-20', '160000'),
        paid('2024-02-20', '160000', '4', { provider: 'office', receiver: 'igad' }),
      ],
    },
    breaks: false,
  },
  { code: 'payment-future', change: { transactions: [paid('2026-11-25', '10')] } },
  {
    code: 'payment-suspended',
    change: {
      decisions: [decision('2025-01-10', 'suspend'), decision('2025-06-10', 'resume')],
      transactions: [paid('2025-03-01', '10', '3')],
    },
  },
  {
    code: 'payment-suspended',
    change: {
      decisions: [decision('2025-06-10', 'resume'), decision('2025-01-10', 'suspend')],
      transactions: [paid('2025-07-01', '10', '3')],
    },
    breaks: false,
  },
  {
    code: 'project-roles',
    change: {
      partners: [
        { partner: 'igad', role: '1' },
        { partner: 'office', role: '4' },
      ],
    },
  },
  {
    code: 'project-agreement-ended',
    change: { agreement: 'mou-2026-african-union' },
    says: 'mou-2026-african-union is negotiation',
  },
  {
    code: 'project-agreement-ended',
    change: { agreement: 'mou-2026-african-union', agreement_exemption: 'national budget' },
    breaks: false,
  },
  {
    code: 'indicator-incomplete',
    change: { results: indicator({ periods: [{ from: '2026-01-01', to: '2027-01-01', target: 3 }] }) },
    says: 'lacks unit, baseline or target',
  },
  {
    code: 'indicator-qualitative',
    change: { results: indicator({ measure: '5', baseline: { year: 2024, value: 1 } }) },
  },
  {
    code: 'result-unreported',
    change: {
      results: indicator({
        baseline: { year: 2024, value: 0 },
        periods: [{ from: '2025-01-01', to: '2026-01-01', target: 3 }],
      }),
    },
  },
  { code: 'project-trl', change: { trl: { start: '4', target: '2' } }, says: 'below the start, 4: target 2' },
  { code: 'project-trl', change: { trl: { start: '4', now: '3' } }, says: 'below the start, 4: now 3' },
  {
    code: 'project-unscored',
    change: { evaluations: [evaluation({ scores: { ...scores, coherence: undefined } }), midTerm] },
    says: 'lacks coherence',
  },
  { code: 'project-unscored', change: { evaluations: [midTerm] }, says: 'there is no evaluation before the start' },
  { code: 'project-no-mid-term', change: { evaluations: [evaluation({ scores })] } },
  {
    code: 'evaluation-own-unit',
    change: { evaluations: [evaluation({ scores, unit: 'Water' }), midTerm] },
    says: 'water proposed it',
  },
  {
    code: 'evaluation-outdated',
    change: {
      evaluations: [evaluation({ scores, covers: { title: '0', 'partners.unesco+1': '0' } }), midTerm],
      history: steps('idea', 'concept', 'proposal', 'evaluation'),
    },
    says: 'planning-expert (2023-05-04) judged another proposal; since then: title changed',
  },
  {
    code: 'evaluation-outdated',
    change: { evaluations: [evaluation({ scores, covers: { title: '0' } }), midTerm] },
    breaks: false,
  },
  {
    code: 'evaluation-unbound',
    change: {
      evaluations: [evaluation({ scores })],
      history: steps('idea', 'concept', 'proposal', 'evaluation'),
    },
    says: 'planning-expert',
  },
  { code: 'evaluation-future', change: { evaluations: [evaluation({ scores, date: '2026-11-25' }), midTerm] } },
  { code: 'project-undecided', change: { decisions: undefined, history: steps(...wayToApproval, 'suspended') } },
  { code: 'project-cancelled-reason', change: { history: steps('idea', 'cancelled') } },
  {
    code: 'project-cancelled-reason',
    change: {
      history: [
        { date: '2023-01-05', to: 'idea' },
        { date: '2023-02-05', to: 'cancelled', note: 'no money' },
      ],
    },
    breaks: false,
  },
  {
    code: 'action-late',
    change: {
      followups: [{ date: '2026-01-05', findings: 'dry', actions: [{ what: 'mend the pump', due: '2026-03-01' }] }],
    },
    says: '"mend the pump" was due',
  },
  {
    code: 'project-followup-day',
    change: { followups: [{ findings: 'dry' }] },
    says: 'Neither a visit nor a date',
  },
  {
    code: 'project-followup-day',
    change: { followups: [{ visit: 'joint-committee-2025-igad', date: '2025-03-11', findings: 'dry' }] },
    says: 'a visit and a date',
  },
  {
    code: 'project-followup-visit',
    change: { followups: [{ visit: 'joint-committee-2025-igad', findings: 'dry' }] },
    says: 'another project: water-igad',
  },
  {
    code: 'project-followup-day',
    change: { followups: [{ visit: 'joint-committee-2027-za', findings: 'dry' }] },
    breaks: false,
  },
  { code: 'milestone-late', change: { milestones: [{ title: 'First site', due: '2026-03-01' }] } },
  {
    code: 'project-not-yet',
    change: { milestones: [{ title: 'First site', due: '2026-03-01', done: '2026-12-01' }] },
    says: '"First site" is said to have been reached',
  },
  {
    code: 'project-publish',
    change: { 'iati.publish': true, dac_sector: undefined },
    says: 'the organisation id of the office, a sector',
  },
  {
    code: 'project-outlives-agreement',
    change: { agreement: 'short-mou', 'dates.planned_end': '2027-06-30' },
    says: 'after its agreement short-mou',
    also: {
      'records/agreements/short-mou.yaml': `knowledge: partial
type: mou
title: {en: A memorandum that ends}
parties: [{partner: office, signed_on: 2024-01-10}, {partner: igad, signed_on: 2024-01-10}]
entry: {mode: on_signature}
duration: {mode: months, months: 36}
renewal: {mode: none}
history: [{date: 2024-01-10, to: signed}]
sources: [{address: example.org, accessed: 2026-11-24}]
`,
    },
  },
  { code: 'money-negative', change: { total_cost: usd('-5') }, says: '-5 is negative' },
  { code: 'money-decimals', change: { total_cost: { amount: '5.5', currency: 'JPY' } }, says: 'JPY has 0 decimals' },
];

describe('the rules of a project', () => {
  it('are silent on a sound record', async () => {
    const own = { 'title.en': 'Ponds and dams of one district' };
    expect(await problemsOf(base, [{ code: '', change: own }])).toEqual([[]]);
  });

  testRules(base, cases, { schemas: ['project'] });
});
