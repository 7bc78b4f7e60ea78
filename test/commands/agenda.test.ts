import ICAL from 'ical.js';
import { afterEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
afterEach(() => workspace.remove());

const igad = 'records/agreements/mou-2022-igad.yaml';
const water = 'records/projects/water-igad.yaml';

interface Row {
  readonly date: string;
  readonly lastDayToAct: string;
  readonly id: string;
  readonly what: string;
  readonly who: string | null;
}

async function rows(...args: string[]): Promise<Row[]> {
  const ran = await run(workspace.root, ['agenda', '--json', ...args]);
  expect(ran.code).toBe(0);
  return JSON.parse(ran.out) as Row[];
}

describe('agenda', () => {
  it('sorts by the last day to act, and names both calendars', async () => {
    workspace = sampleWorkspace();
    const ran = await run(workspace.root, ['agenda', '--within', '200d', '--about', 'igad']);
    expect(ran.out).toBe(`ACT BY      E.C.             DAYS  FALLS ON    RECORD                     WHAT
2027-01-14  6 Tir 2019         51  2027-07-14  mou-2022-igad              Object, or it renews for
                                                                          60 months
2027-02-25  18 Yekatit 2019    93  2027-02-25  water-igad                 Look at the project again
2027-03-11  2 Megabit 2019    107  2027-03-11  mou-2022-igad              The joint committee meets
2027-03-31  22 Megabit 2019   127  2027-03-31  joint-committee-2025-igad  write a common guide to
                                                                          the methods
2027-03-31  22 Megabit 2019   127  2027-03-31  water-igad                 Milestone: All sites in
                                                                          use
`);
    expect(ran.err).toBe(
      '24 Nov 2026 (15 Hidar 2019 E.C.) to 12 Jun 2027 (5 Sene 2019 E.C.)\n5 dates, none past due · for a calendar program: irc agenda --ics > agenda.ics\n',
    );
  });

  it('keeps days of both calendars and ids whole in 80 columns', async () => {
    workspace = sampleWorkspace();
    const ran = await run(workspace.root, ['agenda', '--within', '200d'], { width: 80 });
    expect(ran.out).toContain('2027-02-25  18 Yekatit 2019    93  water-igad                 Look at the\n');
    expect(ran.out).not.toContain('…');
    expect(ran.err).toContain('No room for FALLS ON');
  });

  it('stands in groups, what is past first, in one line through all of them', async () => {
    workspace = sampleWorkspace();
    const visit = 'records/visits/joint-committee-2025-igad.yaml';
    workspace.write(visit, workspace.read(visit).replace('write a common guide', 'የጋራ መመሪያ write a common guide'));
    const line = (day: string, who: string): RegExp => new RegExp(`${day} .* {2}${who}`);
    const grouped = async (by: string, ...args: string[]): Promise<string[]> => {
      const ran = await run(workspace.root, ['agenda', '--within', '6m', '--by', by, ...args], { width: 120 });
      expect(ran.code).toBe(0);
      const lines = ran.out.trimEnd().split('\n');
      const at = lines[0]?.indexOf('WHAT') ?? 0;
      for (const row of lines.filter((text) => /^\d{4}-/.test(text))) expect(row.slice(at - 2, at)).toBe('  ');
      return lines.slice(1);
    };
    expect((await grouped('month', '--today', '2026-12-16')).slice(0, 5)).toEqual([
      '',
      'Past due',
      expect.stringMatching(line('2026-12-15', 'request-2026-protocol-za')),
      '',
      'Dec 2026 (Hidar–Tahsas 2019 E.C.)',
    ]);
    expect(await grouped('week')).toContain('14 Dec 2026 (5 Tahsas 2019 E.C.) to 20 Dec 2026 (11 Tahsas 2019 E.C.)');
    expect((await grouped('post')).slice(0, 3)).toEqual(['', 'Desk for Africa', expect.stringMatching(/^2026-12-15/)]);
    expect((await grouped('post')).at(-2)).toMatch(/^2027/);
    const partners = await grouped('partner');
    expect(partners.slice(partners.indexOf('IGAD (igad)') + 1).join('\n')).toMatch(line('2027-01-14', 'mou-2022-igad'));
    expect(partners).toContain('No partner');
    expect(await grouped('kind')).toContain('Agreements');
    const mail = await run(workspace.root, ['agenda', '--by', 'kind', '--markdown']);
    expect(mail.out).toContain('## Requests\n\n| act by |');
    const refused = await run(workspace.root, ['agenda', '--by', 'partnr']);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('did you mean partner?')]);
  });

  it('keeps what is late until it is done, and then forgets it', async () => {
    workspace = sampleWorkspace();
    const late = (await rows('--today', '2027-04-10', '--about', 'water-igad')).find((row) =>
      row.what.startsWith('Milestone'),
    );
    expect(late?.lastDayToAct).toBe('2027-03-31');
    const failed = await run(workspace.root, ['agenda', '--today', '2027-04-10', '--overdue', '--fail-overdue']);
    expect([failed.code, failed.out]).toEqual([1, expect.stringMatching(/-10 {2}2027-03-31 {2}water-igad/)]);
    workspace.write(water, workspace.read(water).replace('due: 2027-03-31', 'due: 2027-03-31, done: 2027-04-01'));
    const left = await rows('--today', '2027-04-10', '--about', 'water-igad');
    expect(left.filter((row) => row.what.startsWith('Milestone: All sites'))).toEqual([]);
  });

  it('forgets the renewal once notice was given', async () => {
    workspace = sampleWorkspace();
    workspace.write(
      igad,
      workspace
        .read(igad)
        .replace('notice_months: 6}\ntermination', 'notice_months: 6, notice_given: 2026-11-20}\ntermination'),
    );
    const left = await rows('--within', '12m', '--about', 'mou-2022-igad');
    expect(left.map((row) => row.what)).not.toContain('Object, or it renews for 60 months');
    expect(left.map((row) => [row.what, row.date])).toContainEqual(['The term ends', '2027-07-14']);
  });

  it('gives each to its post, else to the owner of the record', async () => {
    workspace = sampleWorkspace();
    workspace.write(igad, `${workspace.read(igad)}owner: desk-africa\n`);
    const mine = await rows('--within', '24m', '--who', 'desk-africa');
    expect(mine.filter((row) => row.id.startsWith('mou')).map((row) => row.id)).toEqual([
      'mou-2022-igad',
      'mou-2022-igad',
    ]);
    const theirs = await rows('--within', '24m', '--who', 'Desk for Organisations');
    expect(theirs.map((row) => row.what)).toContain('Milestone: All sites in use');
  });

  it.each([
    ['2027-07-07', 'in_force', '2027-01-14', '2027-07-14'],
    ['2027-07-14', 'in_force', '2027-01-14', '2027-07-14'],
    ['2027-07-15', 'in_force', '2032-01-14', '2032-07-14'],
  ])('follows the running term on %s', async (today, _state, act, date) => {
    workspace = sampleWorkspace();
    const renewal = (await rows('--within', '99m', '--today', today, '--about', 'mou-2022-igad')).find((row) =>
      row.what.startsWith('Object'),
    );
    expect([renewal?.lastDayToAct, renewal?.date]).toEqual([act, date]);
  });

  it('is a calendar that another program reads, with the same ids every day', async () => {
    workspace = sampleWorkspace();
    const file = async (today: string): Promise<ICAL.Event[]> => {
      const { out } = await run(workspace.root, [
        'agenda',
        '--within',
        '24m',
        '--about',
        'igad',
        '--ics',
        '--today',
        today,
      ]);
      const calendar = new ICAL.Component(ICAL.parse(out));
      return calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
    };
    const [first, ...rest] = await file('2026-11-24');
    expect(first?.summary).toBe('Object, or it renews for 60 months (mou-2022-igad)');
    expect(first?.startDate.toString()).toBe('2027-01-14');
    expect(first?.startDate.isDate).toBe(true);
    expect(first?.component.getFirstSubcomponent('valarm')?.getFirstPropertyValue('trigger')?.toString()).toBe('-P7D');
    const later = await file('2026-12-24');
    expect(later.map((event) => event.uid)).toEqual([first, ...rest].map((event) => event?.uid));
    expect(new Set(later.map((event) => event.uid)).size).toBe(later.length);
  });

  it('has a column for the day of the thing only where one has to act before it, and says when nothing is past due', async () => {
    workspace = sampleWorkspace();
    expect((await run(workspace.root, ['agenda', '--within', '30d'])).out).not.toContain('FALLS ON');
    expect((await run(workspace.root, ['agenda'])).out).toContain('FALLS ON');
    expect(await run(workspace.root, ['agenda', '--overdue'])).toEqual({
      code: 0,
      out: '',
      err: 'Nothing is past due.\n',
    });
  });

  it.each([
    ['2028-02-14', '2028-02-29', '21 Yekatit 2020'],
    ['2027-08-27', '2027-09-11', '6 Pagume 2019'],
    ['2026-08-27', '2026-09-11', '1 Meskerem 2019'],
    ['2027-06-23', '2027-07-08', '1 Hamle 2019'],
    ['2026-12-17', '2027-01-01', '23 Tahsas 2019'],
  ])(
    'tells of the report on a visit that ended on %s in both calendars and in a calendar file',
    async (end, due, day) => {
      workspace = sampleWorkspace();
      const visit = workspace.read('records/visits/joint-committee-2025-igad.yaml');
      const held = visit
        .replace(/^from: .*/m, `from: ${end}`)
        .replace(/^to: .*/m, `to: ${end}`)
        .replace(/^history:[\s\S]*?(?=^\w|$(?![\s\S]))/m, `history:\n  - {date: ${end}, to: held, by: director}\n`);
      workspace.write('records/visits/held.yaml', held);
      const args = ['agenda', '--about', 'held', '--within', '30d'];
      const { out } = await run(workspace.root, args, { today: end });
      expect(out).toMatch(new RegExp(`^${due}  ${day} +15  held +Report on it$`, 'm'));
      const file = await run(workspace.root, [...args, '--ics'], { today: end });
      const events = new ICAL.Component(ICAL.parse(file.out))
        .getAllSubcomponents('vevent')
        .map((e) => new ICAL.Event(e));
      expect(events.map(({ startDate }) => startDate.toString())).toContain(due);
    },
  );

  it('escapes what records say in a calendar and in a mail', async () => {
    workspace = sampleWorkspace();
    const evil = 'All; done,\\nEND:VEVENT\nBEGIN:VEVENT | <b>*x*</b> [a](b)';
    workspace.write(water, workspace.read(water).replace('All sites in use', JSON.stringify(evil)));
    const { out } = await run(workspace.root, ['agenda', '--within', '24m', '--about', 'igad', '--ics']);
    const calendar = new ICAL.Component(ICAL.parse(out));
    const mail = await run(workspace.root, ['agenda', '--within', '24m', '--about', 'igad', '--markdown']);
    expect(calendar.getAllSubcomponents('vevent').length).toBe(mail.out.match(/^\| \d/gm)?.length);
    expect(mail.out).toContain('\\| \\<b\\>\\*x\\*\\</b\\> \\[a\\](b)');
  });

  it.each([
    [['--within', 'soon'], 'write days, weeks or months: 90d, 6w, 12m'],
    [['--who', 'desk-afrika'], 'did you mean desk-africa?'],
    [['--about', 'igadd'], 'did you mean igad?'],
    [['--kind', 'projekt'], 'did you mean project?'],
  ])('refuses %s', async (args, words) => {
    workspace = sampleWorkspace();
    const ran = await run(workspace.root, ['agenda', ...args]);
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(words)]);
  });
});
