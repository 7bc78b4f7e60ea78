/**
 * What every register of international cooperation must notice, by the numbers under which the domain lists it: a record
 * that provokes each rule, the code it is told under, and how grave it is. The tests of the kinds try the edges.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/errors.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { type Change, changed } from './provoke.ts';

const agreement = 'records/agreements/mou-2022-igad.yaml';
const project = 'records/projects/water-igad.yaml';
const partner = 'records/partners/za.yaml';
const visit = 'records/visits/joint-committee-2025-igad.yaml';
const need = 'records/needs/need-2026-tanneries.yaml';
const note = 'records/notes/note-2026-unesco-in-figures.yaml';
const call = 'records/opportunities/call-2027-joint-research.yaml';

const usd = (amount: string): Change => ({ amount, currency: 'USD' });
const signature = { signed_on: '2022-07-15', signed_at: 'Addis Ababa' };
const parties = (office: Change, igad: Change): Change => ({
  parties: [
    { partner: 'office', ...signature, ...office },
    { partner: 'igad', ...signature, ...igad },
  ],
});
const binding = { binding: 'binding', ...parties({ signatory: { post: 'Minister', full_power: true } }, {}) };
const steps = (...to: string[]): Change => ({
  history: to.map((state, index) => ({ date: `2022-0${index + 1}-05`, to: state })),
});
const paid = (type: string, date: string, amount: string): Change => ({
  transactions: [{ type, date, money: usd(amount), provider: 'igad', receiver: 'office', ref: 'a' }],
});
const indicator = (more: Change): Change => ({
  results: [{ type: '1', title: 'Sites', indicators: [{ title: 'Sites', measure: '1', unit: 'sites', ...more }] }],
});
const scores = { relevance: 4, coherence: 3, effectiveness: 3, efficiency: 2, impact: 3, sustainability: 3 };
const evaluation = (more: Change): Change => ({ kind: 'ex_ante', by: 'planner', date: '2023-05-04', scores, ...more });
const midTerm = evaluation({ kind: 'mid_term', date: '2025-10-14' });
const norway = { knowledge: undefined, country: 'NO', profile_reviewed: '2026-11-01' };
const ended = `knowledge: partial
type: agreement
title: {en: Ended}
parties: [{partner: office, signed_on: 2011-03-04}, {partner: igad, signed_on: 2011-03-04}]
sources: [{address: example.org, accessed: 2026-11-24}]
end: {reason: denounced, date: 2023-01-31}
history: [{date: 2011-03-04, to: signed}]
`;
const draft = ended.replace(/end:.*\n/, '').replace('to: signed', 'to: drafting');
const posted =
  'type: ngo\nnames: {official: {en: Posted}, short: {en: Posted}}\ncountry: KE\nposts: [{post: Director, from: 2023-01}]\nhistory: [{date: 2022-01-05, to: prospect}]\n';

/** A project that looks for money in a call. */
const seeker = (opportunity: string, ford: string): string =>
  `title: {en: For ${opportunity}}\nareas: [{ford: "${ford}"}]\nopportunity: ${opportunity}\nhistory: [{date: 2026-01-05, to: idea}]\n`;

type Severity = Problem['severity'];
type Rule = readonly [number: number, base: string, code: string, severity: Severity, change: Change, id: string];
const rule = (number: number, base: string, code: string, severity: Severity, change: Change, id = ''): Rule => [
  number,
  base,
  code,
  severity,
  change,
  id,
];

