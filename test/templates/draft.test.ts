import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { makeRepository, type TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';

const office = `names: {official: {en: Ministry of Science, am: የሳይንስ ሚኒስቴር}, short: {en: the Ministry, am: ሚኒስቴሩ}}
government: {en: Government of Ethiopia, am: የኢትዮጵያ መንግሥት}
country: ET
seat: Addis Ababa
posts:
  - {id: desk, title: {en: Desk}}
fiscal_year: {starts: "07-08"}
`;

function partner(name: string, more = ''): string {
  return `type: agency
names: {official: {en: ${name}}}
${more}history:
  - {date: 2026-01-05, to: identified, by: desk}
`;
}

/** Fields by their names, in YAML flow; what a test changes stands before what it leaves. */
const complete: Readonly<Record<string, string>> = {
  type: 'mou',
  binding: 'non_binding',
  parties: '[{partner: office}, {partner: council}]',
  title: '{en: Water research, am: የውኃ ምርምር}',
  purpose: '{en: "To study water.", am: "ውኃን ማጥናት።"}',
  areas: '[{text: ground water}, {text: dams}]',
  forms: '[joint_research, other_agreed]',
  entry: '{mode: on_signature}',
  duration: '{mode: months, months: 60}',
  renewal: '{mode: tacit, months: 60, notice_months: 6}',
  termination: '{notice_months: 6, savings: true}',
  costs: '{rule: each_own, subject_to_funds: true}',
  ip: '{mode: per_project}',
  disputes: '[consultation]',
  amendment: 'written_consent',
  languages: '[en]',
  copies: '2',
  history: '[{date: 2026-10-05, to: drafting, by: desk}]',
};

const binding = { type: 'agreement', binding: 'binding' };
function signed(day: string, place: string, otherDay: string, otherPlace: string): string {
  return `[{partner: office, signed_on: ${day}, signed_at: ${place}}, {partner: council, signed_on: ${otherDay}, signed_at: ${otherPlace}}]`;
}

const threeParties = { parties: '[{partner: office}, {partner: council}, {partner: board}]', copies: '3' };

/** Each case of the clauses, and a sentence of the English text that shows it. */
const cases: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
  [{ costs: '{rule: each_own}' }, 'Each Participant will bear the costs of its own participation'],
  [binding, 'Each Party shall bear the costs of its own participation'],
  [binding, 'This Agreement shall be binding on the Parties.'],
  [{}, 'does not create rights or obligations under national or international law'],
  [
    { costs: '{rule: sender_travel_host_local}' },
    '(a) the sending Participant will bear the costs of international travel',
  ],
  [{ costs: '{rule: per_project}' }, 'as set out in its implementing arrangement under Article 4.'],
  [
    { costs: '{rule: donor, donor: council, amount: {amount: "120000", currency: USD}}' },
    'will be financed by the Council for Research with a contribution of USD 120,000.00.',
  ],
  [{}, 'No payment of one Participant to another will be due'],
  [{}, 'subject to the availability of funds and personnel'],
  [
    { committee: '{frequency_months: 36, alternating: true}' },
    'will meet every three (3) years, in turn at the seat of',
  ],
  [{ ip: '{mode: shared}' }, 'What the Participants create jointly will belong to them in proportion'],
  [{ ip: '{mode: annex}' }, 'will follow the annex on intellectual property'],
  [{ ip: '{mode: due_consideration}' }, 'give due consideration to the protection and fair use'],
  [{ ip: '{mode: per_project}' }, 'set out in the implementing arrangement of each project before'],
  [{ ip: '{mode: none}' }, 'do not expect that intellectual property will arise'],
  [{ confidentiality: 'true' }, 'marked as confidential will be used for those activities only'],
  [{ disputes: '[consultation]' }, 'will be settled amicably between the Participants by consultation.'],
  [{ disputes: '[consultation, negotiation]' }, '(b) negotiation between the heads of the institutions concerned.'],
  [{ ...binding, disputes: '[negotiation, arbitration]' }, 'to arbitration by three arbitrators'],
  [{ disputes: '[negotiation]' }, 'will be settled amicably between the Participants by negotiation.'],
  [{ disputes: '[diplomatic]' }, 'will be settled amicably between the Participants by discussion through diplomatic'],
  [{ ...binding, disputes: '[arbitration]' }, 'shall be settled between the Parties by arbitration.'],
  [{ amendment: 'written_consent' }, 'An amendment will take effect on the day of its last signature'],
  [{ amendment: 'notes' }, 'by an exchange of notes between the Participants.'],
  [
    { amendment: 'as_entry' },
    'will come into effect by the same procedure as this Memorandum of Understanding under Article 13.',
  ],
  [
    { ...binding, entry: '{mode: on_signature}' },
    'This Agreement shall enter into force on the date of its signature or, where it is signed on',
  ],
  [
    { entry: '{mode: last_notification}' },
    'will come into effect on the date of receipt of the last written notification',
  ],
  [{ entry: '{mode: days_after_notification, days: 30}' }, 'will come into effect thirty (30) days after'],
  [
    { ...binding, entry: '{mode: month_after_notification, months: 2}' },
    'on the first day of the month that comes two (2) months after the month of receipt of the last written notification',
  ],
  [{ ...binding, entry: '{mode: on_ratification}' }, 'shall be subject to ratification'],
  [{ entry: '{mode: on_ratification}' }, 'that the approvals required on their sides have been given'],
  [{ entry: '{mode: on_approval}' }, 'the last of the competent bodies of the Participants has approved it'],
  [{ entry: '{mode: fixed_date, date: 2027-01-01}' }, 'will come into effect on 1 January 2027.'],
  [
    { entry: '{mode: fixed_date, date: 2026-01-01}', retroactive: 'true' },
    'on the date of its signature.  It will have effect from 1 January 2026, and will apply to the activities',
  ],
  [{ ...binding, entry: '{mode: last_notification, provisional: true}' }, 'It shall be applied provisionally from'],
  [
    { renewal: '{mode: tacit, months: 60, notice_months: 6}' },
    'at least six (6) months before the end of the current period, that it does not wish to renew it',
  ],
  [
    { renewal: '{mode: mutual, months: 24}' },
    'It may be renewed for further periods of two (2) years by mutual consent',
  ],
  [{ renewal: '{mode: none}' }, 'A new instrument is needed to continue the cooperation.'],
  [{ duration: '{mode: months, months: 18}' }, 'remain in effect for a period of eighteen (18) months.'],
  [{ duration: '{mode: open}' }, 'for an indefinite period, until it is brought to an end under Article 15.'],
  [{ duration: '{mode: project}' }, 'until the programmes and projects under it have been completed'],
  [{ termination: '{notice_days: 90}' }, 'at least ninety (90) days in advance.'],
  [threeParties, 'A Participant may withdraw from this Memorandum of Understanding at any time'],
  [threeParties, 'inform the other Participants without delay'],
  [{}, 'The end of this Memorandum of Understanding will not affect programmes and projects that have begun.'],
  [
    { termination: '{notice_months: 6, savings: false}' },
    'The programmes and projects under way will end together with this Memorandum of Understanding.',
  ],
  [
    { confidentiality: 'true' },
    'says on intellectual property and on information received in confidence will continue',
  ],
  [{ definitions: '[{term: Data, text: what is measured}]' }, 'means what is measured.'],
  [
    { obligations: '[{party: council, text: lend a drill}, {party: office, text: provide a laboratory}]' },
    '- 4.2 For its part, the Ministry will provide a laboratory.',
  ],
  [{}, 'Each Participant will have one authority that coordinates the activities'],
  [
    { parties: '[{partner: office}, {partner: council, executing: {unit: Unit of Trade, post: Head of Unit}}]' },
    'The authority of the Council for Research is the Unit of Trade (post in charge: Head of Unit).',
  ],
  [{ forms: '[expert_exchange]' }, 'each Participant will use its best efforts to facilitate:'],
  [
    { facilities: '{en: Visas are given free of charge.}' },
    'Persons, equipment and taxes  Visas are given free of charge.',
  ],
  [{ liability: '{en: Each side bears its own damage.}' }, 'Liability  Each side bears its own damage.'],
  [{ reporting: '{en: A report is made every January.}' }, 'Reporting  A report is made every January.'],
  [{ evaluation: '{en: A review is made in 2029.}' }, 'Evaluation  A review is made in 2029.'],
  [{ logo_use: '{en: Emblems are not used.}' }, 'Name and emblem  Emblems are not used.'],
  [{ territory: '{en: the basin of the Awash}' }, 'will apply to the basin of the Awash.'],
  [{ annexes: '[{title: Work plan}, {title: Budget}]' }, '(b) Annex 2: Budget.'],
  [{ ip: '{mode: annex}', annexes: '[{title: Ownership}]' }, '(a) Annex 1: Ownership.'],
  [
    { ...threeParties, copies: '1', depositary: 'board' },
    'The original of this Memorandum of Understanding will be kept by the Water Board as the depositary',
  ],
  [
    { ...binding, parties: '[{partner: office, level: government}, {partner: council}]' },
    'any Party may have it registered with the Secretariat of the United Nations under Article 102',
  ],
  [
    { ...binding, parties: '[{partner: office, level: state}, {partner: council}]', copies: '1', depositary: 'office' },
    'the depositary shall have it registered with the Secretariat of the United Nations',
  ],
  [
    { parties: '[{partner: office}, {partner: union}]' },
    'is to be understood as a waiver of the privileges and immunities of the Union of Basins.',
  ],
  [{ based_on: 'case-0' }, 'It is made under the text entitled “Water research”, which applies to all that is not'],
  [
    { ...binding, languages: '[en, am]', authenticity: 'equal' },
    'in the English and Amharic languages, all texts being equally authentic.',
  ],
  [{ languages: '[en, am]', authenticity: 'prevailing', prevailing: 'en' }, 'the English text will prevail'],
  [{ ...binding }, 'Done at \\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_ on \\_'],
  [{ ...binding }, '\\_ in two originals in the English language.'],
  [
    { ...binding, languages: '[en, am]', authenticity: 'equal' },
    'in two originals, each in the English and Amharic languages.',
  ],
  [{ place: 'Adama' }, 'Signed at Adama on \\_'],
  [
    { parties: signed('2027-01-15', 'Addis Ababa', '2027-01-15', 'Addis Ababa') },
    'Signed at Addis Ababa on 15 January 2027 (7 Tir 2019 E.C.) in two copies in the English language.',
  ],
  [
    { ...binding, parties: signed('2027-01-15', 'Addis Ababa', '2027-01-20', 'Nairobi') },
    'Done at the places and on the days named beside the signatures in two originals',
  ],
  [
    { ...binding, ...threeParties, copies: '1', depositary: 'board' },
    'in a single original in the English language, which is deposited with the Water Board. The depositary shall send a certified copy to each Party.',
  ],
  [
    { ...threeParties, copies: '1', depositary: 'board' },
    'in a single copy in the English language, which is kept by the Water Board. The keeper will send a certified copy to each Participant.',
  ],
];

