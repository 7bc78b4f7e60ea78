import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { afterEach, expect, it } from 'vitest';
import { builtInHelpers, helperArity } from '../../src/formats/template-helpers.ts';
import { templateHelpers } from '../../src/views/template-data.ts';
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
     |       ^
  hint: did you mean summary?
`);
  expect(ran.out).toContain('templates/project/sheet.md.hbs:4:1: error template-partial: There is no partial "sourcs"');
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
    [8, 'clause-invalid', 'No kind that has clauses has a field "entry.mod"'],
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

it('the guide tells every helper, and its first template is right', async () => {
  const guide = readFileSync('docs/templates.md', 'utf8');
  const unsaid = ['blockHelperMissing', 'log', 'money'];
  const helpers = Object.keys(helperArity).filter((name) => !unsaid.includes(name));
  expect(helpers.filter((name) => !new RegExp(`[{(\`]#?${name}\\b`).test(guide))).toEqual([]);
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

it('every helper that templates have is known to the check, and no other', () => {
  workspace = sampleWorkspace();
  const helpers = { ...builtInHelpers(Handlebars.create(), 'en'), ...templateHelpers('en') };
  expect(Object.keys(helperArity).sort()).toEqual(Object.keys(helpers).sort());
});
