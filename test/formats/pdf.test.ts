import { describe, expect, it } from 'vitest';
import { writePdf } from '../../src/formats/pdf.ts';
import { documentOf, loadAsset } from './documents.ts';

async function pdfText(markdown: string, changes: Parameters<typeof documentOf>[1] = {}): Promise<string> {
  return Buffer.from(await writePdf(documentOf(markdown, changes), loadAsset)).toString('latin1');
}

describe('a PDF', () => {
  it('tells its title, its language and the date of the document, and no other date', async () => {
    const pdf = await pdfText('x', { title: 'A paper', language: 'am', date: '1975-05-01' });
    expect(pdf).toContain('/Title (A paper)');
    expect(pdf).toContain('/Lang (am)');
    expect(pdf.match(/(?<=\/(?:CreationDate|ModDate) \(D:)\d{8}/g)).toEqual(['19750501', '19750501']);
  });

  it('holds the fonts that its letters need, and no others', async () => {
    const fonts = (pdf: string): string[] =>
      [...new Set([...pdf.matchAll(/\/BaseFont \/[A-Z]{6}\+([\w-]+)/g)].map((match) => match[1] ?? ''))].sort();
    expect(fonts(await pdfText('x'))).toEqual(['SourceSerif4-Regular']);
    expect(fonts(await pdfText('ሰነድ'))).toEqual(expect.arrayContaining(['AbyssinicaSIL-Regular']));
    expect(fonts(await pdfText('**ሰነድ** *x* ***y***'))).toEqual(
      expect.arrayContaining(['NotoSansEthiopic-Bold', 'SourceSerif4-BoldItalic', 'SourceSerif4-Italic']),
    );
  });

  it('runs nothing and opens nothing by itself', async () => {
    const pdf = await pdfText('[site](https://example.org/)');
    expect(pdf).toContain('/URI (https://example.org/)');
    expect(pdf).not.toMatch(/\/(JavaScript|JS|Launch|OpenAction|EmbeddedFile|SubmitForm)\b/);
  });

  it.each([
    ['nothing at all', ''],
    ['an article without text, last and alone', '## A {#a}'],
    ['a table without rows', '| a | b |\n| --- | --- |'],
    ['lists of all sorts within each other', '- a\n  1. b\n     - c\n       1. d\n\n1. x\n   1. y\n      1. z'],
    [
      'a note, a title of one line, headings of all levels',
      ':::note\nx\n:::\n\n:::title\nT\n:::\n\n# 1\n\n### 3\n\n#### 4',
    ],
    ['one signature without lines', '::::signatures\n:::signature\nA\n:::\n::::'],
    ['a word longer than the page is wide', 'x'.repeat(400)],
  ])('sets %s', async (_name, markdown) => {
    expect((await pdfText(markdown, { title: '' })).slice(0, 5)).toBe('%PDF-');
  });

  const long = 'word '.repeat(1500);
  it.each([
    ['a cell of a table', `| a | b |\n| --- | --- |\n| x | ${long} |`, 3],
    ['a party', `:::parties\n- A\n\n  ${long}\n:::`, 3],
    ['the name of a party that signs', `::::signatures\n:::signature\n${long}\n:::\n::::`, 6],
    ['a term', `:::definitions\n- ${long}\n\n  x\n:::`, 7],
  ])('goes on over pages with %s that no page holds', async (_name, markdown, pages) => {
    const pdf = await pdfText(markdown);
    expect(Number(/\/Count (\d+)/.exec(pdf)?.[1])).toBeGreaterThanOrEqual(pages);
  });
});
