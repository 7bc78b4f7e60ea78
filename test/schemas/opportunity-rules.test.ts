import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/errors.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { step } from './advance.ts';
import { type Case, type Change, changed } from './provoke.ts';
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
/** A project that looks for money in a call: at home in a field of the calls of the samples, or abroad in another. */
const home = (call: string): string =>
  `title: {en: For ${call}}\nareas: [{ford: "2.9"}]\nopportunity: ${call}\nhistory: [{date: 2026-01-05, to: idea}]\n`;
const abroad = (call: string): string =>
  `title: {en: For ${call}}\nareas: [{ford: "3.1"}]\ncountries: [{code: NO}]\nopportunity: ${call}\nfunding: [{partner: sgci, kind: commitment, money: {amount: "100", currency: USD}}]\nhistory: [{date: 2026-01-05, to: idea}]\n`;
/** The call of a case with a project of its own. */
const by = (id: string, project: (call: string) => string): Pick<Case, 'id' | 'also'> => ({
  id,
  also: { [`records/projects/for-${id}.yaml`]: project(id) },
});

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
  { code: 'opportunity-outside-countries', change: {}, ...by('a', abroad), says: 'for-a' },
  {
    code: 'opportunity-outside-countries',
    change: { 'eligibility.countries': ['KE'] },
    ...by('b', home),
    says: 'the call is for KE',
  },
  { code: 'opportunity-outside-countries', change: {}, ...by('c', home), breaks: false },
  { code: 'opportunity-outside-areas', change: {}, ...by('d', abroad), says: 'for-d' },
  { code: 'opportunity-outside-areas', change: { areas: [{ ford: '2.9' }] }, ...by('e', home), breaks: false },
  {
    code: 'opportunity-outside-areas',
    change: { areas: [{ ford: '3' }, { text: 'leather' }] },
    ...by('f', home),
    breaks: false,
  },
  { code: 'opportunity-won-unfunded', change: won, ...by('g', home), says: 'the money of sgci' },
  { code: 'opportunity-won-unfunded', change: won, ...by('h', abroad), breaks: false },
  { code: 'opportunity-partial-source', change: { knowledge: 'partial' } },
];

describe('the rules of an opportunity', () => {
  testRules(base, cases, { schemas: ['opportunity'] });
});

describe('a step of an opportunity', () => {
  it('to applied asks for a project, and not for one that was given up', async () => {
    const project = 'records/projects/leather-enzymes.yaml';
    const none = await step(base, {}, 'applied', { [project]: changed(project, { opportunity: undefined }) });
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('no project is named') });
    expect(none.err).toContain('irc set PROJECT opportunity=call-2027-joint-research');
    const history = [{ date: '2026-01-05', to: 'cancelled', note: 'no' }];
    const over = await step(base, {}, 'applied', { [project]: changed(project, { history }) });
    expect(over).toMatchObject({ code: 1, err: expect.stringContaining('leather-enzymes: given up or over') });
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
    // Nothing tells when they opened: one may apply until the deadline, or at any time.
    workspace.write('records/opportunities/d.yaml', text('deadline: 2026-12-01T12:00:00Z\n'));
    workspace.write('records/opportunities/e.yaml', text('rolling: true\n'));
    workspace.write('records/opportunities/f.yaml', text(''));
    const left = async (today: string): Promise<unknown> => {
      const shown = await run(workspace.root, ['show', 'd', '--json'], { today });
      return (JSON.parse(shown.out) as { days_left?: number }).days_left;
    };
    expect([await left('2026-11-24'), await left('2026-12-01'), await left('2026-12-02')]).toEqual([7, 0, undefined]);
    const stateOn = async (today: string): Promise<string[]> => {
      const listed = await run(workspace.root, ['list', 'opportunities', '--json'], { today });
      const records = JSON.parse(listed.out) as { id: string; state: string }[];
      return records.filter((record) => record.id.length === 1).map((record) => record.state);
    };
    expect(await stateOn('2026-11-24')).toEqual(['watched', 'closed', 'open', 'open', 'open', 'watched']);
    expect(await stateOn('2027-01-15')).toEqual(['open', 'closed', 'open', 'closed', 'open', 'watched']);
    expect(await stateOn('2027-01-16')).toEqual(['closed', 'closed', 'open', 'closed', 'open', 'watched']);
    const agenda = await run(workspace.root, ['agenda', '--kind', 'opportunity', '--within', '60d'], {
      today: '2026-11-24',
    });
    expect(agenda.out).toContain('The call opens');
    expect(agenda.out.match(/Apply: the call closes/g)).toHaveLength(2);
    const later = await run(workspace.root, ['validate', '--format', 'json'], { today: '2030-01-01' });
    const { problems } = JSON.parse(later.out) as { problems: Problem[] };
    expect(problems.filter((found) => found.file.includes('opportunities') && found.severity === 'error')).toEqual([]);
    workspace.remove();
  });
});
