import { afterEach, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
afterEach(() => workspace.remove());

const igad = 'records/agreements/mou-2022-igad.yaml';

it('says what to do next in this folder, each with its command', async () => {
  workspace = sampleWorkspace();
  const ran = await run(workspace.root, [], { env: workspace.env });
  expect(ran.code).toBe(0);
  const [head, state, ...tasks] = ran.out.split('\n');
  expect(head).toMatch(/^Register of the Ministry of Innovation and Technology +24 Nov 2026 · 15 Hidar 2019 E\.C\.$/);
  expect(state).toMatch(/^\d+ records, no errors$/);
  expect(tasks).toContainEqual(
    expect.stringMatching(/^ {2}by 14 Jan +mou-2022-igad: Object, or it renews for 60 .* irc show mou-2022-igad$/),
  );
  expect(tasks).toContainEqual(
    expect.stringMatching(/^ {2}negotiation +mou-2026-african-union: .* irc ready mou-2026-african-union$/),
  );
  expect(ran.err).toBe('Mine: irc inbox · Begin: irc new mou · Find: irc search WORDS · All: irc --help\n');
  for (const line of ran.out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});

it('names what is late, what was stopped, what was changed by hand, and errors', async () => {
  workspace = sampleWorkspace();
  workspace.write('records/partners/za.yaml', `${workspace.read('records/partners/za.yaml')}wrong: 1\n`);
  await run(workspace.root, ['new', 'mou'], { env: workspace.env, answers: [] }).catch(() => undefined);
  const ran = await run(workspace.root, [], { env: workspace.env, today: '2027-04-02' });
  expect(ran.out).toMatch(/\d+ records, 1 error · see them: irc validate/);
  expect(ran.out).toMatch(/^ {2}past due +\d dates +irc agenda --overdue$/m);
  expect(ran.out).toMatch(/^ {2}unsaved +records\/partners\/za\.yaml, changed.* irc save$/m);
});

it('gives the same as data', async () => {
  workspace = sampleWorkspace();
  const ran = await run(workspace.root, ['--json'], { env: workspace.env });
  const data = JSON.parse(ran.out) as { errors: number; tasks: { command: string }[] };
  expect(data.errors).toBe(0);
  expect(data.tasks.map((task) => task.command)).toContain('irc show mou-2022-igad');
});

it('is quiet where nothing waits', async () => {
  workspace = sampleWorkspace();
  // Only the office and its partners stay: all other kinds have dates of their own.
  workspace.git('rm', '-rq', '--', 'records', ':!records/office.yaml', ':!records/partners');
  workspace.git('commit', '-qm', 'x');
  const ran = await run(workspace.root, [], { env: workspace.env });
  expect(ran.out.trim().split('\n')).toHaveLength(2);
});

it('tells the way out where there is no register', async () => {
  workspace = sampleWorkspace();
  const ran = await run('/', []);
  expect([ran.code, ran.err]).toEqual([3, expect.stringContaining('no-workspace')]);
  expect(workspace.exists(igad)).toBe(true);
});
