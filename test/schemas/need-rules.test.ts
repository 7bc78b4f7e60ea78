import { describe, expect, it } from 'vitest';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { step } from './advance.ts';
import type { Case, Change } from './provoke.ts';
import { testRules } from './rule-table.ts';

const base = 'records/needs/need-2026-tanneries.yaml';
const item = (more: Change): Change => ({
  items: [{ topic: 'Reading maps', current: 2, desired: 4, importance: 3, raters: 4, ...more }],
});
const action = (more: Change): Change => ({ actions: [{ what: 'Train two people', ...more }] });

const cases: readonly Case[] = [
  {
    code: 'need-beyond-wish',
    change: item({ current: 4, desired: 3 }),
    says: '"Reading maps" is already above the wish',
  },
  { code: 'need-beyond-wish', change: item({ current: 4, desired: 4 }), breaks: false },
  { code: 'need-unscored', change: item({ current: undefined, importance: undefined }), says: 'current, importance' },
  { code: 'need-no-scores', change: item({ importance: undefined }), says: 'It is analysed' },
  { code: 'need-no-scores', change: item({}), breaks: false },
  { code: 'need-not-yet', change: action({ done: '2026-12-01' }), says: '1 Dec 2026' },
  { code: 'need-not-yet', change: action({ done: '2026-11-20' }), breaks: false },
  { code: 'need-partial-source', change: { knowledge: 'partial' } },
  { code: 'need-owner', change: { owner: 'desk-afrika' }, says: 'desk-afrika' },
  { code: 'value-range', change: item({ current: 6 }) },
  { code: 'value-range', change: item({ importance: 0 }) },
  { code: 'value-range', change: item({ importance: 1.5 }), breaks: false },
];

describe('the rules of a need', () => {
  testRules(base, cases, { schemas: ['need'] });
});

describe('a step of a need', () => {
  const at = (...to: string[]): Change => ({
    history: to.map((state, index) => ({ date: `2026-08-1${index}`, to: state })),
  });

  it('to collecting asks how the scores are collected', async () => {
    const bare = { ...at('planned'), level: undefined, type: undefined, method: undefined, period: undefined };
    const refused = await step(base, bare, 'collecting');
    expect(refused.code).toBe(1);
    for (const field of ['Level', 'Type', 'Method', 'Period']) expect(refused.err).toContain(field);
  });

  it('to analysed asks for an item with all three scores', async () => {
    const change = { ...at('planned', 'collecting'), ...item({ desired: undefined }) };
    const refused = await step(base, change, 'analysed');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('no item has all three scores') });
    expect(await step(base, { ...change, ...item({}) }, 'analysed')).toMatchObject({ code: 0 });
  });

  it('to approved asks for findings and actions', async () => {
    const refused = await step(base, { findings: undefined, actions: undefined }, 'approved');
    expect(refused.code).toBe(1);
    for (const field of ['Findings', 'Actions']) expect(refused.err).toContain(field);
  });

  it('to addressed asks that every action is done', async () => {
    const change = { ...at('planned', 'collecting', 'analysed', 'approved'), ...action({}) };
    const refused = await step(base, change, 'addressed');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('"Train two people" is not done') });
    expect(await step(base, { ...change, ...action({ done: '2026-11-02' }) }, 'addressed')).toMatchObject({ code: 0 });
  });
});

describe('the ranking of a need', () => {
  it('counts gap times importance, a wish that is met as nothing, and names who scored too thinly', async () => {
    const workspace = sampleWorkspace();
    const items = `items:
  - {topic: Maps, current: 2, desired: 4, importance: 5, raters: 3}
  - {topic: Boats, current: 4, desired: 2, importance: 5, raters: 3}
  - {topic: Radar, current: 1, desired: 2.5, importance: 2, raters: 2}
  - {topic: Sonar, current: 1}
`;
    workspace.write(
      'records/needs/need-of-ships.yaml',
      `title: {en: Ships}\ninstitution: A shipyard\n${items}history: [{date: 2026-08-03, to: planned}]\n`,
    );
    const shown = await run(workspace.root, ['show', 'need-of-ships', '--json']);
    const report = await run(workspace.root, [
      'render',
      'need-of-ships',
      '--document',
      'report',
      '--format',
      'md',
      '--out',
      '-',
    ]);
    workspace.remove();
    expect(JSON.parse(shown.out)).toMatchObject({ mean_priority: 13 / 3, top_topic: 'Maps', indicative: ['Radar'] });
    expect(report.out.match(/^\| (Maps|Boats|Radar|Sonar) .*/gm)).toEqual([
      '| Maps | 2 | 4 | 5 | 3 | **10** |',
      '| Radar | 1 | 2\\.5 | 2 | 2 | **3** |',
      '| Boats | 4 | 2 | 5 | 3 | **0** |',
    ]);
    expect(report.out).toContain('- Not scored yet: sonar');
  });
});
