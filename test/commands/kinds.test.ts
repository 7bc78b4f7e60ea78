import { afterEach, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { travelWorkspace } from '../helpers/travel.ts';

let workspace: TestRepository;
afterEach(() => workspace.remove());

it('lists the kinds of this workspace, with how many records there are', async () => {
  workspace = sampleWorkspace();
  const ran = await run(workspace.root, ['kinds']);
  expect(ran.out.split('\n')[0]).toMatch(/^KIND +RECORDS +PRESETS +WHAT IT IS$/);
  expect(ran.out).toMatch(/^partner +\d+ {2}country, organisation +A country, organisation or institution/m);
  const rows = JSON.parse((await run(workspace.root, ['kinds', '--json'])).out) as { name: string }[];
  expect(ran.err).toBe(`${rows.length} kinds · one in full: irc kinds ${rows[0]?.name}\n`);
});

it('explains a kind that only this workspace has, out of its schema', async () => {
  workspace = travelWorkspace();
  const ran = await run(workspace.root, ['kinds', 'trip']);
  expect(ran.code).toBe(0);
  for (const heading of ['Fields', 'Worked out', 'States', 'Steps', 'Rules', 'Papers'])
    expect(ran.out).toMatch(new RegExp(`^${heading}`, 'm'));
  const markdown = (await run(workspace.root, ['kinds', 'trip', '--markdown'])).out;
  expect(markdown).toMatch(/^## /);
  expect(markdown).toContain('### Life cycle');
});

it('names each field, state, rule and paper of the schema', async () => {
  workspace = sampleWorkspace();
  const data = JSON.parse((await run(workspace.root, ['kinds', 'agreement', '--json'])).out) as Record<
    string,
    { path?: string; name?: string; code?: string }[]
  >;
  const text = (await run(workspace.root, ['kinds', 'agreement'], { width: 200 })).out;
  const named = [...(data.states ?? []), ...(data.rules ?? []), ...(data.documents ?? []), ...(data.derived ?? [])];
  for (const entry of named) expect(text).toContain(entry.name ?? entry.code);
  for (const field of data.fields ?? []) expect(text).toContain(` ${field.path?.split('.').at(-1)}`);
});

it('tells what falls due, what is compared, how records are put in order, and which reports there are', async () => {
  workspace = sampleWorkspace();
  const ran = await run(workspace.root, ['kinds', 'project'], { width: 80 });
  expect(ran.out).toContain('\nFalls due (irc agenda)\n');
  expect(ran.out).toContain('\nCalls that could pay for it (irc match, among opportunity)\n');
  expect(ran.out).toMatch(/^ {2}Area +3 points; what does not fit is out$/m);
  expect(ran.out).toContain('\nPut in order (irc rank)\n  Score before the start, 4 at most\n');
  expect(ran.out).toMatch(/^ {2}irc report pipeline +projects by stage/m);
  expect(ran.out).not.toMatch(/self\.|\{/);
  // Rules of a shared definition, as that of amounts, stand there once.
  expect(ran.out.match(/^ {2}money-negative /gm)).toHaveLength(1);
  const wide = ran.out.split('\n').filter((line) => line.length > 80);
  expect(wide).toEqual([]);
  const other = await run(workspace.root, ['kinds', 'opportunity']);
  expect(other.out).toContain('\nProjects that could apply (irc match, among project)\n');
});

it('explains a rule with the titles of fields where the record would have its values', async () => {
  workspace = sampleWorkspace();
  const early = await run(workspace.root, ['explain', 'agreement-early']);
  expect(early.out).toContain('In force on [In force from], signed only on [Signed]: mark it retroactive');
  expect(early.out).toContain('mend  irc set ID retroactive=yes, or correct a date\n');
  const parties = await run(workspace.root, ['explain', 'agreement-parties']);
  expect(parties.out).toContain('irc set ID parties+=[PARTNER / office]');
  // One code at several fields says something of each.
  expect((await run(workspace.root, ['explain', 'project-not-yet'])).out.match(/^ {2}or /gm)?.length).toBeGreaterThan(
    2,
  );
});

it('explains a field with its codes; the sign for list items may be left out', async () => {
  workspace = sampleWorkspace();
  const areas = await run(workspace.root, ['kinds', 'agreement.areas']);
  expect(areas.out).toContain('needed for drafting');
  expect(areas.out).toMatch(/^ {2}2\.9 +Industrial biotechnology$/m);
  const inner = await run(workspace.root, ['kinds', 'agreement.parties.level']);
  const starred = await run(workspace.root, ['kinds', 'agreement.parties.*.level']);
  expect(inner.out).toBe(starred.out);
  expect(inner.out).toContain('parties.*.level');
});

it('takes for a text by language only a group that has English', async () => {
  workspace = sampleWorkspace();
  const history = await run(workspace.root, ['kinds', 'agreement.history']);
  expect(history.out).toContain('list of groups, told apart by date and to');
  expect((await run(workspace.root, ['kinds', 'agreement.title'])).out).toContain('text by language');
});

it.each([
  [['kinds', 'partnr'], 'did you mean partner?'],
  [['kinds', 'agreement.areass'], 'did you mean areas?'],
  [['kinds', 'agreement.title.zz'], 'Title has no field "zz"'],
])('refuses %s', async (args, words) => {
  workspace = sampleWorkspace();
  const ran = await run(workspace.root, args);
  expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(words)]);
});
