/** An evaluation judges the proposal as it was: what is changed afterwards is told, and taken back it is as before. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

const id = 'leather-enzymes';
const names = ['relevance', 'coherence', 'effectiveness', 'efficiency', 'impact', 'sustainability'];

let workspace: TestRepository;
beforeAll(() => {
  workspace = sampleWorkspace();
});
afterAll(() => workspace.remove());

const irc = (...args: string[]): Promise<Ran> => run(workspace.root, args, { env: workspace.env });
const said = async (): Promise<string> => (await irc('validate', `records/projects/${id}.yaml`)).out;
const done = async (...args: string[]): Promise<string> => {
  const ran = await irc(...args, '--yes');
  expect([args.join(' '), ran.code, ran.code === 0 ? '' : ran.err]).toEqual([args.join(' '), 0, '']);
  return ran.out + ran.err;
};

it('an evaluation is of the proposal as it was, and a later change of it is told wherever it matters', async () => {
  await done('evaluate', id, 'by=planning-expert', 'unit=planning', ...names.map((name) => `scores.${name}=3`));
  // A funder that joins, a level of today and a result that is reached change no proposal.
  await done('fund', id, 'partner=koica', 'kind=pledge', 'money=100 USD');
  await done('set', id, 'trl.now=4', 'sdg=9.5,6.4');
  expect(await said()).not.toContain('evaluation-');

  const what = 'proposal, version changed; budget, 2027-07-08 2028-07-07 changed';
  const told = await done('set', id, 'proposal.version=2', 'budget.2027-07-08+2028-07-07.money=2600000 ETB');
  expect(told).toContain(`so Judged before it changed: – → planning-expert (2026-11-24): ${what}`);
  expect(await said()).toContain(
    `evaluation-outdated: planning-expert (2026-11-24) judged another proposal; since then: ${what}`,
  );
  expect((await irc('show', id)).out).toContain('Judged before it changed');
  expect((await irc('rank', 'projects')).out).toContain(`planning-expert (${what})`);
  const refused = await irc('advance', id, 'approved', '--by', 'director', '--yes');
  expect(refused.err).toContain(`✗ Six scores before approval: the proposal was changed since it was judged`);
  const paper = await irc('render', id, '--document', 'evaluation', '--format', 'md', '--out', '-');
  expect(paper.out).toContain(`> The proposal was changed since it was judged. planning-expert (2026-11-24): ${what}.`);

  await done('undo');
  expect(await said()).not.toContain('evaluation-');
});

it('an evaluation that is given anew is of its own day, and of the proposal of that day', async () => {
  await done('set', id, 'objective.en=Three tanneries use enzymes.');
  const args = ['evaluate', id, 'by=planning-expert', '--today', '2026-12-01'];
  expect(await done(...args)).toContain('24 Nov 2026 (15 Hidar 2019 E.C.) → 1 Dec 2026');
  expect((await irc('validate', '--today', '2026-12-01')).out).not.toContain('evaluation-');
  const decided = ['decide', id, 'kind=approve', 'grounds=objectives_met', 'by=director', '--today', '2026-12-01'];
  expect(await done(...decided)).toContain('evidence before it starts, by planning-expert');
});
