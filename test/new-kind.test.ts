import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TestRepository } from './helpers/repository.ts';
import { type Ran, type RunOptions, run } from './helpers/run.ts';
import { travelWorkspace } from './helpers/travel.ts';

let workspace: TestRepository;

beforeEach(() => {
  workspace = travelWorkspace();
});

afterEach(() => {
  workspace.remove();
});

function irc(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return run(workspace.root, args, { env: workspace.env, ...options });
}

describe('a kind that is a schema and a template, and no code', () => {
  it('is checked', async () => {
    expect(await irc(['validate'])).toEqual({ code: 0, out: '✓ 4 records, no errors, no warnings\n', err: '' });
  });

  it('is made from flags, with its first step, id and commit', async () => {
    const made = await irc([
      'new',
      'trip',
      '--set',
      'title=East',
      '--set',
      'stops=jimma,Adama',
      '--set',
      'starts=7 Tir 2019 EC',
      '--set',
      'cost=1500.50 ETB',
    ]);
    expect(made.err).toBe('');
    expect(made.code).toBe(0);
    expect(workspace.read('records/trips/trip-jimma-adama.yaml')).toBe(
      'title: {en: East}\nstarts: 2027-01-15\ndays: 5\ncost: {amount: "1500.5", currency: ETB}\nstops:\n  - {town: jimma}\n  - {town: adama}\nhistory:\n  - {date: 2026-11-24, to: idea, by: director}\n',
    );
    expect(workspace.git('log', '-1', '--format=%B').trim()).toBe(
      'New trip-jimma-adama: East\n\nTitle: East\nStarts: 15 Jan 2027 (7 Tir 2019 E.C.)\nDays: 5\nCost: ETB 1,500.50\nStops: Jimma · Adama\nHistory: date 24 Nov 2026 (15 Hidar 2019 E.C.), state idea, post director\n\nIrc-Record: trip-jimma-adama\nIrc-Action: new',
    );
    expect(workspace.git('status', '--porcelain')).toBe('');
  });

  it('is made from a file of answers and by a preset', async () => {
    const made = await irc(['new', 'tour', '--from', '-', '--id', 'tour-1', '--no-document'], {
      input: 'title: Round\nstarts: in 2 months\n',
    });
    expect(made.code).toBe(0);
    expect(workspace.read('records/trips/tour-1.yaml')).toContain('starts: 2027-01-24\n');
  });

  it('names every missing answer where nobody can be asked', async () => {
    const asked = await irc(['new', 'trip']);
    expect(asked.code).toBe(2);
    expect(asked.err).toContain('error answers-missing: 2 answers are missing');
    expect(asked.err).toContain('--set title.en=TEXT');
    expect(asked.err).toContain('--set stops=ID,…');
    expect(workspace.git('status', '--porcelain')).toBe('');
  });

  it('is asked for in a conversation, with a record made in passing and a way back', async () => {
    const made = await irc(['new', 'trip'], {
      answers: [
        'East',
        '2027-02-01',
        '<',
        '2027-01-15',
        '',
        '900 ETB',
        'jimma',
        'Sodo => create a town',
        'no',
        'Sodo => create a town',
        'yes',
        'Sodo',
        '40000',
        'Small',
        '',
        'yes',
      ],
    });
    expect(made.err).toContain('Last day: 20 Jan 2027');
    expect(made.code).toBe(0);
    expect(workspace.read('records/trips/trip-jimma-sodo.yaml')).toContain('starts: 2027-01-15\n');
    expect(workspace.read('records/towns/sodo.yaml')).toBe('title: {en: Sodo}\npeople: 40000\nsize: small\n');
    expect(workspace.git('show', '--name-only', '--format=', 'HEAD').trim().split('\n')).toEqual([
      'records/towns/sodo.yaml',
      'records/trips/trip-jimma-sodo.yaml',
    ]);
    expect(made.err).toContain(
      "irc new trip --set title.en=East --set starts=2027-01-15 \\\n      --set cost='900 ETB' --set stops=jimma,sodo",
    );
  });

  it('is listed, filtered and sorted by stored and derived fields', async () => {
    await irc(['new', 'trip', '--set', 'title=East', '--set', 'stops=jimma', '--set', 'starts=2027-01-15']);
    const listed = await irc(['list', 'trips', '--sort', '-last_day']);
    expect(listed.out).toBe(
      'ID          STATE  LAST DAY    TITLE\ntrip-jimma  idea   2027-01-20  East\ntrip-adama  idea   2026-10-02  To Adama\n',
    );
    expect(
      (await irc(['list', 'trips', '--where', "last_day > today && stops.exists(s, s.town == 'jimma')"])).out,
    ).toContain('trip-jimma');
    expect((await irc(['list', 'trips', '--where', 'stops.exists(s, s.nights > 3)'])).err).toBe(
      'None of 2 trips matches. States in use: idea.\n',
    );
    const longest =
      "sortBy(records('town'), '-people')[0].id == 'adama' && sortBy(records('town'), 'people')[1].id == 'jimma'";
    expect((await irc(['list', 'towns', '--where', longest])).out).toContain('jimma');
    expect((await irc(['list', 'towns', '--where', 'round(people / 7000.0, 2) == 42.86'])).out).toContain('adama');
    expect((await irc(['list', 'towns', '--where', "size == 'big' && people > 1"])).out).toContain('adama');
    const json = JSON.parse((await irc(['list', 'trips', '--json'])).out);
    expect(json[0]).toMatchObject({ id: 'trip-adama', kind: 'trip', state: 'idea', last_day: '2026-10-02' });
  });

  it('is shown as a page and as JSON', async () => {
    const shown = await irc(['show', 'trip-adama']);
    expect(shown.out).toContain('To Adama\ntrip-adama · trip · idea');
    expect(shown.out).toContain('Last day                  2 Oct 2026');
    expect((await irc(['show', 'adama'])).out).toContain('Trips                     trip-adama  idea  To Adama');
  });

  it('is changed in the lines concerned only', async () => {
    const before = workspace.read('records/trips/trip-adama.yaml');
    const changed = await irc(['set', 'trip-adama', 'stops.adama.nights=3']);
    expect(changed.code).toBe(0);
    expect(workspace.read('records/trips/trip-adama.yaml')).toBe(before.replace('nights: 2', 'nights: 3'));
    expect(workspace.git('log', '-1', '--format=%B').trim()).toBe(
      'Change trip-adama: stops, adama, nights\n\nStops, adama, nights: 2 → 3\n\nIrc-Record: trip-adama\nIrc-Action: set',
    );
  });

  it.each([
    ['2026-10-01T06:30+03:00', '2026-10-01T06:30+03:00'],
    ['1 Oct 2026 6:30 +03:00', '2026-10-01T06:30+03:00'],
    ['21 Meskerem 2019 EC 06:30:15 UTC', '2026-10-01T06:30:15Z'],
  ])('takes a moment in either calendar: %s', async (typed, written) => {
    const changed = await irc(['set', 'trip-adama', `leaves=${typed}`]);
    expect([changed.code, workspace.read('records/trips/trip-adama.yaml')]).toEqual([
      0,
      expect.stringContaining(`\nleaves: "${written}"\n`),
    ]);
    expect((await irc(['show', 'trip-adama'])).out).toContain('1 Oct 2026 (21 Meskerem 2019 E.C.), 06:30');
    expect((await irc(['validate'])).code).toBe(0);
  });

  it('asks for the time and the zone of a moment', async () => {
    const day = await irc(['set', 'trip-adama', 'leaves=2026-10-01']);
    expect([day.code, day.err]).toEqual([
      2,
      expect.stringContaining('is no day with time and zone; write it as 2026-12-15T17:00+03:00'),
    ]);
    const hour = await irc(['set', 'trip-adama', 'leaves=2026-10-01T25:00+03:00']);
    expect([hour.code, hour.err]).toEqual([2, expect.stringContaining('is no time of day with a zone')]);
  });

  it('advances when its guards are met, and says what is not', async () => {
    const refused = await irc(['advance', 'trip-adama', 'booked']);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('✗ Two stops: only 1 stop');
    expect(refused.err).toContain('irc set trip-adama stops+=TOWN');
    expect((await irc(['advance', 'trip-adama', 'booked', 'stops+=jimma', '--note', 'paid'])).code).toBe(0);
    expect(workspace.read('records/trips/trip-adama.yaml')).toContain(
      '  - {date: 2026-11-24, to: booked, by: director, note: paid}\n',
    );
    expect((await irc(['list', 'trips'])).out).toContain('over');
    expect((await irc(['advance', 'trip-adama', 'over'])).err).toContain('error state-derived');
    expect((await irc(['advance', 'trip-adama', 'told'])).code).toBe(0);
  });

  it('is refused where a write would add an error', async () => {
    const before = workspace.snapshot();
    const refused = await irc(['set', 'trip-adama', 'cost=5 USD']);
    expect(refused.code).toBe(1);
    expect(refused.err).toBe(
      'error records-have-errors: This would add 1 error to the records. Nothing was saved.\n  records/trips/trip-adama.yaml: trip-currency: The cost is in USD\n    write it in ETB\n',
    );
    expect(workspace.snapshot()).toEqual(before);
  });

  it('has its rules explained', async () => {
    expect((await irc(['explain', 'trip-currency'])).out).toContain('why   The purse holds birr.');
  });

  it('becomes a document', async () => {
    const rendered = await irc(['render', 'trip-adama', '--document', 'plan', '--format', 'md', '--out', '-']);
    expect(rendered.code).toBe(0);
    expect(rendered.out).toContain('# To Adama');
    expect(rendered.out).toContain('It costs [____].');
    expect(rendered.err).toContain('irc set trip-adama cost=…');
  });
});
