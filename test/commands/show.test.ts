import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
beforeAll(() => {
  workspace = sampleWorkspace();
});
afterAll(() => workspace.remove());

const show = async (id: string, ...more: string[]): Promise<string> =>
  (await run(workspace.root, ['show', id, ...more])).out;

it('shows what is worked out for the items of lists', async () => {
  expect((await show('need-2026-tanneries')).replace(/\s+/g, ' ')).toContain('raters 5, gap 3, priority 12');
  expect(await show('water-igad')).toMatch(/Recommendation {8}Approve\n {6}Score {17}3\n/);
  const need = JSON.parse(await show('need-2026-tanneries', '--json')) as { items: object[]; mean_priority: number };
  expect(need.items[1]).toMatchObject({ topic: 'Making enzymes on a small scale', gap: 3, priority: 12 });
  expect(need.mean_priority).toBe(7.75);
});

it('lists the papers that can be made, a line each, and says of the others why not', async () => {
  const known = await show('agreement-2014-za');
  expect(known).toContain('  Papers                    irc render agreement-2014-za --document brief\n');
  expect(known).toContain('  Not to be made yet        draft: only what public sources tell of it is known');
  expect(known).toContain(
    '                            checklist, transmittal: only what public sources tell of it is known\n',
  );
  expect(await show('joint-committee-2027-za')).toContain(
    '  Not to be made yet        report: nothing is recorded of what came of it: irc set',
  );
  expect(await show('mou-2022-igad')).not.toContain('Not to be made yet');
});

it('counts the days of a call, and names the projects that look for money in it', async () => {
  const call = JSON.parse(await show('call-2027-joint-research', '--json')) as object;
  expect(call).toMatchObject({ state: 'open', days_left: 94, projects: ['leather-enzymes'] });
});

it('names a bare number in a group', async () => {
  expect(await show('water-igad')).toContain('            · target 3, from 8 Jul 2025');
  const log = await run(workspace.root, ['log', 'mou-2022-igad', '--field', 'termination']);
  expect(log.out).toContain('  notice of termination, months 6, running projects continue yes  ');
});

it('leaves out what serves other expressions, and calls posts by their titles', async () => {
  const agreement = await show('mou-2022-igad');
  expect(agreement).toContain('result Cleared, reference illustrative, holds no\n');
  expect(agreement).not.toMatch(/says what it covers|called Legal|^ +Partners /m);
  expect(agreement).toMatch(/History +2021-11-08 +idea +Desk for Organisations\n/);
  const project = await show('water-igad');
  expect(project).not.toContain('Judgements');
  expect(await show('koica-innovation-centre')).toContain(' · DAC sectors · ');
  expect(await show('call-2027-joint-research')).toContain(
    'Deadline                  26 Feb 2027 (19 Yekatit 2019 E.C.), 17:00 UTC+03:00\n',
  );
});
