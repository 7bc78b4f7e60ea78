import { afterEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { travelWorkspace } from '../helpers/travel.ts';

let workspace: TestRepository;

afterEach(() => {
  workspace.remove();
});

const leather = 'records/projects/leather-enzymes.yaml';
const names = ['relevance', 'coherence', 'effectiveness', 'efficiency', 'impact', 'sustainability'];

/** An evaluation before the start by a post, with the six scores in their order. */
function evaluation(by: string, scores: readonly number[], date = '2026-11-10'): string {
  const marks = names.map((name, index) => `${name}: ${scores[index]}`).join(', ');
  return `  - {kind: ex_ante, by: ${by}, date: ${date}, scores: {${marks}}}\n`;
}

function evaluated(file: string, ...evaluations: readonly string[]): void {
  workspace.write(file, workspace.read(file).replace('history:', `evaluations:\n${evaluations.join('')}history:`));
}

interface Ranking {
  readonly kind: string;
  readonly records: readonly Record<string, unknown>[];
}

async function ranking(...args: readonly string[]): Promise<Ranking | undefined> {
  const ran = await run(workspace.root, ['rank', ...args, '--json']);
  expect(ran.err).toBe('');
  return JSON.parse(ran.out)[0];
}

describe('irc rank', () => {
  it('puts projects in order with the parts of the figure, the spread and the version', async () => {
    workspace = sampleWorkspace();
    evaluated(leather, evaluation('director', [4, 3, 3, 2, 4, 2]), evaluation('desk-asia', [3, 3, 2, 2, 3, 2]));
    const second = leather.replace('leather-enzymes', 'leather-two');
    workspace.write(second, workspace.read(leather).replace('scores: {relevance: 4', 'scores: {relevance: 1'));
    const ran = await run(workspace.root, ['rank', 'projects', '--where', "state == 'evaluation'"]);
    expect(ran).toEqual({
      code: 0,
      out: `Score before the start · projects
  1. leather-enzymes  Enzymes for leather (illustrative)
     2.75 of 4 · 2 judged · 0.5 apart · version 1 of 12 Oct 2026 (2 Tikimt 2019 E.C.)
     Relevance 3.5 · Coherence 3 · Effectiveness 2.5 · Efficiency 2 · Impact 3.5 · Sustainability 2
  2. leather-two  Enzymes for leather (illustrative)
     2.5 of 4 · 2 judged · 0 apart · version 1 of 12 Oct 2026 (2 Tikimt 2019 E.C.)
     Relevance 2 · Coherence 3 · Effectiveness 2.5 · Efficiency 2 · Impact 3.5 · Sustainability 2
`,
      err: '2 of 2 ranked\n',
    });
  });

  it('gives no rank to what too few have judged, and says how many are needed', async () => {
    workspace = sampleWorkspace();
    evaluated(leather, evaluation('director', [4, 4, 4, 4, 4, 4]));
    const ran = await run(workspace.root, ['rank', 'projects', '--where', "id == 'leather-enzymes'"]);
    expect(ran.out).toContain('projects, not enough data\n   ? leather-enzymes');
    expect(ran.out).toContain('1 of 2 judgements');
    const office = workspace.read('records/office.yaml');
    workspace.write('records/office.yaml', `${office}evaluation: {least: 1}\n`);
    expect((await ranking('projects'))?.records[0]).toMatchObject({ id: 'leather-enzymes', rank: 1, enough: true });
  });

  it('weighs the criteria as the office says', async () => {
    workspace = sampleWorkspace();
    evaluated(leather, evaluation('director', [4, 0, 0, 0, 0, 0]), evaluation('desk-asia', [4, 0, 0, 0, 0, 0]));
    const office = workspace.read('records/office.yaml');
    const weights = 'evaluation: {weights: [{criterion: relevance, weight: 5}]}\n';
    workspace.write('records/office.yaml', `${office}${weights}`);
    const [first] = (await ranking('projects'))?.records ?? [];
    expect(first).toMatchObject({ id: 'leather-enzymes', score: 2, spread: 0, judges: 2 });
    expect((first?.parts as object[] | undefined)?.[0]).toEqual({ title: 'Relevance', value: 4, weight: 5 });
    expect((await run(workspace.root, ['validate'])).out).not.toContain('error');
  });

  it('leaves out those who judged an earlier version', async () => {
    workspace = sampleWorkspace();
    const before = evaluation('director', [4, 4, 4, 4, 4, 4], '2026-10-11');
    evaluated(leather, before, evaluation('desk-asia', [2, 2, 2, 2, 2, 2], '2026-10-12'));
    const found = (await ranking('projects'))?.records.find((record) => record.id === 'leather-enzymes');
    expect(found).toMatchObject({ rank: null, score: 2, judges: 1 });
    expect(found?.judged).toContain('judged before it changed: director');
  });

  it('ranks the projects of a call, and equals share a rank', async () => {
    workspace = sampleWorkspace();
    evaluated(leather, evaluation('director', [3, 3, 3, 3, 3, 3]), evaluation('desk-asia', [1, 1, 1, 1, 1, 1]));
    workspace.write(leather.replace('leather-enzymes', 'leather-two'), workspace.read(leather));
    const ranked = await ranking('projects', '--about', 'call-2027-joint-research');
    expect(ranked?.records.map((record) => [record.id, record.rank, record.spread])).toEqual([
      ['leather-enzymes', 1, 2],
      ['leather-two', 1, 2],
    ]);
  });

  it('ranks every kind that can be ranked', async () => {
    workspace = sampleWorkspace();
    const ran = await run(workspace.root, ['rank']);
    expect(ran.out).toContain('Mean priority · needs\n  1. need-2026-tanneries');
    expect(ran.out).toContain('indicative, with fewer than three raters: Upkeep of instruments');
  });

  it.each([
    [['partners'], 'no-ranking: No figure ranks partners.'],
    [['projekts'], 'did you mean project'],
    [['projects', '--where', 'state =='], 'where-invalid'],
  ])('refuses %s', async (args, words) => {
    workspace = sampleWorkspace();
    const ran = await run(workspace.root, ['rank', ...args]);
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(words)]);
  });

  it('tells only of the first of many that too few have judged', async () => {
    workspace = sampleWorkspace();
    for (let count = 0; count < 12; count += 1)
      workspace.write(leather.replace('leather-enzymes', `leather-${count}`), workspace.read(leather));
    const ran = await run(workspace.root, ['rank', 'projects', '--where', "state == 'evaluation'"]);
    expect(ran.out.match(/^ {3}\? leather/gm)).toHaveLength(10);
    expect(ran.out).toContain('     and 3 more; narrow with --where or --about\n');
  });

  it('ranks a kind that the program does not know', async () => {
    workspace = travelWorkspace({ 'records/towns/sodo.yaml': 'title: {en: Sodo}\npeople: 400000\n' });
    expect((await run(workspace.root, ['rank'])).err).toContain('a schema says so with "ranking"');
    const file = 'schemas/town.schema.json';
    const schema = JSON.parse(workspace.read(file)) as { 'x-irc': Record<string, unknown> };
    schema['x-irc'].ranking = { title: 'People', score: 'has(self.people) ? dyn(self.people) : dyn(null)' };
    workspace.write(file, JSON.stringify(schema));
    expect((await ranking('towns'))?.records.map((record) => [record.id, record.rank])).toEqual([
      ['sodo', 1],
      ['adama', 2],
      ['jimma', null],
    ]);
    schema['x-irc'].ranking = { title: 'People', score: 'self.poeple' };
    workspace.write(file, JSON.stringify(schema));
    expect((await run(workspace.root, ['validate'])).out).toContain('schema-expression');
  });
});
