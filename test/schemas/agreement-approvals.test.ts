/** An approval covers the text that the body saw: what voids it, what does not, and who says so. */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { mergeTexts } from '../../src/core/merge/text.ts';
import type { Problem } from '../../src/errors.ts';
import { openWorkspace } from '../../src/io/workspace.ts';
import { approve, fingerprintsIn } from '../helpers/approve.ts';
import { makeRepository, type TestRepository, wayBack } from '../helpers/repository.ts';
import { type Ran, run } from '../helpers/run.ts';
import { changed } from './provoke.ts';

const id = 'mou-2026-african-union';
const file = `records/agreements/${id}.yaml`;
const clauseFile = 'templates/clauses/termination.md';

let workspace: TestRepository;
let back: () => void;
beforeAll(async () => {
  const records = ['office', 'partners/african-union', 'partners/za'].map((name) => `records/${name}.yaml`);
  workspace = makeRepository(Object.fromEntries(records.map((path) => [path, readFileSync(path, 'utf8')])));
  const sample = parse(readFileSync(file, 'utf8')) as { readonly history: object[] };
  workspace.commit({
    [file]: changed(file, {
      negotiation: [{ date: '2026-11-10', by: 'african-union', summary: 'no comments' }],
      frozen_text: { sha256: 'a'.repeat(64), date: '2026-11-12' },
      history: [...sample.history, { date: '2026-11-12', to: 'clearance' }],
    }),
    [clauseFile]: readFileSync(clauseFile, 'utf8'),
  });
  const approved = await approve(workspace, id, 'legal_office', '2026-11-16');
  expect(approved, approved.err).toMatchObject({ code: 0 });
  back = wayBack(workspace);
});
afterEach(() => back());
afterAll(() => workspace.remove());

const irc = (...args: string[]): Promise<Ran> => run(workspace.root, args, { env: workspace.env });
const edit = (change: (text: string) => string, path = file): void => {
  const before = workspace.read(path);
  const after = change(before);
  expect(after).not.toBe(before);
  workspace.write(path, after);
};
const problems = async (): Promise<Problem[]> =>
  (JSON.parse((await irc('validate', '--format', 'json')).out) as { problems: Problem[] }).problems;
const isVoid = ({ code }: Problem): boolean => code === 'agreement-approval-void';
const voided = async (): Promise<string[]> => (await problems()).filter(isVoid).map(({ message }) => message);
const said = 'Approval of Legal office of the ministry (2026-11-16) no longer holds: ';

/** Copies of the approved record, each with one edit of its text or values: what is said of each, by one check of all. */
const afterEdits: readonly (readonly [string, string, (text: string) => string])[] = [
  ['nothing', '', (text) => text],
  [
    'another layout and order of fields',
    '',
    (text) =>
      `${text.replace(/^termination:(\n {2}.*)+\n/m, '')}termination: {savings: true,   notice_months: 6} # as agreed\n`,
  ],
  ['a comment', '', (text) => `# seen by the legal office\n${text}`],
  [
    'another order of the parties, which each copy has anyway',
    '',
    (text) =>
      text.replace(
        '  - partner: office\n  - partner: african-union\n',
        '  - partner: african-union\n  - partner: office\n',
      ),
  ],
  [
    'a remark and an owner',
    '',
    (text) => text.replace('remarks: Illustrative record.', 'remarks: Another.\nowner: desk-africa'),
  ],
  ['a translation that a speaker has checked', '', (text) => text.replace('\n  am: ', '\n  checked: [am]\n  am: ')],
  [
    'another notice',
    'termination, notice of termination, months changed',
    (text) => text.replace('notice_months: 6', 'notice_months: 3'),
  ],
  [
    'no word on running projects',
    'termination, running projects continue removed; article "Activities under way at the end" left out',
    (text) => text.replace('  savings: true\n', ''),
  ],
  ['another title', 'title changed', (text) => text.replace('\n  am: ', '\n  am: ሌላ ')],
  ['one area less', 'areas of cooperation changed', (text) => text.replace('  - text: scientific mobility\n', '')],
  [
    'a level',
    'parties, african-union, level added',
    (text) => text.replace('partner: african-union\n', 'partner: african-union\n    level: ministry\n'),
  ],
  [
    'a third party',
    'parties, za, party added; originals changed',
    (text) =>
      text
        .replace('partner: african-union\n', 'partner: african-union\n  - partner: za\n')
        .replace('copies: 2', 'copies: 3'),
  ],
  [
    'another party',
    'parties, za, party added; parties, african-union, party removed',
    (text) => text.replace('partner: african-union\n', 'partner: za\n').replaceAll('by: african-union', 'by: za'),
  ],
  ['a duty of care', 'liability added; article "Liability" added', (text) => `${text}liability: {en: None}\n`],
  [
    'articles of its own choice',
    'article "Areas of cooperation" left out',
    (text) => `${text}clauses: [{clause: purpose}]\n`,
  ],
];

