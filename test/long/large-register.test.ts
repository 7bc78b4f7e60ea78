/** Commands that look at a whole register answer within seconds at the size of twenty years. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeLargeRegister } from '../helpers/large-register.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;

beforeAll(() => {
  workspace = sampleWorkspace();
  writeLargeRegister(workspace.root, { partners: 200, agreements: 500, projects: 1_000 });
});

afterAll(() => {
  workspace.remove();
});

/** A few seconds on a computer that has nothing else to do; here several tests may run at once. */
const most = 20_000;

describe('in a register of 200 partners, 500 agreements and 1,000 projects', () => {
  it.each([
    [['match', 'project-3']],
    [['match', 'need-2026-tanneries', '--all']],
    [['rank', 'projects']],
    [['agenda', '--within', '24m']],
    [['areas']],
    [['report', 'register']],
    [['report', 'funding']],
    [['report', 'pipeline']],
    [['report', 'quality', '--json']],
    [['report', 'annual']],
    [['show', 'partner-7']],
  ])(
    'irc %s is quick',
    async (args) => {
      const start = performance.now();
      const ran = await run(workspace.root, args);
      expect([ran.code, performance.now() - start < most]).toEqual([0, true]);
      expect(ran.out.length).toBeGreaterThan(100);
    },
    2 * most,
  );
});