/** All clauses of the library, chosen one by one. */
const library = readdirSync('templates/clauses').map((file) => file.replace('.md', ''));
const everyClause = `[${library.map((id) => `{clause: ${id}}`).join(', ')}]`;

function empty(force: string): string {
  return `type: mou
binding: ${force}
title: {en: Empty}
clauses: ${everyClause}
history: [{date: 2026-10-05, to: idea, by: desk}]
`;
}

/** The agreements by their ids. Only the one that is drafted lies in the register: to read all takes longer than the rest. */
const agreements: Readonly<Record<string, string>> = {
  ...Object.fromEntries(cases.map(([changes], index) => [`case-${index}`, agreement(changes)])),
  whole: agreement({ ...threeParties, clauses: everyClause }),
  'whole-binding': agreement({ ...binding, clauses: everyClause }),
  empty: empty('non_binding'),
  'empty-binding': empty('binding'),
  bare: 'type: mou\ntitle: {en: Bare}\nhistory: [{date: 2026-10-05, to: idea, by: desk}]\n',
  governments: agreement({
    ...binding,
    parties: '[{partner: office, level: government}, {partner: council, executing: {unit: Unit of Trade}}]',
    recitals: '["Noting that water is scarce;"]',
  }),
};
/** The one that another is based on. */
const framework = 'case-0';

