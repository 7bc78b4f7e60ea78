/**
 * Merging, broken at the calls that change something: the next command finds the state before, a merge under way that can
 * be finished, or all of it done. Of neither side anything is lost, nor of what the user had beside it.
 */
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { type FaultyRun, runFaulty, runWithKilledGit } from '../helpers/faulty-irc.ts';
import { repositoryAt, type TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

const jimma = 'records/towns/jimma.yaml';
const adama = 'records/towns/adama.yaml';
const harar = 'records/towns/harar.yaml';
const base = realpathSync(mkdtempSync(join(tmpdir(), 'irc-faults-')));
/** Where the program lies that stands in for git. */
const stand = join(base, 'bin');
mkdirSync(stand);
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** Every so many of the calls; IRC_TEST_EVERY=1 breaks each. */
const every = Number(process.env.IRC_TEST_EVERY ?? 13);

interface Scenario {
  readonly name: string;
  readonly args: readonly string[];
  prepare(repository: TestRepository): Promise<void>;
  /** Commands that bring it to its end from any state that may be left; those that have nothing to do may refuse. */
  readonly onwards: readonly (readonly string[])[];
  /** The user's own work that is staged stays so; a merge that is not a step forward refuses it. */
  readonly staged: boolean;
  /** Records in the end: people of Adama, and whether Harar came and Sodo went. */
  readonly holds: readonly [people: string, came: boolean];
  /** A way to break it that is tried at each call, since one of them failed once. */
  readonly each?: string;
}

async function ok(repository: TestRepository, ...args: string[]): Promise<void> {
  const ran = await run(repository.root, args, { env: repository.env });
  expect(ran, ran.err).toMatchObject({ code: 0 });
}

async function theirs(repository: TestRepository): Promise<void> {
  repository.git('switch', '--quiet', '--create', 'other');
  await ok(repository, 'set', 'adama', 'people=5', 'title.am=ናዝሬት');
  repository.commit({ [harar]: 'title: {en: Harar, am: ሐረር}\n', 'a folder/ደብዳቤ.txt': 'a letter\n' });
  repository.git('rm', '--quiet', 'records/towns/sodo.yaml');
  repository.git('commit', '--quiet', '--message=Away');
  repository.git('switch', '--quiet', 'main');
}

const apart = async (repository: TestRepository): Promise<void> => {
  await theirs(repository);
  await ok(repository, 'set', 'jimma', 'people=7');
  await ok(repository, 'set', 'adama', 'size=small');
};
const undecided = async (repository: TestRepository): Promise<void> => {
  await theirs(repository);
  await ok(repository, 'set', 'adama', 'people=6');
};
const begun = async (repository: TestRepository): Promise<void> => {
  await undecided(repository);
  expect((await run(repository.root, ['merge', 'other'], { env: repository.env })).code).toBe(1);
};

/** Both sides have sent, or will: the other repository lies beside. */
const shared = async (repository: TestRepository): Promise<void> => {
  await apart(repository);
  repository.git('init', '--quiet', '--bare', '../shared.git');
  repository.git('remote', 'add', 'origin', '../shared.git');
  repository.git('push', '--quiet', 'origin', 'other:main');
  repository.git('fetch', '--quiet', 'origin');
  repository.git('branch', '--quiet', '--set-upstream-to=origin/main');
};

const scenarios: readonly Scenario[] = [
  {
    ...{ name: 'a step forward', args: ['merge', 'other'], prepare: theirs, staged: true, holds: ['people: 5', true] },
    onwards: [['merge', 'other']],
  },
  {
    ...{
      name: 'two sides joined',
      args: ['merge', 'other'],
      prepare: apart,
      staged: false,
      holds: ['people: 5', true],
    },
    onwards: [
      ['merge', '--continue'],
      ['merge', 'other'],
    ],
  },
  {
    ...{
      name: 'two sides that must be decided',
      args: ['merge', 'other'],
      prepare: undecided,
      staged: false,
      holds: ['people: 5', true],
    },
    onwards: [
      ['merge', 'other'],
      ['resolve', '--theirs', 'people'],
    ],
  },
  {
    ...{
      name: 'a decision',
      args: ['resolve', '--theirs', 'people'],
      prepare: begun,
      staged: false,
      holds: ['people: 5', true],
    },
    onwards: [
      ['resolve', '--theirs', 'people'],
      ['merge', '--continue'],
    ],
  },
  {
    ...{ name: 'fetching, joining and sending', args: ['sync'], prepare: shared, staged: false },
    ...{ holds: ['people: 5', true], onwards: [['merge', '--continue'], ['sync']] },
  },
  {
    ...{ name: 'giving up', args: ['merge', '--abort'], prepare: begun, staged: false, holds: ['people: 6', false] },
    onwards: [['merge', '--abort']],
    each: 'failed call',
  },
];

/** A copy without the samples of hooks, which are most of the files of a fresh repository. */
function copyOf(repository: TestRepository, name: string): TestRepository {
  const place = join(base, name);
  rmSync(place, { recursive: true, force: true });
  cpSync(dirname(repository.root), place, {
    ...{ recursive: true, preserveTimestamps: true, verbatimSymlinks: true },
    filter: (file) => !file.endsWith('.sample'),
  });
  return repositoryAt(join(place, 'work'), repository.env);
}

function texts(repository: TestRepository): string {
  const paths = [jimma, adama, harar, 'records/towns/sodo.yaml', 'a folder/ደብዳቤ.txt'];
  return JSON.stringify(paths.map((path) => (repository.exists(path) ? repository.read(path) : null)));
}

/** The end of it, whatever way it was reached. */
function ending(repository: TestRepository): unknown {
  const [tree, parents = '', head] = repository.git('log', '-1', '--format=%T%n%P%n%H').split('\n');
  return {
    ...{ tree, parents: parents.split(' ').length },
    ...{ status: repository.git('status', '--porcelain'), texts: texts(repository) },
    isSent: repository.tryGit('rev-parse', 'origin/main').stdout.trim() === head,
  };
}

function expectUsersWork(repository: TestRepository, scenario: Scenario): void {
  expect(repository.read('notes.txt')).toBe('edited\n');
  expect(repository.read('mine.txt')).toBe('mine\n');
  expect(repository.read('out/paper.txt')).toBe('ignored\n');
  if (scenario.staged) expect(repository.git('show', ':notes.txt')).toBe('staged\n');
}

async function start(scenario: Scenario): Promise<TestRepository> {
  const repository = travelWorkspace({
    ...{ 'notes.txt': 'a\n', '.gitignore': 'out/\n', 'records/towns/sodo.yaml': 'title: {en: Sodo}\n' },
  });
  await scenario.prepare(repository);
  repository.write('notes.txt', 'staged\n');
  if (scenario.staged) repository.git('add', 'notes.txt');
  repository.write('notes.txt', 'edited\n');
  repository.write('mine.txt', 'mine\n');
  repository.write('out/paper.txt', 'ignored\n');
  return repository;
}

async function end(repository: TestRepository, scenario: Scenario): Promise<void> {
  for (const args of scenario.onwards) await run(repository.root, args, { env: repository.env });
}

type Break = (broken: TestRepository, args: readonly string[], call: number) => Promise<FaultyRun>;

/** Each breaks the command at one of its calls. */
const breaks: Readonly<Record<string, Break>> = {
  'killed irc': async ({ root, env }, args, call) => {
    const ran = runFaulty(root, args, env, `kill:${call}`);
    // A git that was started goes on for a moment.
    if (ran.hadFault) await pause(100);
    return ran;
  },
  'failed call': async ({ root, env }, args, call) => {
    const [code, told] = call % 2 === 0 ? ['EACCES', 'read-only'] : ['ENOSPC', 'disk-full'];
    const ran = runFaulty(root, args, env, `fail:${call}:${code}`);
    // Where it came after the last step that counts, the command ends as it would have.
    if (ran.hadFault && ran.status === 3)
      expect(ran.stderr).toMatch(new RegExp(`error (${told}|outcome-unknown|output-failed)`));
    return ran;
  },
  'git killed before': ({ root, env }, args, call) =>
    runWithKilledGit({ folder: root, place: stand }, args, env, { call, isDone: false }),
  'git killed after': ({ root, env }, args, call) =>
    runWithKilledGit({ folder: root, place: stand }, args, env, { call, isDone: true }),
};

/** What holds where nothing breaks: the records before, after the command, and in the end. */
async function soundRun(repository: TestRepository, scenario: Scenario) {
  const sound = copyOf(repository, 'sound');
  const before = texts(sound);
  await run(sound.root, scenario.args, { env: sound.env });
  const after = texts(sound);
  await end(sound, scenario);
  const [people, came] = scenario.holds;
  expect(sound.read(adama)).toContain(people);
  expect([sound.exists(harar), !sound.exists('records/towns/sodo.yaml')]).toEqual([came, came]);
  expect(sound.git('status', '--porcelain').trim().split('\n')).toHaveLength(2);
  return { before, after, finished: texts(sound), done: ending(sound) };
}

it.each(scenarios)('$name', async (scenario) => {
  const repository = await start(scenario);
  const { before, after, finished, done } = await soundRun(repository, scenario);
  for (const [how, breakAt] of Object.entries(breaks)) {
    const seen = new Set<string>();
    for (let call = 1; ; call += how === scenario.each ? 1 : every) {
      const broken = copyOf(repository, 'broken');
      const { hadFault, status, stderr } = await breakAt(broken, scenario.args, call);
      const context = `${how} ${call}: ${stderr}`;
      expect(status, context).not.toBe(70);
      expect(stderr, context).not.toMatch(/at .*:\d+:\d+/);
      const next = await run(broken.root, ['list', 'towns'], { env: broken.env });
      expect(next.code, `${context}${next.err}`).toBe(0);
      const state = texts(broken);
      seen.add(state);
      expect([before, after, finished], context).toContain(state);
      expectUsersWork(broken, scenario);
      for (const left of ['irc/save', 'index.lock', 'HEAD.lock'])
        expect(broken.exists(`.git/${left}`), context).toBe(false);
      await end(broken, scenario);
      expect(ending(broken), context).toEqual(done);
      expect(broken.tryGit('fsck', '--strict').status, context).toBe(0);
      expectUsersWork(broken, scenario);
      if (!hadFault) break;
    }
    expect(seen).toContain(before);
    expect(seen).toContain(after);
  }
  repository.remove();
});
