/** Several clones over one bare repository that write and send at once: every commit is there in the end. */
import { expect, it } from 'vitest';
import { travelClones } from '../helpers/clones.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';

async function ok(desk: TestRepository, ...args: string[]): Promise<void> {
  const ran = await run(desk.root, args, { env: desk.env });
  expect(ran, `${args.join(' ')}: ${ran.err}`).toMatchObject({ code: 0, err: expect.not.stringContaining('error') });
}

// A clone changes a field of its own in a record that all change, and adds a record; each time it sends.
const fields = ['title.en=Jimma town', 'title.am=ጅማ', 'people=5', 'size=small'];

it.each([
  [2, 3],
  [4, 2],
  [8, 1],
])('%i clones, %i times each', async (number, rounds) => {
  const clones = travelClones();
  const desks = Array.from({ length: number }, (_, index) => clones.clone(`Desk ${index}`));
  const commits: string[] = [];
  await Promise.all(
    desks.map(async (desk, index) => {
      for (let round = 1; round <= rounds; round += 1) {
        await ok(desk, 'new', 'town', '--id', `town-${index}-${round}`, '--set', `title.en=Town ${index}`, '--yes');
        const field = fields[index];
        if (field !== undefined && round === 1) await ok(desk, 'set', 'jimma', field);
        commits.push(desk.git('rev-parse', 'HEAD').trim());
        await ok(desk, 'sync');
      }
    }),
  );
  const check = clones.clone('check');
  for (const commit of commits) expect(check.tryGit('merge-base', '--is-ancestor', commit, 'HEAD').status).toBe(0);
  for (let index = 0; index < number; index += 1) {
    for (let round = 1; round <= rounds; round += 1) {
      expect(check.exists(`records/towns/town-${index}-${round}.yaml`)).toBe(true);
    }
  }
  const jimma = check.read('records/towns/jimma.yaml');
  for (const field of fields.slice(0, number)) expect(jimma).toContain(field.split('=')[1]);
  for (const desk of desks) {
    expect(desk.git('status', '--porcelain')).toBe('');
    expect(desk.tryGit('fsck', '--strict').status).toBe(0);
  }
  clones.remove();
});

it('several of one clone at once: each that says it is done is done, and nothing is left half', async () => {
  const clones = travelClones();
  const [desk, other] = [clones.clone('Desk'), clones.clone('Other')];
  await ok(other, 'set', 'adama', 'people=5');
  await ok(other, 'sync');
  const work = ['a', 'b', 'c'].map((id) => ['new', 'town', '--id', id, '--set', 'title.en=Town', '--yes']);
  const ran = await Promise.all([...work, ['sync'], ['sync']].map((args) => run(desk.root, args, { env: desk.env })));
  ran.slice(0, 3).forEach(({ code, err }, index) => {
    if (code === 0) expect(desk.git('show', `HEAD:records/towns/${'abc'[index]}.yaml`)).toContain('Town');
    else expect(err).toMatch(/error (file-changed|index-locked|ref-locked|merge-under-way)/);
  });
  for (const { code } of ran) expect([0, 1, 3]).toContain(code);
  for (const left of ['irc/save', 'index.lock', 'irc.lock', 'MERGE_HEAD'])
    expect(desk.exists(`.git/${left}`)).toBe(false);
  await ok(desk, 'sync');
  expect(desk.git('status', '--porcelain')).toBe('');
  expect(desk.git('rev-parse', 'HEAD')).toBe(desk.git('rev-parse', 'origin/main'));
  clones.remove();
});
