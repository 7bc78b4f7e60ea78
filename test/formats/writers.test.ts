import { describe, expect, it } from 'vitest';
import type { Document } from '../../src/formats/document.ts';
import { writeHtml } from '../../src/formats/html.ts';
import { formats } from '../../src/formats/index.ts';
import { writeMarkdown } from '../../src/formats/markdown.ts';
import { lettersWithoutFont, typstSource, writePdf } from '../../src/formats/pdf.ts';
import { documentOf, documentOfTemplate, loadAsset, meta, paragraphsOf, partsOf, quickDocx } from './documents.ts';

/** What follows the style: the calls with the words of the document. */
function typstCalls(document: Document): string {
  const source = typstSource(document);
  return source.slice(source.indexOf('#set document('));
}

async function documentXml(document: Document): Promise<string> {
  return partsOf(await quickDocx(document))['word/document.xml'] ?? '';
}

describe('a hostile value', () => {
  const value = '*x* <script>alert(1)</script> :ref[a] #let x = "{{y}}" \\u{41} $z$ @a `b` &amp; =HYPERLINK("x")';
  const source = [
    ':::title\n{{value}}\n:::',
    ':::parties\n- {{value}}\n\n  {{value}}\n:::',
    '## {{value}} {#a}',
    '1. {{value}}\n2. x',
    '**{{value}}**',
    '| a | {{value}} |\n| --- | --- |\n| {{value}} | b |',
    '::::signatures\n:::signature\n{{value}}\n\n- Post: {{value}}\n:::\n::::',
  ].join('\n\n');
  const document = documentOfTemplate(source, { value }, { title: value });

  it('is words in Word, and nothing else', async () => {
    const bytes = await quickDocx(document);
    expect(paragraphsOf(bytes).filter((paragraph) => paragraph.includes(value))).toHaveLength(10);
    const parts = partsOf(bytes);
    expect(parts['word/document.xml']).not.toMatch(/<script|instrText[^>]*>[^<]*(HYPERLINK|DDE)/);
    expect(Object.values(parts).join('')).not.toContain('TargetMode="External"');
  });

  it('is words in HTML', () => {
    const html = writeHtml(document);
    expect(html).not.toContain('<script');
    const words =
      '*x* &lt;script&gt;alert(1)&lt;/script&gt; :ref[a] #let x = &quot;{{y}}&quot; \\u{41} $z$ @a `b` &amp;amp;';
    expect(html.split(words)).toHaveLength(12);
  });

  it('is a string in Typst, and sets without error', async () => {
    const literal = `"${value.replace(/["\\]/g, '\\$&')}"`;
    const calls = typstCalls(document);
    expect(calls.split(`run(${literal}`)).toHaveLength(12);
    expect(calls.replaceAll(literal, '""')).not.toMatch(/script|#let|HYPERLINK/);
    expect(new TextDecoder().decode((await writePdf(document, loadAsset)).slice(0, 5))).toBe('%PDF-');
  });

  it('reads as itself when the Markdown is read again', () => {
    const markdown = writeMarkdown(documentOfTemplate('{{value}}', { value }));
    expect(documentOf(markdown).blocks).toMatchObject([{ type: 'paragraph', inlines: [{ value }] }]);
  });

  it.each(['https://example.org/a_b*', 'www.example.org/<x>', 'a_b@example.org', '2026. A year', '- x', '::: x'])(
    'reads as itself also where Markdown would make something of it: %s',
    (text) => {
      const markdown = writeMarkdown(documentOfTemplate('{{text}}', { text }));
      expect(documentOf(markdown).blocks).toMatchObject([{ type: 'paragraph', inlines: [{ value: text }] }]);
    },
  );
});

describe('an address in a record', () => {
  it('becomes no link in Word', async () => {
    const document = documentOfTemplate('{{site}} {{mail}}', { site: 'https://evil.example', mail: 'a@evil.example' });
    const parts = partsOf(await quickDocx(document));
    expect(Object.values(parts).join('')).not.toContain('TargetMode');
  });
});

describe('a reference', () => {
  const document = documentOf('## A {#a}\n\nSee :ref[b].\n\n## B {#b}\n\n1. x');

  it('is a field in Word that follows the number of its article', async () => {
    const xml = await documentXml(document);
    expect(xml).toMatch(/<w:fldSimple w:instr="REF article_b (\\\w ?)*\\n">.*Article\u00a02/);
    expect(xml).toMatch(/<w:bookmarkStart w:name="article_b"/);
  });

  it('is a link in HTML and PDF', () => {
    expect(writeHtml(document)).toContain('<a class="ref" href="#b">Article 2</a>');
    expect(typstCalls(document)).toContain('reference("b", { box(run("Article 2")) })');
  });

  it('is words in Markdown', () => {
    expect(writeMarkdown(document)).toContain('See Article 2.');
  });

  it('has bookmarks of 40 letters at most, no two alike', async () => {
    const id = 'a'.repeat(50);
    const xml = await documentXml(documentOf(`## A {#${id}b}\n\n:ref[${id}c]\n\n## B {#${id}c}`));
    const names = [...xml.matchAll(/bookmarkStart w:name="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(new Set(names).size).toBe(2);
    expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(40);
    expect(xml).toContain(`REF ${names[1]} `);
  });

  it('is not the only one to find an article again: sub-articles have bookmarks too', async () => {
    const markdown = '## A {#costs}\n\n1. x\n   1. y\n\nz\n\n2. w\n\n## B {#costs-1}\n\n- b\n\n:ref[costs-1]';
    const xml = await documentXml(documentOf(markdown));
    const marked = [...xml.matchAll(/bookmarkStart w:name="([^"]+)" w:id="(\d+)"\/>(.*?)<w:bookmarkEnd w:id="\2"/g)];
    const words = marked.map(([, name, , inner]) => `${name} ${inner?.replace(/<[^>]*>/g, '')}`);
    expect(words).toEqual(['article_costs A', 'article_costs_1_x2 x', 'article_costs_2 w', 'article_costs_1 B']);
    expect(xml).toContain('REF article_costs_1 ');
  });
});

describe('a gap', () => {
  const document = documentOf('From :gap[entry.date] on.');

  it('is seen in each format', async () => {
    expect(writeMarkdown(document)).toBe('From [____] on.\n');
    expect(writeHtml(document)).toContain('From <mark title="entry.date">[____]</mark> on.');
    expect(await documentXml(document)).toMatch(/<w:shd [^>]*w:fill="FFF1B8"[^>]*\/><\/w:rPr><w:t[^>]*>\[____\]/);
    expect(typstCalls(document)).toContain('gap("[____]")');
  });
});

describe('a document in Amharic', () => {
  const document = documentOf('## ዓላማ {#purpose}\n\n1. ይህ ሰነድ **በMoU** እና በ:ref[purpose] መሠረት፤', {
    language: 'am',
    title: 'የመግባቢያ ሰነድ',
  });

  it('gets its own font and language in Word, where Latin letters keep theirs', async () => {
    const parts = partsOf(await quickDocx(document));
    const xml = parts['word/document.xml'] ?? '';
    expect(xml).toMatch(/w:ascii="Abyssinica SIL"[^>]*\/><w:lang w:val="am-ET"[^>]*\/><\/w:rPr><w:t[^>]*>ይህ ሰነድ </);
    expect(xml).toMatch(/w:ascii="Noto Sans Ethiopic"[^>]*\/>(?:(?!<w:t[ >]).)*<w:t[^>]*>በ</);
    expect(xml).toMatch(
      /w:val="Heading1"(?:(?!<w:t[ >]).)*w:ascii="Noto Sans Ethiopic"[^>]*\/>(?:(?!<w:t[ >]).)*<w:t[^>]*>ዓላማ</,
    );
    expect(xml).toMatch(/<w:r><w:rPr><w:b\/><w:bCs\/><\/w:rPr><w:t[^>]*>MoU</);
    expect(parts['word/numbering.xml']).toContain('w:val="አንቀጽ\u00a0%1"');
    expect(parts['word/footer1.xml']).toContain('ገጽ ');
  });

  it('says its language in HTML, and names its articles', () => {
    const html = writeHtml(document);
    expect(html).toContain('<html lang="am">');
    expect(html).toContain('<a class="ref" href="#purpose">አንቀጽ 1</a>');
  });

  it('sets in PDF', async () => {
    expect((await writePdf(document, loadAsset)).length).toBeGreaterThan(5_000);
  });
});

describe('Amharic within English', () => {
  it('is marked, so that it is read aloud as such', () => {
    expect(writeHtml(documentOf('The ሚኒስቴር here'))).toContain('<p>The <span lang="am">ሚኒስቴር </span>here</p>');
  });
});

describe('names in other scripts', () => {
  const document = documentOf('Academy (أكاديمية), Россия, 中国', { title: 'x' });

  it('have their language, direction and font in Word', async () => {
    const xml = await documentXml(document);
    expect(xml).toMatch(
      /<w:rtl\/>(?:(?!<w:t[ >]).)*<w:lang [^>]*w:bidi="ar-SA"\/>(?:(?!<w:t[ >]).)*<w:t[^>]*>أكاديمية</,
    );
    expect(xml).toMatch(/<w:r><w:rPr><w:lang w:val="ru-RU"[^>]*\/><\/w:rPr><w:t[^>]*>Россия, </);
    expect(xml).toMatch(/w:eastAsia="SimSun"(?:(?!<w:t[ >]).)*<w:t[^>]*>中国</);
  });

  it('have their language and direction in HTML', () => {
    expect(writeHtml(document)).toContain(
      'Academy (<span lang="ar" dir="rtl">أكاديمية</span>), <span lang="ru">Россия, </span><span lang="zh">中国</span>',
    );
  });

  it('are told, and show as a gap in PDF, where no font has their letters', async () => {
    const letters = await lettersWithoutFont(document, loadAsset);
    expect(letters.filter((letter) => 'Россия'.includes(letter))).toEqual([]);
    expect(new Set(letters)).toEqual(new Set('أكاديمية中国'));
    expect(typstSource(document, ['中', '国'])).toContain('#show regex("[\\\\x{4e2d}\\\\x{56fd}]+');
    expect(await lettersWithoutFont(documentOf('“Ethiopia” – ኢትዮጵያ • → € Ελλάδα Україна'), loadAsset)).toEqual([]);
  });
});

describe('a letterhead', () => {
  const document = documentOf(':::letterhead\nMinistry "M" <x>\n\nሚኒስቴር\n\nAddis Ababa\n:::\n\nx');

  it('is the emblem as drawing and as picture in Word, named for those who hear it', async () => {
    const parts = partsOf(await quickDocx(document));
    expect(parts['word/document.xml']).toMatch(/<wp:docPr [^>]*descr="Ministry &quot;M&quot; &lt;x&gt;"/);
    expect(parts['word/document.xml']).toMatch(/w:val="House"\/>.*w:val="HouseFurther"\/>.*w:val="HouseAddress"\/>/s);
    const media = Object.values(parts)
      .join('')
      .match(/media\/[\w.-]+\.(svg|png)/g);
    expect(new Set(media?.map((name) => name.slice(-3)))).toEqual(new Set(['svg', 'png']));
  });

  it('is a drawing in PDF, and text alone where the house has no emblem', async () => {
    const { emblem: _none, ...style } = meta.style;
    expect(typstCalls(document)).toContain('letterhead("Ministry \\"M\\" <x>", (("house", ');
    expect((await writePdf(document, loadAsset)).length).toBeGreaterThan(1_000);
    const plain = documentOf(':::letterhead\nMinistry\n:::', { style });
    expect((await writePdf(plain, loadAsset)).length).toBeGreaterThan(1_000);
    expect(partsOf(await quickDocx(plain))['word/document.xml']).not.toContain('<w:drawing>');
    expect(writeHtml(plain)).not.toContain('<img');
  });
});

describe('properties', () => {
  const about = { author: 'Ministry <M>', subject: 'Draft', keywords: ['a', 'b'] };

  it('of a Word file tell title, subject, house, language and that no line stands alone', async () => {
    const parts = partsOf(await quickDocx(documentOf('x', about)));
    const core = parts['docProps/core.xml'] ?? '';
    expect(core).toContain('<dc:creator>Ministry &lt;M&gt;</dc:creator>');
    expect(core).toContain('<dc:subject>Draft</dc:subject>');
    expect(core).toContain('<cp:keywords>a, b</cp:keywords>');
    expect(core).toContain('<dc:language>en</dc:language>');
    expect(parts['word/styles.xml']).toContain('<w:pPrDefault><w:pPr><w:widowControl/>');
  });

  it('of a PDF tell the same', async () => {
    const pdf = Buffer.from(await writePdf(documentOf('x', about), loadAsset)).toString('latin1');
    for (const property of ['/Author (Ministry <M>)', '/Subject (Draft)', '/Keywords (a, b)', '/MarkInfo'])
      expect(pdf).toContain(property);
  });
});

it('a list within another sort of list stands in behind it in Word', async () => {
  const xml = await documentXml(documentOf('## A {#a}\n\n1. x\n   - y'));
  expect(xml).toMatch(/<w:ind w:left="946" w:hanging="286"\/><\/w:pPr><w:r><w:t[^>]*>y</);
});

describe('a table in Word', () => {
  it('repeats its head on each page, and parts no row', async () => {
    const xml = await documentXml(documentOf('| a | b |\n| --- | --- |\n| c | d |\n| e | f |'));
    expect(xml.match(/<w:trPr><w:cantSplit\/><w:tblHeader\/><\/w:trPr>/g)).toHaveLength(1);
    expect(xml.match(/<w:cantSplit\/>/g)).toHaveLength(3);
  });
});

describe('signatures', () => {
  const signature = (name: string): string => `:::signature\nFor ${name}\n\n- Signature:\n- Post: Minister\n:::`;
  const document = (names: readonly string[]): Document =>
    documentOf(`last words\n\n::::signatures\n${names.map(signature).join('\n\n')}\n::::`);

  it.each([
    [['A'], 1],
    [['A', 'B'], 1],
    [['A', 'B', 'C'], 2],
    [['A', 'B', 'C', 'D', 'E', 'F'], 3],
  ])('of %j stand two in a row that no page parts', async (names, rows) => {
    const xml = await documentXml(document(names));
    expect(xml.match(/<w:cantSplit\/>/g)).toHaveLength(2 * rows);
    for (const name of names) expect(xml).toContain(`For ${name}<`);
    expect((await writePdf(document(names), loadAsset)).length).toBeGreaterThan(1_000);
    expect(writeHtml(document(names)).match(/class="signature"/g)).toHaveLength(names.length);
  });

  it('keep the last words on their page', async () => {
    expect(await documentXml(document(['A']))).toMatch(/<w:pStyle w:val="BodyText"\/><w:keepNext\/>.*last words/);
    expect(typstCalls(document(['A']))).toContain('paragraph("kept"');
    expect(writeHtml(document(['A']))).toContain('<p class="kept">last words</p>');
  });

  it('keep them also where the last article has taken them in', async () => {
    const closed = documentOf(`## A {#a}\n\n1. x\n\nlast words\n\n::::signatures\n${signature('A')}\n::::`);
    expect(await documentXml(closed)).toMatch(/<w:pStyle w:val="BodyText"\/><w:keepNext\/>.*last words/);
    expect(typstCalls(closed)).toContain('paragraph("kept"');
    expect(writeHtml(closed)).toContain('<p class="kept">last words</p>');
  });

  it('are not the only thing that keeps words: so does a list or a table that they announce', async () => {
    const paper = documentOf(
      'The areas are:\n\n- a\n\n## One {#one}\n\n1. Each party:\n   1. b\n\nNo more.\n\n- c\n\nበሚከተሉት፦\n\n| d | e |\n| --- | --- |\n| f | g |',
    );
    const xml = await documentXml(paper);
    for (const words of ['The areas are:', 'Each party:', '፦'])
      expect(xml.split('</w:p>').find((paragraph) => paragraph.includes(words))).toContain('<w:keepNext/>');
    expect(xml.split('</w:p>').find((paragraph) => paragraph.includes('No more.'))).not.toContain('<w:keepNext/>');
    expect(typstCalls(paper).match(/paragraph\("kept"/g)).toHaveLength(3);
    expect(writeHtml(paper).match(/<p class="kept">/g)).toHaveLength(3);
    expect((await writePdf(paper, loadAsset)).length).toBeGreaterThan(1_000);
  });

  it('have lines to write on where nothing is known', () => {
    expect(writeMarkdown(document(['A']))).toContain('Signature: \\_\\_\\_'.replaceAll('\\', ''));
    expect(writeMarkdown(document(['A']))).toContain('Post: Minister');
  });
});

describe('a Word file', () => {
  const document = documentOf('## A {#a}\n\n1. x\n   1. y\n\n   more of x\n\n---\n\n1. one\n\nx\n\n1. again', {
    mark: 'DRAFT',
  });

  it('counts by itself: articles, sub-articles, and each list outside anew', async () => {
    const xml = await documentXml(document);
    const numbered = [...xml.matchAll(/<w:ilvl w:val="(\d)"\/><w:numId w:val="(\d+)"\/>/g)].map((match) =>
      match.slice(1, 3),
    );
    const [article, sub, letter, one, again] = numbered;
    expect([article?.[0], sub?.[0], letter?.[0], one?.[0], again?.[0]]).toEqual(['0', '1', '2', '0', '0']);
    expect(article?.[1]).toBe(letter?.[1]);
    expect(one?.[1]).not.toBe(again?.[1]);
  });

  it('indents what goes on beneath the first paragraph of an item like the item', async () => {
    expect(await documentXml(document)).toMatch(/<w:ind w:left="660"\/><\/w:pPr><w:r><w:t[^>]*>more of x/);
  });

  it('has a watermark, and the date of the draft at the foot, only when marked', async () => {
    const marked = partsOf(await quickDocx(document));
    const unmarked = partsOf(await quickDocx(documentOf('x')));
    const all = (parts: Record<string, string>): string => Object.values(parts).join('');
    expect(all(marked)).toContain('string="DRAFT"');
    expect(all(marked)).toContain('DRAFT · 2026-11-24');
    expect(all(unmarked)).not.toContain('DRAFT');
    expect(all(unmarked)).not.toContain('PowerPlusWaterMark');
  });

  it('tells the day of the document, and no other', async () => {
    const core = partsOf(await quickDocx(document))['docProps/core.xml'] ?? '';
    expect(core.match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g)).toEqual(['2026-11-24T00:00:00Z', '2026-11-24T00:00:00Z']);
  });
});

it.each(formats.map((format) => format.name))(
  '%s: the same document gives the same bytes, whatever was made before',
  async (name) => {
    const { write } = formats.find((format) => format.name === name) as (typeof formats)[number];
    const make = (): Document =>
      documentOf(
        '## A {#a}\n\n1. See :ref[a] ሰነድ[^n]\n\n:::chart{kind="bars"}\n| a | b |\n| --- | --- |\n| c | 1 |\n:::\n\n[^n]: x',
        { mark: 'DRAFT' },
      );
    const first = await write(make(), loadAsset);
    await write(documentOf('# Other\n\n## B {#b}\n\n:ref[b]'), loadAsset);
    const again = await write(make(), loadAsset);
    expect(Buffer.compare(Buffer.from(first), Buffer.from(again))).toBe(0);
  },
);

it('links where a template asks for a link, to the very address', async () => {
  const document = documentOfTemplate('{{link site}}', { site: 'https://example.org/a_b?c=d&e=(f)' });
  expect(writeHtml(document)).toContain(
    '<a href="https://example.org/a_b?c=d&amp;e=(f)" rel="noreferrer">https://example.org/a_b?c=d&amp;e=(f)</a>',
  );
  const relations = partsOf(await quickDocx(document))['word/_rels/document.xml.rels'];
  expect(relations).toContain('Target="https://example.org/a_b?c=d&amp;e=(f)" TargetMode="External"');
});
