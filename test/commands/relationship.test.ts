import { afterEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;

afterEach(() => {
  workspace.remove();
});

async function figures(id: string, today = '2026-11-24'): Promise<Record<string, readonly [string, string]>> {
  const ran = await run(workspace.root, ['show', id, '--json', '--today', today]);
  const { relationship } = JSON.parse(ran.out) as { relationship: { what: string; value: string; reason: string }[] };
  return Object.fromEntries(relationship.map(({ what, value, reason }) => [what, [value, reason] as const]));
}

describe('the relationship with a partner', () => {
  it('is told in figures with their reasons', async () => {
    workspace = sampleWorkspace();
    expect(await figures('igad')).toEqual({
      'Agreements in effect': ['1 of 1 signed', 'mou-2022-igad'],
      'Joint committees': ['none is overdue', 'mou-2022-igad due 11 Mar 2027 (2 Megabit 2019 E.C.)'],
      'Last contact': ['20 months ago', 'visit, meeting or talks on 11 Mar 2025 (2 Megabit 2017 E.C.)'],
      'Projects carried through': ['', 'only 1 begun: water-igad'],
      'Money it paid': [
        'USD 40,000.00 of USD 160,000.00',
        'paid of what it committed to projects, each currency by itself',
      ],
      'What was agreed at visits': ['1 of 2 done', 'none is late'],
    });
  });

  it('follows the day: a committee falls due, an action is late', async () => {
    workspace = sampleWorkspace();
    const later = await figures('igad', '2027-04-01');
    expect(later['Joint committees']?.[0]).toBe('1 overdue');
    expect(later['What was agreed at visits']).toEqual([
      '1 of 2 done, 1 late',
      'late: write a common guide to the methods',
    ]);
  });

  it('is no figure where there is not enough data, and says why', async () => {
    workspace = sampleWorkspace();
    expect(await figures('za')).toMatchObject({
      'Agreements in effect': ['0 of 2 signed', 'none of agreement-2014-za, mou-2021-za'],
      'Projects carried through': ['', 'no project with it has begun'],
    });
    const page = await run(workspace.root, ['show', 'za']);
    expect(page.out).toContain('    · Projects carried through: not enough data (no project with it has begun)');
    const profile = async (id: string): Promise<string> =>
      (await run(workspace.root, ['profile', id, '--format', 'md', '--out', '-'], { env: workspace.env })).out;
    expect(await profile('za')).toContain('| Money it paid | not enough data | it has committed nothing |');
    expect(await profile('unesco')).toContain('Not enough data: no agreement with it was signed');
    // Signed in a year of which no day is known: it counts as signed all the same.
    expect(await figures('cu')).toMatchObject({
      'Agreements in effect': ['0 of 1 signed', 'none of agreement-2025-cu'],
    });
    expect((await run(workspace.root, ['show', 'unesco'])).out).not.toContain('Relationship in figures');
  });

  it('counts what was broken off', async () => {
    workspace = sampleWorkspace();
    const water = workspace.read('records/projects/water-igad.yaml');
    for (const id of ['one', 'two']) workspace.write(`records/projects/water-${id}.yaml`, water);
    const stopped = water.replace(
      /( {2}- \{date: \d{4}-\d\d-\d\d, to: implementation[^\n]*\n)/,
      '$1  - {date: 2026-01-05, to: terminated, by: director}\n',
    );
    expect(stopped).not.toBe(water);
    workspace.write('records/projects/water-two.yaml', stopped);
    expect((await figures('igad'))['Projects carried through']).toEqual([
      '2 of 3 done or under way',
      'suspended or ended early: water-two',
    ]);
  });
});