const rules: readonly Rule[] = [
  rule(1, agreement, 'reference-missing', 'error', { based_on: 'nowhere' }),
  rule(2, agreement, 'id-invalid', 'error', {}, 'Not_an_id'),
  rule(2, partner, 'id-taken', 'error', norway, 'mou-2014-stepi'),
  rule(3, agreement, 'history-step', 'error', steps('idea', 'signed')),
  rule(5, agreement, 'history-future', 'error', { history: [{ date: '2026-12-01', to: 'idea' }] }),
  rule(5, agreement, 'history-order', 'error', {
    history: [
      { date: '2022-02-01', to: 'idea' },
      { date: '2022-01-01', to: 'drafting' },
    ],
  }),
  rule(6, agreement, 'agreement-parties', 'error', { parties: [{ partner: 'office', ...signature }] }),
  rule(7, agreement, 'agreement-unsigned', 'error', parties({}, { signed_on: undefined })),
  rule(8, agreement, 'agreement-early', 'error', { 'entry.date': '2022-07-01' }),
  rule(8, agreement, 'agreement-retroactive', 'warning', { 'entry.date': '2022-07-01', retroactive: true }),
  rule(9, agreement, 'agreement-notifications', 'error', { 'entry.mode': 'last_notification' }),
  rule(10, agreement, 'agreement-unapproved', 'error', { ...binding, 'ratification.required': 'yes' }),
  rule(11, agreement, 'agreement-ratification-unknown', 'warning', binding),
  rule(12, agreement, 'agreement-not-binding', 'error', { disputes: ['arbitration'] }),
  rule(12, agreement, 'agreement-not-binding', 'error', { 'entry.mode': 'on_ratification' }),
  rule(13, agreement, 'agreement-notice', 'warning', { renewal: { mode: 'tacit', months: 60 } }),
  rule(14, agreement, 'agreement-lapsed', 'warning', { 'duration.months': 24, renewal: { mode: 'none' } }),
  rule(15, agreement, 'agreement-renews-soon', 'warning', {}),
  rule(16, agreement, 'agreement-dormant', 'warning', { 'committee.meetings': undefined, 'duration.months': 120 }),
  rule(17, agreement, 'agreement-committee', 'warning', { 'committee.frequency_months': 12 }),
  rule(18, agreement, 'agreement-language', 'error', { languages: ['en', 'am'] }),
  rule(19, agreement, 'agreement-prevailing', 'error', { prevailing: 'fr' }),
  rule(20, agreement, 'agreement-copies', 'error', { copies: 1 }),
  rule(21, agreement, 'field-needed', 'error', { areas: undefined }),
  rule(21, agreement, 'field-needed', 'error', { forms: undefined }),
  rule(22, agreement, 'agreement-funds', 'warning', { costs: { rule: 'donor', donor: 'igad', amount: usd('1000') } }),
  rule(23, agreement, 'reference-circle', 'error', { renews: 'in-a-circle' }, 'in-a-circle'),
  rule(23, agreement, 'agreement-renews-unsigned', 'error', { renews: 'draft' }),
  rule(24, agreement, 'agreement-outlives', 'warning', { based_on: 'ended' }),
  rule(25, agreement, 'file-missing', 'error', { documents: [{ path: 'files/none.pdf', role: 'signed' }] }),
  rule(25, agreement, 'file-altered', 'error', {
    documents: [{ path: 'files/scan.pdf', role: 'signed', sha256: '0'.repeat(64) }],
  }),
  rule(26, agreement, 'agreement-signatory-post', 'warning', {
    parties: [
      { partner: 'office', ...signature },
      { partner: 'posted', ...signature, signatory: { post: 'Director' } },
    ],
  }),
  rule(27, agreement, 'code-unknown', 'error', { amendment: 'somehow' }),
  // Of this list the program has a part only.
  rule(27, project, 'code-unknown', 'warning', { dac_sector: [{ code: '43083', percent: 100 }] }),
  rule(28, project, 'project-sector-shares', 'error', { dac_sector: [{ code: '43082', percent: 90 }] }),
  rule(28, project, 'project-country-shares', 'error', { countries: [{ code: 'ET', percent: 90 }] }),
  rule(29, project, 'date-order', 'error', { 'dates.planned_end': '2020-01-01' }),
  rule(29, project, 'project-actual-future', 'error', { 'dates.actual_end': '2026-12-01' }),
  rule(30, project, 'budget-year', 'error', {
    budget: [{ from: '2024-07-08', to: '2025-07-08', money: usd('160000') }],
  }),
  rule(30, project, 'budget-overlap', 'error', {
    budget: ['2024-12-31', '2025-07-07'].map((to) => ({ from: '2024-07-08', to, money: usd('1') })),
  }),
  rule(31, project, 'field-missing', 'error', {
    budget: [{ from: '2024-07-08', to: '2025-07-07', money: { amount: '1' } }],
  }),
  rule(31, project, 'money-negative', 'error', {
    budget: [{ from: '2024-07-08', to: '2025-07-07', money: usd('-1') }],
  }),
  rule(31, project, 'money-decimals', 'error', {
    budget: [{ from: '2024-07-08', to: '2025-07-07', money: usd('1.001') }],
  }),
  rule(32, project, 'project-overpaid', 'error', paid('1', '2024-01-20', '160000.01')),
  rule(33, project, 'project-gap', 'warning', {
    funding: [{ partner: 'igad', kind: 'commitment', money: usd('120000'), date: '2023-11-20' }],
  }),
  rule(34, project, 'funder-not-listed', 'error', {
    partners: ['2', '4'].map((role) => ({ partner: 'office', role })),
  }),
  rule(35, project, 'project-roles', 'error', { partners: [{ partner: 'igad', role: '1' }] }),
  rule(36, project, 'project-agreement-ended', 'warning', { agreement: 'ended' }),
  rule(37, project, 'project-outlives-agreement', 'warning', { agreement: 'short' }),
  rule(38, project, 'indicator-incomplete', 'error', indicator({})),
  rule(38, project, 'indicator-qualitative', 'error', indicator({ measure: '5', baseline: { year: 2024, value: 1 } })),
  rule(
    39,
    project,
    'result-unreported',
    'warning',
    indicator({
      baseline: { year: 2024, value: 0 },
      periods: [{ from: '2025-01-01', to: '2026-01-01', target: 3 }],
    }),
  ),
  rule(40, project, 'project-trl', 'error', { trl: { start: '4', target: '2' } }),
  rule(41, project, 'project-unscored', 'error', { evaluations: [midTerm] }),
  rule(42, project, 'evaluation-own-unit', 'error', { evaluations: [evaluation({ unit: 'Water' }), midTerm] }),
  rule(43, project, 'project-undecided', 'error', {
    decisions: undefined,
    ...steps('idea', 'concept', 'proposal', 'evaluation', 'approved', 'funded', 'implementation', 'suspended'),
  }),
  rule(43, project, 'project-extension-undecided', 'error', { 'dates.revised_end': ['2027-12-31'] }),
  rule(44, project, 'payment-suspended', 'error', {
    decisions: [{ date: '2025-01-10', kind: 'suspend', grounds: ['funds_short'], by: 'State Minister' }],
    ...paid('3', '2025-03-01', '10'),
  }),
  rule(45, project, 'project-no-mid-term', 'warning', { evaluations: [evaluation({})] }),
  rule(46, visit, 'visit-actions-late', 'warning', { actions: [{ what: 'send the list', due: '2026-11-01' }] }),
  rule(46, project, 'action-late', 'warning', {
    followups: [{ date: '2026-01-05', findings: 'dry', actions: [{ what: 'mend the pump', due: '2026-03-01' }] }],
  }),
  rule(47, visit, 'visit-report-late', 'warning', {
    history: [{ date: '2026-01-05', to: 'held' }],
    from: '2026-11-08',
    to: '2026-11-08',
  }),
  rule(48, call, 'opportunity-late', 'error', {
    deadline: '2026-10-30T17:00:00+03:00',
    history: [
      { date: '2026-09-28', to: 'watched' },
      { date: '2026-10-31', to: 'applied' },
    ],
  }),
  rule(48, call, 'opportunity-outside-countries', 'warning', { 'eligibility.countries': ['KE'] }, 'call-kenya'),
  rule(48, call, 'opportunity-outside-areas', 'warning', {}, 'call-fields'),
  rule(49, need, 'value-range', 'error', { items: [{ topic: 'Maps', current: 6, desired: 4, importance: 3 }] }),
  rule(49, need, 'need-beyond-wish', 'warning', { items: [{ topic: 'Maps', current: 4, desired: 3, importance: 3 }] }),
  rule(50, partner, 'indicator-old', 'warning', {
    ...norway,
    indicators: [{ code: 'gerd_gdp', value: 0.27, unit: '% of GDP', year: 2013, source: 'UIS' }],
  }),
  rule(50, partner, 'partner-profile-old', 'warning', { ...norway, profile_reviewed: '2025-10-01' }),
  rule(51, partner, 'indicator-source', 'error', {
    ...norway,
    indicators: [{ code: 'gerd_gdp', value: 0.27, unit: '% of GDP', year: 2024 }],
  }),
  rule(51, note, 'note-source', 'error', { sources: undefined }),
  rule(52, partner, 'likely-duplicate', 'warning', {}),
  rule(53, project, 'project-publish', 'error', { 'iati.publish': true }),
  rule(55, agreement, 'agreement-translation', 'info', {
    ...parties({ signed_on: undefined }, { signed_on: undefined }),
    ...steps('idea', 'drafting'),
    languages: ['en', 'am'],
    authenticity: 'equal',
  }),
  rule(56, partner, 'email-private', 'error', { ...norway, email: 'someone@gmail.com' }),
  rule(56, partner, 'post-birth-date', 'error', { ...norway, posts: [{ post: 'Head', unit: 'born 3.4.1971' }] }),
];

