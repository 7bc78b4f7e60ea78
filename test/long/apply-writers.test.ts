/** Several that write at once: every save that was reported is in HEAD, one record a commit. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/core/changes/plan.ts';
import { type ChildProgram, childProgram } from '../helpers/child.ts';
import { makeRepository } from '../helpers/repository.ts';

let program: ChildProgram;
beforeAll(async () => {
  program = await childProgram();
});
afterAll(() => program.remove());

function planOf(path: string, text: string, before?: string): Plan {
  return { edits: [{ path, before, after: text }], message: { subject: `Write ${path}`, body: '', trailers: [] } };
}

describe('writers side by side', () => {
  it.each([2, 4, 8])('%i of them lose nothing', async (writers) => {
    const repository = makeRepository({ 'notes.txt': 'a\n' });
    repository.write('notes.txt', 'staged\n');
    repository.git('add', 'notes.txt');
    const paths = Array.from({ length: writers }, (_, writer) =>
      Array.from({ length: 3 }, (_, turn) => `records/partners/w${writer}-${turn}.yaml`),
    );
    await Promise.all(
      paths.map(async (own) => {
        for (const path of own) {
          const { said, exitCode } = await program.run({
            ...{ root: repository.root, env: repository.env, plan: planOf(path, `name: ${path}\n`) },
          });
          expect({ exitCode, said }).toMatchObject({ exitCode: 0, said: { commit: expect.any(String) } });
        }
      }),
    );
    const log = repository.git('log', '--format=', '--name-only', `HEAD~${writers * 3}..HEAD`);
    expect(log.trim().split('\n').sort()).toEqual(paths.flat().sort());
    for (const path of paths.flat()) expect(repository.git('show', `HEAD:${path}`)).toBe(`name: ${path}\n`);
    expect(repository.git('status', '--porcelain')).toBe('M  notes.txt\n');
    repository.remove();
  });

  it('and the user who commits by hand', async () => {
    const repository = makeRepository({ 'notes.txt': '0\n' });
    let byHand = 0;
    let isDone = false;
    const user = (async () => {
      for (let turn = 1; !isDone; turn += 1) {
        repository.write('notes.txt', `${turn}\n`);
        if (repository.tryGit('commit', '--quiet', '-m', `Note ${turn}`, 'notes.txt').status === 0) byHand += 1;
        await pause(5);
      }
    })();
    let saved = 0;
    for (let turn = 0; turn < 15; turn += 1) {
      const path = `records/partners/p${turn}.yaml`;
      const result = await program.run({ root: repository.root, env: repository.env, plan: planOf(path, 'name: P\n') });
      if (result.exitCode === 0) saved += 1;
      else expect(result.said.code).toMatch(/^(index-locked|ref-locked)$/);
      expect(repository.exists(path)).toBe(result.exitCode === 0);
    }
    isDone = true;
    await user;
    expect(saved).toBeGreaterThan(0);
    expect(Number(repository.git('rev-list', '--count', 'HEAD'))).toBe(1 + byHand + saved);
    expect(repository.git('ls-tree', '-r', '--name-only', 'HEAD').trim().split('\n').length).toBe(1 + saved);
    repository.remove();
  });

  it('and a reader, who never sees half a file', async () => {
    const path = 'records/partners/za.yaml';
    const text = (turn: number) => `name: ${turn}\n${`line: ${turn}\n`.repeat(4_000)}end: ${turn}\n`;
    const repository = makeRepository({ [path]: text(0) });
    let isDone = false;
    let reads = 0;
    const reader = (async () => {
      while (!isDone) {
        const seen = readFileSync(join(repository.root, path), 'utf8');
        const turn = /^name: (\d+)\n/.exec(seen)?.[1];
        expect(seen === text(Number(turn))).toBe(true);
        reads += 1;
        await pause(1);
      }
    })();
    for (let turn = 1; turn <= 10; turn += 1) {
      const plan = planOf(path, text(turn), text(turn - 1));
      const { exitCode } = await program.run({ root: repository.root, env: repository.env, plan });
      expect(exitCode).toBe(0);
    }
    isDone = true;
    await reader;
    expect(reads).toBeGreaterThan(50);
    repository.remove();
  });
});
