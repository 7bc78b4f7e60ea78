/** What an editor with the YAML language server makes of a register: completion, explanations and marks. */

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LanguageServer } from '../helpers/language-server.ts';
import { makeRepository, type TestRepository } from '../helpers/repository.ts';
import { run } from '../helpers/run.ts';

interface Diagnostics {
  readonly uri: string;
  readonly diagnostics: readonly { readonly message: string; readonly range: { readonly start: { line: number } } }[];
}

interface Completions {
  readonly items: readonly { readonly label: string; readonly documentation?: string | { readonly value: string } }[];
}

describe('the YAML language server in a register', () => {
  let workspace: TestRepository;
  let server: LanguageServer;
  let first = '';
  let opened = 0;

  beforeAll(async () => {
    workspace = makeRepository();
    const flags = ['names.official.en=Ministry of Examples', 'seat=Addis Ababa', 'posts={id: a, title: {en: A}}'];
    await run(workspace.root, ['init', ...flags.flatMap((flag) => ['--set', flag])], { env: workspace.env });
    const kenya = ['--set', 'country=KE', '--set', 'names.official.en=Republic of Kenya'];
    await run(workspace.root, ['new', 'country', ...kenya], { env: workspace.env });
    first = workspace.read('records/partners/ke.yaml').split('\n')[0] ?? '';
    server = new LanguageServer();
    const rootUri = pathToFileURL(workspace.root).href;
    const hover = { contentFormat: ['markdown', 'plaintext'] };
    await server.ask('initialize', {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: 'register' }],
      capabilities: {
        textDocument: {
          hover,
          completion: { completionItem: { documentationFormat: ['markdown', 'plaintext'] } },
          publishDiagnostics: {},
        },
      },
    });
    server.tell('initialized', {});
    const yaml = { validate: true, hover: true, completion: true, schemaStore: { enable: false } };
    server.tell('workspace/didChangeConfiguration', { settings: { yaml } });
  });

  afterAll(() => {
    server?.stop();
    workspace?.remove();
  });

  /** Opens a text as a record of that folder and waits until the server has looked at it. */
  async function open(text: string): Promise<Diagnostics & { readonly uri: string }> {
    opened += 1;
    const uri = pathToFileURL(join(workspace.root, `records/partners/draft-${opened}.yaml`)).href;
    const looked = server.next<Diagnostics>('textDocument/publishDiagnostics', (params) => params.uri === uri);
    server.tell('textDocument/didOpen', {
      textDocument: { uri, languageId: 'yaml', version: 1, text: `${first}\n${text}` },
    });
    return { ...(await looked), uri };
  }

  async function complete(uri: string, line: number, character: number): Promise<Completions['items']> {
    const found = await server.ask<Completions>('textDocument/completion', {
      textDocument: { uri },
      position: { line, character },
    });
    return found.items;
  }

  const words = (text: string | { readonly value: string } | undefined): string =>
    typeof text === 'object' ? text.value : (text ?? '');

  it('finds no fault in a record that irc made', async () => {
    const { diagnostics } = await open(workspace.read('records/partners/ke.yaml'));
    expect(diagnostics).toEqual([]);
  });

  it('completes the codes of a list, each with its label', async () => {
    const { uri } = await open('country: \n');
    const items = await complete(uri, 1, 9);
    const kenya = items.find(({ label }) => label === 'KE');
    expect(words(kenya?.documentation)).toContain('Kenya');
    expect(items.length).toBeGreaterThan(200);
  });

  it('completes fields, and the states that a step may record', async () => {
    const { uri } = await open('type: country\n\nhistory:\n  - date: 2026-01-01\n    to: \n');
    expect((await complete(uri, 2, 0)).map(({ label }) => label)).toEqual(expect.arrayContaining(['names', 'website']));
    expect((await complete(uri, 5, 8)).map(({ label }) => label)).toContain('active');
  });

  it('explains a field by its title, its help and what it is needed for', async () => {
    const { uri } = await open('type: country\ncountry: KE\n');
    const hover = await server.ask<{ contents: { value: string } }>('textDocument/hover', {
      textDocument: { uri },
      position: { line: 2, character: 2 },
    });
    expect(hover.contents.value).toContain('Country');
    expect(hover.contents.value).toContain('Country that it is, or belongs to.');
    expect(hover.contents.value).toContain('Needed for: prospect, active.');
  });

  it('marks a code that is not in its list, a field that is not known, and what is missing', async () => {
    const { diagnostics } = await open('type: contry\nnames: {official: {en: A}, short: {en: A}}\ncolour: red\n');
    const marks = diagnostics.map(({ message, range }) => `${range.start.line} ${message}`).join('\n');
    expect(marks).toMatch(/^1 Value is not accepted\. Valid values: .*"country"/m);
    expect(marks).toMatch(/^3 Property colour is not allowed/m);
    expect(marks).toMatch(/Missing property "history"/);
  });
});
