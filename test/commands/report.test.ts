import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, run } from '../helpers/run.ts';
import { papersWorkspace, sampleWorkspace } from '../helpers/samples.ts';
import { travelWorkspace } from '../helpers/travel.ts';

let workspace: TestRepository;

afterEach(() => {
  workspace.remove();
});

const golden = join(import.meta.dirname, '..', 'golden', 'reports');
const shipped = readdirSync('templates/reports')
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace('.yaml', ''));

type Rows = readonly (Record<string, unknown> & { readonly ids: readonly string[] })[];
interface Data {
  readonly fiscalYear: string;
  readonly queries: Readonly<Record<string, Rows>>;
  readonly records: readonly string[];
}

async function report(...args: readonly string[]): Promise<Ran> {
  return run(workspace.root, ['report', ...args], { env: workspace.env });
}

async function data(...args: readonly string[]): Promise<Data> {
  const ran = await report(...args, '--json');
  expect(ran.err).toBe('');
  return JSON.parse(ran.out) as Data;
}

const water = 'records/projects/water-igad.yaml';
const office = 'records/office.yaml';

function replaced(file: string, from: string | RegExp, to: string): void {
  const text = workspace.read(file);
  expect(text).toMatch(from);
  workspace.write(file, text.replace(from, to));
}

describe('the reports of the package', () => {
  it.each(shipped)('%s reads as it was reviewed', async (name) => {
    workspace = papersWorkspace();
    const made = await report(name, '--format', 'md', '--out', '-', '--trace');
    expect(made).toMatchObject({ code: 0, err: '' });
    const file = join(golden, `${name}.md`);
    if (process.env.UPDATE_GOLDEN === '1') {
      mkdirSync(golden, { recursive: true });
      writeFileSync(file, made.out);
    } else expect(made.out).toBe(readFileSync(file, 'utf8'));
  });

  it.each(shipped)('%s can be made of an empty register, and in Amharic', async (name) => {
    workspace = sampleWorkspace();
    for (const file of workspace.git('ls-files', 'records').trim().split('\n'))
      if (file !== office) rmSync(join(workspace.root, file));
    for (const language of ['en', 'am']) {
      const made = await report(name, '--format', 'md', '--out', '-', '--lang', language);
      expect(made).toMatchObject({ code: 0, err: '' });
    }
  });

  it('are listed with what they tell and the command to type', async () => {
    workspace = sampleWorkspace();
    const ran = await report('--list');
    expect(ran.out).toContain('irc areas ');
    expect(ran.out).toContain('irc report funding ');
    expect(ran.err).toBe(`${shipped.length} reports\n`);
    const listed = JSON.parse((await report('--list', '--json')).out) as { name: string; command: string | null }[];
    expect(listed.map((entry) => entry.name)).toEqual(shipped);
    expect(listed.find((entry) => entry.name === 'areas')?.command).toBe('areas');
  });
});

