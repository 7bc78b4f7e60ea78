import { afterEach, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { travelWorkspace } from '../helpers/travel.ts';

let workspace: TestRepository;

afterEach(() => {
  workspace.remove();
});

interface Group {
  readonly kind: string;
  readonly matches: readonly {
    readonly id: string;
    readonly points: number;
    readonly of: number;
    readonly criteria: readonly { title: string; verdict: string; points: number; reason: string }[];
  }[];
  readonly without: readonly { readonly id: string }[];
  readonly excluded: readonly { readonly id: string; readonly reasons: readonly string[] }[];
}

async function groups(...args: readonly string[]): Promise<readonly Group[]> {
  const ran = await run(workspace.root, ['match', ...args, '--json']);
  expect(ran.err).toBe('');
  return JSON.parse(ran.out).groups;
}

const call = 'records/opportunities/call-2027-joint-research.yaml';
const project = 'records/projects/leather-enzymes.yaml';

function criterion(
  group: Group | undefined,
  id: string,
  title: string,
): { verdict: string; reason: string } | undefined {
  return group?.matches.find((match) => match.id === id)?.criteria.find((each) => each.title === title);
}

describe('irc match', () => {
  it('ranks the calls for a project with reasons, and says why the others are out', async () => {
    workspace = sampleWorkspace();
    const ran = await run(workspace.root, ['match', 'leather-enzymes', '--kind', 'opportunities']);
    expect(ran).toEqual({
      code: 0,
      out: `Calls that could pay for it
  1. call-2027-joint-research  Joint research of two councils (illustrative)
     7 of 10 points; 2 not known
     + 1/1   Deadline: in 94 days, on 26 Feb 2027 (19 Yekatit 2019 E.C.)
     + 3/3   Area: 2.9 Industrial biotechnology, which it pays for
     + 2/2   Country: open to Ethiopia
     + 1/1   Decision in time: expected 2027-06, before the start 2027-07-08
     − 0/1   Past record with the funder: no agreement in effect with SGCI, and no project funded by
             it
     ? not known Amount (2): asks ETB 4,500,000.00, the call gives USD; office.yaml has no rate
  Out:
   ✗ call-2015-thematic-research  over: the budget year that it was paid from, 2008 E.C., is over
   ✗ call-2019-rsif-doctoral      over: the scholarships were to be awarded in that month
`,
      err: '1 of 3 opportunities fit, 2 out\n',
    });
  });

  it('compares amounts within one currency, and across two only by a rate of the office', async () => {
    workspace = sampleWorkspace();
    const amount = async (): Promise<unknown> => {
      const [group] = await groups('leather-enzymes', '--kind', 'opportunities');
      const found = criterion(group, 'call-2027-joint-research', 'Amount');
      return [found?.verdict, found?.reason];
    };
    const rate = (value: string): void =>
      workspace.write(
        'records/office.yaml',
        `${workspace.read('records/office.yaml')}rates:\n  - {from: ETB, to: USD, rate: "${value}", date: 2026-11-02, source: National Bank}\n`,
      );
    const office = workspace.read('records/office.yaml');
    expect(await amount()).toEqual(['unknown', 'asks ETB 4,500,000.00, the call gives USD; office.yaml has no rate']);
    rate('0.05');
    expect(await amount()).toEqual(['against', 'asks ETB 4,500,000.00, and the call gives at most USD 150,000.00']);
    workspace.write('records/office.yaml', office);
    rate('0.02');
    expect(await amount()).toEqual(['for', 'asks ETB 4,500,000.00; the call gives USD 50,000.00 to USD 150,000.00']);
    workspace.write(
      project,
      workspace.read(project).replace('"4500000", currency: ETB}', '"150000.01", currency: USD}'),
    );
    expect(await amount()).toEqual(['against', 'asks USD 150,000.01, and the call gives at most USD 150,000.00']);
    workspace.write(project, workspace.read(project).replace('"150000.01"', '"49999.99"'));
    expect(await amount()).toEqual(['against', 'asks USD 49,999.99, less than the least, USD 50,000.00']);
  });

  it.each([
    ['areas:\n  - {ford: "2"}\n  - {ford: "4"}', 'areas:\n  - {ford: "6.1"}', /^pays for 6\.1 .*, not for 2\.9$/],
    ['countries: [ET, KE, ZA]', 'countries: [KE, ZA]', /^open only to Kenya, South Africa$/],
    ['deadline: "2027-02-26', 'deadline: "2026-11-23', /^closed on 23 Nov 2026/],
  ])('excludes a call: %s → %s', async (from, to, reason) => {
    workspace = sampleWorkspace();
    workspace.write(call, workspace.read(call).replace(from, to).replace('opens: 2026-10-05', 'opens: 2026-10-01'));
    const [group] = await groups('leather-enzymes', '--kind', 'opportunities');
    expect(group?.matches).toEqual([]);
    expect(group?.excluded.find((each) => each.id === 'call-2027-joint-research')?.reasons).toEqual([
      expect.stringMatching(reason),
    ]);
  });

  it('takes a call on its last day, and not on the next', async () => {
    workspace = sampleWorkspace();
    const on = async (today: string): Promise<number | undefined> =>
      (await groups('leather-enzymes', '--kind', 'opportunities', '--today', today))[0]?.matches.length;
    expect([await on('2027-02-26'), await on('2027-02-27')]).toEqual([1, 0]);
  });

  it('ranks partners for a need by interest and by what was agreed', async () => {
    workspace = sampleWorkspace();
    const [group] = await groups('need-2026-tanneries', '--kind', 'partners');
    expect(group?.matches.slice(0, 3).map((match) => match.id)).toEqual(['za', 'igad', 'in']);
    expect(criterion(group, 'za', 'Interest')).toMatchObject({
      verdict: 'for',
      points: 3,
      reason: 'agreed as a candidate for area-enzymes-for-leather, area-industrial-biotechnology',
    });
    expect(criterion(group, 'cn', 'Interest')).toMatchObject({ verdict: 'against', points: 0 });
    expect(criterion(group, 'igad', 'Agreement in effect')?.reason).toBe('mou-2022-igad');
    expect(group?.without.map((each) => each.id)).toContain('unesco');
  });

  it('leaves out who takes part already', async () => {
    workspace = sampleWorkspace();
    const [, partners] = await groups('leather-enzymes');
    expect(partners?.excluded).toEqual([{ id: 'za', title: 'South Africa', reasons: ['takes part already'] }]);
  });

  it('can be asked from the other side', async () => {
    workspace = sampleWorkspace();
    const [needs, projects] = await groups('call-2027-joint-research');
    expect([projects?.kind, projects?.matches.map((match) => match.id)]).toEqual(['project', ['leather-enzymes']]);
    expect([needs?.kind, needs?.matches[0]?.id]).toEqual(['need', 'need-2026-tanneries']);
  });

  it.each([
    [['office'], 'no-matches: An office is compared with nothing'],
    [['leather-enzymes', '--kind', 'visits'], 'it is compared with opportunities, partners'],
    [['leather-enzyme'], 'did you mean leather-enzymes?'],
  ])('refuses %s', async (args, words) => {
    workspace = sampleWorkspace();
    const ran = await run(workspace.root, ['match', ...args]);
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(words)]);
  });
});

