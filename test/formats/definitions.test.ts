import { describe, expect, it } from 'vitest';
import { writeHtml } from '../../src/formats/html.ts';
import { writeMarkdown } from '../../src/formats/markdown.ts';
import { parseDocument } from '../../src/formats/markdown-parse.ts';
import { typstSource, writePdf } from '../../src/formats/pdf.ts';
import { documentOf, loadAsset, meta, paragraphsOf, partsOf, quickDocx } from './documents.ts';

const markdown = '## A {#a}\n\n:::definitions\n- Project\n\n  means x, and:\n\n  1. one\n  2. two\n:::\n\n1. after';

describe('definitions', () => {
  const document = documentOf(markdown);

  it('belong to their article, whose sub-articles they leave alone', () => {
    const [article, ...others] = document.blocks;
    expect(others).toEqual([]);
    expect(article).toMatchObject({
      blocks: [
        { type: 'definitions', definitions: [{ meaning: [{ type: 'paragraph' }, { items: [{ label: '(a)' }, {}] }] }] },
        { type: 'list', style: 'clauses', items: [{ label: '1.1' }] },
      ],
    });
  });

  it('quote the term as its language does', () => {
    expect(writeMarkdown(document)).toContain('**“Project”**  \nmeans x, and:');
    expect(writeMarkdown(documentOf(':::definitions\n- ፕሮጀክት\n\n  x\n:::', { language: 'am' }))).toContain(
      '**«ፕሮጀክት»**',
    );
  });

  it('are a dl in HTML', () => {
    expect(writeHtml(document)).toContain('<dt><strong>“Project”</strong></dt><dd><p class="kept">means x, and:</p>');
  });

  it('are rows in Word that no page parts', async () => {
    const docx = await quickDocx(document);
    expect(partsOf(docx)['word/document.xml']?.match(/<w:cantSplit\/>/g)).toHaveLength(1);
    expect(paragraphsOf(docx)).toEqual(expect.arrayContaining(['“Project”', 'means x, and:', 'one', 'two']));
  });

  it('set in PDF, also where one fills more than a page', async () => {
    expect(typstSource(document)).toContain('run("“Project”", strong: true)');
    const long = `:::definitions\n- Project\n\n${'  words and words\n\n'.repeat(90)}:::`;
    const pdf = Buffer.from(await writePdf(documentOf(long), loadAsset)).toString('latin1');
    expect(pdf).toMatch(/\/Count 3\b/);
  });

  it('need a meaning each', () => {
    expect(parseDocument(':::definitions\n- Project\n:::', meta).problems).toEqual([
      'line 2: an item of :::definitions is a term and, after a blank line, its meaning',
    ]);
  });
});
