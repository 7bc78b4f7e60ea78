/** Fields that name an entry of a list of the office record, such as its posts. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
beforeAll(() => {
  workspace = sampleWorkspace();
});
afterAll(() => workspace.remove());

const irc = (...args: string[]) => run(workspace.root, args, { env: workspace.env });

it('are shown by their titles, and take a title or an id', async () => {
  const list = ['list', 'requests', '--columns', 'owner', '--where', "id == 'request-2026-protocol-za'"];
  expect((await irc(...list)).out).toBe('RESPONSIBLE POST\nDesk for Africa\n');
  for (const typed of ['desk-asia', 'Desk for Asia']) {
    const set = await irc('set', 'request-2026-protocol-za', `owner=${typed}`, '-n');
    expect(set.out).toContain('Desk for Africa → Desk for Asia');
  }
  const kinds = await irc('kinds', 'agreement.clearances.body');
  expect(kinds.out).toContain("code of the office's clearances");
  expect(kinds.out).toMatch(/legal_office +Legal office of the ministry\n/);
});

it('are refused when typed wrongly, and warned of in a record, with what there is', async () => {
  const posts =
    'director (Director of International Relation and Cooperation), desk-africa (Desk for Africa), desk-asia (Desk for Asia), desk-organisations (Desk for Organisations)';
  const set = await irc('set', 'za', 'owner=desk-afrika');
  expect([set.code, set.err]).toEqual([2, expect.stringContaining(`Did you mean desk-africa? Possible: ${posts}.`)]);
  const file = 'records/partners/za.yaml';
  const before = workspace.read(file);
  workspace.write(file, `${before}owner: desk-afrika\n`);
  const { problems } = JSON.parse((await irc('validate', file, '--format', 'json')).out) as { problems: object[] };
  workspace.write(file, before);
  expect(problems).toEqual([
    expect.objectContaining({
      ...{ code: 'code-unknown', severity: 'warning', path: 'owner' },
      message: 'Responsible post: "desk-afrika" is none of the office\'s posts',
      hint: `did you mean desk-africa (Desk for Africa)? Possible: ${posts}`,
    }),
  ]);
});

it('take any word where the office lists nothing', async () => {
  const before = workspace.read('records/office.yaml');
  workspace.write('records/office.yaml', before.replace(/^posts:\n(?: .*\n)+/m, ''));
  const set = await irc('set', 'za', 'owner=the secretary', '-n');
  workspace.write('records/office.yaml', before);
  expect([set.code, set.out]).toEqual([0, expect.stringContaining('the secretary')]);
});

it('name a list that the office has', async () => {
  const file = 'schemas/partner.schema.json';
  cpSync('schemas', join(workspace.root, 'schemas'), { recursive: true });
  workspace.write(file, workspace.read(file).replace('"setting": "posts"', '"setting": "postts"'));
  const ran = await irc('validate');
  expect(ran.out).toContain('schema-invalid');
  expect(ran.out).toContain('the office record has no list "postts"');
});
