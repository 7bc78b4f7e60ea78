import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRepository, type TestRepository } from '../helpers/repository.ts';
import { type Ran, type RunOptions, run } from '../helpers/run.ts';
import { travelWorkspace } from '../helpers/travel.ts';

const office = `names: {official: {en: Ministry of Science, am: የሳይንስ ሚኒስቴር}, short: {en: the Ministry, am: ሚኒስቴሩ}}
government: {en: Government of Ethiopia, am: የኢትዮጵያ መንግሥት}
country: ET
languages: [en, am]
posts:
  - {id: desk, title: {en: Desk}}
`;

const partner = (type: string, official: string, short: string, more = ''): string =>
  `type: ${type}\nnames: {official: {en: ${official}}, short: {en: ${short}}}\n${more}history:\n  - {date: 2026-01-05, to: identified, by: desk}\n`;

const agreement = (more: string): string => `title: {en: Water research, am: የውኃ ምርምር}
purpose: {en: "To study water.", am: "ውኃን ማጥናት።"}
areas: [{text: ground water}]
forms: [joint_research]
entry: {mode: on_signature}
duration: {mode: months, months: 60}
renewal: {mode: none}
termination: {notice_months: 6}
costs: {rule: each_own, subject_to_funds: true}
ip: {mode: per_project}
disputes: [consultation]
amendment: written_consent
history: [{date: 2026-10-05, to: drafting, by: desk}]
${more}`;

const four =
  '[{partner: office}, {partner: za, level: government}, {partner: council}, {partner: unesco, level: organisation}]';

let workspace: TestRepository;

beforeAll(() => {
  workspace = makeRepository({
    'records/office.yaml': office,
    'records/partners/za.yaml': partner('country', 'Republic of South Africa', 'South Africa', 'country: ZA\n'),
    'records/partners/council.yaml': partner('agency', 'Council for Research', 'Council', 'country: ZA\nparent: za\n'),
    'records/partners/board.yaml': partner('ministry', 'Ministry of Water', 'Ministry of Water', 'parent: za\n'),
    'records/partners/unesco.yaml': partner('intergovernmental', 'UNESCO', 'UNESCO'),
    'records/agreements/two.yaml': agreement(
      'type: agreement\nbinding: binding\nlanguages: [en, am]\nauthenticity: equal\ncopies: 2\nparties: [{partner: office, level: government, language: am}, {partner: za, level: government, language: en}]\n',
    ),
    'records/agreements/four.yaml': agreement(
      `type: mou\nbinding: non_binding\nlanguages: [en]\ncopies: 4\nparties: ${four}\n`,
    ),
    'records/agreements/kept.yaml': agreement(
      `type: mou\nbinding: non_binding\nlanguages: [en]\ncopies: 1\ndepositary: board\nparties: [{partner: office}, {partner: board}, {partner: council}]\n`,
    ),
    'records/agreements/seen.yaml':
      'type: mou\nknowledge: partial\ntitle: {en: Seen}\nparties: [{partner: office}, {partner: za}]\nhistory: [{date: 2020-01-05, to: signed}]\nsources: [{address: "https://www.example.org", accessed: 2026-11-24}]\n',
  });
});

afterAll(() => {
  workspace.remove();
});

function irc(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return run(workspace.root, args, { env: workspace.env, ...options });
}

async function text(id: string, ...more: string[]): Promise<string> {
  const made = await irc(['draft', id, '--format', 'md', '--out', '-', ...more]);
  expect(made.err.replace(/^! Amharic of \d+ articles is not yet checked .*\n/, '')).toBe('');
  return made.out;
}

/** The names of the parties in each place of a text where they stand in an order. */
function orders(markdown: string): string[][] {
  const names =
    /the Ministry of Science of Ethiopia|the Government of the Republic of South Africa|the Council for Research|UNESCO/g;
  const head = markdown.slice(0, markdown.indexOf('This Memorandum'));
  const parties = markdown.slice(markdown.indexOf('is made between'), markdown.indexOf('Recognising'));
  const signatures = markdown.slice(markdown.indexOf('For and on behalf of'));
  return [head, parties.replaceAll(/“[^”]*”/g, ''), signatures].map((part) => part.match(names) ?? []);
}