describe('irc report', () => {
  it('heads its parts and tables in Amharic where the code list has the word, else in English', async () => {
    workspace = sampleWorkspace();
    const { out } = await report('funding', '--format', 'md', '--out', '-', '--lang', 'am');
    expect(out).toContain('\n## በገንዘብ ዓይነት\n\n| የገንዘብ ዓይነት | በጀት | Pledged | Committed | Paid | Gap |\n');
    expect(out).toContain('\n## By funder\n');
  });

  it('prints in the terminal, and says how to find the sources', async () => {
    workspace = sampleWorkspace();
    const ran = await report('results');
    expect(ran.out).toContain(`Water harvesting in dry lands (illustrative)

1 of 2 targets reported.

Result and indicator             Year  Baseline  Target   Actual  Unit   Reached
Pilot sites built: Sites in use  2017         0       1        1  sites    100 %
Pilot sites built: Sites in use  2019         0       3  not due  sites
`);
    expect(ran.err).toBe('From 2 records · irc report results --trace names them for each figure\n');
  });

  it('keeps to the width of the terminal', async () => {
    workspace = sampleWorkspace();
    const ran = await run(workspace.root, ['report', 'register'], { width: 80 });
    const long = ran.out.split('\n').filter((line) => line.length > 80);
    expect(long).toEqual([]);
    expect(ran.out).toContain('mou-2022-igad');
  });

  it('traces every figure to the ids of its records', async () => {
    workspace = sampleWorkspace();
    const { queries, records } = await data('funding');
    const usd = queries.currencies?.find((row) => row.currency === 'USD');
    expect(usd?.ids).toContain('water-igad');
    expect(queries.funders?.find((row) => row.funder === 'igad')).toEqual({
      funder: 'igad',
      currency: 'USD',
      funder_id: 'igad',
      pledged: [],
      committed: [{ amount: '160000', currency: 'USD' }],
      paid: [{ amount: '40000', currency: 'USD' }],
      open: [{ amount: '120000', currency: 'USD' }],
      ids: ['water-igad'],
    });
    for (const rows of Object.values(queries)) for (const row of rows) expect(row.ids.length).toBeGreaterThan(0);
    expect(records).toContain('water-igad');
    const traced = await report('funding', '--trace');
    expect(traced.out).toContain('Where the figures come from');
    expect(traced.out).toContain('IGAD · USD: water-igad');
  });

  it('adds no currencies but by a rate with its day and source', async () => {
    workspace = sampleWorkspace();
    const together = async (): Promise<Record<string, unknown> | undefined> =>
      (await data('funding')).queries.together?.[0];
    expect(await together()).toMatchObject({ complete: false, budget: null });
    const text = workspace.read(office);
    const rate = (date: string): string =>
      `${text}rates:\n  - {from: USD, to: ETB, rate: "150.25", date: ${date}, source: National Bank}\n`;
    workspace.write(office, rate('2026-11-25'));
    expect(await together()).toMatchObject({ complete: false });
    workspace.write(office, rate('2026-11-24'));
    expect(await together()).toMatchObject({
      complete: true,
      committed: { amount: '24064040000', currency: 'ETB' },
      by: ['USD 1 = ETB 150.25 on 24 November 2026 (National Bank)'],
    });
    expect((await report('funding')).out).toContain('by USD 1 = ETB 150.25 on 24 November 2026 (National Bank).');
  });

  it.each([
    ['2026-07-07', 'EFY 2018', 2018],
    ['2026-07-08', 'EFY 2019', 2019],
  ])('counts a payment of %s to %s', async (date, name, year) => {
    workspace = sampleWorkspace();
    replaced(water, /(transactions:\n {2}- type: "1"\n {4}date: )\d{4}-\d\d-\d\d/, `$1${date}`);
    const found = await data('funding', '--year', String(year));
    expect(found.fiscalYear).toBe(name);
    const paid = found.queries.present?.find((row) => (row.paid as unknown[]).length > 0);
    expect(paid).toMatchObject({ year, currency: 'USD', paid: [{ amount: '40000', currency: 'USD' }] });
    const other = await data('funding', '--year', String(year === 2018 ? 2019 : 2018));
    expect(other.queries.present?.some((row) => (row.paid as unknown[]).length > 0)).toBe(false);
    const annual = await data('annual', '--year', String(year));
    expect(annual.queries.money).toEqual([
      expect.objectContaining({ currency: 'USD', paid: [{ amount: '40000', currency: 'USD' }], ids: ['water-igad'] }),
    ]);
  });

  it('takes the fiscal year of the day it is made on', async () => {
    workspace = sampleWorkspace();
    expect((await data('annual', '--today', '2026-07-07')).fiscalYear).toBe('EFY 2018');
    expect((await data('annual', '--today', '2026-07-08')).fiscalYear).toBe('EFY 2019');
  });

  it('tells what waits for a decision, until one is recorded', async () => {
    workspace = sampleWorkspace();
    const due = async (today: string): Promise<unknown> =>
      (await data('continuation', '--today', today)).queries.projects?.map((row) => [row.ids[0], row.why]);
    expect(await due('2026-12-31')).toEqual([]);
    expect(await due('2027-01-01')).toEqual([
      ['water-igad', 'it ends soon, and nobody has decided to extend or close it'],
    ]);
    replaced(
      water,
      'decisions:\n',
      'decisions:\n  - {date: 2026-11-02, kind: extend, grounds: [objectives_met], by: State Minister, new_end: 2027-12-31}\n',
    );
    expect(await due('2027-01-01')).toEqual([]);
  });

  it('makes the files that were asked for', async () => {
    workspace = sampleWorkspace();
    const ran = await report('areas', '--format', 'md,html,docx', '--year', '2018');
    expect(ran.out).toBe(['md', 'html', 'docx'].map((format) => `out/reports/areas-2018-en.${format}\n`).join(''));
    expect(workspace.read('out/reports/areas-2018-en.html')).toContain('<svg');
  });

  it('is a command of its own where the report says so', async () => {
    workspace = sampleWorkspace();
    const own = await run(workspace.root, ['areas']);
    expect(own).toMatchObject({ code: 0, out: (await report('areas')).out });
    expect(own.out).toContain("irc new project --set 'title.en=Industrial biotechnology with India' --set areas=2.9");
    expect((await run(workspace.root, ['help', 'areas'])).out).toContain('partners and fields of science');
    expect((await run(workspace.root, ['aeras'])).err).toContain('did you mean: irc areas');
  });

  it('counts one record and those that name it with --about, and says so in its title and in the name of its file', async () => {
    workspace = sampleWorkspace();
    const about = await report('funding', '--about', 'igad');
    expect(about.out).toContain('Funding of projects: IGAD\n');
    expect(about.out).toContain('(water-igad)');
    expect(about.out).not.toContain('koica');
    expect(about.err).toBe('From 1 record · irc report funding --about igad --trace names them for each figure\n');
    expect((await report('funding', '--about', 'igad', '--format', 'md')).out).toBe('out/reports/funding-igad-en.md\n');
    expect(await report('funding', '--about', 'south-africa')).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean za (South Africa)?'),
    });
  });

  it('leaves out the other partners of what names one with --about, where a row is about a partner', async () => {
    workspace = sampleWorkspace();
    for (const about of ['za', 'igad', 'in']) {
      const { queries } = JSON.parse((await report('areas', '--about', about, '--json')).out);
      const partners = (queries.map as { partner: string }[]).map(({ partner }) => partner);
      expect([...new Set(partners)]).toEqual([about]);
    }
    expect((await report('areas', '--about', 'leather-enzymes')).out).toContain('South Africa');
  });

  it('counts requests by the year in which they were asked, and answers by that in which they went out', async () => {
    workspace = sampleWorkspace();
    const request = (asked: string, due: string, answered?: string, more = ''): string => {
      const steps = [`{date: ${asked}, to: received}`, `{date: ${asked}, to: assigned, by: director}`];
      if (answered !== undefined) steps.push(`{date: ${answered}, to: answered, by: director}`);
      return [
        ...['type: advice', 'from: Legal unit', 'title: {en: A question}', `asked: ${asked}`, `due: ${due}`],
        ...(answered === undefined ? [] : ['answer: {en: Yes.}', `answered_on: ${answered}`, 'hours: 2']),
        ...['owner: director', 'history:', ...steps.map((step) => `  - ${step}`), more].filter((line) => line !== ''),
        '',
      ].join('\n');
    };
    workspace.git('rm', '-rq', 'records/requests');
    workspace.commit({
      // Hamle 1 begins the fiscal year: 8 July, whatever the leap years.
      'records/requests/last-day.yaml': request('2027-07-07', '2027-07-20', '2027-07-07'),
      'records/requests/across.yaml': request('2027-07-07', '2027-07-07', '2027-07-08'),
      'records/requests/first-day.yaml': request('2027-07-08', '2027-07-20', '2027-07-08'),
      'records/requests/pagume.yaml': request('2027-09-10', '2027-09-11', '2027-09-11'),
      'records/requests/open.yaml': request('2027-07-07', '2027-09-11'),
    });
    type Total = Record<string, number>;
    const asked = async (
      year: string,
      today: string,
    ): Promise<{ total: Total; open: { id: string; late?: number }[] }> => {
      const ran = await report('requests', '--year', year, '--today', today, '--json');
      const { queries } = JSON.parse(ran.out);
      return { total: queries.total[0], open: queries.open };
    };
    const before = await asked('2019', '2027-09-12');
    expect(before.total).toMatchObject({ number: 3, answered: 1, in_time: 1, earlier: 0, hours: 2 });
    const after = await asked('2020', '2027-09-12');
    // The year has 6 Pagume, 11 September 2027; the day after is the new year.
    expect(after.total).toMatchObject({ number: 2, answered: 3, in_time: 2, earlier: 1, hours: 6 });
    expect(after.open).toMatchObject([{ late: 1 }]);
    expect((await asked('2020', '2027-09-11')).open[0]?.late ?? 0).toBe(0);
    const annual = await report('annual', '--year', '2020', '--today', '2027-09-12');
    expect(annual.out).toContain('2 asked, 3 answered, 2 of them in time; 6 hours.');
    const set = await run(workspace.root, ['set', 'open', 'due=6 Pagume 2019 EC', '-n', '-y', '--today', '2027-09-12']);
    expect(set.err).toMatch(/so already|Nothing/);
  });

  it('makes an idea of a gap with the command that it prints', async () => {
    workspace = sampleWorkspace();
    const line = (await report('areas')).out.split('\n').find((text) => /irc new .*India/.test(text)) ?? '';
    const words = [...line.replace(/^ *irc new /, '').matchAll(/(?:[^\s']+|'[^']*')+/g)].map(([word]) =>
      word.replaceAll("'", ''),
    );
    const made = await run(workspace.root, ['new', ...words, '--by', 'director'], { env: workspace.env });
    expect(made.out).toContain('industrial-biotechnology-with-india');
    const { queries } = await data('areas');
    expect(queries.gaps?.map((row) => [row.partner, row.code])).not.toContainEqual(['in', '2.9']);
  });

  it('prints no command that a name of a record could break out of', async () => {
    workspace = sampleWorkspace();
    replaced('records/partners/in.yaml', 'short: {en: India', `short: {en: "Ind'; touch x; 'ia"`);
    const line = (await report('areas')).out.split('\n').find((text) => /irc new .*touch/.test(text)) ?? '';
    expect(line).toContain("--set 'title.en=Industrial biotechnology with Ind'\\''; touch x; '\\''ia' --set areas=2.9");
  });

  it('lists what the checks find', async () => {
    workspace = sampleWorkspace();
    const { queries } = await data('quality');
    expect(queries.codes).toEqual([
      { severity: 'warning', code: 'agreement-renews-soon', number: 1, ids: ['mou-2022-igad'] },
    ]);
  });

  it('escapes what records say', async () => {
    workspace = sampleWorkspace();
    replaced(water, 'Water harvesting in dry lands (illustrative)', '"| <b>*x*</b> {{today}} :gap[x] \\e[31m"');
    const made = await report('pipeline', '--format', 'md', '--out', '-');
    expect(made.out).toContain('\\| \\<b\\>\\*x\\*\\</b\\> \\{\\{today\\}\\} :gap\\[x\\]');
    const shown = await run(workspace.root, ['report', 'pipeline'], { width: 200 });
    expect(shown.out).toContain('| <b>*x*</b> {{today}} :gap[x]');
    expect(shown.out).not.toContain('\u001b');
  });

  it.each([
    [[], 'report-missing'],
    [['fundng'], 'did you mean funding?'],
    [['../x'], 'unknown-report'],
    [['funding', '--year', '19'], 'the present one is 2019 (EFY 2019)'],
    [['funding', '--format', 'odt'], 'unknown-format'],
    [['funding', '--lang', 'fr'], 'languages: en, am'],
    [['funding', '--out', '-', '--format', 'md,html'], 'one-document'],
  ])('refuses %s', async (args, words) => {
    workspace = sampleWorkspace();
    const ran = await report(...args);
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(words)]);
  });
});

