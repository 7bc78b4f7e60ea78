import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { changed } from '../schemas/provoke.ts';

const agreement = 'records/agreements/mou-2022-igad.yaml';
const project = 'records/projects/water-igad.yaml';

let workspace: TestRepository;
beforeEach(() => {
  workspace = sampleWorkspace();
});
afterEach(() => workspace.remove());
const irc = (...args: string[]): Promise<Ran> => run(workspace.root, args, { env: workspace.env, width: 200 });

describe('irc impact', () => {
  it('shows what rests on a record, what would become of it, the money and what falls due', async () => {
    const { code, out } = await irc('impact', 'mou-2022-igad');
    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 6)).toEqual([
      'mou-2022-igad · in force · Water harvesting in dry lands (illustrative)',
      'If it lapses',
      '  water-igad  agreement · implementation · may go on: the agreement lets what is under way continue · USD 160,000.00 · Water harvesting in dry lands (illustrative)',
      'At stake      USD 160,000.00',
      'Falls due',
      '  2027-01-14  6 Tir 2019       mou-2022-igad  Object, or it renews for 60 months · director',
    ]);
    // The columns stand in one line, whatever the length of a date.
    const due = out.slice(out.indexOf('Falls due')).trimEnd().split('\n').slice(1);
    expect(new Set(due.map((row) => row.search(/(mou-2022|water)-igad/))).size).toBe(1);
    expect(out).toContain('Milestone: All sites in use · desk-organisations');
    // A request that was only about it does not hang on it, nor does a meeting that was held.
    expect(out).not.toContain('request-2026-data-clause');
  });

  it('follows framework, protocol, arrangement and project, counts each once, and leaves out what is over', async () => {
    const under = (upper: string, more = {}): string => changed(agreement, { based_on: upper, ...more });
    workspace.write('records/agreements/protocol.yaml', under('mou-2022-igad'));
    workspace.write('records/agreements/arrangement.yaml', under('protocol', { 'termination.savings': false }));
    workspace.write(
      'records/agreements/arrangement-old.yaml',
      under('protocol', { end: { reason: 'fulfilled', date: '2024-01-01' } }),
    );
    workspace.write(
      'records/projects/pumps.yaml',
      changed(project, { agreement: 'arrangement', parent: 'water-igad' }),
    );
    const { out } = await irc('impact', 'mou-2022-igad', '--json');
    interface Told {
      readonly id: string;
      readonly reasons: readonly string[];
      readonly repeated?: true;
      readonly dependents: readonly Told[];
    }
    const told = JSON.parse(out) as Told & {
      stake: object;
      over: { id: string; state: string }[];
      due: { id: string }[];
    };
    const tree = (level: readonly Told[]): unknown =>
      level.map(({ id, dependents }) => [id, ...(tree(dependents) as unknown[])]);
    expect(tree(told.dependents)).toEqual([
      ['protocol', ['arrangement', ['pumps']]],
      ['water-igad', ['pumps']],
    ]);
    expect(told.dependents[0]?.reasons).toEqual(['may go on: the framework lets what is under way continue']);
    expect(told.dependents[0]?.dependents[0]?.dependents[0]?.reasons).toEqual(['would have no agreement behind it']);
    expect(told.dependents[1]?.dependents[0]?.repeated).toBe(true);
    expect(told.stake).toEqual([{ amount: '320000', currency: 'USD' }]);
    expect(told.over).toEqual([{ id: 'arrangement-old', kind: 'agreement', state: 'expired' }]);
    expect(new Set(told.due.map(({ id }) => id))).toEqual(
      new Set(['mou-2022-igad', 'protocol', 'arrangement', 'water-igad', 'pumps']),
    );
  });

  it('ends where records rest on one another in a circle, says so of nothing, and knows near ids', async () => {
    workspace.write('records/projects/water-igad.yaml', changed(project, { parent: 'pumps' }));
    workspace.write('records/projects/pumps.yaml', changed(project, { parent: 'water-igad', agreement: undefined }));
    expect((await irc('impact', 'pumps')).out).toContain('If it lapses\n  water-igad  part of · ');
    expect((await irc('impact', 'water-igad')).out).toContain('  pumps  part of · ');
    expect((await irc('impact', 'area-remote-sensing')).out).toContain('Nothing hangs on it.');
    expect(await irc('impact', 'water-igd')).toMatchObject({ code: 2, err: expect.stringContaining('water-igad') });
  });
});
