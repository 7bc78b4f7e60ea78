/**
 * A day's round of two desks in the surroundings that people have: line ends, signatures, odd paths, linked working trees,
 * clones that were cut off, submodules beside. Each time both have all work in the end, and nothing else has changed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clones, travelClones } from '../helpers/clones.ts';
import { repositoryAt, type TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';

const trip = 'records/trips/trip-adama.yaml';
const jimma = 'records/towns/jimma.yaml';
let clones: Clones;
let asia: TestRepository;
let africa: TestRepository;

beforeEach(() => {
  clones = travelClones();
  asia = clones.clone('Desk for Asia');
  africa = clones.clone('ዴስክ ለአፍሪካ');
});
afterEach(() => clones.remove());

async function ok(desk: TestRepository, ...args: string[]): Promise<string> {
  const ran = await run(desk.root, args, { env: desk.env });
  expect(ran, `${args.join(' ')}: ${ran.err}${ran.out}`).toMatchObject({ code: 0 });
  return ran.out;
}

function expectClean(desk: TestRepository): void {
  expect(desk.git('status', '--porcelain')).toBe('');
  expect(desk.git('diff-files', '--name-only')).toBe('');
  expect(desk.tryGit('fsck', '--strict').status).toBe(0);
  for (const left of ['irc/save', 'index.lock', 'irc.lock', 'MERGE_HEAD']) {
    const path = desk.git('rev-parse', '--git-path', left).trim();
    expect([left, existsSync(resolve(desk.root, path))]).toEqual([left, false]);
  }
}

/** Saves, takes back, edits by hand, joins, decides and sends, at `desk` and in an ordinary clone. */
async function day(desk: TestRepository): Promise<void> {
  await ok(desk, 'set', 'jimma', 'people=5', 'title.am=ጅማ');
  await ok(desk, 'undo');
  expect(desk.read(jimma)).not.toContain('people');
  desk.write(jimma, desk.read(jimma).replace('Jimma', 'Jimma town'));
  await ok(desk, 'save');
  await ok(desk, 'new', 'town', '--id', 'harar', '--set', 'title.en=Harar', '--yes');
  await ok(asia, 'set', 'trip-adama', 'stops.adama.nights=3', 'title.en=To the lake');
  await ok(asia, 'sync');
  await ok(desk, 'set', 'trip-adama', 'stops.adama.nights=9', 'starts=2026-10-02');
  const stopped = await run(desk.root, ['sync'], { env: desk.env });
  expect(stopped, stopped.err).toMatchObject({ code: 3, out: expect.stringContaining('yours 9    theirs 3') });
  await ok(desk, 'resolve', '--theirs', 'stops.adama.nights');
  await ok(desk, 'sync');
  await ok(asia, 'sync');
  for (const each of [desk, asia]) {
    expectClean(each);
    expect(each.read(trip)).toMatch(/To the lake[\s\S]*starts: 2026-10-02[\s\S]*nights: 3/);
    expect(each.read(jimma)).toContain('Jimma town');
    expect(each.exists('records/towns/harar.yaml')).toBe(true);
    expect((await run(each.root, ['validate'], { env: each.env })).code).toBe(0);
  }
  expect(asia.git('rev-parse', 'HEAD')).toBe(desk.git('rev-parse', 'HEAD'));
  expect(desk.git('show', `HEAD:./${trip}`)).not.toContain('\r');
}

