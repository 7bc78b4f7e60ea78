import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

let workspace: TestRepository;

beforeEach(() => {
  workspace = travelWorkspace();
});

afterEach(() => {
  workspace.remove();
});

const irc = (...args: string[]): Promise<Ran> => run(workspace.root, args, { env: workspace.env });
/** Hashes as COMMIT and days as DAY, since the first commits have those of the machine. */
const told = async (...args: string[]): Promise<string> =>
  (await irc(...args)).out.replace(/^\S+ {2}[0-9a-f]{7}/gm, 'DAY  COMMIT');

describe('irc log', () => {
  it('tells what each commit changed, newest first', async () => {
    await irc('set', 'trip-adama', 'stops.adama.nights=3');
    await irc('set', 'jimma', 'people=5');
    expect(await told('log', '--limit', '2')).toBe(
      [
        'DAY  COMMIT  Desk for Africa  Change jimma: people',
        '  jimma',
        '    People: 5',
        'DAY  COMMIT  Desk for Africa  Change trip-adama: stops, adama, nights',
        '  trip-adama',
        '    Stops, adama, nights: 2 → 3',
        '',
      ].join('\n'),
    );
    expect(await told('log', 'trip-adama')).toBe(
      [
        'DAY  COMMIT  Desk for Africa  Change trip-adama: stops, adama, nights',
        '  Stops, adama, nights: 2 → 3',
        'DAY  COMMIT  Desk for Africa  Some records',
        '  new trip',
        '',
      ].join('\n'),
    );
    expect((await irc('log', '--limit', '1')).err).toBe('Older changes: --limit 5\n');
  });

  it('follows a record through its names: those irc gave it, and a file that was moved by hand', async () => {
    await irc('set', 'jimma', 'people=5');
    await irc('rename', 'jimma', 'djimma');
    workspace.git('mv', 'records/towns/djimma.yaml', 'records/towns/jimmaa.yaml');
    workspace.git('commit', '-qm', 'By hand');
    const subjects = ['By hand', 'Rename jimma to djimma', 'Change jimma: people', 'Some records'];
    for (const id of ['jimmaa', 'djimma']) {
      const json = JSON.parse((await irc('log', id, '--json')).out);
      expect(json.map(({ subject }: { subject: string }) => subject)).toEqual(subjects);
    }
  });

  it('tells of a removed record, and of one that never was', async () => {
    await irc('remove', 'jimma', '-y');
    expect(await told('log', 'jimma')).toContain('Remove jimma: Jimma\n  town removed\n');
    const { code, err } = await irc('log', 'jima');
    expect(code).toBe(2);
    expect(err).toContain('error unknown-record: There is no record "jima", and no commit has one.\n');
  });

  it('tells who set a field, when, and from what to what', async () => {
    await irc('set', 'trip-adama', 'starts=2026-10-05');
    await irc('set', 'trip-adama', 'stops.adama.nights=3');
    await irc('set', 'trip-adama', 'stops.adama.nights=');
    expect(await told('log', 'trip-adama', '--field', 'stops.adama.nights')).toBe(
      [
        'DAY  COMMIT  3 → (removed)  Desk for Africa  Change trip-adama: stops, adama, nights',
        'DAY  COMMIT  2 → 3          Desk for Africa  Change trip-adama: stops, adama, nights',
        'DAY  COMMIT  2              Desk for Africa  Some records',
        '',
      ].join('\n'),
    );
    const [last] = JSON.parse((await irc('log', 'trip-adama', '--field', 'starts', '--limit', '1', '--json')).out);
    expect(last).toMatchObject({
      ...{ author: 'Desk for Africa', action: 'set', path: 'starts', label: 'Starts' },
      ...{ before: '2026-10-01', after: '2026-10-05', commit: workspace.git('rev-parse', 'HEAD~2').trim() },
    });
    const { code, err } = await irc('log', 'trip-adama', '--field', 'strats');
    expect(code).toBe(2);
    expect(err).toContain('did you mean starts?');
  });

  it('tells of a list which of its parts changed', async () => {
    await irc('set', 'trip-adama', 'stops.adama.nights=3');
    expect(await told('log', 'trip-adama', '--field', 'stops', '--limit', '1')).toMatch(
      /^DAY {2}COMMIT {2}Stops, adama, nights: 2 → 3 +Desk for Africa/,
    );
  });

  it('tells what a merge decided anew, and what came in by its branches once', async () => {
    workspace.git('checkout', '-q', '-b', 'other');
    workspace.commit({ 'records/towns/jimma.yaml': 'title: {en: Jimmaa}\n' });
    workspace.git('checkout', '-q', 'main');
    workspace.commit({ 'records/towns/jimma.yaml': 'title: {en: Djimma}\n' });
    workspace.tryGit('merge', 'other');
    workspace.write('records/towns/jimma.yaml', 'title: {en: Jimma town}\n');
    workspace.git('commit', '-qam', 'Merge other');
    const json = JSON.parse((await irc('log', 'jimma', '--json')).out);
    expect(json).toHaveLength(4);
    expect(json[0].subject).toBe('Merge other');
    expect(json[0].records[0].fields[0]).toMatchObject({ path: 'title.en', before: 'Djimma', after: 'Jimma town' });
  });

  it('tells of a merge by git alone what was set in it, with its author, and not what its sides brought', async () => {
    const adama = 'records/towns/adama.yaml';
    const lines = (name: string, people: number, size: string): string =>
      `title: {en: ${name}}\n# apart\n# apart\npeople: ${people}\n# apart\n# apart\nsize: ${size}\n`;
    const fork = (ours: string, theirs: string): void => {
      workspace.git('checkout', '-q', '-B', 'other');
      workspace.commit({ [adama]: theirs });
      workspace.git('checkout', '-q', 'main');
      workspace.commit({ [adama]: ours });
    };
    const mergedAs = (text: string | undefined): void => {
      workspace.tryGit('merge', '--no-commit', 'other');
      if (text !== undefined) workspace.write(adama, text);
      workspace.git('commit', '-qam', 'By hand', '--author=Hana Bekele <hana@example.org>');
    };
    const last = async (...args: string[]) => JSON.parse((await irc('log', 'adama', '--json', ...args)).out)[0];
    workspace.commit({ [adama]: lines('Adama', 1, 'big') });

    fork(lines('Nazret', 1, 'big'), lines('Adama', 2, 'big'));
    mergedAs(undefined);
    expect(workspace.read(adama)).toBe(lines('Nazret', 2, 'big'));
    expect(await last()).toMatchObject({ subject: 'Some records', author: 'Desk for Africa' });
    expect(await last('--field', 'people')).toMatchObject({ before: 1, after: 2, author: 'Desk for Africa' });

    // Slipped in beside what the sides brought.
    fork(lines('Nazret', 3, 'big'), lines('Adama town', 2, 'big'));
    mergedAs(lines('Adama town', 3, 'small'));
    const { author, records } = await last();
    expect({ author, fields: records[0].fields }).toMatchObject({
      author: 'Hana Bekele',
      fields: [{ path: 'size', before: 'big', after: 'small' }],
    });
    expect(await last('--field', 'size')).toMatchObject({ author: 'Hana Bekele', after: 'small' });
    expect(await last('--field', 'people')).toMatchObject({ subject: 'Some records', after: 3 });

    // Decided for one side, and what one side had changed left out.
    fork(lines('Adama town', 4, 'small'), lines('Adama', 5, 'small'));
    mergedAs(lines('Adama town', 5, 'small'));
    expect(await last('--field', 'people')).toMatchObject({ author: 'Hana Bekele', before: 4, after: 5 });
    expect(await last('--field', 'title.en')).toMatchObject({
      author: 'Hana Bekele',
      before: 'Adama',
      after: 'Adama town',
    });
    workspace.git('checkout', '-q', '-B', 'other');
    workspace.commit({ [adama]: lines('Adama town', 6, 'small') });
    workspace.git('checkout', '-q', 'main');
    workspace.git('merge', '-q', '-s', 'ours', '-m', 'By hand', 'other');
    expect(await last('--field', 'people')).toMatchObject({ subject: 'By hand', before: 6, after: 5 });
  });

  it('tells the steps that both sides of a merge recorded with who recorded them', async () => {
    const trip = 'records/trips/trip-adama.yaml';
    const start = workspace.read(trip);
    const [one, two] = ['  - {date: 2026-10-01, to: planned}\n', '  - {date: 2026-10-02, to: planned, note: b}\n'];
    workspace.git('checkout', '-q', '-b', 'other');
    workspace.commit({ [trip]: `${start}${two}` });
    workspace.git('checkout', '-q', 'main');
    workspace.commit({ [trip]: `${start}${one}` });
    workspace.tryGit('merge', 'other');
    workspace.write(trip, `${start}${one}${two}`);
    workspace.git('commit', '-qam', 'Both');
    const json = JSON.parse((await irc('log', 'trip-adama', '--json')).out);
    expect(json.map(({ subject }: { subject: string }) => subject)).not.toContain('Both');
    workspace.git('checkout', '-q', '-B', 'other');
    workspace.commit({ [trip]: `${start}${one}` });
    workspace.git('checkout', '-q', 'main');
    workspace.commit({ [trip]: `${start}${one}${two}# a remark\n` });
    workspace.git('merge', '-q', '-s', 'recursive', '-X', 'ours', '-m', 'Back', 'other');
    workspace.write(trip, `${start}${one}${two}`);
    workspace.git('commit', '-qam', 'Back', '--amend');
    const [last] = JSON.parse((await irc('log', 'trip-adama', '--json')).out);
    expect(last).toMatchObject({ subject: 'Back' });
    expect(last.records[0].fields).toHaveLength(1);
  });

  it('tells of a merge by irc what was decided in it, and not what it only joined', async () => {
    workspace.git('checkout', '-q', '-b', 'other');
    await irc('set', 'jimma', 'people=5');
    await irc('set', 'adama', 'people=5', 'title.am=ናዝሬት');
    workspace.git('checkout', '-q', 'main');
    await irc('set', 'jimma', 'people=6');
    await irc('set', 'adama', 'people=6', 'size=small');
    await irc('merge', 'other');
    expect((await irc('resolve', '--ours', 'jimma/people', '--theirs', 'adama/people')).code).toBe(0);
    expect(workspace.git('log', '-1', '--format=%s%n%(trailers:key=Irc-Decided)')).toBe(
      'Merge other: 2 records\nIrc-Decided: records/towns/adama.yaml: people\nIrc-Decided: records/towns/jimma.yaml: people\n\n',
    );
    expect(await told('log', '--limit', '1')).toBe(
      [
        'DAY  COMMIT  Desk for Africa  Merge other: 2 records',
        '  adama',
        '    People: 6 → 5',
        '  jimma',
        '    People: 5 → 6',
        '',
      ].join('\n'),
    );
    // What stands comes first, and what one side had set and did not stand is told as well.
    const json = JSON.parse((await irc('log', 'jimma', '--field', 'people', '--json')).out);
    expect(json.map(({ after }: { after: number }) => after).sort()).toEqual([5, 6, 6]);
    expect(json[0]).toMatchObject({ subject: 'Merge other: 2 records', before: 5, after: 6 });
    expect(await told('log', 'adama', '--field', 'title.am')).not.toContain('Merge');
  });

  it('cannot be fooled by what commits say', async () => {
    workspace.write('records/towns/jimma.yaml', 'title: {en: Jimmaa}\n');
    const name = `--author=A\u001b[31m\u001e\u001fB <a@example.org>`;
    workspace.git('commit', '-qam', ':100644 100644 aaa bbb M\n\nIrc-Action: set\nIrc-Undoes: \u001b[2J', name);
    const { out } = await irc('log', '--limit', '1');
    expect(out).toContain('A\\u001b[31m\\u001e\\u001fB  :100644 100644 aaa bbb M\n  jimma\n');
    expect((await irc('log', 'jimma', '--field', 'title.en')).out).toContain('takes back \\u001b[2J');
  });

  it('passes over a state that cannot be read', async () => {
    workspace.commit({ 'records/towns/jimma.yaml': 'title: [\n' });
    workspace.commit({ 'records/towns/jimma.yaml': 'title: {en: Jimmaa}\n' });
    const { out, code } = await irc('log', 'jimma');
    expect(code).toBe(0);
    expect(out.match(/Some records/g)).toHaveLength(3);
  });

  it('says in a clone that was cut off that there is more', async () => {
    workspace.commit({ 'records/towns/jimma.yaml': 'title: {en: Jimmaa}\n' });
    const folder = mkdtempSync(join(tmpdir(), 'irc-shallow-'));
    try {
      workspace.git('clone', '-q', '--depth=1', `file://${workspace.root}`, folder);
      // At its end all that there is would look new.
      expect(await run(folder, ['log', 'jimma'], { env: workspace.env })).toEqual({
        ...{ code: 0, out: '', err: 'This clone is shallow; older changes: git fetch --unshallow\n' },
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('reads a register below the top of the repository, and follows nothing outside of it', async () => {
    workspace.git('mv', '-k', 'records', 'schemas', 'templates', '.');
    const { mkdirSync, renameSync } = await import('node:fs');
    mkdirSync(join(workspace.root, 'below'));
    for (const part of ['records', 'schemas', 'templates']) {
      renameSync(join(workspace.root, part), join(workspace.root, 'below', part));
    }
    workspace.git('add', '-A');
    workspace.git('commit', '-qm', 'Move it');
    const below = join(workspace.root, 'below');
    expect((await run(below, ['set', 'jimma', 'people=5'], { env: workspace.env })).code).toBe(0);
    const json = JSON.parse((await run(below, ['log', 'jimma', '--json'], { env: workspace.env })).out);
    expect(json.map(({ subject }: { subject: string }) => subject)).toEqual(['Change jimma: people', 'Move it']);
    expect((await run(below, ['diff', 'HEAD~1..', '--short'], { env: workspace.env })).out).toBe(
      'changed  jimma  people\n',
    );
  });
});
