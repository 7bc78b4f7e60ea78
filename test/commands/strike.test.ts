import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRepository, type TestRepository } from '../helpers/repository.ts';
import { type Ran, run } from '../helpers/run.ts';

const id = 'mou-2026-african-union';
const file = `records/agreements/${id}.yaml`;

let workspace: TestRepository;
beforeEach(() => {
  const paths = ['records/office.yaml', 'records/partners/african-union.yaml', file];
  workspace = makeRepository(Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'utf8')])));
});
afterEach(() => workspace.remove());
const irc = (...args: string[]): Promise<Ran> => run(workspace.root, args, { env: workspace.env });
const strike = (...args: string[]): Promise<Ran> => irc('strike', id, '--by', 'director', ...args);
const state = async (): Promise<string> =>
  (JSON.parse((await irc('show', id, '--json')).out) as { state: string }).state;

describe('irc strike', () => {
  it('strikes the last step, which stays in the history, and the right one can follow on the same day', async () => {
    const before = workspace.read(file);
    expect(await state()).toBe('negotiation');
    const struck = await strike('--note', 'the wrong memorandum');
    expect(struck).toMatchObject({ code: 0, out: expect.stringContaining('so State: negotiation → drafting\n') });
    expect(workspace.git('log', '-1', '--format=%s')).toBe(`Strike the step of ${id} to negotiation\n`);
    const added = workspace
      .read(file)
      .split('\n')
      .filter((line) => !before.split('\n').includes(line));
    expect(added.join('\n')).toBe(
      '  - date: 2026-11-24\n    to: drafting\n    by: director\n    note: the wrong memorandum\n    voids: {date: 2026-11-02, to: negotiation}',
    );
    expect(await state()).toBe('drafting');
    expect((await irc('show', id)).out).toMatch(
      /2026-11-24 +drafting, since negotiation was struck {2}Director .*the wrong/,
    );
    for (const step of ['negotiation', 'dropped']) {
      expect(await irc('advance', id, step, '--by', 'director', '--note', 'x')).toMatchObject({ code: 0 });
      expect(await irc('validate')).toMatchObject({ code: 0 });
      expect(await strike('--note', 'again')).toMatchObject({ code: 0 });
    }
    expect(await state()).toBe('drafting');
  });

  it('does not let one step stand twice that nobody struck', async () => {
    const line = '  - {date: 2026-10-05, to: drafting, by: desk-organisations}\n';
    workspace.write(file, workspace.read(file).replace(line, line + line));
    expect((await irc('validate')).out).toContain('error value-duplicate: History');
  });

  it('asks for a reason, and strikes neither the first step nor one twice', async () => {
    const before = workspace.snapshot();
    expect(await strike()).toMatchObject({
      code: 2,
      err: `error note-missing: Why is the step to negotiation wrong?\n  irc strike ${id} --note REASON\n`,
    });
    expect(workspace.snapshot()).toEqual(before);
    await strike('--note', 'wrong');
    const again = await strike('--note', 'wrong');
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('strikes the one to negotiation already')]);
    const partner = await irc('strike', 'african-union', '--by', 'director', '--note', 'wrong');
    expect([partner.code, partner.err]).toEqual([2, expect.stringContaining('has no earlier step to return to')]);
  });
});
