import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
beforeAll(() => {
  workspace = sampleWorkspace();
  workspace.write(
    'records/agreements/annexed.yaml',
    `type: mou
binding: non_binding
title: {en: Annexed}
parties: [{partner: office}, {partner: unesco}]
definitions: [{term: 'Data "x"', text: what is measured}, {term: Result, text: what follows from it}]
annexes: [{title: 'Budget "2027" & <more>'}, {title: Plan}]
clauses: [{clause: definitions}, {clause: annexes}, {clause: amendment}]
history: [{date: 2026-01-01, to: drafting}]
`,
  );
});
afterAll(() => workspace.remove());

async function html(...args: string[]): Promise<string> {
  const made = await run(workspace.root, ['draft', 'annexed', '--format', 'html', '--out', '-', ...args]);
  expect(made.code).toBe(0);
  return made.out;
}

it('each annex has a page of its own behind the signatures, by its title', async () => {
  const page = await html();
  const [, signed = ''] = page.split('<div class="signatures">');
  expect([...signed.matchAll(/<section class="annex"[^>]*>\n<h2>(.*)<\/h2>/g)].map((match) => match[1])).toEqual([
    'Annex 1 – Budget &quot;2027&quot; &amp; &lt;more&gt;',
    'Annex 2 – Plan',
  ]);
  const amharic = await html('--lang', 'am');
  expect(amharic).toContain('አባሪ 1');
});

it('a definition stands beside its term', async () => {
  expect(await html()).toMatch(/<dt>.*“Data &quot;x&quot;”.*<\/dt>\s*<dd>.*means what is measured;/);
});
