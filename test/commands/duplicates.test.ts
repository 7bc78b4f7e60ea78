import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/errors.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { travelWorkspace } from '../helpers/travel.ts';

let workspace: TestRepository;
const by = ['--by', 'director'];
const country = (code: string, name: string, more: readonly string[] = []): string[] => [
  ...['new', 'country', '--set', `country=${code}`, '--set', `names.official.en=${name}`],
  ...[...by, ...more],
];

beforeEach(() => {
  workspace = sampleWorkspace();
});

afterEach(() => {
  workspace.remove();
});

async function duplicates(): Promise<Problem[]> {
  const ran = await run(workspace.root, ['validate', '--format', 'json']);
  const { problems } = JSON.parse(ran.out) as { problems: Problem[] };
  return problems.filter((problem) => problem.code === 'likely-duplicate');
}

describe('a record that may be there already', () => {
  it('is warned of with the reasons when it is made by flags, and saved', async () => {
    const made = await run(workspace.root, country('KR', 'Korea, Republic of', ['--id', 'korea']));
    expect(made.code).toBe(0);
    expect(made.err).toContain(
      'May be the same partner as kr (Republic of Korea): same country (South Korea); names very alike: "Korea, Republic of" and "Republic of Korea"',
    );
    expect((await duplicates()).map((problem) => [problem.file, problem.severity])).toEqual([
      ['records/partners/korea.yaml', 'warning'],
      ['records/partners/kr.yaml', 'warning'],
    ]);
  });

  it('is asked about once in a terminal where flags say all, and not saved on a no', async () => {
    const before = workspace.snapshot();
    const args = ['set', 'in', 'names.official.am=የኮሪያ ሪፐብሊክ'];
    const refused = await run(workspace.root, args, { answers: ['no'] });
    expect(refused.err).toContain('names very alike: "የኮሪያ ሪፐብሊክ" and "ኮሪያ ሪፐብሊክ"');
    expect(workspace.snapshot()).toEqual(before);
    expect((await run(workspace.root, [...args, '--yes'], { answers: [] })).code).toBe(0);
  });

  it('is no longer warned of once one of the two names the other', async () => {
    await run(workspace.root, country('KR', 'Korea', ['--id', 'korea']));
    const told = await run(workspace.root, ['set', 'kr', 'distinct_from+=korea']);
    expect(told.code).toBe(0);
    expect(workspace.read('records/partners/kr.yaml')).toContain('distinct_from: [korea]\n');
    expect(await duplicates()).toEqual([]);
    const page = await run(workspace.root, ['show', 'korea']);
    expect(page.out).not.toContain('Partners');
  });

  it('is found in the other script by its sound, which the message tells', async () => {
    const made = [
      'new',
      'partner',
      '--set',
      'type=research_institute',
      ...by,
      '--set',
      'names.official.en=Kenya Academy of Sciences',
      '--set',
      'country=KE',
    ];
    expect((await run(workspace.root, [...made, '--set', 'names.short.en=KAS', '--id', 'kenya-academy'])).code).toBe(0);
    const amharic = country('KE', 'Nairobi', ['--set', 'names.official.am=የኬንያ ሳይንስ አካዳሚ', '-n']);
    expect((await run(workspace.root, amharic)).err).toContain(
      'May be the same partner as kenya-academy (KAS): names sound alike: "የኬንያ ሳይንስ አካዳሚ" (Yekēnya Sayns Akadami) and "Kenya Academy of Sciences"',
    );
    const latin = await run(
      workspace.root,
      country('XK', 'Korea', ['--id', 'other', '-n', '--set', 'names.short.en=Nederland']),
    );
    expect(latin.err).not.toContain('sound alike');
    expect(await duplicates()).toEqual([]);
  });

  it('is told by a code in the same register, and not by the same digits in another', async () => {
    const acronym = ['set', 'rsif', 'names.acronym=u.n.d.p', '--yes'];
    expect((await run(workspace.root, acronym)).err).not.toContain('may be');
    const same = await run(workspace.root, ['set', 'rsif', 'identifiers={scheme: XM-DAC, id: "41114"}', '-n']);
    expect(same.err).toContain('May be the same partner as undp (UNDP): same identifier (XM-DAC 41114)');
    const other = await run(workspace.root, ['set', 'rsif', 'identifiers={scheme: ET-COA, id: "41114"}', '-n']);
    expect(other.code).toBe(0);
    expect(other.err).not.toContain('likely-duplicate');
  });

  it('is a matter of any kind whose schema marks its names', async () => {
    const made = await run(workspace.root, ['new', 'area', '--set', 'title.en=Leather, enzymes for', ...by, '-n']);
    expect(made.err).toContain('May be the same area as area-enzymes-for-leather');
  });
});

