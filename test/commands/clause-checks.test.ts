import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { draftEntry } from '../../src/core/changes/draft-record.ts';
import { certainReferences } from '../../src/core/papers/clause-references.ts';
import type { RecordEntry } from '../../src/core/register/register.ts';
import { type Kind, KindSet } from '../../src/core/schemas/kind.ts';
import type { ValueMap } from '../../src/core/value.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
const file = 'records/agreements/mou-2026-african-union.yaml';
let text = '';

/** The articles of the house for this record. */
let standard: readonly string[] = [];
const all = (...without: string[]): string =>
  standard
    .filter((id) => !without.includes(id))
    .map(line)
    .join('');
const line = (id: string): string => `  - {clause: ${id}}\n`;
const own = (body: string): string => `  - clause: own-data\n    title: {en: Data, am: መረጃ}\n    text:\n${body}`;

beforeAll(async () => {
  workspace = sampleWorkspace();
  text = workspace.read(file);
  workspace.write(
    'templates/clauses/forms.md',
    '---\nid: forms\nversion: 1\norder: 30\ntitle: {en: Forms, am: ዓይነቶች}\nmandatory: true\n---\n' +
      '# non_binding en\n\nIn the areas of :ref[areas].\n{{#if supersedes}}\nAs in :ref[nothing].\n{{/if}}\n\n# non_binding am\n\nበ:ref[areas]።\n',
  );
  const { out } = await run(workspace.root, ['clauses', 'mou-2026-african-union', '--json'], { env: workspace.env });
  standard = (JSON.parse(out) as { articles: { id: string }[] }).articles.map(({ id }) => id);
});

afterAll(() => workspace.remove());

interface Problem {
  readonly code: string;
  readonly severity: string;
  readonly line: number;
  readonly path: string;
  readonly message: string;
  readonly hint: string;
}

/** Problems of clauses that the record has with such a list, each with the source line it points to. */
async function problemsOf(list: string): Promise<(Problem & { readonly at: string })[]> {
  const changed = text.replace('languages: [en, fr]\n', `languages: [en, am]\nclauses:\n${list}`);
  workspace.write(file, changed);
  const { out } = await run(workspace.root, ['validate', file, '--json'], { env: workspace.env });
  const { problems } = JSON.parse(out) as { problems: Problem[] };
  // What the record says by itself is no matter of its articles.
  const own = problems.filter(({ severity }) => severity !== 'info');
  return own.map((problem) => ({ ...problem, at: changed.split('\n')[problem.line - 1]?.trim() ?? '' }));
}

describe('the articles that a record chooses', () => {
  it('are right where they are those of the house, in whatever order, with an article of its own', async () => {
    expect(await problemsOf(all())).toEqual([]);
    expect(await problemsOf(`${all()}${own('      en: As :ref[purpose] says.\n      am: በ:ref[purpose]።\n')}`)).toEqual(
      [],
    );
    expect(await problemsOf(`${line('languages')}${all('languages')}`)).toEqual([]);
  });

  it.each([
    {
      what: 'a clause that the library does not have',
      list: () => `${all()}${line('costz')}`,
      problem: { code: 'clause-unknown', severity: 'error', path: 'clauses.costz.clause', at: '- {clause: costz}' },
      says: 'There is no clause "costz" in the library',
      hint: 'did you mean costs?',
    },
    {
      what: 'a wording that the clause does not have',
      list: () => `${all('costs')}  - {clause: costs, variant: bindin}\n`,
      problem: { code: 'clause-variant', severity: 'error', path: 'clauses.costs.variant' },
      says: 'The clause costs has no wording "bindin"',
      hint: 'did you mean binding?',
    },
    {
      what: 'own words under the id of no clause',
      list: () => `${all()}${own('      {en: Words, am: ቃላት}\n').replace('own-data', 'data')}`,
      problem: { code: 'clause-own', severity: 'error', path: 'clauses.data.clause', at: '- clause: data' },
      says: 'its id must begin with own-',
      hint: 'write own-data',
    },
    {
      what: 'an own article without words',
      list: () => `${all()}${line('own-data')}`,
      problem: { code: 'clause-own', severity: 'error', at: '- {clause: own-data}' },
      says: 'The article own-data has no title and no text of its own',
      hint: "irc set mou-2026-african-union clauses.own-data.title.en='…' clauses.own-data.text.en='…'",
    },
    {
      what: 'a mandatory clause left out',
      list: () => all('disputes'),
      problem: { code: 'clause-mandatory', severity: 'warning', path: 'clauses', at: 'clauses:' },
      says: 'An article is left out that the house leaves out of none: disputes',
      hint: 'irc set mou-2026-african-union clauses+=disputes',
    },
    {
      what: 'own words that refer to an article that is not there',
      list: () => `${all()}${own('      en: As :ref[purpos] says.\n      am: ቃላት\n')}`,
      problem: {
        code: 'clause-reference',
        severity: 'error',
        path: 'clauses.own-data.text.en',
        at: 'en: As :ref[purpos] says.',
      },
      says: 'The article own-data refers to the article "purpos", which this agreement does not have',
      hint: 'did you mean :ref[purpose]?',
    },
    {
      what: 'own words that a language lacks',
      list: () => `${all()}${own('      en: Words.\n')}`,
      problem: { code: 'clause-language', severity: 'warning', path: 'clauses.own-data.text', at: 'en: Words.' },
      says: 'The article own-data has no text in Amharic',
      hint: 'add it as text.am',
    },
  ])('$what', async ({ list, problem, says, hint }) => {
    const found = await problemsOf(list());
    expect(found).toEqual([
      expect.objectContaining({
        ...problem,
        message: expect.stringContaining(says),
        hint: expect.stringContaining(hint),
      }),
    ]);
  });

  it('are told together where several mandatory ones are left out', async () => {
    const [found, ...others] = await problemsOf(all('disputes', 'amendment'));
    expect(others).toEqual([]);
    expect(found?.message).toBe('2 articles are left out that the house leaves out of none: disputes, amendment');
  });

  it('name both where a clause of the library refers to one that is left out', async () => {
    const found = await problemsOf(all('areas'));
    expect(found.map(({ code, at }) => [code, at])).toEqual([
      ['clause-mandatory', 'clauses:'],
      ['clause-reference', '- {clause: forms}'],
    ]);
    expect(found[1]?.message).toBe(
      'The article forms refers to the article "areas", which this agreement does not have',
    );
  });

  it('stand once each', async () => {
    expect((await problemsOf(`${all()}${line('costs')}`)).map(({ code }) => code)).toEqual(['value-duplicate']);
  });

  it('are drafted with a gap for an article that is referred to and not there, and the same sentence', async () => {
    await problemsOf(all('areas'));
    const draft = await run(
      workspace.root,
      ['draft', 'mou-2026-african-union', '--format', 'md', '--lang', 'en', '--out', '-'],
      {
        env: workspace.env,
      },
    );
    expect(draft.code).toBe(0);
    expect(draft.out).toContain('In the areas of [____].');
    expect(draft.err).toBe(
      '! The article forms refers to the article "areas", which this agreement does not have; it is shown as [____].\n',
    );
  });
});