describe('a report of the workspace', () => {
  const own = (text: string): void => workspace.write('templates/reports/own.yaml', text);
  const towns = `title: {en: Towns}
description: towns by size
command: towns-by-size
queries:
  stops:
    of: trip
    for: {stop: stops}
    values:
      town: ref(stop.town)
      nights: stop.nights
  towns:
    from: stops
    group: town
    totals:
      trips: size(distinct(flat(rows.map(r, r.ids))))
      nights: sum(rows.filter(r, has(r.nights)).map(r, r.nights))
template: |
  # {{title}}

  {{#each towns}}
  - {{town.title_text}}: {{trips}} trips, {{nights}} nights; size {{town.size}}
  {{/each}}
`;

  it('asks kinds that the program does not know', async () => {
    workspace = travelWorkspace();
    own(towns);
    const ran = await run(workspace.root, ['towns-by-size']);
    expect([ran.out, ran.err]).toEqual([
      'Towns\n\n  • Adama: 1 trips, 2 nights; size Big\n',
      'From 1 record · irc report own --trace names them for each figure\n',
    ]);
    const checked = await run(workspace.root, ['validate', 'templates/reports/own.yaml']);
    expect(checked.out).toContain('no errors');
  });

  it.each([
    ['of: trip', 'of: trp', 'There is no kind "trp"'],
    ['stop.town', 'stop.twon', 'twon'],
    ['for: {stop: stops}', 'for: {stop: stps}', 'Unknown variable: stps'],
    ['group: town', 'group: twon', 'Unknown variable: twon'],
    ['from: stops', 'from: stps', 'did you mean stops?'],
    ['values:', 'valus:', 'did you mean values?'],
    ['town: ref', 'rows: ref', 'The name "rows" has a meaning already'],
    ['command: towns-by-size', 'command: list', 'the program has a command "list" already'],
    ['    group: town\n', '', 'There are totals of groups only'],
    ['    of: trip\n', '', 'takes its rows either of a kind or from another query'],
    ['{{trips}} trips', '{{tips}} trips', 'There is no value "tips"'],
  ])('has its mistakes told with their place: %s → %s', async (from, to, words) => {
    workspace = travelWorkspace();
    own(towns.replace(from, to));
    const ran = await run(workspace.root, ['validate', 'templates/reports/own.yaml']);
    expect([ran.code, ran.out]).toEqual([1, expect.stringContaining(words)]);
    const line = towns.split('\n').findIndex((text) => text.includes(from.trim())) + 1;
    const told = Number(/own\.yaml:(\d+):/.exec(ran.out)?.[1]);
    expect(Math.abs(told - line)).toBeLessThanOrEqual(1);
  });

  it('of the manual is right', async () => {
    workspace = sampleWorkspace();
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(readFileSync('docs/reports.md', 'utf8')) ?? [];
    own(example);
    const checked = await run(workspace.root, ['validate', 'templates/reports/own.yaml']);
    expect([checked.code, checked.out]).toEqual([0, expect.stringContaining('no warnings')]);
    expect((await run(workspace.root, ['money'])).out).toContain('IGAD                     1      USD 160,000.00');
  });

  it('is offered by Tab', async () => {
    workspace = travelWorkspace();
    own(towns);
    expect((await run(workspace.root, ['complete', 'fish', 'irc report ow'])).out).toBe('own\ttowns by size\n');
  });

  it('that cannot be read is refused with the place, and one that fails with the query', async () => {
    workspace = travelWorkspace();
    own(towns.replace('queries:', 'querys:'));
    const unread = await report('own');
    expect([unread.code, unread.err]).toEqual([
      3,
      expect.stringContaining('report-invalid: templates/reports/own.yaml'),
    ]);
    own(towns.replace('nights: stop.nights', 'nights: "days(\'x\', today)"'));
    const failed = await report('own');
    expect([failed.code, failed.err]).toEqual([3, expect.stringContaining('report-failed: The query "stops"')]);
    own(towns.replace('{{title}}', '{{titel}}'));
    expect((await report('own')).err).toContain('did you mean title?');
  });
});