/** Told elsewhere: 4 where a change is checked against its base, 54 where the paper is made. */
const elsewhere = [4, 54];

describe('rule', () => {
  let workspace: TestRepository;
  let problems: readonly Problem[] = [];
  const idOf = ([number, , , , , id]: Rule, index: number): string => (id === '' ? `rule-${number}-${index}` : id);
  beforeAll(async () => {
    workspace = sampleWorkspace();
    const agreements = {
      ended,
      draft,
      short: changed(agreement, { renewal: { mode: 'none' }, 'duration.months': 54, 'termination.savings': false }),
    };
    for (const [id, text] of Object.entries(agreements)) workspace.write(`records/agreements/${id}.yaml`, text);
    workspace.write('records/partners/posted.yaml', posted);
    workspace.write('records/projects/for-kenya.yaml', seeker('call-kenya', '2.9'));
    workspace.write('records/projects/for-fields.yaml', seeker('call-fields', '3.1'));
    workspace.write('files/scan.pdf', '%PDF');
    rules.forEach((entry, index) => {
      const [, base, , , change] = entry;
      workspace.write(`${base.slice(0, base.lastIndexOf('/'))}/${idOf(entry, index)}.yaml`, changed(base, change));
    });
    const { out } = await run(workspace.root, ['validate', '--format', 'json']);
    problems = (JSON.parse(out) as { problems: Problem[] }).problems;
  });
  afterAll(() => workspace.remove());

  it.each(rules.map((entry, index) => ({ number: entry[0], code: entry[2], index })))('$number: $code', ({ index }) => {
    const entry = rules[index] as Rule;
    const [, , code, severity] = entry;
    const own = problems.filter(({ file }) => file.endsWith(`/${idOf(entry, index)}.yaml`));
    expect(
      own.map((problem) => `${problem.severity} ${problem.code}`),
      JSON.stringify(own),
    ).toContain(`${severity} ${code}`);
  });

  it('is tried for each number', () => {
    const tried = new Set([...rules.map(([number]) => number), ...elsewhere]);
    expect(Array.from({ length: 56 }, (_, index) => index + 1).filter((number) => !tried.has(number))).toEqual([]);
  });

  it('54: a paper tells each field that it asks for and the record lacks', async () => {
    workspace.write('records/agreements/gap.yaml', changed(agreement, { 'termination.notice_months': undefined }));
    const { err } = await run(workspace.root, ['draft', 'gap', '--format', 'md', '--out', '-']);
    expect(err).toContain('termination.notice_months');
  });
});
