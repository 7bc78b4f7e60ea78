import { describe, expect, it } from 'vitest';
import { type Document, documentOfParts } from '../../src/formats/document.ts';
import { writeHtml } from '../../src/formats/html.ts';
import { writeMarkdown } from '../../src/formats/markdown.ts';
import { typstSource, writePdf } from '../../src/formats/pdf.ts';
import { documentOf, loadAsset, partsOf, quickDocx } from './documents.ts';

const text = (words: string): string => `:::title
${words}
:::

## First {#one}

1. See :ref[two].

## Second {#two}

1. Words.

Closing words.

::::signatures
:::signature
A party

- Date:
:::
::::
`;

/** An English and an Amharic text in one paper. */
function bilingual(): Document {
  return documentOfParts([
    documentOf(text('A pact'), { title: 'A pact', language: 'en' }),
    documentOf(text('ስምምነት'), { title: 'ስምምነት', language: 'am' }),
  ]);
}

describe('a document of two texts', () => {
  it('is the text itself where there is only one', () => {
    const single = documentOf(text('A pact'));
    expect(documentOfParts([single])).toBe(single);
  });

  it('counts the articles of each text by itself, in its language', () => {
    const markdown = writeMarkdown(bilingual());
    const labels = [...markdown.matchAll(/^## (.*?)\. |- (\d\.\d)/gm)].map((match) => match[1] ?? match[2]);
    expect(labels).toEqual(['Article 1', '1.1', 'Article 2', '2.1', 'አንቀጽ 1', '1.1', 'አንቀጽ 2', '2.1']);
    expect(markdown).toContain('See Article 2.');
    expect(markdown).toContain('See አንቀጽ 2.');
  });

  it('names no id twice in HTML, and leads each reference to its own text', () => {
    const html = writeHtml(bilingual());
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(ids).toEqual(['en-one', 'en-two', 'am-one', 'am-two']);
    expect([...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1])).toEqual(['en-two', 'am-two']);
    expect([...html.matchAll(/<section class="text" lang="(..)">/g)].map((match) => match[1])).toEqual(['en', 'am']);
  });

  it('is a section for each text in Word, whose lists count anew and whose heads and feet speak its language', async () => {
    const parts = partsOf(await quickDocx(bilingual()));
    const body = parts['word/document.xml'] ?? '';
    expect(body.match(/<w:sectPr/g)).toHaveLength(2);
    const headings = [...body.matchAll(/<w:pStyle w:val="Heading1"\/>.*?<w:numId w:val="(\d+)"/gs)].map((m) => m[1]);
    expect(headings).toHaveLength(4);
    expect(headings[0]).toBe(headings[1]);
    expect(headings[2]).toBe(headings[3]);
    expect(headings[0]).not.toBe(headings[2]);
    const names = [...body.matchAll(/<w:bookmarkStart [^>]*w:name="([^"]+)"/g)].map((match) => match[1]);
    expect(names.filter((name) => !/_\d$/.test(name ?? ''))).toEqual([
      'article_en_one',
      'article_en_two',
      'article_am_one',
      'article_am_two',
    ]);
    expect(new Set(names).size).toBe(names.length);
    const heads = Object.entries(parts).filter(([name]) => /header|footer/.test(name));
    const wordsIn = heads.map(([, xml]) => [...xml.matchAll(/<w:t[^>]*>([^<]+)</g)].map((m) => m[1]).join(''));
    expect(wordsIn.some((words) => words.includes('Page'))).toBe(true);
    expect(wordsIn.some((words) => words.includes('ገጽ'))).toBe(true);
    expect(wordsIn).toContain('ስምምነት');
  });

  it('begins a page with each text in PDF', async () => {
    const pdf = Buffer.from(await writePdf(bilingual(), loadAsset)).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(2);
    expect(typstSource(bilingual()).match(/#paper\(lang: "(..)"/g)).toEqual(['#paper(lang: "en"', '#paper(lang: "am"']);
  });

  it('is the same bytes each time', async () => {
    expect(Buffer.compare(await quickDocx(bilingual()), await quickDocx(bilingual()))).toBe(0);
    const [first, second] = [await writePdf(bilingual(), loadAsset), await writePdf(bilingual(), loadAsset)];
    expect(Buffer.compare(first, second)).toBe(0);
  });
});
