import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clones, travelClones } from '../helpers/clones.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { type RunOptions, run as runIn } from '../helpers/run.ts';

let clones: Clones;
let asia: TestRepository;
let africa: TestRepository;

beforeEach(() => {
  clones = travelClones();
  asia = clones.clone('Desk for Asia');
  africa = clones.clone('Desk for Africa');
});
afterEach(() => clones.remove());

async function run(desk: TestRepository, args: readonly string[], options: RunOptions = {}) {
  return runIn(desk.root, args, { env: desk.env, ...options });
}

async function ok(desk: TestRepository, ...args: string[]): Promise<string> {
  const ran = await run(desk, args);
  expect(ran, `${args.join(' ')}: ${ran.err}`).toMatchObject({ code: 0 });
  return ran.out;
}

async function bothChange(ours: string, theirs: string): Promise<void> {
  await ok(asia, 'set', 'trip-adama', theirs);
  await ok(asia, 'sync');
  await ok(africa, 'set', 'trip-adama', ours);
}

describe('irc sync', () => {
  it('joins fields of one record, tells of them as work, and sends', async () => {
    await bothChange('stops.adama.nights=3', 'title.en=To the lake');
    await ok(asia, 'set', 'jimma', 'title.am=ጅማ');
    await ok(asia, 'sync');
    const said = await ok(africa, 'sync');
    expect(said).toMatch(/came in {3}jimma {8}.*ጅማ +Desk for Asia\n/);
    expect(said).toMatch(/came in {3}trip-adama {3}.*joined with your stops, adama, nights +Desk for Asia\n/);
    expect(said).toContain('✓ In step with origin/main, 1 commit of yours sent · 4 records, no errors\n');
    expect(africa.read('records/trips/trip-adama.yaml')).toBe(
      '# by hand\ntitle: {en: "To the lake"}   # the lake\nstarts: 2026-10-01\nstops:\n  - town: adama\n    nights: 3\n\nhistory:\n  - {date: 2026-09-01, to: idea}\n',
    );
    expect(africa.git('log', '-1', '--format=%P').trim().split(' ')).toHaveLength(2);
    expect(africa.git('status', '--porcelain')).toBe('');
    await ok(asia, 'sync');
    expect(asia.git('rev-parse', 'HEAD')).toBe(africa.git('rev-parse', 'HEAD'));
    expect(await ok(asia, 'sync')).toBe(
      '✓ In step with origin/main, nothing of yours to send · 4 records, no errors\n',
    );
  });

  it('stops before it sends where both changed one field, and goes on when that is decided', async () => {
    await bothChange('stops.adama.nights=3', 'stops.adama.nights=9');
    const shared = asia.git('rev-parse', 'HEAD');
    for (const _time of [1, 2]) {
      const stopped = await run(africa, ['sync']);
      expect(stopped.code).toBe(3);
      expect(stopped.out).toContain('conflict: 1 field was changed on both sides. Nothing was lost, nothing was sent.');
      expect(stopped.out).toMatch(/trip-adama · Stops, 1st, nights {4}yours 3 {4}theirs 9 {4}before 2/);
      expect(africa.git('ls-remote', 'origin', 'main')).toContain(shared.trim());
    }
    const refused = await run(africa, ['set', 'jimma', 'title.am=ጅማ']);
    expect(refused.err).toContain('finish: irc resolve        give up: irc merge --abort');
    expect((await run(africa, ['validate'])).out).toContain('error merge-conflict');
    const settled = await ok(africa, 'resolve', '--theirs', 'stops.adama.nights');
    expect(settled).toMatch(/✓ Saved [0-9a-f]{7}: Stops, 1st, nights = 9 · share it: irc sync\n/);
    expect(africa.read('records/trips/trip-adama.yaml')).not.toContain('conflicts');
    expect(await ok(africa, 'sync')).toContain('1 commit of yours sent');
  });

  it('says plainly what is missing: a connection, a remote, an upstream, a branch', async () => {
    await ok(africa, 'set', 'jimma', 'title.am=ጅማ');
    africa.git('remote', 'set-url', 'origin', `${clones.bare}-gone`);
    const before = africa.snapshot();
    const offline = await run(africa, ['sync']);
    expect(offline.code).toBe(3);
    expect(offline.err).toContain(
      'error offline: origin cannot be reached. Nothing was sent, and your commits stay here.',
    );
    expect({ ...africa.snapshot(), '.git/FETCH_HEAD': undefined }).toEqual({ ...before, '.git/FETCH_HEAD': undefined });
    africa.git('remote', 'set-url', 'origin', clones.bare);
    writeFileSync(join(clones.bare, 'hooks', 'pre-receive'), '#!/bin/sh\necho only on weekdays\nexit 1\n', {
      mode: 0o755,
    });
    expect((await run(africa, ['sync'])).err).toBe(
      'error push-refused: origin refused while sending. Your commits stay here.\n  origin | only on weekdays\n  Read what it says. A protected branch takes work by: irc propose\n',
    );
    rmSync(join(clones.bare, 'hooks', 'pre-receive'));
    africa.git('branch', '--unset-upstream');
    expect((await run(africa, ['sync'])).err).toContain('error no-upstream');
    africa.git('remote', 'remove', 'origin');
    expect((await run(africa, ['sync'])).err).toContain('error no-remote');
    africa.git('checkout', '--quiet', '--detach');
    expect((await run(africa, ['sync'])).err).toContain('error no-branch');
  });

  it('brings nothing back that was taken away there, until somebody decides', async () => {
    await ok(asia, 'set', 'jimma', 'people=1');
    await ok(asia, 'sync');
    await ok(africa, 'sync');
    await ok(africa, 'set', 'adama', 'people=5');
    asia.git('reset', '--quiet', '--hard', 'HEAD~1');
    await ok(asia, 'set', 'jimma', 'people=2');
    asia.git('push', '--quiet', '--force');
    const there = asia.git('rev-parse', 'HEAD').trim();
    for (const _time of [1, 2]) {
      const stopped = await run(africa, ['sync']);
      expect(stopped.code).toBe(3);
      expect(stopped.err).toMatch(
        /error upstream-rewritten: origin\/main was rewritten: a commit that it had is gone there, and still here\..*\n {2}[0-9a-f]{7} {2}Desk for Asia {2}Change jimma: people\n {2}ask who did it\..* irc merge origin\/main, then irc sync/,
      );
      expect(africa.git('ls-remote', 'origin', 'main')).toContain(there);
    }
    expect((await run(africa, ['merge', 'origin/main'])).code).toBe(1);
    await ok(africa, 'resolve', '--theirs', 'people');
    expect(await ok(africa, 'sync')).toContain('commits of yours sent');
    // A branch that the other repository does not have yet is sent whole.
    africa.git('--git-dir', clones.bare, 'update-ref', '-d', 'refs/heads/main');
    africa.git('fetch', '--quiet', '--prune');
    expect(await ok(africa, 'sync')).toContain('✓ In step with origin/main, 5 commits of yours sent');
  });

  it('leaves uncommitted work alone', async () => {
    await bothChange('stops.adama.nights=3', 'title.en=To the lake');
    africa.write('records/towns/jimma.yaml', 'title: {en: Jimma}\npeople: 5\n');
    const before = africa.snapshot();
    const refused = await run(africa, ['sync']);
    expect(refused.err).toContain('error uncommitted-changes: records/towns/jimma.yaml');
    expect(refused.err).toContain('save it first: irc save');
    const {
      '.git/FETCH_HEAD': _,
      '.git/refs/remotes/origin/main': __,
      '.git/logs/refs/remotes/origin/main': ___,
      ...after
    } = africa.snapshot();
    for (const [path, text] of Object.entries(after)) expect([path, text]).toEqual([path, before[path]]);
  });
});

