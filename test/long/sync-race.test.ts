import { expect, it } from 'vitest';
import { travelClones } from '../helpers/clones.ts';
import { run } from '../helpers/run.ts';

it('brings every commit through when four clones send at once, several times', async () => {
  const clones = travelClones();
  const desks = ['One', 'Two', 'Three', 'Four'].map((name) => clones.clone(name));
  for (let round = 1; round <= 3; round += 1) {
    await Promise.all(
      desks.map(async (desk, index) => {
        const set = ['set', index % 2 === 0 ? 'jimma' : 'adama', `title.am=ከተማ`, `people=${300000}`];
        await run(
          desk.root,
          index === 0
            ? set
            : ['new', 'town', '--id', `town-${index}-${round}`, '--set', `title.en=Town ${index} ${round}`, '--yes'],
          { env: desk.env },
        );
        const sent = await run(desk.root, ['sync'], { env: desk.env });
        expect(sent.err).toBe('');
        expect(sent.code).toBe(0);
      }),
    );
  }
  const check = clones.clone('check');
  for (let round = 1; round <= 3; round += 1) {
    for (const index of [1, 2, 3]) expect(check.exists(`records/towns/town-${index}-${round}.yaml`)).toBe(true);
  }
  for (const desk of desks) {
    await run(desk.root, ['sync'], { env: desk.env });
    expect(
      check.tryGit('merge-base', '--is-ancestor', desk.git('rev-parse', 'HEAD').trim(), 'origin/main').status,
    ).toBe(0);
  }
  clones.remove();
});
