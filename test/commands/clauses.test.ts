import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { type Ran, type RunOptions, run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
const record = 'mou-2026-african-union';
const file = `records/agreements/${record}.yaml`;

beforeAll(() => {
  workspace = sampleWorkspace();
  const entry = readFileSync('templates/clauses/entry.md', 'utf8').replace(/^choices:\n(?: .*\n)+/m, '');
  workspace.write(
    'templates/clauses/entry.md',
    entry.replace(
      /^version: .*\n/m,
      (line) =>
        `${line}checked: [am]\nchoices:\n  entry.mode:\n    on_signature: Nothing stands between the ceremony and the work.\n`,
    ),
  );
});

afterAll(() => workspace.remove());

/** The English title in the front matter of a clause. */
function titleOf(clause: string): string {
  return /^title: \{en: "?(.*?)"?, am/m.exec(readFileSync(`templates/clauses/${clause}.md`, 'utf8'))?.[1] ?? '';
}

const irc = (args: readonly string[], options: RunOptions = {}): Promise<Ran> =>
  run(workspace.root, args, { env: workspace.env, ...options });

const json = async (...args: string[]): Promise<unknown> => JSON.parse((await irc([...args, '--json'])).out);

describe('irc clauses', () => {
  it('lists the library in its order, with what applies and what no speaker has checked', async () => {
    const { out, code } = await irc(['clauses']);
    expect(code).toBe(0);
    const rows = out.split('\n');
    expect(rows[0]).toMatch(/^ORDER {2}ID +VERSION +LANGUAGES +APPLIES +TITLE$/);
    expect(rows.find((row) => / purpose /.test(row))).toMatch(/^ +\d+ {2}purpose +.* en am\? +always, mandatory +\S/);
    expect(rows.find((row) => / entry /.test(row))).toMatch(/ en am {2}/);
    expect(rows.find((row) => / committee /.test(row))).toMatch(/if committee\.frequency_months +\S/);
    expect(out).toContain('each in the wordings binding, non_binding\n? no speaker has checked this language yet\n');
    const orders = rows.flatMap((row) => /^ *(\d+) /.exec(row)?.[1] ?? []).map(Number);
    expect(orders).toEqual([...orders].sort((a, b) => a - b));
  });

  it('lists it as JSON', async () => {
    expect(await json('clauses')).toContainEqual({
      ...{ id: 'entry', order: expect.any(Number), title: { en: titleOf('entry'), am: expect.any(String) } },
      ...{ version: expect.any(Number), mandatory: true, when: 'true', wordings: ['binding', 'non_binding'] },
      ...{ languages: ['en', 'am'], checked: ['am'] },
    });
  });

  it('tells one file that is no clause', async () => {
    workspace.write('templates/clauses/odd.md', 'no front matter');
    const odd = await irc(['clauses']);
    workspace.git('clean', '--quiet', '--force', 'templates/clauses/odd.md');
    expect([odd.code, odd.err]).toEqual([
      3,
      'error clause-invalid: templates/clauses/odd.md does not begin with front matter between two lines of ---.\n  docs/clauses.md tells what a clause file holds\n',
    ]);
  });
});

describe('irc clauses CLAUSE', () => {
  it('tells what to choose, what it reads, and its words', async () => {
    const { out } = await irc(['clauses', 'entry']);
    expect(out).toMatch(/^.+ · .+\nentry · order \d+ · version \d+ · mandatory\n/);
    expect(out).toMatch(/Reads +entry\.mode · .*entry\.days/);
    expect(out).toContain('Languages     English · Amharic\n');
    expect(out).toContain(
      '\nChoice entry.mode\n  On signature (on_signature)\n    Nothing stands between the ceremony and the work.\n',
    );
    expect(out).toContain('\nbinding en\n{{#if (eq entry.mode "on_signature")}}');
  });

  it('shows another wording and language, and names the right one', async () => {
    const { out } = await irc(['clauses', 'entry', '--wording', 'non_binding', '--lang', 'am']);
    expect(out).toContain('\nnon_binding am\n');
    expect(out).toContain('ሥራ ላይ ይውላል');
    const wrong = await irc(['clauses', 'entry', '--wording', 'bindng']);
    expect([wrong.code, wrong.err]).toEqual([
      2,
      'error unknown-wording: The clause has no wording "bindng".\n  did you mean binding? wordings: binding, non_binding\n',
    ]);
    expect((await irc(['clauses', 'entry', '--lang', 'fr'])).err).toContain('error unknown-language');
  });

  it('names the nearest clause or record, and says where there are articles', async () => {
    const near = await irc(['clauses', 'purpse']);
    expect([near.code, near.err]).toEqual([
      2,
      'error unknown-clause: There is no clause and no record "purpse".\n  did you mean purpose?\n',
    ]);
    expect((await irc(['clauses', 'mou-2026-african-unon'])).err).toContain(`did you mean ${record}?`);
    expect((await irc(['clauses', 'za'])).err).toContain(
      'A partner has no articles.\n  there are articles of agreements',
    );
    expect(await irc(['clauses', 'agreement-2014-za'])).toMatchObject({ code: 1 });
  });
});

describe('irc clauses ID', () => {
  it('shows the articles in their order and where the record departs from the house standard', async () => {
    const { out } = await irc(['clauses', record]);
    expect(out).toMatch(/^mou-2026-african-union · \d+ articles, as the library has them · wording non_binding$/m);
    expect(out).toMatch(/\n {2}1 {2}purpose +standard +\S/);
    const [, departs = ''] = out.split('Departs from the house standard\n');
    expect(departs).toContain(
      'Renewal                   By mutual agreement (house standard: Tacitly, unless a side objects)',
    );
    expect(departs).toContain('Languages                 English · French (house standard: English)');
    expect(departs).not.toMatch(/With whom|Type|Legal force/);
  });

  it('tells own articles, own texts, other wordings, what is left out, and Amharic that is not checked', async () => {
    const text = workspace.read(file);
    workspace.write(
      file,
      text.replace(
        'languages: [en, fr]\n',
        `languages: [en, am]
clauses:
  - {clause: purpose}
  - {clause: entry}
  - {clause: costs, variant: binding}
  - {clause: areas, text: {en: In all areas.}}
  - {clause: own-data, title: {en: Data}, text: {en: Shared., am: ቃላት።}}
  - {clause: oddity}
`,
      ),
    );
    const { out } = await irc(['clauses', record]);
    const shown = await json('clauses', record);
    workspace.write(file, text);
    const rows = out.split('\n').map((row) => row.replace(/ {2,}/g, ' | ').trim());
    expect(rows).toEqual(
      expect.arrayContaining([
        `| 1 | purpose | standard; Amharic unchecked | ${titleOf('purpose')}`,
        `| 2 | entry | standard | ${titleOf('entry')}`,
        `| 3 | costs | other wording: binding; Amharic unchecked | ${titleOf('costs')}`,
        `| 4 | areas | own text | ${titleOf('areas')}`,
        '| 5 | own-data | own article; Amharic unchecked | Data',
        '| 6 | oddity | unknown: irc validate tells more | oddity',
        `| – | committee | left out | ${titleOf('committee')}`,
        `| – | disputes | left out, and mandatory | ${titleOf('disputes')}`,
      ]),
    );
    expect(shown).toMatchObject({
      id: record,
      chosen: true,
      articles: expect.arrayContaining([
        { number: 4, id: 'areas', title: titleOf('areas'), text: 'own text', languages: ['en'], unchecked: [] },
        expect.objectContaining({ id: 'costs', text: 'other wording', wording: 'binding', unchecked: ['am'] }),
      ]),
      leftOut: expect.arrayContaining([{ id: 'disputes', mandatory: true }]),
      departures: expect.arrayContaining([expect.objectContaining({ path: 'renewal.mode' })]),
    });
  });
});
