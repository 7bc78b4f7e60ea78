import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clones, travelClones } from '../helpers/clones.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, type RunOptions, run } from '../helpers/run.ts';

const trip = 'records/trips/trip-adama.yaml';
const jimma = 'records/towns/jimma.yaml';
let clones: Clones;
let desk: TestRepository;

beforeEach(() => {
  clones = travelClones();
  desk = clones.clone('Desk for Africa');
});
afterEach(() => clones.remove());

async function irc(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return run(desk.root, args, { env: desk.env, ...options });
}

async function ok(...args: string[]): Promise<string> {
  const ran = await irc(args);
  expect(ran, `${args.join(' ')}: ${ran.err}${ran.out}`).toMatchObject({ code: 0 });
  return ran.out;
}

function head(): string {
  return desk.git('rev-parse', 'HEAD').trim();
}

async function book(): Promise<void> {
  await ok('set', 'trip-adama', 'stops+=jimma');
  await ok('advance', 'trip-adama', 'booked', '--by', 'director');
}

describe('irc undo', () => {
  it('takes back the last save of this person, byte for byte, and names it', async () => {
    const text = desk.read(trip);
    await ok('set', 'trip-adama', 'stops.adama.nights=3', 'title.am=ወደ አዳማ');
    const saved = head();
    const undone = await ok('undo');
    expect(undone).toMatch(
      /✓ Saved trip-adama\n {2}Title, Amharic: ወደ አዳማ → \(removed\)\n {2}Stops, adama, nights: 3 → 2\n/,
    );
    expect(desk.read(trip)).toBe(text);
    expect(desk.git('log', '-1', '--format=%s%n%(trailers:only)')).toBe(
      `Take back: Change trip-adama: title, Amharic and stops, adama, nights\nIrc-Record: trip-adama\nIrc-Action: undo\nIrc-Undoes: ${saved}\n\n`,
    );
    expect(desk.git('status', '--porcelain')).toBe('');
  });

  it('goes on to the save before when repeated, and brings back by number', async () => {
    await ok('set', 'jimma', 'people=1');
    await ok('set', 'jimma', 'people=2');
    await ok('undo');
    expect(desk.read(jimma)).toContain('people: 1');
    const first = head();
    await ok('undo');
    expect(desk.read(jimma)).not.toContain('people');
    expect((await irc(['undo'])).err).toContain(
      'error nothing-to-undo: There is nothing here that Desk for Africa saved',
    );
    await ok('undo', head());
    expect(desk.git('log', '-1', '--format=%s')).toBe('Bring back: Change jimma: people\n');
    expect(desk.read(jimma)).toContain('people: 1');
    await ok('undo', first);
    expect(desk.read(jimma)).toContain('people: 2');
  });

  it('keeps what was changed since elsewhere in the record, and takes the change of a record by its id', async () => {
    await ok('set', 'trip-adama', 'stops.adama.nights=3');
    await ok('set', 'jimma', 'people=1');
    await ok('set', 'trip-adama', 'title.en=To the lake');
    const nights = desk.git('rev-parse', 'HEAD~2').trim();
    await ok('undo', nights);
    expect(desk.read(trip)).toMatch(/To the lake[\s\S]*nights: 2/);
    await ok('undo', 'jimma');
    expect(desk.read(jimma)).not.toContain('people');
  });

  it('is refused where the same field was changed again, with those commits, and nothing changes', async () => {
    await ok('set', 'jimma', 'people=1');
    const first = head();
    await ok('set', 'jimma', 'title.am=ጅማ');
    await ok('set', 'jimma', 'people=2');
    const before = desk.snapshot();
    const refused = await irc(['undo', first]);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(
      `error undo-refused: ${first.slice(0, 7)} "Change jimma: people" cannot be taken back`,
    );
    expect(refused.err).toContain(
      `records/towns/jimma.yaml (people) was changed again:\n    ${head().slice(0, 7)} "Change jimma: people"`,
    );
    expect(refused.err).not.toContain('amharic');
    expect(desk.snapshot()).toEqual(before);
  });

  it('does not remove a record that others name since, and names the commit', async () => {
    await ok('new', 'town', '--id', 'harar', '--set', 'title.en=Harar');
    await ok('set', 'trip-adama', 'stops+=harar');
    const refused = await irc(['undo', 'harar']);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('cannot be taken back: the records would be wrong without it.');
    expect(refused.err).toContain(`${trip}: reference-missing`);
    expect(refused.err).toContain(`since then: ${head().slice(0, 7)} "Change trip-adama: stops"`);
    await ok('undo');
    expect(await ok('undo', 'harar')).toContain('✓ Removed harar');
    expect(desk.exists('records/towns/harar.yaml')).toBe(false);
  });

  it('brings back what was removed, what was renamed with all that names it, and a scan', async () => {
    await ok('remove', 'jimma');
    await ok('undo');
    expect(desk.exists(jimma)).toBe(true);
    const text = desk.read(trip);
    await ok('rename', 'adama', 'nazret');
    expect(desk.read(trip)).toContain('town: nazret');
    await ok('undo');
    expect(desk.read(trip)).toBe(text);
    expect(desk.exists('records/towns/adama.yaml') && !desk.exists('records/towns/nazret.yaml')).toBe(true);
    desk.write('files/jimma/map.bin', Buffer.from([0, 255]));
    await ok('save', '--all');
    const saved = await ok('undo');
    expect(saved).toContain('✓ Took back');
    expect(desk.exists('files/jimma/map.bin')).toBe(false);
    await ok('undo', head());
    expect(desk.git('show', '--format=', '--name-only')).toBe('files/jimma/map.bin\n');
    expect(desk.git('status', '--porcelain')).toBe('');
  });

  it('removes a step before it is sent, and strikes it afterwards', async () => {
    await book();
    const text = desk.read(trip);
    expect(text).toContain('to: booked');
    await ok('undo');
    expect(desk.read(trip)).not.toContain('booked');
    await ok('advance', 'trip-adama', 'booked', '--by', 'director');
    // Sent to be looked at is sent, also from a clone that follows the common branch alone.
    desk.git('config', 'remote.origin.fetch', '+refs/heads/main:refs/remotes/origin/main');
    await ok('propose');
    expect(desk.git('branch', '--remotes', '--contains', 'HEAD')).toMatch(/origin\/propose\//);
    const told = await ok('undo', '--today', '2026-11-25');
    expect(told).toContain('so State: over → idea');
    expect(desk.read(trip)).toContain(
      `- {date: 2026-11-24, to: booked, by: director}\n  - {date: 2026-11-25, to: idea, voids: {date: 2026-11-24, to: booked}}\n`,
    );
    expect(await irc(['validate', '--today', '2026-11-25'])).toMatchObject({ code: 0 });
    expect(await ok('show', 'trip-adama', '--json', '--today', '2026-11-25')).toContain('"state": "idea"');
    // The way goes on from where it stood.
    await ok('advance', 'trip-adama', 'booked', '--by', 'director', '--today', '2026-11-26');
    expect(await irc(['validate', '--today', '2026-11-26'])).toMatchObject({ code: 0 });
  });

  it('does not strike a step that a later one follows from', async () => {
    await book();
    await ok('sync');
    const booked = head();
    await ok('advance', 'trip-adama', 'told', '--by', 'director');
    const refused = await irc(['undo', booked]);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('history-step');
    expect(refused.err).toContain('since then:');
  });

  it('asks once in a terminal, shows it with -n, and leaves all as it is', async () => {
    await ok('set', 'jimma', 'people=1');
    const before = desk.snapshot();
    const no = await irc(['undo'], { answers: ['no'] });
    expect(no.err).toMatch(
      /Takes back [0-9a-f]{7} "Change jimma: people"\njimma · Jimma\n {2}People {2}1 → \(removed\)\nNothing was saved\.\n/,
    );
    const dry = await irc(['undo', '-n']);
    expect(dry.out).toContain('People  1 → (removed)');
    expect(desk.snapshot()).toEqual(before);
    expect((await irc(['undo'], { answers: ['yes'] })).out).toContain('✓ Saved jimma');
  });

  it('tells of a change of layout in a line for a record', async () => {
    desk.write(jimma, `# looked at\n${desk.read(jimma)}`);
    await ok('save');
    const { out, err } = await irc(['undo', '-n']);
    expect(`${out}${err}`).toContain('jimma  comments or layout only\n');
  });

  it('leaves hand edits alone, and what is no change of one person', async () => {
    await ok('set', 'jimma', 'people=1');
    desk.write(jimma, desk.read(jimma).replace('Jimma', 'Jima'));
    const before = desk.snapshot();
    expect((await irc(['undo'])).err).toContain('error uncommitted-changes');
    expect(desk.snapshot()).toEqual(before);
    expect((await irc(['undo', 'nowhere'])).err).toContain('error unknown-record');
    expect((await irc(['undo', desk.git('rev-list', '--max-parents=0', 'HEAD').trim()])).err).toContain(
      'error undo-first',
    );
  });

  it("takes back nobody else's save unless told to", async () => {
    const asia = clones.clone('Desk for Asia');
    await run(asia.root, ['set', 'jimma', 'people=7'], { env: asia.env });
    await run(asia.root, ['sync'], { env: asia.env });
    await ok('set', 'adama', 'people=8');
    await ok('sync');
    expect((await irc(['undo', head()])).err).toContain('error undo-merge');
    await ok('undo');
    expect(desk.read(jimma)).toContain('people: 7');
    expect((await irc(['undo'])).err).toContain('error nothing-to-undo');
    await ok('undo', 'jimma');
    expect(desk.read(jimma)).not.toContain('people');
  });
});