const ministry = 'the Ministry of Science of Ethiopia';
const government = 'the Government of the Republic of South Africa';
const council = 'the Council for Research';

describe('the copies of a document', () => {
  it('are one for each party, in every language of the record', async () => {
    const made = await irc(['draft', 'two', '--format', 'md']);
    expect(made).toEqual({
      code: 0,
      err: expect.stringMatching(/^! Amharic of \d+ articles is not yet checked by a speaker: [^\n]*\n$/),
      out: 'out/two/draft-office-en.md\nout/two/draft-office-am.md\nout/two/draft-za-en.md\nout/two/draft-za-am.md\n',
    });
    expect(workspace.read('out/two/draft-za-am.md')).toContain('# ስምምነት');
  });

  it.each([
    ['office', [ministry, government, council, 'UNESCO']],
    ['za', [government, ministry, council, 'UNESCO']],
    ['unesco', ['UNESCO', ministry, government, council]],
  ])('name the party that keeps them first throughout: %s', async (party, order) => {
    expect(orders(await text('four', '--copy', party))).toEqual([order, order, order]);
  });

  it('stand in the order of the record on standard output', async () => {
    const order = [ministry, government, council, 'UNESCO'];
    expect(orders(await text('four'))).toEqual([order, order, order]);
  });

  it('are made for those named only', async () => {
    const made = await irc(['draft', 'four', '--format', 'md', '--copy', 'za,unesco', '--copy', 'council']);
    expect(made.out).toBe('out/four/draft-za-en.md\nout/four/draft-unesco-en.md\nout/four/draft-council-en.md\n');
  });

  it.each([
    [
      ['draft', 'four', '--copy', 'unesko'],
      'error unknown-copy: There is no copy of four for "unesko".\n  did you mean unesco? Copies: office, za, council, unesco\n',
    ],
    [
      ['draft', 'kept', '--copy', 'board'],
      'error unknown-copy: There is no copy of kept for "board".\n  it has one text for all; leave --copy out\n',
    ],
    [
      ['draft', 'two', '--lang', 'english'],
      'error language-invalid: "english" is no language.\n  write codes such as en or am, with commas between; en+am is one document with both texts\n',
    ],
    [
      ['draft', 'two', '--format', 'md', '--out', '-'],
      'error one-document: Standard output takes one document.\n  name one format, one language and one copy, such as --format md --lang en\n',
    ],
    [
      ['draft', 'two', '--format', 'odt'],
      'error unknown-format: There is no format "odt".\n  formats: md, html, docx, pdf\n',
    ],
  ])('are refused where a name is wrong: %s', async (args, err) => {
    expect(await irc(args)).toEqual({ code: 2, out: '', err });
  });

  it('tell what is missing by the party, whichever copy is made', async () => {
    workspace.write(
      'records/agreements/gaps.yaml',
      agreement('type: mou\nbinding: non_binding\nlanguages: [en]\nparties: [{partner: office}, {partner: za}]\n'),
    );
    const made = await irc(['draft', 'gaps', '--format', 'md']);
    expect(made.err).toBe('! 1 gap in the document, shown as [____]:\n    irc set gaps copies=…\n');
    workspace.git('clean', '-qf', 'records');
  });
});

describe('irc new', () => {
  it('says in one line which copies it made', async () => {
    const made = await irc([
      ...['new', 'mou', '--by', 'desk', '--id', 'fresh', '--set', 'parties=za', '--set', 'title.en=Rivers'],
      ...[
        '--set',
        'purpose.en=To study rivers.',
        '--set',
        'areas=rivers',
        '--set',
        'forms=training',
        '--set',
        'languages=en,am',
      ],
      ...['--set', 'authenticity=equal', '--set', 'entry.mode=on_signature', '--set', 'costs.rule=each_own'],
    ]);
    expect(made.code).toBe(0);
    expect(made.out).toContain(
      '  document   out/fresh/draft-{office,za}-{en,am}.docx, .pdf · 2 copies, one for each party\n',
    );
    expect(workspace.exists('out/fresh/draft-za-am.pdf')).toBe(true);
    workspace.git('reset', '-q', '--hard', 'HEAD~1');
  });
});