describe('a kind that the program does not know', () => {
  const withMatches = (matches: object): void => {
    const file = 'schemas/trip.schema.json';
    const schema = JSON.parse(workspace.read(file)) as { 'x-irc': Record<string, unknown> };
    schema['x-irc'].matches = matches;
    workspace.write(file, JSON.stringify(schema, undefined, 2));
  };
  const towns = {
    town: {
      title: 'Towns to stop in',
      both: { stops: 'self.?stops.orValue([]).map(s, s.town)' },
      criteria: [
        {
          title: 'Not yet a stop',
          rule: '!(other.id in both.stops)',
          weight: 0,
          excludes: '{other.title_text} is a stop',
        },
        {
          title: 'Size',
          when: 'has(other.people)',
          score: 'other.people / 100000',
          weight: 2,
          unknown: 'nobody counted',
        },
      ],
    },
  };

  it('is compared as its schema says', async () => {
    workspace = travelWorkspace({ 'records/towns/sodo.yaml': 'title: {en: Sodo}\npeople: 40000\nsize: small\n' });
    withMatches(towns);
    const ran = await run(workspace.root, ['match', 'trip-adama']);
    expect(ran.out).toBe(`Towns to stop in
  None fits.
  Nothing speaks for jimma, sodo.
  Out:
   ✗ adama  Adama is a stop
`);
    withMatches({
      town: { ...towns.town, criteria: [{ ...towns.town.criteria[1], score: 'other.people / 100000.0' }] },
    });
    const [group] = await groups('trip-adama');
    expect(group?.matches.map((match) => [match.id, match.points, match.of])).toEqual([
      ['adama', 2, 2],
      ['sodo', 0.8, 2],
    ]);
    expect((await run(workspace.root, ['validate'])).code).toBe(0);
  });

  it.each([
    [{ city: towns.town }, 'there is no kind "city"'],
    [{ town: { ...towns.town, criteria: [{ title: 'A', rule: 'other.poeple > 1' }] } }, 'poeple'],
    [{ town: { ...towns.town, criteria: [{ title: 'A', score: "'much'" }] } }, 'must be a number, but gives string'],
    [{ town: { ...towns.town, criteria: [{ title: 'A' }] } }, 'schema-invalid'],
  ])('has mistakes of its schema told: %#', async (matches, words) => {
    workspace = travelWorkspace();
    withMatches(matches);
    const ran = await run(workspace.root, ['validate']);
    expect([ran.code, ran.out + ran.err]).toEqual([1, expect.stringContaining(words)]);
  });

  it('says what could not be worked out', async () => {
    workspace = travelWorkspace();
    withMatches({ town: { title: 'Towns', criteria: [{ title: 'People', rule: 'other.people > 1' }] } });
    const ran = await run(workspace.root, ['match', 'trip-adama']);
    expect(ran.out).toContain('1. adama');
    expect(ran.err).toContain('an expression fails on trip-adama, and counts as not known: No such key: people');
  });
});
