import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
beforeAll(() => {
  workspace = sampleWorkspace();
});
afterAll(() => workspace.remove());

const found = async (...words: string[]): Promise<string[]> => {
  const ran = await run(workspace.root, ['search', ...words, '--json']);
  return (JSON.parse(ran.out) as { id: string }[]).map((result) => result.id);
};

it.each([
  ['the beginnings of words, all of them, in any field', ['water', 'harv'], 'water-igad'],
  ['an id', ['agreement-2014-za'], 'agreement-2014-za'],
  ['a name that only the record referred to has', ['republic', 'south', 'emerging'], 'mou-2021-za'],
  ['words whatever their accents', ['coopération', 'technológy', 'nétherlands'], 'agreement-1993-nl'],
  ['an Amharic word behind its prefix', ['ኢኖቬሽን'], 'office'],
  ['an Amharic word written with another letter of the same sound', ['የኢትዮጵያ', 'ፌዴራላዊ', 'ዲሞክራሢያዊ'], 'office'],
])('finds by %s', async (_what, words, id) => {
  const ids = await found(...words);
  expect(ids).toContain(id);
});

it('puts first what is called so in short, before what only a longer name begins with', async () => {
  for (const [words, first] of [
    ['kor', 'kr'],
    ['korea', 'kr'],
    ['koica', 'koica'],
    ['so', 'za'],
    ['un', 'undp'],
    ['water', 'area-water-harvesting'],
  ] as const) {
    const ran = await run(workspace.root, ['search', words, '--limit', '1']);
    expect([words, ran.out.split(' ')[0]]).toEqual([words, first]);
  }
});

it('puts the record of that name first', async () => {
  expect((await found('unesco'))[0]).toBe('unesco');
});

it('looks for a near word where no record has the typed one, and says so', async () => {
  const ran = await run(workspace.root, ['search', 'watr', 'harvest']);
  expect(ran.out).toMatch(/^agreement-2014-za +agreement +Areas of cooperation: water harvesting technologies$/m);
  expect(ran.err).toBe('6 records · nothing has "watr", so "water" was looked for\n');
});

it('finds a longer word by its beginning with a slip, also where the words are many', async () => {
  const ran = await run(workspace.root, ['search', 'water', 'harvst', 'scienc']);
  expect(ran.out).toContain('agreement-2014-za');
  expect(ran.err).toContain('nothing has "harvst", so "harvest');
  expect((await run(workspace.root, ['search', 'water', 'xqzvw'])).err).toContain('Nothing has "water xqzvw".');
});

it('does not guess at numbers', async () => {
  expect(await found('2013-11-06', 'africa')).toEqual([]);
});

it('says how to find more where nothing fits, and is no error', async () => {
  const ran = await run(workspace.root, ['search', 'zzzz']);
  expect(ran).toEqual({
    code: 0,
    out: '',
    err: 'Nothing has "zzzz". Fewer words, or the beginning of one, find more.\n',
  });
});

it('shows the words with what stands around them, within the width', async () => {
  workspace.write(
    'records/partners/long.yaml',
    `type: agency\nnames: {official: {en: Long}, short: {en: Long}}\nhistory: [{date: 2026-01-01, to: prospect}]\nremarks: "${'filling '.repeat(60)}needle \\e[31m in a haystack ${'more '.repeat(60)}"\n`,
  );
  const ran = await run(workspace.root, ['search', 'needle'], { width: 80 });
  const [line = ''] = ran.out.split('\n');
  expect(line.length).toBeLessThanOrEqual(80);
  expect(line).toMatch(/^long {2}partner {2}Remarks: ….*needle \\u001b\[31m in.*…$/);
});

it('keeps to a kind, and to a number', async () => {
  const ran = await run(workspace.root, ['search', 'ethiopia', '--kind', 'project', '--limit', '1']);
  expect(ran.out.split('\n')).toHaveLength(2);
  expect(ran.err).toMatch(/^1 of \d+ records/);
});
