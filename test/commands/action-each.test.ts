import { afterEach, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, type RunOptions, run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;

afterEach(() => {
  workspace.remove();
});

function irc(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return run(workspace.root, args, { env: workspace.env, ...options });
}

const id = 'need-2026-remote-sensing';
const answers = (): string[] => workspace.read(`records/needs/${id}.yaml`).match(/^ {2}- \{rater.*$/gm) ?? [];

it('an action on each item asks whose answers they are, and then item by item', async () => {
  workspace = sampleWorkspace();
  const asked = await irc(['rate', id], {
    answers: [
      'Abebe',
      '',
      '3',
      '<',
      '2',
      '4',
      '5',
      '',
      '',
      '',
      'change',
      'Sharing images between institutes: current, a number from 1 to 5',
      '3',
      'yes',
    ],
    showsQuestions: true,
  });
  expect(asked.code).toBe(0);
  expect(asked.err).toContain('! "Abebe" cannot stand here: a code, never a name, such as r1');
  expect(asked.err).toContain('2 of 4  Reading radar images\n? Current, a number from 1 to 5');
  expect(answers()).toEqual([
    '  - {rater: r1, topic: Reading radar images, current: 2, desired: 4, importance: 4}',
    '  - {rater: r2, topic: Reading radar images, current: 2, desired: 4, importance: 5}',
    '  - {rater: r2, topic: Sharing images between institutes, current: 3}',
  ]);
  expect(asked.err).toContain(
    `irc rate ${id} rater=r2 \\\n      'Reading radar images.current'=2 'Reading radar images.desired'=4 \\\n`,
  );
  // Who has answered already is shown the answers, and Enter keeps them.
  await irc(['rate', id, 'rater=r1'], { answers: ['', '5', '', '', '', '', 'yes'] });
  expect(answers()[0]).toContain('current: 2, desired: 5, importance: 4}');
});

it('takes the same from the command line, and names what is missing or wrong', async () => {
  workspace = sampleWorkspace();
  const rate = (...words: readonly string[]): Promise<Ran> => irc(['rate', id, ...words]);
  expect((await rate()).err).toContain(
    "rater=TEXT                         Rater  like 'r1'\n  'Reading radar images.current'=NUMBER",
  );
  expect((await rate('rater=r2')).err).toContain('answers-missing: 6 answers are missing');
  expect((await rate('Reading radar images.current=2')).err).toContain('1 answer is missing');
  expect((await rate('rater=r2', 'Reading radar image.current=2')).err).toContain(
    'did you mean "Reading radar images"?',
  );
  expect((await rate('rater=r2', 'Reading radar images.cost=2')).err).toContain('current, desired, importance');
  expect((await rate('rater=r2', 'Reading radar images.current=9')).err).toContain('9 is too large; at most 5');
  expect((await rate('rater=r2', 'Reading radar images=9')).err).toContain('names no answer');
  expect((await rate('rater=Abebe', 'Reading radar images.current=2')).err).toContain('cannot stand here');
  expect(answers()).toHaveLength(1);
  expect((await rate('rater=R1', 'reading radar images.current=3')).code).toBe(0);
  expect(answers()).toEqual(['  - {rater: r1, topic: Reading radar images, current: 3, desired: 4, importance: 4}']);
  expect((await rate('rater=r1', 'Reading radar images.current=3')).err).toContain('Nothing was changed');
  expect((await irc(['rate', 'need-2026-tanneries', 'rater=r1'])).err).toContain('answers-missing');
  const tab = await irc(['complete', 'zsh', `irc rate ${id} Rea`]);
  expect(tab.out).toContain('Reading radar images.current=\tCurrent, a number from 1 to 5\topen');
  expect((await irc(['complete', 'bash', `irc form ${id} --action `])).out).toBe(
    'rate\tRecord the scores of a rater\n',
  );
  expect((await irc(['complete', 'bash', `irc form ${id} --read `])).out).toBe(':files\n');
});