describe('a text that no speaker has confirmed', () => {
  const draft = async (language: string) =>
    run(workspace.root, ['draft', 'mou-2026-african-union', '--format', 'md', '--lang', language, '--out', '-'], {
      env: workspace.env,
    });

  it('is marked at each article and named on stderr; one that is confirmed is not', async () => {
    workspace.write(file, text);
    workspace.write(
      'templates/clauses/purpose.md',
      readFileSync('templates/clauses/purpose.md', 'utf8').replace('version:', 'checked: [am]\nversion:'),
    );
    const { out, err } = await draft('am');
    expect(err).toContain(`! Amharic of ${standard.length - 1} articles is not yet checked by a speaker: `);
    expect(out).toContain('**ትርጉሙ ይረጋገጥ።**');
    expect(out.split('> (ትርጉሙ ይረጋገጥ)')).toHaveLength(standard.length);
    expect(out).toMatch(/## አንቀጽ 1\. .*\n\n[^>]/);
    expect(out).toMatch(/## አንቀጽ 2\. .*\n\n> \(ትርጉሙ ይረጋገጥ\)\n\n/);
  });

  it('is not spoken of where nothing is a translation, or all is confirmed', async () => {
    workspace.write(
      file,
      text.replace(
        'languages: [en, fr]\n',
        'languages: [en, am]\nclauses:\n  - clause: own-one\n    title: {en: One, am: አንድ}\n    text: {en: Words., am: ቃላት።, checked: [am]}\n',
      ),
    );
    const { out, err } = await draft('am');
    expect(out).toContain('ቃላት።');
    expect(`${out}${err}`).not.toContain('ይረጋገጥ');
    expect((await draft('en')).err).not.toContain('checked');
  });
});

it('a schema that names no list for its articles is told so', async () => {
  const other = sampleWorkspace();
  try {
    for (const name of readdirSync('schemas').filter((entry) => entry.endsWith('.json')))
      other.write(`schemas/${name}`, readFileSync(`schemas/${name}`, 'utf8'));
    for (const name of readdirSync('schemas/codelists'))
      other.write(`schemas/codelists/${name}`, readFileSync(`schemas/codelists/${name}`, 'utf8'));
    const schema = 'schemas/agreement.schema.json';
    other.write(schema, other.read(schema).replace('"field": "clauses"', '"field": "clases"'));
    const { out } = await run(other.root, ['validate'], { env: other.env });
    expect(out).toContain('error schema-invalid: there is no list "clases"');
  } finally {
    other.remove();
  }
});

describe('references within conditions', () => {
  const record = (value: ValueMap): RecordEntry => {
    const schema = {
      type: 'object',
      properties: { mode: { type: 'string' }, given: { type: 'string' }, group: { type: 'object', properties: {} } },
    };
    const kinds = new KindSet([{ name: 'paper', file: 'paper.schema.json', text: '', schema }], undefined);
    return draftEntry(kinds.kind('paper') as Kind, value);
  };
  const source =
    ':ref[always]{{#if (eq mode "a")}}:ref[a]{{#if given}}:ref[a-given]{{/if}}{{else if (eq mode "b")}}:ref[b]' +
    '{{else}}:ref[other]{{/if}}{{#each list}}:ref[each]{{/each}}{{#if (more (count list) 2)}}:ref[more]{{else}}:ref[few]{{/if}}';

  it.each([
    [{ mode: 'a' }, ['always', 'a']],
    [{ mode: 'a', given: 'yes' }, ['always', 'a', 'a-given']],
    [{ mode: 'b', given: 'yes' }, ['always', 'b']],
    [{ mode: 'c' }, ['always', 'other']],
    [{}, ['always', 'other']],
  ])('are sure where the record decides them: %o', (value, expected) => {
    expect(certainReferences(source, record(value))).toEqual(expected);
  });

  it('are not sure after a condition that only rendering can tell', () => {
    const unsure = '{{#if (includes list "x")}}:ref[x]{{else if (eq mode "a")}}:ref[a]{{else}}:ref[rest]{{/if}}';
    expect(certainReferences(unsure, record({ mode: 'a' }))).toEqual([]);
    expect(certainReferences(unsure, record({ mode: 'b' }))).toEqual([]);
  });
});