describe('what was changed by hand and not saved', () => {
  it('is not sent, and sync and propose say so', async () => {
    await ok(africa, 'set', 'adama', 'people=5');
    africa.write('records/towns/jimma.yaml', 'title: {en: Jima}\n');
    const told = '! Not saved, so not sent: records/towns/jimma.yaml        save it: irc save\n';
    expect((await run(africa, ['propose'])).err).toContain(told);
    expect((await run(africa, ['sync'])).err).toBe(told);
    expect((await run(africa, ['propose'])).err).toContain('save what you changed by hand: irc save');
    await ok(africa, 'save');
    expect(await run(africa, ['sync'])).toMatchObject({ err: '', code: 0 });
    await ok(asia, 'sync');
    expect(asia.read('records/towns/jimma.yaml')).toBe('title: {en: Jima}\n');
  });

  it('is no task while a merge is not finished', async () => {
    await bothChange('stops.adama.nights=3', 'stops.adama.nights=9');
    await run(africa, ['sync']);
    const waits = await ok(africa, 'inbox');
    expect(waits).toContain('irc resolve trip-adama');
    expect(waits).toMatch(/merge +a merge is not finished +irc resolve\n/);
    expect(waits).not.toContain('irc save');
  });
});

describe('irc merge', () => {
  it('refuses two sides that do not go together, goes on once they are mended, and can be given up', async () => {
    africa.git('switch', '--quiet', '-c', 'other');
    await ok(africa, 'remove', 'jimma');
    africa.git('switch', '--quiet', 'main');
    await ok(africa, 'set', 'trip-adama', 'stops+={town: jimma, nights: 1}');
    const before = africa.snapshot();
    const refused = await run(africa, ['merge', 'other']);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('error merge-has-errors: Both sides are right, and together they have 1 error.');
    await ok(africa, 'merge', '--abort');
    expect(africa.git('status', '--porcelain')).toBe('');
    expect(Object.keys(africa.snapshot()).filter((path) => path.startsWith('records'))).toEqual(
      Object.keys(before).filter((path) => path.startsWith('records')),
    );
    expect((await run(africa, ['merge', 'other'])).code).toBe(1);
    africa.write('records/towns/jimma.yaml', 'title: {en: Jimma}\n');
    expect(await ok(africa, 'merge', '--continue')).toMatch(/✓ Merged the other branch: [0-9a-f]{7}/);
    expect(africa.git('log', '-1', '--format=%P').trim().split(' ')).toHaveLength(2);
  });

  it('refuses two records of one id that come from two sides, and not what was wrong before', async () => {
    africa.write('records/towns/wrong.yaml', 'title: {en: Wrong}\npeople: many\n');
    africa.git('add', '--all');
    africa.git('commit', '--quiet', '--message=Wrong from the start');
    africa.git('switch', '--quiet', '-c', 'other');
    await ok(africa, 'new', 'town', '--id', 'lake', '--set', 'title.en=Lake', '--yes');
    africa.git('switch', '--quiet', 'main');
    africa.commit({
      'records/trips/lake.yaml': africa.read('records/trips/trip-adama.yaml').replace('To Adama', 'To the lake'),
    });
    const refused = await run(africa, ['merge', 'other']);
    expect(refused.err).toContain('error merge-has-errors');
    expect(refused.err).toContain('id-taken');
    expect(refused.err).not.toContain('wrong.yaml');
    africa.git('mv', 'records/trips/lake.yaml', 'records/trips/trip-lake.yaml');
    await ok(africa, 'merge', '--continue');
  });

  it('asks about a record that one side removed and the other changed', async () => {
    africa.git('switch', '--quiet', '-c', 'other');
    await ok(africa, 'remove', 'jimma');
    africa.git('switch', '--quiet', 'main');
    await ok(africa, 'set', 'jimma', 'people=5');
    const stopped = await run(africa, ['merge', 'other']);
    expect(stopped.code).toBe(1);
    expect(stopped.out).toContain('conflict: 1 record was changed on both sides.');
    await ok(africa, 'resolve', '--theirs', 'jimma');
    expect(africa.exists('records/towns/jimma.yaml')).toBe(false);
    expect(africa.git('status', '--porcelain')).toBe('');
  });

  it('keeps one record where one side renamed it and the other changed it', async () => {
    africa.git('switch', '--quiet', '-c', 'other');
    await ok(africa, 'set', 'jimma', 'people=5');
    africa.git('switch', '--quiet', 'main');
    await ok(africa, 'rename', 'jimma', 'jima');
    const ran = await run(africa, ['merge', 'other']);
    expect(ran.err + ran.out).toContain('✓ Merged other');
    expect(africa.exists('records/towns/jimma.yaml')).toBe(false);
    expect(africa.read('records/towns/jima.yaml')).toContain('people: 5');
  });

  it('takes nothing for decided where a driver failed and git left ours as it was', async () => {
    africa.git('switch', '--quiet', '-c', 'other');
    await ok(africa, 'set', 'jimma', 'people=5');
    africa.git('switch', '--quiet', 'main');
    await ok(africa, 'set', 'jimma', 'people=6');
    africa.write('.git/info/attributes', 'records/**/*.yaml merge=irc\n');
    africa.git('config', 'merge.irc.driver', 'false');
    expect(africa.tryGit('merge', 'other').status).toBe(1);
    const before = africa.git('rev-parse', 'HEAD');
    const waits = await run(africa, ['merge', '--continue']);
    expect(waits.code).toBe(1);
    expect(waits.out).toBe(
      '  records/towns/jimma.yaml    changed on both sides: mend it by hand, then git add it\n  then: irc merge --continue        stay as you were: irc merge --abort\n  or have the records joined by their fields: irc merge --abort, then irc sync or irc merge BRANCH\n',
    );
    expect(africa.git('rev-parse', 'HEAD')).toBe(before);
    await ok(africa, 'merge', '--abort');
    expect(africa.tryGit('rebase', 'other').status).toBe(1);
    expect((await run(africa, ['resolve'])).err).toContain('finish: git rebase --continue        give up: git rebase');
    expect(await ok(africa, 'inbox')).toMatch(/git +A git rebase is not finished here +git status\n/);
    africa.git('rebase', '--abort');
    // The merge of irc needs no driver, and is not misled by one that fails.
    expect((await run(africa, ['merge', 'other'])).out).toContain('yours 6    theirs 5    before –');
  });

  it('goes forward where it can, and says when there is nothing', async () => {
    africa.git('switch', '--quiet', '-c', 'other');
    await ok(africa, 'set', 'jimma', 'people=5');
    africa.git('switch', '--quiet', 'main');
    await ok(africa, 'merge', 'other');
    expect(africa.git('rev-parse', 'main')).toBe(africa.git('rev-parse', 'other'));
    expect(await ok(africa, 'merge', 'other')).toBe('✓ other has nothing that is not here already.\n');
    expect((await run(africa, ['merge', 'nowhere'])).err).toContain('error unknown-branch');
  });
});

