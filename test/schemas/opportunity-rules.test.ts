import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/errors.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { step } from './advance.ts';
import type { Case, Change } from './provoke.ts';
import { testRules } from './rule-table.ts';

const base = 'records/opportunities/call-2027-joint-research.yaml';
const applied = (date: string): Change => ({
  deadline: '2026-10-30T17:00:00+03:00',
  history: [
    { date: '2026-09-28', to: 'watched' },
    { date, to: 'applied' },
  ],
});
const won = {
  history: [
    { date: '2026-09-28', to: 'watched' },
    { date: '2026-10-20', to: 'applied' },
    { date: '2026-11-20', to: 'won' },
  ],
};
/** A project elsewhere, in a field of its own. */
const abroad =
  'title: {en: Abroad}\nareas: [{ford: "3.1"}]\ncountries: [{code: NO}]\nfunding: [{partner: sgci, kind: commitment, money: {amount: "100", currency: USD}}]\nhistory: [{date: 2026-01-05, to: idea}]\n';
const also = { 'records/projects/abroad.yaml': abroad };

const cases: readonly Case[] = [
  { code: 'opportunity-funder', change: { funder: undefined }, says: 'neither funder nor funder_name' },
  { code: 'opportunity-funder', change: { funder_name: 'A bank' }, says: 'both funder and funder_name' },
  { code: 'opportunity-funder', change: { funder: undefined, funder_name: 'A bank' }, breaks: false },
  { code: 'opportunity-rolling', change: { rolling: true }, says: '26 Feb 2027' },
  { code: 'opportunity-rolling', change: { rolling: true, deadline: undefined }, breaks: false },
  { code: 'opportunity-closes-first', change: { opens: '2027-03' }, says: 'before it opens' },
  { code: 'opportunity-late', change: applied('2026-10-31'), says: 'The call closed on 30 Oct 2026' },
  { code: 'opportunity-late', change: applied('2026-10-30'), breaks: false },
  { code: 'opportunity-amounts', change: { 'min.amount': '200000' }, says: 'At most USD 150000, at least USD 200000' },
  { code: 'opportunity-amounts', change: { 'min.currency': 'EUR' } },
  { code: 'opportunity-not-yet', change: { ended: { date: '2027-01', reason: 'withdrawn' } } },
  { code: 'opportunity-not-yet', change: { ended: { date: '2026-11', reason: 'withdrawn' } }, breaks: false },
  { code: 'opportunity-outside-countries', change: { projects: ['abroad'] }, also, says: 'abroad' },
  { code: 'opportunity-outside-countries', change: { 'eligibility.countries': ['KE'] }, says: 'the call is for KE' },
  { code: 'opportunity-outside-countries', change: {}, breaks: false },
  { code: 'opportunity-outside-areas', change: { projects: ['leather-enzymes', 'abroad'] }, also, says: 'abroad' },
  { code: 'opportunity-outside-areas', change: { areas: [{ ford: '2.9' }] }, breaks: false },
  { code: 'opportunity-outside-areas', change: { areas: [{ ford: '3' }, { text: 'leather' }] }, breaks: false },
  { code: 'opportunity-won-unfunded', change: won, says: 'the money of sgci' },
  { code: 'opportunity-won-unfunded', change: { ...won, projects: ['abroad'] }, also, breaks: false },
  { code: 'opportunity-partial-source', change: { knowledge: 'partial' } },
  { code: 'opportunity-owner', change: { owner: 'desk-afrika' }, says: 'desk-afrika' },
];

describe('the rules of an opportunity', () => {
  testRules(base, cases, { schemas: ['opportunity'] });
});

describe('a step of an opportunity', () => {
  it('to applied asks for a project, and not for one that was given up', async () => {
    const none = await step(base, { projects: undefined }, 'applied');
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('no project is named') });
    const over = await step(base, { projects: ['abroad'] }, 'applied', {
      'records/projects/abroad.yaml': `${abroad.slice(0, abroad.indexOf('history'))}history: [{to: cancelled, note: no}]\n`,
    });
    expect(over).toMatchObject({ code: 1, err: expect.stringContaining('abroad: given up or over') });
    expect(await step(base, {}, 'applied')).toMatchObject({ code: 0 });
  });

  it('to applied asks for deadline, conditions and address, but for no deadline where there is none', async () => {
    const bare = { deadline: undefined, eligibility: undefined, address: undefined };
    const refused = await step(base, bare, 'applied');
    for (const field of ['Deadline', 'Who may apply', 'Address']) expect(refused.err).toContain(field);
    expect((await step(base, { ...bare, rolling: true }, 'applied')).err).not.toContain('Deadline');
  });

  it('to applied is refused after the deadline, but one taken in time can be recorded later', async () => {
    const change = { deadline: '2026-11-20T17:00:00+03:00' };
    const late = await step(base, change, 'applied');
    expect(late).toMatchObject({ code: 1, err: expect.stringContaining('The call closed on 20 Nov 2026') });
    expect(await step(base, change, ['applied', '--on', '2026-11-19'])).toMatchObject({ code: 0 });
  });
});

describe('the state of an opportunity', () => {
  const text = (more: string) =>
    `programme: {en: Call}\ntype: grant\nfunder: sgci\n${more}history: [{date: 2026-01-05, to: watched}]\n`;

  it('follows opening day, deadline and end, and the agenda asks only while there is something to do', async () => {
    const workspace = sampleWorkspace();
    workspace.write('records/opportunities/a.yaml', text('opens: 2026-12-01\ndeadline: 2027-01-15T12:00:00Z\n'));
    workspace.write(
      'records/opportunities/b.yaml',
      text('ended: {reason: withdrawn}\ndeadline: 2027-01-15T12:00:00Z\n'),
    );
    workspace.write('records/opportunities/c.yaml', text('opens: 2026-01\nrolling: true\n'));
    const stateOn = async (today: string): Promise<string[]> => {
      const listed = await run(workspace.root, ['list', 'opportunities', '--json'], { today });
      const records = JSON.parse(listed.out) as { id: string; state: string }[];
      return records.filter((record) => record.id.length === 1).map((record) => record.state);
    };
    expect(await stateOn('2026-11-24')).toEqual(['watched', 'closed', 'open']);
    expect(await stateOn('2027-01-15')).toEqual(['open', 'closed', 'open']);
    expect(await stateOn('2027-01-16')).toEqual(['closed', 'closed', 'open']);
    const agenda = await run(workspace.root, ['agenda', '--kind', 'opportunity', '--within', '60d'], {
      today: '2026-11-24',
    });
    expect(agenda.out).toContain('The call opens');
    expect(agenda.out.match(/Apply: the call closes/g)).toHaveLength(1);
    const later = await run(workspace.root, ['validate', '--format', 'json'], { today: '2030-01-01' });
    const { problems } = JSON.parse(later.out) as { problems: Problem[] };
    expect(problems.filter((found) => found.file.includes('opportunities') && found.severity === 'error')).toEqual([]);
    workspace.remove();
  });
});