describe('one deposited original', () => {
  it('has no copies, and says who keeps it', async () => {
    const made = await irc(['draft', 'kept', '--format', 'md']);
    expect(made.out).toBe('out/kept/draft-en.md\n');
    expect(workspace.read('out/kept/draft-en.md').replaceAll('\n', ' ')).toContain(
      'in a single copy in the English language, which is kept by the Ministry of Water of the Republic of South Africa. The keeper will send a certified copy to each Participant.',
    );
  });

  it('says so in Amharic', async () => {
    expect(await text('kept', '--lang', 'am')).toContain('በአንድ ቅጂ ተዘጋጅቶ ተፈረመ። ቅጂው በMinistry of Water ዘንድ ይቀመጣል፤');
  });
});

describe('two languages in one document', () => {
  it('stand one after the other, that of the keeper first', async () => {
    const made = await irc(['draft', 'two', '--format', 'md', '--lang', 'en+am']);
    expect(made.out).toBe('out/two/draft-office-am+en.md\nout/two/draft-za-en+am.md\n');
    const own = workspace.read('out/two/draft-office-am+en.md');
    expect(own.indexOf('# ስምምነት')).toBeGreaterThan(0);
    expect(own.indexOf('# AGREEMENT')).toBeGreaterThan(own.indexOf('# ስምምነት'));
    const theirs = workspace.read('out/two/draft-za-en+am.md');
    expect(theirs.indexOf('# ስምምነት')).toBeGreaterThan(theirs.indexOf('# AGREEMENT'));
    expect(theirs.match(/Signature: _+|ፊርማ: _+/g)).toHaveLength(4);
  });

  it('stand as they are named in a text for all', async () => {
    expect((await irc(['draft', 'kept', '--format', 'md', '--lang', 'am+en'])).out).toBe('out/kept/draft-am+en.md\n');
  });
});

describe('irc render', () => {
  it('lists what a record can become', async () => {
    expect((await irc(['render', 'four', '--list'])).out).toBe(
      `DOCUMENT     TITLE                LANGUAGES  COPIES                       NOW
draft        Draft                en         office, za, council, unesco  can be made
checklist    Signature checklist  en         one for all                  can be made
transmittal  Note of transmittal  en         one for all                  can be made
brief        Brief                en         one for all                  can be made
`,
    );
    expect((await irc(['render', 'kept', '--list'])).out).toContain('one for all');
    const { id, documents } = JSON.parse((await irc(['render', 'seen', '--list', '--json'])).out);
    expect(id).toBe('seen');
    expect(documents).toContainEqual({
      name: 'draft',
      title: 'Draft',
      ready: false,
      reason: 'Only what public sources tell of it is known, and so there is no text to print',
      languages: ['en'],
      copies: ['office', 'za'],
    });
  });

  it('says why a document cannot be made', async () => {
    expect(await irc(['draft', 'seen'])).toEqual({
      code: 1,
      out: '',
      err: 'error document-refused: Draft of seen cannot be made: only what public sources tell of it is known, and so there is no text to print.\n  see what it holds: irc show seen\n',
    });
  });

  it('names the documents where none is chosen, and asks in a terminal', async () => {
    expect((await irc(['render', 'four'])).err).toBe(
      'error document-missing: Which document of four?\n  name it with --document: draft, checklist, transmittal, brief\n',
    );
    const made = await irc(['render', 'four', '--format', 'md', '--copy', 'za'], {
      answers: ['Draft'],
    });
    expect(made.out).toBe('out/four/draft-za-en.md\n');
  });

  it('makes the document of a name by the command of that name', async () => {
    expect((await irc(['profile', 'za', '--format', 'md'])).out).toBe('out/za/profile-en.md\n');
    expect((await irc(['profile', 'four'])).err).toContain('An agreement has no document "profile".');
  });
});

