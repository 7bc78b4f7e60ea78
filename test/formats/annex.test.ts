import { describe, expect, it } from 'vitest';
import { writeHtml } from '../../src/formats/html.ts';
import { writeMarkdown } from '../../src/formats/markdown.ts';
import { parseDocument } from '../../src/formats/markdown-parse.ts';
import { typstSource, writePdf } from '../../src/formats/pdf.ts';
import { documentOf, loadAsset, meta, partsOf, quickDocx } from './documents.ts';

const markdown = [
  '## A {#a}\n\n1. x',
  '::::annex{title="Plan"}\n1. one\n\n:::table\n| a | b |\n| --- | --- |\n| c | d |\n:::\n::::',
  ':::annex{title="Budget & *more*"}\ny\n:::',
].join('\n\n');

describe('annexes', () => {
  const document = documentOf(markdown);

  it('end an article, count by themselves and hold lists and tables', () => {
    expect(document.blocks).toMatchObject([
      { type: 'article', blocks: [{ type: 'list' }] },
      { type: 'annex', label: 'Annex 1', blocks: [{ type: 'list', style: 'numbers' }, { type: 'table' }] },
      { type: 'annex', label: 'Annex 2', title: [{ value: 'Budget & ' }, { value: 'more', emphasis: true }] },
    ]);
  });

  it('are counted by Word, under a style of their own that begins a page', async () => {
    const parts = partsOf(await quickDocx(document));
    const xml = parts['word/document.xml'] ?? '';
    expect(xml.match(/<w:pStyle w:val="AnnexHeading"\/><w:pageBreakBefore\/>/g)).toHaveLength(2);
    expect(xml).toContain('w:name="annex_2"');
    expect(xml).not.toContain('Annex 1');
    expect(parts['word/numbering.xml']).toContain('w:val="Annex %1 –"');
    const amharic = partsOf(await quickDocx(documentOf(markdown, { language: 'am' })));
    expect(amharic['word/numbering.xml']).toContain('w:val="አባሪ %1 –"');
  });

  it('stand on pages of their own in PDF, and among its bookmarks', async () => {
    expect(typstSource(document)).toContain('annex({ box(run("Annex 1", strong: true)); run(" – ", strong: true) }');
    const pdf = Buffer.from(await writePdf(document, loadAsset)).toString('latin1');
    expect(pdf).toMatch(/\/Count 3\b/);
    expect(pdf).toMatch(/\/Title (\(Annex 1|<FEFF0041006E006E00650078)/i);
  });

  it('are sections in HTML and headings in Markdown', () => {
    expect(writeHtml(document)).toContain('<section class="annex" id="annex_1">\n<h2>Annex 1 – Plan</h2>');
    expect(writeMarkdown(documentOf(markdown, { language: 'am' }))).toContain('## አባሪ 2 – Budget \\& *more*');
  });

  it('keep the last words with signatures in them', () => {
    const signed = documentOf(
      '::::::annex{title="T"}\nlast words\n\n::::signatures\n:::signature\nA\n:::\n::::\n::::::',
    );
    expect(writeHtml(signed)).toContain('<p class="kept">last words</p>');
  });

  it.each([
    [':::annex\nx\n:::', 'line 1: an annex has a title: :::annex{title="…"}'],
    ['- x\n\n  :::annex{title="T"}\n  y\n  :::', 'line 3: an annex stands by itself, not within another block'],
    [
      '::::annex{title="T"}\n:::annex{title="U"}\n:::\n::::',
      'line 2: an annex stands by itself, not within another block',
    ],
    [':::annex{title="T"}\n## A {#a}\n:::', 'line 2: an article has no place in an annex'],
  ])('that cannot be are told: %j', (wrong, problem) => {
    expect(parseDocument(wrong, meta).problems).toContain(problem);
  });
});