it('asks which of the clearing bodies of the office answered', async () => {
  const offered: string[] = [];
  await run(workspace.root, ['approve', id], {
    env: workspace.env,
    answers: ['^C'],
    asked: ({ message, choices }) => offered.push(`${message}: ${choices.map(({ name }) => name).join(', ')}`),
  });
  expect(offered).toEqual(['Body: Legal office of the ministry, Ministry of Foreign Affairs']);
});

describe('an approval', () => {
  it('is void after a change of substance, and after no other', async () => {
    const approved = workspace.read(file);
    workspace.git('rm', '--quiet', '--force', file);
    afterEdits.forEach(([, , change], index) => {
      expect(change(approved) === approved, String(index)).toBe(index === 0);
      workspace.write(`records/agreements/case-${index}.yaml`, change(approved));
    });
    const found = await problems();
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const [index, [what, changes]] of afterEdits.entries()) {
      const messages = found.filter((problem) => isVoid(problem) && problem.file.endsWith(`/case-${index}.yaml`));
      expect(messages, what).toHaveLength(changes === '' ? 0 : 1);
      const [message = said] = messages.map((problem) => problem.message);
      expect(message.startsWith(said)).toBe(true);
      for (const change of changes.split('; ')) expect(message.slice(said.length).split('; '), what).toContain(change);
    }
  });

  it('is void after a clause of the library is worded otherwise, but not where only its front matter changes', async () => {
    edit((text) => text.replace('version: 2', 'version: 3').replace('order: 240', 'order: 241'), clauseFile);
    expect(await voided()).toEqual([]);
    // The wording and the language that this agreement does not use.
    edit(
      (text) => text.replace('1. ተዋዋይ', '2. ተዋዋይ').replace('The Parties may bring', 'The Parties can bring'),
      clauseFile,
    );
    expect(await voided()).toEqual([]);
    edit((text) => text.replace('The Participants may bring', 'The Participants can bring'), clauseFile);
    expect(await voided()).toEqual([`${said}article "Termination" changed`]);
  });

  it('is not voided by articles written out as the house has them, but by another order of them', async () => {
    const ids = Object.keys(await fingerprintsIn(workspace, id, '2026-11-16'))
      .filter((path) => path.startsWith('clauses.'))
      .map((path) => path.slice('clauses.'.length));
    await irc('set', id, `clauses=${ids.join(',')}`, '-y');
    expect(await voided()).toEqual([]);
    const [first = '', second = '', ...rest] = ids;
    await irc('set', id, `clauses=${[second, first, ...rest].join(',')}`, '-y');
    expect(await voided()).toEqual([`${said}order of the articles changed`]);
  });

  it('holds on in a newer version that marks further fields as substance', async () => {
    const schemaFile = 'schemas/agreement.schema.json';
    const schema = JSON.parse(readFileSync(schemaFile, 'utf8'));
    schema.properties.remarks['x-irc'] = { ...schema.properties.remarks['x-irc'], substance: true };
    for (const path of [
      'common',
      'office',
      'partner',
      'project',
      'area',
      'need',
      'note',
      'opportunity',
      'request',
      'visit',
    ])
      workspace.write(`schemas/${path}.schema.json`, readFileSync(`schemas/${path}.schema.json`, 'utf8'));
    workspace.write(schemaFile, JSON.stringify(schema));
    expect(await voided()).toEqual([]);
    edit((text) => text.replace('notice_months: 6', 'notice_months: 3'));
    expect(await voided()).toEqual([`${said}termination, notice of termination, months changed`]);
  });

  it('holds again where the change is taken back', async () => {
    const before = workspace.read(file);
    edit((text) => text.replace('notice_months: 6', 'notice_months: 3'));
    expect(await voided()).toHaveLength(1);
    workspace.write(file, before);
    expect(await voided()).toEqual([]);
  });
});