describe('irc render --all', () => {
  it('makes the document of each record, and leaves out what cannot be made', async () => {
    const made = await irc([
      'render',
      '--all',
      '--document',
      'draft',
      '--format',
      'md',
      '--lang',
      'en',
      '--out',
      'papers',
    ]);
    expect(made.code).toBe(0);
    expect(made.out.trim().split('\n')).toEqual([
      ...['office', 'za', 'council', 'unesco'].map((party) => `papers/four/draft-${party}-en.md`),
      'papers/kept/draft-en.md',
      'papers/two/draft-office-en.md',
      'papers/two/draft-za-en.md',
    ]);
    expect(made.err).toBe('3 records made, 1 left out that cannot be made now\n');
  });

  it('takes a kind and a condition', async () => {
    const made = await irc([
      'render',
      '--all',
      'partners',
      '--where',
      "type == 'country'",
      '--document',
      'profile',
      '--format',
      'md',
      '--json',
    ]);
    expect(JSON.parse(made.out)).toEqual({
      records: [{ id: 'za', documents: ['out/za/profile-en.md'], gaps: 0 }],
      failed: [],
      leftOut: [],
    });
  });

  it.each([
    [['render', '--all', '--format', 'md'], 'error document-missing: Which document?'],
    [
      ['render', '--all', 'partners', '--document', 'draft'],
      'error unknown-document: No partner has a document "draft".',
    ],
    [['render', '--all', 'partner', '--document', 'profil'], 'did you mean profile?'],
    [['render', '--all', '--document', 'draft', '--out', '-'], 'error one-document'],
    [['render', '--all', '--document', 'draft', '--format', 'odt'], 'error unknown-format'],
    [['render', 'two', '--where', 'true'], 'error all-missing: --where goes with --all.'],
    [['render'], 'error id-missing'],
  ])('refuses what is wrong for all: %s', async (args, err) => {
    const made = await irc(args);
    expect(made.code).toBe(2);
    expect(made.err).toContain(err);
  });

  it('goes on after a record that fails, tells it last, and ends with 1', async () => {
    workspace.write(
      'records/agreements/broken.yaml',
      agreement(
        'type: mou\nbinding: non_binding\nlanguages: [en]\ncopies: 2\nclauses: [{clause: nowhere}]\nparties: [{partner: office}, {partner: za}]\n',
      ),
    );
    const made = await irc([
      'render',
      '--all',
      'agreements',
      '--document',
      'draft',
      '--format',
      'md',
      '--copy',
      'office',
      '--where',
      "id in ['broken', 'two']",
    ]);
    workspace.git('clean', '-qf', 'records');
    expect(made.code).toBe(1);
    expect(made.out).toBe('out/two/draft-office-en.md\nout/two/draft-office-am.md\n');
    expect(made.err).toMatch(/^1 record made, 1 failed\nerror clause-unknown: broken: /);
  });
});

describe('copies of a kind that the program does not know', () => {
  it('are made by the key of the list that the schema names', async () => {
    const travel = travelWorkspace();
    const file = 'schemas/trip.schema.json';
    const schema = JSON.parse(travel.read(file));
    schema['x-irc'].documents.plan = {
      title: 'Plan',
      template: 'trip/plan',
      copies: 'stops',
      mark: "'for ' + copy.town",
      languages: "['en']",
    };
    travel.write(file, JSON.stringify(schema));
    travel.write(
      'templates/trip/plan.md.hbs',
      '{{#if copy}}For {{copy.town.title_text}}: {{/if}}{{#each stops}}{{town.title_text}} ({{town.people}}, {{nights}}) {{/each}}\n',
    );
    travel.write(
      'records/trips/trip-adama.yaml',
      travel
        .read('records/trips/trip-adama.yaml')
        .replace(/stops:[\s\S]*?(?=history:)/, 'stops: [{town: adama}, {town: jimma, nights: 2}]\n'),
    );
    const made = await run(travel.root, ['render', 'trip-adama', '--document', 'plan', '--format', 'md'], {
      env: travel.env,
    });
    expect(made.out).toBe('out/trip-adama/plan-adama-en.md\nout/trip-adama/plan-jimma-en.md\n');
    expect(travel.read('out/trip-adama/plan-jimma-en.md')).toBe(
      '*for jimma*\n\nFor Jimma: Jimma ([____], 2) Adama (300000, [____])\n',
    );
    // A gap is told where it lies: in the list by key, whatever the copy, and in the record that is named.
    expect(made.err).toBe(
      '! 2 gaps in the document, shown as [____]:\n    irc set trip-adama stops.adama.nights=…\n    irc set jimma people=…\n',
    );
    schema['x-irc'].documents.plan.copies = 'nights';
    travel.write(file, JSON.stringify(schema));
    expect((await run(travel.root, ['validate'], { env: travel.env })).out).toContain(
      'there is no list "nights" to make copies for',
    );
    travel.remove();
  });
});
