import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mergeTexts } from '../../src/core/merge/text.ts';
import { checkKindMerges, checkMerges, sampleSides } from '../core/merge/property.ts';
import { dealRoot, dealSchema } from '../core/merge/samples.ts';
import { makeRepository } from '../helpers/repository.ts';

it('loses nothing in 1,000 random merges of records of no kind', () => {
  checkMerges(1_000, 11);
});

it('loses nothing in 2,000 random merges of records of a kind', () => {
  checkKindMerges(2_000, 11);
});

it('comes to the same through git merge, for 240 records and 20 that both sides made', () => {
  const irc = join(import.meta.dirname, '..', '..', 'bin', 'irc.js');
  const repository = makeRepository({
    '.gitattributes': 'records/**/*.yaml text eol=lf merge=irc\n',
    'records/office.yaml': 'names: {en: Our office}\n',
    'schemas/deal.schema.json': JSON.stringify(dealSchema),
  });
  repository.git('config', 'merge.irc.driver', `'${process.execPath}' '${irc}' merge-driver %O %A %B %P`);
  // As the attributes have it: git gives a driver no other line ends.
  const lf = (text: string): string => text.replaceAll('\r\n', '\n');
  const samples = sampleSides(260, 23).map(({ base, ours, theirs }, index) => ({
    path: `records/deals/${index < 240 ? '' : 'both-'}${index}.yaml`,
    ...{ ours: lf(ours), theirs: lf(theirs), base: index < 240 ? lf(base) : undefined },
  }));
  const files = (side: 'base' | 'ours' | 'theirs'): Record<string, string> =>
    Object.fromEntries(samples.flatMap(({ path, [side]: text }) => (text === undefined ? [] : [[path, text]])));
  repository.commit(files('base'));
  repository.git('switch', '--quiet', '--create', 'theirs');
  repository.commit(files('theirs'));
  repository.git('switch', '--quiet', 'main');
  repository.commit(files('ours'));
  expect(repository.tryGit('merge', '--no-edit', 'theirs').status).toBe(1);
  const open = new Set(repository.git('diff', '--name-only', '--diff-filter=U').trim().split('\n'));
  let conflicts = 0;
  for (const { path, ...sides } of samples) {
    const expected = mergeTexts(dealRoot, sides);
    expect(repository.read(path), path).toBe(expected.text);
    // Where both sides have the same git asks nobody; what was open in it before stays in the text.
    expect(open.has(path), path).toBe(expected.conflicts > 0);
    conflicts += open.has(path) ? 1 : 0;
  }
  expect(conflicts).toBeGreaterThan(50);
  expect(conflicts).toBeLessThan(240);
  repository.remove();
});
