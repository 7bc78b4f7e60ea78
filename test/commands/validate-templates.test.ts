import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let workspace: TestRepository;
afterEach(() => workspace.remove());

async function problems(files: Record<string, string>) {
  workspace = sampleWorkspace();
  for (const [path, text] of Object.entries(files)) workspace.write(path, text);
  const ran = await run(workspace.root, ['validate', '--json']);
  const found = JSON.parse(ran.out) as { problems: { code: string; file: string; line: number; message: string }[] };
  return found.problems.filter((problem) => problem.file.startsWith('templates/'));
}

it('the templates, partials and clauses of the package are right', async () => {
  expect(await problems({})).toEqual([]);
});

it('a wrong template of the workspace is told before anyone makes the document, with its line', async () => {
  workspace = sampleWorkspace();
  workspace.write('templates/project/sheet.md.hbs', '# {{title.en}}\n\n{{#if sumary.en}}x{{/if}}\n{{> sourcs}}\n');
  const ran = await run(workspace.root, ['validate']);
  expect(ran.code).toBe(1);
  expect(
    ran.out,
  ).toContain(`templates/project/sheet.md.hbs:3:7: error template-name: There is no value "sumary" (in sumary.en)
   3 | {{#if sumary.en}}x{{/if}}
     |       ^^^^^^^^^
  hint: did you mean summary?
`);
  expect(ran.out).toContain('templates/project/sheet.md.hbs:4:5: error template-partial: There is no partial "sourcs"');
});

it('a wrong clause is told with the line in its file', async () => {
  const clause = `---
id: purpose
version: 1
order: 20
title: {en: Purpose}
when: "self.type =="
mandatry: true
choices: {entry.mod: {on_signature: x}}
---

# binding en

{{purpse.en}}
`;
  expect(
    (await problems({ 'templates/clauses/purpose.md': clause })).map(({ line, code, message }) => [
      line,
      code,
      message,
    ]),
  ).toEqual([
    [6, 'clause-invalid', expect.stringMatching(/^when cannot be read: /)],
    [7, 'clause-invalid', 'A clause has no word "mandatry"'],
    [8, 'clause-invalid', 'No kind that has articles has a field "entry.mod"'],
    [13, 'template-name', 'There is no value "purpse" (in purpse.en)'],
  ]);
});

it('a clause that is none is told where it breaks off', async () => {
  const found = await problems({ 'templates/clauses/purpose.md': '---\nid: [\n---\n\n# binding en\n\nx\n' });
  expect(found[0]).toMatchObject({ code: 'clause-invalid', file: 'templates/clauses/purpose.md' });
});

it('a partial of the workspace that no template takes in is told', async () => {
  expect(await problems({ 'templates/partials/old.md.hbs': 'x' })).toEqual([
    expect.objectContaining({ code: 'template-unused', file: 'templates/partials/old.md.hbs' }),
  ]);
});

it('the first template of the guide is right', async () => {
  const guide = readFileSync('docs/templates.md', 'utf8');
  const template = /```handlebars\n([\s\S]*?)```/.exec(guide)?.[1]?.replace(/^ {3}/gm, '') ?? '';
  workspace = sampleWorkspace();
  for (const file of readdirSync('schemas', { recursive: true, withFileTypes: true })) {
    const path = join(file.parentPath, file.name);
    if (file.isFile()) workspace.write(path, readFileSync(path, 'utf8'));
  }
  const schema = JSON.parse(workspace.read('schemas/partner.schema.json'));
  schema['x-irc'].documents.card = { title: 'Card', template: 'partner/card' };
  workspace.write('schemas/partner.schema.json', JSON.stringify(schema));
  workspace.write('templates/partner/card.md.hbs', template);
  const checked = await run(workspace.root, ['validate', '--json']);
  const { problems } = JSON.parse(checked.out) as { problems: { file: string; message: string }[] };
  expect(problems.filter(({ file }) => !file.startsWith('records/'))).toEqual([]);
  const card = await run(workspace.root, ['render', 'igad', '--document', 'card', '--format', 'md', '--out', '-']);
  expect(card.out).toContain('- Water harvesting in dry lands (illustrative): In force');
});

const card = '{{local title}}\n';

async function validate(files: Record<string, string>, ...args: string[]) {
  workspace = sampleWorkspace();
  for (const [path, text] of Object.entries(files)) workspace.write(path, text);
  return run(workspace.root, ['validate', ...args]);
}