describe('the wizard', () => {
  const begin = ['new', 'partner', ...by];

  it('shows it at once, and opens it instead', async () => {
    const before = workspace.snapshot();
    const opened = await run(workspace.root, begin, { answers: ['Country', 'የኮሪያ ሪፐብሊክ', 'take kr instead'] });
    expect(opened.code).toBe(0);
    expect(opened.err).toContain('! There is a partner kr already: Republic of Korea\n    names very alike: ');
    expect(opened.err).toContain('Nothing was made. This is kr:');
    expect(opened.out).toContain('kr · partner · active');
    expect(workspace.snapshot()).toEqual(before);
  });

  it('writes down that they are two, and asks no more', async () => {
    const answers = ['Ministry', 'Korea', 'they are two', 'Ministry K', '', 'South Korea', '', '', '', '', 'yes'];
    const made = await run(workspace.root, begin, { answers });
    expect(made.out).toContain('✓ Saved ministry-k');
    expect(made.err).toContain('--set distinct_from=kr');
    expect(workspace.read('records/partners/ministry-k.yaml')).toContain('distinct_from: [kr]\n');
    expect(await duplicates()).toEqual([]);
  });

  it('lets the answer be changed', async () => {
    const answers = ['Country', 'Korea', 'change', 'Kenya', '', 'Kenya', '', '', 'yes'];
    const made = await run(workspace.root, begin, { answers });
    expect(made.out).toContain('✓ Saved ke');
  });

  it('takes the record that is there where one was to be made in passing', async () => {
    const passing = ['Korea, the => create', 'take kr', '2027-03-02', '', '', '', 'To meet.', '', '', '', '', 'yes'];
    const made = await run(workspace.root, ['new', 'visit', ...by], { answers: ['Incoming', ...passing] });
    expect(made.out).toContain('✓ Saved incoming-2027-kr');
    expect(workspace.read('records/visits/incoming-2027-kr.yaml')).toContain('partner: kr\n');
  });
});

describe('irc edit', () => {
  it('asks when the name is typed, and writes down that they are two, lets it be typed again, or edits the other', async () => {
    const before = workspace.snapshot();
    const field = 'Names, official name, am';
    const again = [field, 'ኮሪያ', 'change the last', 'leave'];
    const left = await run(workspace.root, ['edit', 'in'], { answers: again });
    expect(left.err).toContain('! There is a partner kr already: Republic of Korea\n    names very alike: ');
    const other = await run(workspace.root, ['edit', 'in'], { answers: [field, 'ኮሪያ', 'edit kr instead', 'leave'] });
    expect(other.err).toContain('in stays as it is. This is kr, Republic of Korea:');
    expect(workspace.snapshot()).toEqual(before);
    const two = [field, 'ኮሪያ', 'they are two', 'save'];
    const saved = await run(workspace.root, ['edit', 'in'], { answers: two });
    expect(saved.err).not.toContain('likely-duplicate');
    expect(workspace.read('records/partners/in.yaml')).toContain('distinct_from: [kr]\n');
  });
});

describe('a kind of one’s own', () => {
  const schema = 'schemas/town.schema.json';
  const marked = (word: string): string => {
    const kind = JSON.parse(workspace.read(schema)) as { properties: { title: Record<string, unknown> } };
    kind.properties.title['x-irc'] = { unique: JSON.parse(word) as unknown };
    return JSON.stringify(kind, undefined, 2);
  };
  const validated = async (word: string): Promise<string> => {
    workspace.write(schema, marked(word));
    return (await run(workspace.root, ['validate'], { env: workspace.env })).out;
  };

  it('marks its names by the schema alone, and needs no field for the answer', async () => {
    workspace.remove();
    workspace = travelWorkspace({ 'records/towns/jima.yaml': 'title: {en: Jima, am: የአዳማ}\n' });
    const found = await validated('"alike"');
    expect(found).toContain('May be the same town as adama (Adama): names very alike: "የአዳማ" and "አዳማ"');
    expect(found).not.toContain('distinct_from');
    expect(await validated('{"alike": true, "when": "self.title.en == \'Jima\'"}')).not.toContain('likely-duplicate');
    expect(await validated('"likely"')).toMatch(/town\.schema\.json:\d+:\d+: error schema-invalid/);
    expect(await validated('{"when": "self.nme == 1"}')).toMatch(/town\.schema\.json:\d+:\d+: error schema-expression/);
  });
});

describe('among many names of the same words', () => {
  it('finds the two that differ by a slip', async () => {
    for (let index = 0; index < 300; index += 1) {
      const letters = `k${String.fromCharCode(97 + (index % 26), 97 + (Math.floor(index / 26) % 26))}`;
      const name =
        index === 7
          ? 'University of sciense and technology q-kaa'
          : `University of science and technology q-${letters}`;
      workspace.write(
        `records/partners/u-${index}.yaml`,
        `knowledge: partial\ntype: university\nnames: {official: {en: ${name}}, short: {en: ${name}}}\nhistory: [{date: 2026-01-05, to: prospect}]\nsources: [{address: "https://example.org", accessed: 2026-11-24}]\n`,
      );
    }
    expect((await duplicates()).map((problem) => problem.file)).toEqual([
      'records/partners/u-0.yaml',
      'records/partners/u-7.yaml',
    ]);
  });
});