describe('irc resolve', () => {
  it('asks about each field in a terminal, and takes another value', async () => {
    await bothChange('stops.adama.nights=3', 'stops.adama.nights=9');
    const hana = { ...asia.env, GIT_AUTHOR_NAME: 'Hana' };
    await run(asia, ['set', 'trip-adama', 'title.am=ወደ ሐይቁ'], { env: hana });
    await ok(asia, 'sync');
    expect((await run(africa, ['sync'])).code).toBe(3);
    const choices: string[] = [];
    const asked = await run(africa, ['resolve'], {
      answers: ['another', '4'],
      asked: (question) => choices.push(...question.choices.map(({ name }) => name)),
    });
    // Who set this field, and not who changed the record after that.
    expect(choices[0]).toMatch(/^ours {3}3 {3}Desk for Africa, 2026-11-24 \d\d:\d\d/);
    expect(choices[1]).toMatch(/^theirs 9 {3}Desk for Asia, 2026-11-24 \d\d:\d\d/);
    expect(asked.err).toBe('');
    expect(asked.out).toContain('Stops, 1st, nights = 4 · share it: irc sync');
    expect(africa.read('records/trips/trip-adama.yaml')).toContain('nights: 4');
  });

  it('lists, refuses an unknown path, takes a value, and gives up', async () => {
    await bothChange('stops.adama.nights=3', 'stops.adama.nights=9');
    const before = africa.git('rev-parse', 'HEAD');
    await run(africa, ['sync']);
    expect(await ok(africa, 'resolve', '--list')).toContain('trip-adama/stops.adama.nights   Stops, 1st, nights\n');
    expect((await run(africa, ['resolve', '--ours', 'title.en'])).err).toContain('error conflict-unknown');
    await ok(africa, 'resolve', '--abort');
    expect(africa.git('rev-parse', 'HEAD')).toBe(before);
    await run(africa, ['sync']);
    await ok(africa, 'resolve', '--set', 'stops.adama.nights=5');
    expect(africa.read('records/trips/trip-adama.yaml')).toContain('nights: 5');
  });

  it('decides also what was committed undecided, and nothing is saved over it before', async () => {
    await bothChange('stops.adama.nights=3', 'stops.adama.nights=9');
    await run(africa, ['sync']);
    africa.git('add', '-A');
    africa.git('commit', '--quiet', '--message=too early');
    expect((await run(africa, ['set', 'trip-adama', 'title.en=X'])).err).toContain('merge-conflict');
    expect(await ok(africa, 'resolve', '--ours', 'stops.adama.nights')).toContain('✓ Saved');
    expect(africa.git('status', '--porcelain')).toBe('');
    expect((await run(africa, ['validate'])).code).toBe(0);
  });
});

describe('irc propose', () => {
  it('sends a branch with the text of the pull request, the same when repeated', async () => {
    await ok(africa, 'set', 'jimma', 'people=5');
    const text = await ok(africa, 'propose');
    expect(text).toContain('**1 record: 1 changed in 1 field**');
    expect(text).toContain('| jimma | People | | 5 |');
    await ok(africa, 'propose');
    const branches = africa.git('ls-remote', '--heads', 'origin');
    expect(branches.match(/refs\/heads\/propose\/change-jimma-people-[0-9a-f]{7}/g)).toHaveLength(1);
    expect(africa.git('rev-parse', '--abbrev-ref', 'HEAD')).toBe('main\n');
  });
});
