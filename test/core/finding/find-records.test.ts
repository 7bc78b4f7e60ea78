/** Which record is meant by a few letters, as the questions and the flags ask for one. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Workspace } from '../../../src/context.ts';
import { findRecords } from '../../../src/core/register/find-records.ts';
import { openWorkspace } from '../../../src/io/workspace.ts';
import type { TestRepository } from '../../helpers/repository.ts';
import { sampleWorkspace } from '../../helpers/samples.ts';

let repository: TestRepository;
let workspace: Workspace;
beforeAll(async () => {
  repository = sampleWorkspace();
  workspace = await openWorkspace({ cwd: repository.root, env: repository.env, today: '2026-11-24', now: () => '' });
});
afterAll(() => repository.remove());

it.each([
  ['kor', ['kr', 'koica', 'stepi']],
  ['republic of k', ['kr']],
  ['koi', ['koica']],
  ['korea international', ['koica']],
  ['south', ['za']],
  ['KR', ['kr']],
  ['ኮሪያ', ['kr']],
])('%s means %s first', (words, first) => {
  const found = findRecords(workspace.register, ['partner'], words).map(({ record }) => record.id);
  expect(found.slice(0, first.length)).toEqual(first);
});
