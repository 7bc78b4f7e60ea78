import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { writeHtml } from '../../src/formats/html.ts';
import { writeMarkdown } from '../../src/formats/markdown.ts';
import { typstSource } from '../../src/formats/pdf.ts';
import { documentOf, partsOf, quickDocx } from './documents.ts';

/** Compares with a file in test/golden; `npm run golden` writes the files anew, and the difference is reviewed. */
function expectGolden(name: string, text: string): void {
  const path = `test/golden/${name}`;
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync('test/golden', { recursive: true });
    writeFileSync(path, text);
  }
  expect(text).toBe(readFileSync(path, 'utf8'));
}

describe.each([
  ['sample-mou', 'Memorandum of Understanding on cooperation in science, technology and innovation', 'DRAFT'],
  ['all-blocks', 'Agreement on what a paper may hold', ''],
])('%s', (name, title, mark) => {
  const document = documentOf(readFileSync(`test/formats/${name}.md`, 'utf8'), { title, mark });

  it('as Markdown', () => expectGolden(`${name}.md`, writeMarkdown(document)));

  it('as HTML', () => expectGolden(`${name}.html`, writeHtml(document)));

  it('as Typst, the words without the style', () => {
    const source = typstSource(document);
    expectGolden(`${name}.typ`, source.slice(source.indexOf('#set document(')));
  });

  it('as Word, the words without the style', async () => {
    const xml = partsOf(await quickDocx(document))['word/document.xml'] ?? '';
    const body = xml.slice(xml.indexOf('<w:body>'));
    expectGolden(`${name}.docx.xml`, `${body.replace(/<w:(?=(?:p|tbl|tr|tc|sectPr)>)/g, '\n$&').trim()}\n`);
  });
});