describe('an approval that no longer holds', () => {
  beforeEach(async () => {
    workspace.git('commit', '--allow-empty', '--quiet', '--message=Cleared');
    edit((text) => text.replace('notice_months: 6', 'notice_months: 3'));
  });
  const what = 'Legal office of the ministry (2026-11-16): termination, notice of termination, months changed';

  it('is told where it stands, with the way to a new one', async () => {
    expect((await problems()).find(isVoid)).toMatchObject({
      severity: 'warning',
      file,
      path: 'clearances.legal_office',
      hint: `show it the text as it is now, then: irc approve ${id} --as legal_office`,
    });
  });

  it('is told by irc diff as a consequence, by irc show and by the brief', async () => {
    expect((await irc('diff')).out).toContain(`so No longer cleared: – → ${what}\n`);
    expect((await irc('diff', '--format', 'markdown')).out).toContain('**No longer cleared**');
    expect((await irc('show', id)).out.replace(/[\s·]+/g, ' ')).toContain(`No longer cleared ${what}`);
    expect((await irc('show', id, '--json')).out).toContain(what);
    for (const args of [
      ['render', id, '--document', 'brief'],
      ['profile', 'african-union'],
    ])
      expect((await irc(...args, '--format', 'md', '--out', '-')).out).toMatch(
        /no longer cleared\S* by Legal office of the ministry \(2026-11-16\): termination/i,
      );
  });

  it('is told by irc diff, too, where only a clause of the library is another one', async () => {
    workspace.git('checkout', '--quiet', '--', file);
    edit((text) => text.replace('The Participants may bring', 'The Participants can bring'), clauseFile);
    const { out, err } = await irc('diff');
    expect(out).toContain(
      'so No longer cleared: – → Legal office of the ministry (2026-11-16): article "Termination" changed\n',
    );
    expect(err).toBe('1 record: 1 concerned by changed clauses · 1 other file\n');
    expect((await irc('diff', '--short')).out).toMatch(/concerned +mou-\S+ +no longer cleared/);
    workspace.git('commit', '--quiet', '--all', '--message=Another wording');
    expect((await irc('diff', 'HEAD~1..HEAD')).out).toBe(out);
    expect((await irc('show', id, '--at', 'HEAD~1')).out).not.toContain('No longer cleared');
  });

  it('does not count for a step: neither cleared nor signed', async () => {
    const ready = await irc('ready', id, '--for', 'signed');
    expect(ready.code).toBe(1);
    expect(ready.out).toContain(`✗ The approvals hold: ${what}`);
    expect(ready.out).toContain(`irc approve ${id} --as legal_office`);
    edit((text) => text.replace(/ {2}- date: 2026-11-16\n {4}to: cleared\n {4}by: director\n/, ''));
    const again = await irc('ready', id, '--for', 'cleared');
    expect(again.code).toBe(1);
    expect(again.out).toContain(`the yes of legal_office is missing, or no longer holds: ${what}`);
  });

  it('does not count where it says of no text what it covers, but for what was taken over', async () => {
    // The first says nothing, the others what somebody might write by hand.
    for (const [covers, says] of [
      ['', 'the yes of legal_office is missing, or does not say to which text'],
      [' covers: {}', 'title added'],
      [' covers: {empty fields: title}', 'article "Termination" added'],
    ] as const) {
      edit((text) =>
        text.replace(
          /\n {4}covers:(?:\n(?: {6}.*\n)+| .*\n)|(?<=result: "yes")\n/,
          `\n${covers === '' ? '' : `   ${covers}\n`}`,
        ),
      );
      const ready = await irc('ready', id, '--for', 'signed');
      expect(ready.out, covers).toContain('✗ The approvals hold');
      expect(ready.out, covers).toContain(says);
      expect((await problems()).map(({ code }) => code)).toContain('agreement-approval-unbound');
    }
    edit((text) => `knowledge: partial\n${text.replace(/ {4}covers: .*\n/, '')}`);
    expect((await irc('ready', id, '--for', 'signed')).out).toContain('✓ The approvals hold');
  });

  it('gives way to a new one', async () => {
    workspace.commit({ [file]: workspace.read(file) });
    await approve(workspace, id, 'legal_office', '2026-11-24');
    expect(await voided()).toEqual([]);
    expect((await irc('ready', id, '--for', 'signed')).out).toContain('✓ The approvals hold');
  });
});

