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
  {
    code: 'need-scored-twice',
    change: { ...item({}), answers: [{ rater: 'r1', topic: 'Reading maps', current: 2 }] },
    says: 'the answers count',
  },
  { code: 'need-scored-twice', change: item({}), breaks: false },
  {
    code: 'need-answer-topic',
    change: { ...item({}), answers: [{ rater: 'r1', topic: 'Sailing', current: 2 }] },
    says: '"Sailing"',
  },
  { code: 'value-format', change: { answers: [{ rater: 'Abebe', topic: 'Reading maps' }] } },
  {
    code: 'need-follows-later',
    change: { follows: 'need-2026-remote-sensing' },
    says: 'is no earlier: its scores were collected from 9 Nov 2026',
  },
  {
    code: 'need-follows-unsaid',
    change: { institution: 'An institute of remote sensing (illustrative)', period: { from: '2026-12-01' } },
    says: 'need-2026-remote-sensing',
  },
  {
    code: 'need-topic-then',
    change: {
      ...item({ was: 'Sailing' }),
      ...{ follows: 'need-2026-remote-sensing', period: { from: '2026-12-01' } },
    },
    says: 'need-2026-remote-sensing has no topic "Sailing"',
  },
  { code: 'need-unscored', change: item({ current: undefined, importance: undefined }), says: 'current, importance' },
  { code: 'need-no-scores', change: item({ importance: undefined }), says: 'It is analysed' },
  { code: 'need-no-scores', change: item({}), breaks: false },
  { code: 'need-not-yet', change: action({ done: '2026-12-01' }), says: '1 Dec 2026' },
  { code: 'need-not-yet', change: action({ done: '2026-11-20' }), breaks: false },
  { code: 'need-partial-source', change: { knowledge: 'partial' } },
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
    expect(JSON.parse(shown.out)).toMatchObject({ mean_priority: 4.33, top_topic: 'Maps', indicative: ['Radar'] });
    expect(report.out.match(/^\| (Maps|Boats|Radar|Sonar) .*/gm)).toEqual([
      '| Maps | 2 | 4 | 5 | 3 | **10** |',
      '| Radar | 1 | 2.5 | 2 | 2 | **3** |',
      '| Boats | 4 | 2 | 5 | 3 | **0** |',
    ]);
    expect(report.out).toContain('- Not scored yet: sonar');
  });

  it('follows the answers of the raters where there are any: means, a hint below three, and the measure of Borich', async () => {
    const workspace = sampleWorkspace();
    workspace.write(
      'records/needs/need-of-ships.yaml',
      `title: {en: Ships}
institution: A shipyard
items: [{topic: Maps}, {topic: Radar}, {topic: Boats}]
answers:
  - {rater: r1, topic: Maps, current: 2, desired: 4, importance: 5}
  - {rater: r2, topic: Maps, current: 1, desired: 4, importance: 4}
  - {rater: r3, topic: Maps, current: 2, desired: 5, importance: 4}
  - {rater: r4, topic: Maps, current: 2, importance: 4}
  - {rater: r1, topic: Radar, current: 1, desired: 2.5, importance: 2}
  - {rater: r1, topic: Boats, current: 4, desired: 3, importance: 5}
history: [{date: 2026-08-03, to: planned}]
`,
    );
    const args = ['render', 'need-of-ships', '--document', 'report', '--format', 'md', '--out', '-'];
    const shown = await run(workspace.root, ['show', 'need-of-ships', '--json']);
    const page = await run(workspace.root, ['show', 'need-of-ships']);
    const report = await run(workspace.root, args);
    const checked = await run(workspace.root, ['validate', 'records/needs']);
    workspace.remove();
    const need = JSON.parse(shown.out) as { items: object[] };
    expect(need).toMatchObject({ mean_priority: 4.85, top_topic: 'Maps', indicative: ['Radar', 'Boats'] });
    expect(need.items).toEqual([
      // 13/3 times 8/3 over the three who gave all; of four importance less current: 17/4 times 10/4.
      {
        topic: 'Maps',
        current_score: 1.67,
        desired_score: 4.33,
        importance_score: 4.33,
        scored_by: 3,
        gap: 2.67,
        priority: 11.56,
        borich: 10.63,
      },
      expect.objectContaining({ topic: 'Radar', scored_by: 1, gap: 1.5, priority: 3 }),
      expect.objectContaining({ topic: 'Boats', gap: 0, priority: 0 }),
    ]);
    expect(page.out).toContain('answers 3, gap 2.67,');
    expect(checked.out).toContain('"Boats" is already above the wish: 4, and 3 is desired');
    expect(report.out.match(/^\| (Maps|Boats|Radar) .*/gm)).toEqual([
      '| Maps | 1.67 | 4.33 | 4.33 | 3 | **11.56** |',
      '| Radar | 1 | 2.5 | 2 | 1 | **3** |',
      '| Boats | 4 | 3 | 5 | 1 | **0** |',
    ]);
    expect(report.out).toContain('the order is: maps (10.63).');
  });
});

describe('an assessment that follows another', () => {
  it('says why the two cannot be compared, and of each topic that it is so', async () => {
    const workspace = sampleWorkspace();
    const ships = (level: string, more: string, topics: readonly string[]): string =>
      `title: {en: Ships}\ninstitution: A shipyard\nlevel: ${level}\n${more}history: [{date: 2026-08-03, to: planned}]\nitems:\n${topics
        .map((topic) => `  - {topic: ${topic}, current: 2, desired: 4, importance: 5, raters: 4}\n`)
        .join('')}`;
    const told = async (level: string, topics: readonly string[]): Promise<unknown> => {
      workspace.write('records/needs/later.yaml', ships(level, 'follows: earlier\n', topics));
      const { not_comparable, no_longer_asked, items } = JSON.parse(
        (await run(workspace.root, ['show', 'later', '--json'])).out,
      );
      return [not_comparable, no_longer_asked, items[0].change];
    };
    workspace.write('records/needs/earlier.yaml', ships('organisation', '', ['Maps', 'Boats', 'Radar']));
    expect([
      await told('organisation', ['Maps', 'Boats']),
      await told('system', ['Maps', 'Boats', 'Radar']),
      await told('organisation', ['Maps', 'Sails']),
    ]).toEqual([
      [undefined, ['Radar'], 'as before'],
      ['another level was looked at then: Organisation', undefined, 'not comparable'],
      ['1 of the 3 topics of then are asked about again', ['Boats', 'Radar'], 'not comparable'],
    ]);
    workspace.remove();
  });
});
