import { afterEach, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
afterEach(() => workspace.remove());

it('shows both directions by the fields that hold the names', async () => {
  workspace = sampleWorkspace();
  const ran = await run(workspace.root, ['refs', 'mou-2022-igad', '--depth', '1']);
  expect(ran.out).toBe(`mou-2022-igad · Water harvesting in dry lands (illustrative)
Named by
  water-igad  agreement · implementation · Water harvesting in dry lands (illustrative)
  request-2026-data-clause  about · closed · Clause on research data (illustrative)
  joint-committee-2025-igad  agreement · reported · First joint committee on water harvesting (illu…
Names
  office  parties · Ministry of Innovation and Technology
  igad  parties, negotiation · active · IGAD
`);
  expect(ran.err).toBe('3 records name it · it names 2\n');
});

it('goes no further than asked, and into no record twice', async () => {
  workspace = sampleWorkspace();
  const deep = await run(workspace.root, ['refs', 'igad', '--depth', '9']);
  expect(deep.out.match(/^ +water-igad/gm)).toHaveLength(2);
  expect(deep.out.split('\n').length).toBeLessThan(12);
});

it('names a record that is not there', async () => {
  workspace = sampleWorkspace();
  workspace.write(
    'records/projects/lost.yaml',
    'title: {en: Lost}\nagreement: mou-nowhere\nhistory: [{date: 2026-01-01, to: idea}]\n',
  );
  const ran = await run(workspace.root, ['refs', 'lost']);
  expect(ran.out).toContain('mou-nowhere  no such record (agreement)');
});

it('gives the paths as JSON', async () => {
  workspace = sampleWorkspace();
  const ran = await run(workspace.root, ['refs', 'mou-2022-igad', '--json']);
  expect(JSON.parse(ran.out)).toEqual({
    id: 'mou-2022-igad',
    namedBy: [
      { id: 'water-igad', kind: 'project', state: 'implementation', paths: ['agreement'] },
      { id: 'request-2026-data-clause', kind: 'request', state: 'closed', paths: ['about.0'] },
      { id: 'joint-committee-2025-igad', kind: 'visit', state: 'reported', paths: ['agreement'] },
    ],
    names: [
      { id: 'office', kind: 'office', state: null, paths: ['parties.office.partner'] },
      {
        id: 'igad',
        kind: 'partner',
        state: 'active',
        paths: ['parties.igad.partner', 'negotiation.2022-03-02+igad.by'],
      },
    ],
  });
});

it.each([
  [['refs', 'mou-2022-igadd'], 'did you mean mou-2022-igad?'],
  [['refs', 'igad', '--depth', 'all'], '--depth all is no number'],
])('refuses %s', async (args, words) => {
  workspace = sampleWorkspace();
  const ran = await run(workspace.root, args);
  expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(words)]);
});
