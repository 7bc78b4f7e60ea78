/** What leads somewhere in a terminal that takes links: ids, papers and addresses. */
import { afterEach, expect, it } from 'vitest';
import { hyperlink, withoutHyperlinks } from '../../src/io/hyperlinks.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

let workspace: TestRepository;
afterEach(() => workspace.remove());

const linked = async (...args: string[]): Promise<string> =>
  (await run(workspace.root, args, { env: workspace.env, link: hyperlink })).out;

/** Text and address of each link. */
const links = (text: string): string[] =>
  text
    .split('\u001b]8;;')
    .filter((_part, index) => index % 2 === 1)
    .map((part) => part.split('\u001b\\').reverse().join(' '));

it('ids lead to their files, in columns as wide as without', async () => {
  workspace = travelWorkspace();
  const plain = (await run(workspace.root, ['list', 'towns'])).out;
  const text = await linked('list', 'towns');
  expect(links(text)[0]).toBe(`adama file://${workspace.root}/records/towns/adama.yaml`);
  expect(withoutHyperlinks(text)).toBe(plain);
  expect(links(await linked('search', 'adama'))).toContain(
    `trip-adama file://${workspace.root}/records/trips/trip-adama.yaml`,
  );
  expect(links(await linked('list', 'towns', '--columns', 'people,id'))).toEqual([]);
});

it('addresses on a page lead there, without the sign that ends a sentence', async () => {
  workspace = travelWorkspace({
    'records/towns/goba.yaml': 'title: {en: "Goba (https://example.org/a?b=1)."}\n',
  });
  expect(links(await linked('show', 'goba'))).toContain('https://example.org/a?b=1 https://example.org/a?b=1');
});