let workspace: TestRepository;

beforeAll(() => {
  workspace = makeRepository({
    'records/office.yaml': office,
    'records/partners/council.yaml': partner('Council for Research'),
    'records/partners/board.yaml': partner('Water Board', 'hq: {city: Nairobi, country: KE}\n'),
    'records/partners/union.yaml': partner('Union of Basins').replace('type: agency', 'type: regional_body'),
    [fileOf(framework)]: agreements[framework] ?? '',
  });
});

afterAll(() => {
  workspace.remove();
});

function fileOf(id: string): string {
  return `records/agreements/${id}.yaml`;
}

function agreement(changes: Readonly<Record<string, string>>): string {
  return Object.entries({ ...complete, ...changes })
    .map(([field, value]) => `${field}: ${value}\n`)
    .join('');
}

/** The fields on whose codes the library has advice, with the codes. */
const choices = library.flatMap((id): [string, string[]][] => {
  const front = readFileSync(`templates/clauses/${id}.md`, 'utf8').split(/^---$/m)[1] ?? '';
  const { choices = {} } = parse(front) as { choices?: Record<string, Record<string, string>> };
  return Object.entries(choices).map(([field, advice]) => [field, Object.keys(advice)]);
});

/** The code that a case gives the field, if the case is about that field; of a list its only item. */
function codeIn(changes: Readonly<Record<string, string>>, field: string): unknown {
  const [name = '', key] = field.split('.');
  const value: unknown = parse(changes[name] ?? 'null');
  if (Array.isArray(value)) return value.length === 1 ? value[0] : undefined;
  return key === undefined ? value : (value as Record<string, unknown> | null)?.[key];
}