describe('an approval of a text that another branch changed, where both go together line by line', () => {
  const what = 'records/agreements/mou-2026-african-union.yaml:';
  const changes: readonly (readonly [string, string, string, string])[] = [
    ['a term', file, 'notice_months: 6', 'notice_months: 3'],
    ['a clause of the library', clauseFile, 'The Participants may bring', 'The Participants can bring'],
  ];
  it.each(changes)('is told after the merge, whoever merges: %s', async (name, path, from, to) => {
    workspace.git('branch', '--force', 'mine');
    workspace.git('checkout', '--quiet', '-B', 'other', 'HEAD~1');
    edit((text) => text.replace(from, to), path);
    workspace.git('commit', '--quiet', '--all', '--message=Another wording');
    // Theirs into ours by irc, and by git alone; then what validate says of it.
    for (const merge of [() => irc('merge', 'other'), () => workspace.git('merge', '--quiet', '--no-edit', 'other')]) {
      workspace.git('checkout', '--quiet', '-B', 'main', 'mine');
      const merged = await merge();
      const words =
        name === 'a term' ? 'termination, notice of termination, months changed' : 'article "Termination" changed';
      expect(await voided()).toEqual([`${said}${words}`]);
      if (typeof merged === 'string') continue;
      expect([merged.code, merged.err]).toEqual([
        0,
        expect.stringMatching(
          new RegExp(`^${what}\\d+:\\d+: warning agreement-approval-void: .* no longer holds: ${words}\n +show it`),
        ),
      ]);
    }
    workspace.git('checkout', '--quiet', '-B', 'main', 'mine');
    const told = JSON.parse((await irc('merge', 'other', '--json')).out) as { warnings: Problem[] };
    expect(told.warnings.map(({ code }) => code)).toEqual(['agreement-approval-void']);
  });
});

it('two approvals of different texts do not merge to one of a text that nobody has read', async () => {
  const base = workspace.read(file);
  const sideOf = async (change: (text: string) => string): Promise<string> => {
    workspace.commit({ [file]: change(base) });
    await approve(workspace, id, 'legal_office', '2026-11-24');
    return workspace.read(file);
  };
  const ours = await sideOf((text) => text.replace('notice_months: 6', 'notice_months: 3'));
  const theirs = await sideOf((text) => text.replace('copies: 2', 'copies: 4'));
  const { register } = await openWorkspace({
    cwd: workspace.root,
    env: workspace.env,
    today: '2026-11-24',
    now: () => '',
  });
  const root = register.kind('agreement')?.root;
  if (root === undefined) throw new Error('no agreements');
  const merged = mergeTexts(root, { base, ours, theirs });
  expect(merged.text).toContain('path: clearances.legal_office.covers');
});

it('a body that asks for changes sends the text back, and keeps what it asked for', async () => {
  expect(await irc('approve', id, 'body=parliament', '--by', 'director')).toMatchObject({
    ...{ code: 2, err: expect.stringContaining("none of the office's clearances") },
  });
  const answered = await irc(
    'approve',
    id,
    'body=legal_office',
    'result=changes',
    'note=a longer notice',
    '--by',
    'director',
  );
  expect(answered).toMatchObject({ code: 0, out: expect.stringContaining('so State: cleared → negotiation\n') });
  expect(workspace.read(file)).toContain('note: a longer notice');
});

describe('after the signature', () => {
  it('clauses of the house may change, what the record says of the text may not', async () => {
    const signing = ['office', 'african-union'].flatMap((party) => [
      `parties.${party}.signed_on=2026-11-24`,
      `parties.${party}.signed_at=Addis Ababa`,
      `parties.${party}.signatory.post=Minister`,
    ]);
    expect(await irc('advance', id, 'signed', ...signing, '--by', 'director', '-y')).toMatchObject({ code: 0 });
    edit((text) => text.replaceAll('The Participants may', 'The Participants can'), clauseFile);
    await irc('set', id, 'entry.date=2026-11-24', '-y');
    expect(await voided()).toEqual([]);
    await irc('set', id, 'termination.notice_months=3', '-y');
    expect(await voided()).toEqual([`${said}termination, notice of termination, months changed`]);
  });
});
