/** The drivers as git runs them, in a fresh clone that irc doctor has set up. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Clones, travelClones } from '../helpers/clones.ts';
import { type ProgramFolder, programFolder } from '../helpers/program.ts';
import { repositoryAt, type TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';

const trip = 'records/trips/trip-adama.yaml';
let irc: ProgramFolder;
let clones: Clones;
let desk: TestRepository;
let fresh: { readonly commit: string; readonly settings: string };

beforeAll(async () => {
  irc = programFolder();
  clones = travelClones();
  const first = clones.clone('Desk for Asia');
  await run(first.root, ['doctor', '--fix'], { env: first.env });
  first.git('push', '--quiet');
  const clone = clones.clone('Desk for Africa');
  desk = repositoryAt(clone.root, irc.on(clone.env));
  const fixed = await run(desk.root, ['doctor', '--fix'], { env: desk.env });
  expect(fixed.out).toContain('✓ Mended: let git join and show records by their fields');
  expect((await run(desk.root, ['doctor'], { env: desk.env })).out).toContain(
    'git joins and shows records by their fields',
  );
  fresh = { commit: desk.git('rev-parse', 'HEAD').trim(), settings: desk.read('.git/config') };
});
afterAll(() => {
  irc.remove();
  clones.remove();
});

/** As after `irc doctor --fix`. */
beforeEach(() => {
  desk.git('switch', '--quiet', '--force-create', 'main', fresh.commit);
  desk.tryGit('branch', '--quiet', '-D', 'other');
  desk.write('.git/config', fresh.settings);
});

/** A commit of each side, from the same beginning. */
function twoSides(ours: [string, string], theirs: [string, string]): void {
  const text = desk.read(trip);
  desk.git('switch', '--quiet', '--create', 'other');
  desk.commit({ [trip]: text.replace(...theirs) });
  desk.git('switch', '--quiet', 'main');
  desk.commit({ [trip]: text.replace(...ours) });
}

/** The same clone where typing irc starts another program, or none. */
function without(program: ProgramFolder | undefined): TestRepository {
  const env = { ...desk.env, PATH: process.env.PATH };
  return repositoryAt(desk.root, program?.on(env) ?? env);
}

describe('the merge driver in a clone', () => {
  it('joins fields on neighbouring lines, which git alone takes for a conflict', () => {
    twoSides(
      ['date: 2026-09-01, to: idea', 'date: 2026-09-01, to: idea, note: ours'],
      ['starts: 2026-10-01', 'starts: 2026-10-02'],
    );
    expect(desk.tryGit('merge', '--no-edit', 'other').status).toBe(0);
    expect(desk.read(trip)).toContain('note: ours');
    expect(desk.read(trip)).toContain('starts: 2026-10-02');
  });

  const strangers: [string, string | undefined][] = [
    ['is missing', undefined],
    ['is too old to know the command', 'exit 2'],
    ['is another program that is content with all', 'exit 0'],
    ['is broken', 'exit 1'],
  ];
  it.each(strangers)('keeps both sides where irc %s', (_name, script) => {
    twoSides(['nights: 2', 'nights: 3'], ['nights: 2', 'nights: 9']);
    const program = script === undefined ? undefined : programFolder(script);
    const other = without(program);
    expect(other.tryGit('merge', '--no-edit', 'other').status).toBe(1);
    expect(other.git('ls-files', '--unmerged')).toContain(trip);
    expect(other.read(trip)).toContain('<<<<<<< ours\n    nights: 3\n=======\n    nights: 9\n>>>>>>> theirs\n');
    other.git('merge', '--abort');
    program?.remove();
  });

  it.each(strangers)('takes both sides where irc %s and lines do not touch', (_name, script) => {
    twoSides(['nights: 2', 'nights: 3'], ['title: {en: "To Adama"}', 'title: {en: "To the lake"}']);
    const program = script === undefined ? undefined : programFolder(script);
    const other = without(program);
    expect(other.tryGit('merge', '--no-edit', 'other').status).toBe(0);
    expect(other.read(trip)).toContain('nights: 3');
    expect(other.read(trip)).toContain('To the lake');
    program?.remove();
  });

  it('is not needed by irc merge, and not started for it', async () => {
    twoSides(['nights: 2', 'nights: 3'], ['title: {en: "To Adama"}', 'title: {en: "To the lake"}']);
    desk.git('config', 'merge.irc.driver', 'touch driver-ran; false');
    expect((await run(desk.root, ['merge', 'other'], { env: desk.env })).out).toContain('✓ Merged other');
    expect(desk.exists('driver-ran')).toBe(false);
    expect(desk.read(trip)).toContain('nights: 3');
    expect(desk.read(trip)).toContain('To the lake');
  });
});

describe('git diff and git log -p in a clone', () => {
  it('show fields by their titles, one line each', () => {
    desk.write(trip, desk.read(trip).replace('nights: 2', 'nights: 3').replace('# the lake', '# the big lake'));
    const diff = desk.git('diff');
    expect(diff).toContain('-Stops: town adama, nights 2\n+Stops: town adama, nights 3\n');
    expect(diff).toContain('-# the lake\n+# the big lake\n');
    desk.git('commit', '--quiet', '--all', '--message=Longer');
    expect(desk.git('log', '-p', '-1')).toContain('-Stops: town adama, nights 2\n+Stops: town adama, nights 3\n');
  });

  it('show the file as it is where irc is missing, and never fail for that', () => {
    desk.write(trip, desk.read(trip).replace('nights: 2', 'nights: 3'));
    const diff = without(undefined).tryGit('diff');
    expect(diff).toMatchObject({ status: 0 });
    expect(diff.stdout).toContain('-    nights: 2\n+    nights: 3\n');
  });
});