interface Draft {
  readonly text: string;
  readonly told: string;
}

/** Drafts made already: records do not change, and a run takes longer than all else here. */
const drafts = new Map<string, Draft>();

async function draft(id: string, language = 'en'): Promise<Draft> {
  const known = drafts.get(`${id} ${language}`);
  if (known !== undefined) return known;
  workspace.write(fileOf(id), agreements[id] ?? '');
  const made = await run(workspace.root, ['draft', id, '--format', 'md', '--lang', language, '--out', '-'], {
    env: workspace.env,
  });
  if (id !== framework) rmSync(join(workspace.root, fileOf(id)));
  expect(made.err.includes('error')).toBe(false);
  expect(made.code).toBe(0);
  const result = { text: made.out, told: made.err };
  drafts.set(`${id} ${language}`, result);
  return result;
}

/** What a reader can refer to: numbers of sub-articles, letters below them, and how many articles there are. */
function numbers(text: string): string[] {
  return [...text.matchAll(/^ *- (\d+\.\d+|\([a-z]+\)) |^##? .*?(\d+)\. /gm)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
}

describe('the draft of an agreement', () => {
  it.each(cases.map(([, sentence], index) => [sentence, index] as const))('says “%s”', async (sentence, index) => {
    const { text, told } = await draft(`case-${index}`);
    expect(text.replaceAll('\n', ' ')).toContain(sentence);
    expect(text).not.toContain('[____]');
    expect(told).toBe('');
  });

  it.each(cases.map(([changes], index) => [JSON.stringify(changes), index] as const))(
    'counts the same articles and sub-articles in Amharic: %s',
    async (_changes, index) => {
      const english = numbers((await draft(`case-${index}`)).text);
      expect(english.length).toBeGreaterThan(30);
      expect(numbers((await draft(`case-${index}`, 'am')).text)).toEqual(english);
    },
  );

  it('says on an Amharic text that the translation is to be checked', async () => {
    expect((await draft('case-0', 'am')).text).toContain('ትርጉሙ ይረጋገጥ');
    expect((await draft('case-0')).text).not.toContain('ትርጉሙ ይረጋገጥ');
  });

  it('shows and tells what is missing, and prints every article all the same', async () => {
    const { text, told } = await draft('bare');
    const missing = ['parties', 'areas', 'forms', 'costs.rule', 'ip.mode', 'disputes', 'amendment'];
    for (const path of [...missing, 'entry.mode', 'duration.months', 'renewal.mode', 'copies', 'languages']) {
      expect(told).toContain(`irc set bare ${path}=…`);
    }
    expect(numbers(text)).toContain('12');
  });

  it.each(['whole', 'whole-binding', 'empty', 'empty-binding'])(
    'prints every clause of the library: %s',
    async (id) => {
      const english = numbers((await draft(id)).text);
      expect(english.filter((number) => /^\d+$/.test(number))).toHaveLength(library.length);
      expect(numbers((await draft(id, 'am')).text)).toEqual(english);
    },
  );

  it.each(choices)('has words of its own for each code of %s', async (field, codes) => {
    const said = codes.map((code) => cases.findIndex(([changes]) => codeIn(changes, field) === code));
    expect(codes.filter((_code, index) => said[index] === -1)).toEqual([]);
    for (const one of said) {
      for (const other of said.filter((index) => index !== one)) {
        const { text } = await draft(`case-${other}`);
        expect(text.replaceAll('\n', ' ')).not.toContain(cases[one]?.[1]);
      }
    }
  });

  it('shows and tells that a text by language is missing', async () => {
    const { text, told } = await draft('bare');
    expect(text).toContain('has the following purpose: [____]');
    expect(told).toMatch(/irc set bare purpose(\.en)?=…/);
  });

  it('names a government as the party, and who stands for it', async () => {
    const { text } = await draft('governments');
    expect(text).toContain('**the Government of Ethiopia**  \nrepresented by the Ministry of Science,');
    expect(text).toContain('hereinafter referred to as “Ethiopia”');
    expect(text).toContain('acting through its Unit of Trade, hereinafter referred to as “the Council for Research”');
    expect(text).toContain('Noting that water is scarce;');
    expect(text).not.toContain('Recognising that');
  });

  it('has a place to sign for each party, and never the name of a person', async () => {
    const { text } = await draft(`case-${cases.findIndex(([changes]) => changes === threeParties)}`);
    expect(text.match(/For and on behalf of/g)).toHaveLength(3);
    expect(text.match(/^Signature: _+/gm)).toHaveLength(3);
    expect(text).not.toMatch(/^Name/m);
  });
});