it('a path of templates checks only these', async () => {
  const wrong = { 'templates/project/sheet.md.hbs': '{{titel.en}}', 'templates/partner/profile.md.hbs': '{{nmes.en}}' };
  const one = await validate(wrong, 'templates/project/sheet.md.hbs');
  expect(one.out).toContain('templates/project/sheet.md.hbs:1:3: error template-name');
  expect(one.out).not.toContain('profile');
  expect(one.out).not.toContain('records/');
  expect(one.err).toContain('1 error in 1 file, 1 template checked');
  workspace.remove();
  expect((await validate(wrong, 'records/partners')).out).not.toContain('template-name');
  workspace.remove();
  const right = await validate({ 'templates/project/sheet.md.hbs': card }, 'templates/project');
  expect([right.code, right.out]).toEqual([0, '✓ 3 templates, no errors, no warnings\n']);
});

it('a path that no document is made with is refused', async () => {
  const ran = await validate({ 'templates/project/old.md.hbs': card }, 'templates/project/old.md.hbs');
  expect(ran.code).toBe(2);
  expect(ran.err).toContain('No document is made with templates/project/old.md.hbs.');
});

it('a partial taken in at a wrong place is told with that place, also when only this is asked for', async () => {
  const ran = await validate(
    { 'templates/project/sheet.md.hbs': `${card}{{> party-name}}\n` },
    'templates/project/sheet.md.hbs',
  );
  expect(ran.out).toContain(
    'templates/partials/party-name.md.hbs:2:12: error template-name: There is no value "level", as templates/project/sheet.md.hbs:2 takes it in',
  );
});

it('a template that is missing is told where the schema names it', async () => {
  workspace = sampleWorkspace();
  for (const file of readdirSync('schemas', { recursive: true, withFileTypes: true })) {
    const path = join(file.parentPath, file.name);
    if (file.isFile()) workspace.write(path, readFileSync(path, 'utf8'));
  }
  const schema = workspace.read('schemas/project.schema.json');
  workspace.write(
    'schemas/project.schema.json',
    schema.replace('"template": "project/sheet"', '"template": "project/shet"'),
  );
  const ran = await run(workspace.root, ['validate']);
  expect(ran.out).toMatch(
    /schemas\/project\.schema\.json:\d+:\d+: error template-missing: The template templates\/project\/shet\.md\.hbs is not there\n.*"project\/shet"/,
  );
});

it('GitHub shows each mistake at its line, and no template can break out of that', async () => {
  const ran = await validate(
    { 'templates/project/sheet.md.hbs': 'x\n{{[a::b%0A,c]}}\n' },
    '--format',
    'github',
    'templates',
  );
  expect(ran.out).toContain(
    '::error file=templates/project/sheet.md.hbs,line=2,col=3,title=template-name::There is no value',
  );
  expect(ran.out).toContain('%250A');
  const again = await run(workspace.root, ['validate', '--format', 'github', 'templates']);
  expect(again.out).toBe(ran.out);
});

it('a clause may be wrong in its sections, its codes and its references', async () => {
  const clause = `---
id: prpose
version: 1.5
order: 20
title: {am: ዓላማ}
when: binding == 3
mandatory: "yes"
choices: {entry.mode: {on_signatur: x}}
---
lost

# binding en

{{#if (eq entry.mode "on_signatur")}}x{{/if}} :ref[cots]

# Title

# binding en

x
`;
  const found = await problems({ 'templates/clauses/purpose.md': clause });
  expect(found.map(({ line, code, message }) => `${line} ${code} ${message}`)).toEqual([
    '2 clause-invalid The id is that of the file, purpose',
    '3 clause-invalid version is a whole number',
    '5 clause-invalid title is the title by language, such as {en: Costs}',
    expect.stringMatching(/^6 clause-invalid when cannot be read: /),
    '7 clause-invalid mandatory is true or false',
    '8 clause-invalid "on_signatur" is no code of entry.mode',
    '10 clause-invalid This stands before the first section "# WORDING LANGUAGE", and is never printed',
    '14 template-value "on_signatur" is no code of entry.mode, so that this never holds',
    '14 template-directive No article can have the id "cots", so that this leads nowhere',
    '16 clause-invalid A section begins with "# WORDING LANGUAGE"; a heading within an article has ## or more',
    '18 clause-invalid There are two sections "# binding en", of which only the last is printed',
  ]);
});

it.each(['template-value', 'template-directive', 'template-name', 'template-unused', 'clause-invalid'])(
  '%s is explained',
  async (code) => {
    workspace = sampleWorkspace();
    expect((await run(workspace.root, ['explain', code])).code).toBe(0);
  },
);
