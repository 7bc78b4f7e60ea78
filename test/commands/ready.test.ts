import { afterEach, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
afterEach(() => workspace.remove());

it('lists what is there and what is missing, with the command that mends it', async () => {
  workspace = sampleWorkspace();
  workspace.write(
    'records/agreements/mou.yaml',
    'type: mou\ntitle: {en: Water}\nparties: [{partner: office}]\nhistory: [{date: 2026-01-01, to: idea}]\n',
  );
  const ran = await run(workspace.root, ['ready', 'mou', '--for', 'drafting']);
  expect(ran.code).toBe(1);
  expect(ran.out).toMatch(/^mou · for drafting: \d of \d conditions not met\n/);
  expect(ran.out).toContain('  ✗ Purpose: missing\n      irc set mou purpose=TEXT\n');
  const refused = await run(workspace.root, ['advance', 'mou', 'drafting', '--by', 'director']);
  const conditions = ran.out.split('\n').slice(1, -1);
  for (const line of conditions) expect(refused.err).toContain(line.trim());
});

it('takes the next step where none is named, and ends with 0 when all is there', async () => {
  workspace = sampleWorkspace();
  workspace.write(
    'records/partners/new.yaml',
    'type: agency\ncountry: KE\nnames: {official: {en: New}, short: {en: New}}\nhistory: [{date: 2026-01-01, to: prospect}]\n',
  );
  const ran = await run(workspace.root, ['ready', 'new', '--json']);
  const told = JSON.parse(ran.out) as { for: string; ready: boolean; conditions: { met: boolean }[] };
  expect(told.for).toBe('active');
  expect(ran.code).toBe(told.ready ? 0 : 1);
  expect(told.conditions.every((condition) => condition.met)).toBe(told.ready);
});

it('takes the step that leads on, not the one that leads back', async () => {
  workspace = sampleWorkspace();
  const mou = workspace.read('records/agreements/mou-2026-african-union.yaml');
  const history = mou.replace(/(to: negotiation.*\n)/, '$1  - {date: 2026-11-20, to: clearance, by: director}\n');
  workspace.write('records/agreements/mou-2026-african-union.yaml', history);
  const ran = await run(workspace.root, ['ready', 'mou-2026-african-union']);
  expect(ran.out).toContain('for cleared: ');
});

it('says of a state further on which step comes first', async () => {
  workspace = sampleWorkspace();
  const ran = await run(workspace.root, ['ready', 'leather-enzymes', '--for', 'closed']);
  expect(ran.out).toContain('✗ The step is open: from ');
});

it('knows documents', async () => {
  workspace = sampleWorkspace();
  const whole = await run(workspace.root, ['ready', 'mou-2022-igad', '--for', 'draft']);
  expect([whole.code, whole.out]).toEqual([0, expect.stringContaining('for draft: all is there')]);
  const partial = await run(workspace.root, ['ready', 'agreement-2014-za', '--for', 'draft']);
  expect([partial.code, partial.out]).toEqual([1, expect.stringContaining('✗ It can be made of this record')]);
});

it.each([
  ['in_force', 'state-derived'],
  ['draftt', 'did you mean draft?'],
  ['zzz', 'steps from here:'],
])('refuses %s', async (aim, words) => {
  workspace = sampleWorkspace();
  const ran = await run(workspace.root, ['ready', 'mou-2022-igad', '--for', aim]);
  expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(words)]);
});

it('names the fields of a group and of an item that are to be filled in', async () => {
  workspace = sampleWorkspace();
  const steps = '{date: 2026-11-02, to: idea}, {date: 2026-11-03, to: concept}';
  workspace.write('records/projects/cold-stores.yaml', `title: {en: Cold stores}\nhistory: [${steps}]\n`);
  const ran = await run(workspace.root, ['ready', 'cold-stores', '--for', 'proposal']);
  expect(ran.out).toContain('irc set cold-stores dates.planned_start=DATE\n');
  expect(ran.out).toContain("irc set cold-stores partners='{partner: ID, role: CODE},…'\n");
});