describe('a day', () => {
  it.each(['true', 'input'])('with core.autocrlf %s, in a folder of an Amharic name', async (value) => {
    africa.git('config', 'core.autocrlf', value);
    africa.git('rm', '--quiet', '--cached', '-r', '.');
    africa.git('reset', '--quiet', '--hard');
    await day(africa);
    expect(africa.read(trip).includes('\r\n')).toBe(value === 'true');
    expect(africa.read('records/towns/harar.yaml').includes('\r')).toBe(false);
  });

  it.skipIf(spawnSync('ssh-keygen', ['-?']).error !== undefined)('with commits that are signed', async () => {
    const key = join(africa.root, '..', 'a key');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'desk', '-f', key]);
    const settings = { 'gpg.format': 'ssh', 'user.signingKey': `${key}.pub`, 'commit.gpgSign': 'true' };
    for (const [name, value] of Object.entries(settings)) africa.git('config', name, value);
    await day(africa);
    const own = africa.git('log', '--format=%H', `--author=${africa.env.GIT_AUTHOR_NAME}`).trim().split('\n');
    expect(own).toHaveLength(6);
    for (const commit of own) expect(africa.git('cat-file', 'commit', commit)).toContain('\ngpgsig -----BEGIN SSH');
    // A key that is gone: nothing is saved, and it is said.
    africa.git('config', 'user.signingKey', '/nowhere/key.pub');
    const before = africa.git('rev-parse', 'HEAD');
    const refused = await run(africa.root, ['set', 'jimma', 'people=6'], { env: africa.env });
    expect(refused).toMatchObject({ code: 3, err: expect.stringContaining('error signing-failed') });
    expect(africa.git('rev-parse', 'HEAD')).toBe(before);
    expectClean(africa);
  });

  it('in a linked working tree', async () => {
    const place = join(africa.root, '..', 'የስራ ቦታ of mine');
    africa.git('worktree', 'add', '--quiet', '-b', 'desk', place, 'main');
    const desk = repositoryAt(place, africa.env);
    desk.git('branch', '--quiet', '--set-upstream-to=origin/main');
    desk.git('config', 'push.default', 'upstream');
    await day(desk);
    expect(africa.git('status', '--porcelain')).toBe('');
  });

  it('in a clone that was cut off', async () => {
    await ok(asia, 'set', 'adama', 'people=7');
    await ok(asia, 'set', 'adama', 'people=8');
    await ok(asia, 'sync');
    const place = join(africa.root, '..', 'shallow');
    africa.git('clone', '--quiet', '--depth=1', `file://${clones.bare}`, place);
    const desk = repositoryAt(place, africa.env);
    await day(desk);
    expect(existsSync(join(place, '.git/shallow'))).toBe(true);
  });

  it('with a submodule beside, and a register below the top of the repository', async () => {
    mkdirSync(join(asia.root, 'መዝገብ ቤት'));
    asia.git('mv', 'records', 'schemas', 'templates', 'መዝገብ ቤት/');
    asia.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', clones.bare, 'inner');
    asia.git('commit', '--quiet', '--message=Below');
    asia.git('push', '--quiet');
    africa.git('pull', '--quiet');
    africa.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'update', '--init');
    const inner = africa.git('-C', 'inner', 'rev-parse', 'HEAD');
    africa.git('-C', 'inner', 'checkout', '--quiet', '--detach');
    const top = asia;
    asia = repositoryAt(join(asia.root, 'መዝገብ ቤት'), asia.env);
    await day(repositoryAt(join(africa.root, 'መዝገብ ቤት'), africa.env));
    expect(africa.git('-C', 'inner', 'rev-parse', 'HEAD')).toBe(inner);
    expect(top.git('status', '--porcelain')).toBe('');
  });
});

describe('a hook that refuses', () => {
  /** All but the times that git notes in its index. */
  const state = (desk: TestRepository) => {
    const { '.git/index': _, '.git/FETCH_HEAD': __, ...files } = desk.snapshot();
    const isRemote = (path: string): boolean => /^\.git\/(logs\/)?refs\/remotes\//.test(path);
    return {
      files: Object.fromEntries(Object.entries(files).filter(([path]) => !isRemote(path))),
      index: desk.git('ls-files', '--stage'),
    };
  };

  it.each(['pre-commit', 'commit-msg', 'prepare-commit-msg'])(
    '%s leaves all as it was, at every write',
    async (name) => {
      await ok(asia, 'set', 'adama', 'people=5');
      await ok(asia, 'sync');
      await ok(africa, 'set', 'jimma', 'people=5');
      africa.write(trip, africa.read(trip).replace('nights: 2', 'nights: 3'));
      const refusedBy = async (...args: string[]): Promise<void> => {
        const before = state(africa);
        africa.hook(name, 'echo "not today"; exit 1');
        const refused = await run(africa.root, args, { env: africa.env });
        expect(refused.err).toContain(`error hook-refused: The repository's ${name} hook refused`);
        expect(refused).toMatchObject({ code: 3, err: expect.stringContaining(`${name} | not today`) });
        expect(state(africa)).toEqual(before);
        africa.hook(name, 'exit 0');
      };
      for (const args of [['save'], ['set', 'adama', 'size=small'], ['undo']]) await refusedBy(...args);
      await ok(africa, 'save');
      await refusedBy('sync');
      await ok(africa, 'sync');
      expectClean(africa);
    },
  );

  it('at the last decision leaves the merge as it is, and the next one ends it', async () => {
    await ok(asia, 'set', 'adama', 'people=5');
    await ok(asia, 'sync');
    await ok(africa, 'set', 'adama', 'people=6');
    await run(africa.root, ['sync'], { env: africa.env });
    africa.hook('commit-msg', 'exit 1');
    const refused = await run(africa.root, ['resolve', '--ours', 'people'], { env: africa.env });
    expect(refused.err).toContain('error hook-refused');
    expect(africa.exists('.git/MERGE_HEAD')).toBe(true);
    africa.hook('commit-msg', 'exit 0');
    await ok(africa, 'resolve');
    await ok(africa, 'sync');
    expectClean(africa);
  });
});
