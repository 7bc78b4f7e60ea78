import { describe, expect, it } from 'vitest';
import { type Block, type Document, documentOfParts, type Inlines } from '../../src/formats/document.ts';
import { escapeHtml, withoutControls } from '../../src/formats/escape.ts';
import { writeHtml } from '../../src/formats/html.ts';
import { writeMarkdown } from '../../src/formats/markdown.ts';
import { typstSource, writePdf } from '../../src/formats/pdf.ts';
import { documentOf, documentOfTemplate, loadAsset, quickDocx } from './documents.ts';
import { type Element, elements, packageProblems, xmlParts } from './docx-package.ts';

const source = `
:::letterhead
{{value}}

{{value}}

Street, {{value}}
:::

:::title
{{value}}

{{value}}
:::

:::parties
- {{value}}

  {{value}}
:::

:::recitals
{{value}}
:::

## {{value}} {#a}

1. {{value}}[^n]
   1. {{value}}
2. See :ref[a] and *{{value}}* and **{{value}}**.

:::definitions
- {{value}}

  {{value}}
:::

:::note
{{value}}
:::

:::table{caption="{{value}}" widths="2 1"}
| {{value}} | b |
| --- | --: |
| {{value}} | {{value}} |
:::

:::chart{kind="line" caption="{{value}}" unit="{{value}}"}
| {{value}} | {{value}} |
| --- | --- |
| {{value}} | 1 |
| x | {{value}} |
:::

:::chart{kind='bars' caption='{{value}}'}
| {{value}} | {{value}} | {{value}} |
| --- | --- | --- |
| {{value}} | 1 | 2 |
:::

### {{value}}

- {{value}}

{{value}}

:gap[g]{{value}}

::::signatures
:::signature
{{value}}

- Post: {{value}}
- {{value}}: x
:::
::::

::::annex{title="{{value}}"}
{{value}}
::::

[^n]: {{value}}

    {{value}}
`;

const hostile: readonly string[] = [
  '**bold** _soft_ `code` ~~gone~~',
  ...['# x', '> x', '- x', '+ x', '1. x', '2026. A year', '---', '===', '***', '```', '~~~', '    x', '| a | b |', '|'],
  ...[
    '*',
    '_',
    '`',
    '[',
    ']',
    '(',
    ')',
    '{',
    '}',
    '<',
    '>',
    '"',
    "'",
    '\\',
    '\\\\',
    'x\\',
    '!',
    ':',
    '$',
    '^',
    '~',
    '&',
  ],
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '</title></style></svg></main><svg onload=alert(1)>',
  ...['<!-- x', '--> x', '<![CDATA[x', ']]>', '<?xml version="1.0"?>', '<!doctype x [<!entity y "z">]> &y;'],
  ...['&#x0;', '&#0; &#xD800; &lt;b&gt; &amp;amp; &quot;', '&nbsp;&copy'],
  ...[
    ':::signatures',
    '::::',
    ':::note',
    '::::annex{title="x"}',
    ':::',
    '::x',
    ':ref[a]',
    ':ref[b]',
    ':gap[x]',
    ':br[]',
  ],
  ...[
    '[^1]',
    '[^n]',
    '[^n]: x',
    '[1]',
    '{#evil}',
    'x {#b}',
    '"} widths="1 1 1',
    '" kind="bars',
    "'} x",
    '" caption="y',
  ],
  ...['{{value}}', '{{{value}}}', '{{#if x}}', '{{> partial}}', '\\{{value}}'],
  ...['#let x = 1', '#read("/etc/passwd")', '" + read("/etc/passwd") + "', '\\" #x \\', '\\u{22}', '$x$ @a <a> #[x]'],
  ...['{ INCLUDETEXT "/etc/passwd" }', '{ DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc" }', 'REF a \\h'],
  ...['=HYPERLINK("https://evil.example","x")', "=cmd|' /C calc'!A0", '@SUM(1)', '+1x', '-1x'],
  ...[
    '[x](javascript:alert(1))',
    '(javascript:alert(1))',
    '[x]: https://evil.example',
    '[x][y]',
    '![x](https://evil.example/x.png)',
  ],
  ...[
    '<https://evil.example>',
    'https://evil.example/a_b*c',
    'www.evil.example',
    'a_b@evil.example',
    'mailto:a@evil.example',
  ],
  ...[
    'a\u0000b\u0007c\u001b[31md\u007fe\u0085f',
    'a\u202eb\u2066c\u200fd',
    'a\u200bb\ufeffc\u00add',
    'a\ud800b\udfffc',
    'a\ufffeb\uffffc',
  ],
  ...[
    'a\n\n## b {#b}\n\nc',
    'a\r\n:::note\r\nb',
    'a\n- b\n- c',
    'a\u2028# b',
    'a\tb',
    'a\n\n[^n]: b',
    'a\n| - |\n| b |',
  ],
  ...['x'.repeat(3000), 'ሰነድ <b>ሀ</b> "ለ"', '漢字 <b>', '👩‍🔬 & 🧪', 'e\u0301 & \u00e9'],
];

/** Inlines by their types; of text only its looks count, and a line end in a value is text. */
function inlineShape(inlines: Inlines): string {
  const shapes = inlines.flatMap((inline) => {
    if (inline.type === 'break') return [];
    if (inline.type !== 'text') return [JSON.stringify(inline)];
    return [`text${inline.strong ? ' strong' : ''}${inline.emphasis ? ' emphasis' : ''}`];
  });
  return shapes.filter((shape, index) => shape !== shapes[index - 1]).join(', ');
}

/** A document without its words: blocks, lists, tables, references and notes, as they lie in each other. */
function shape(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const isInlines = value.some((entry) =>
      ['text', 'gap', 'reference', 'footnote', 'break', 'link'].includes(entry?.type),
    );
    return isInlines ? inlineShape(value as Inlines) : value.map((entry) => shape(entry, key));
  }
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => name !== 'meta')
        // Columns get their widths by what they hold.
        .map(([name, entry]) => [
          name,
          name === 'widths' && key !== 'fixed' ? Object.keys(entry).length : shape(entry, name),
        ]),
    );
  return typeof value === 'string' && ['name', 'labels', 'unit', 'label', 'value'].includes(key) ? 'text' : value;
}

function documentWith(value: string): Document {
  return documentOfTemplate(source, { value }, { title: value, mark: 'M', footer: value });
}

/** An English and an Amharic text in one file, each with its own value everywhere. */
function twoTextsWith(english: string, amharic: string): Document {
  const text = (value: string, language: string): Document =>
    documentOfTemplate(source, { value }, { language, title: value, mark: value, footer: value, author: value });
  return documentOfParts([text(english, 'en'), text(amharic, 'am')]);
}

/** The words of a value as a paper shows them. */
function shown(value: string): string {
  const lines = value.split(/\s*[\r\n\u2028\u2029]\s*/u).map((line) => withoutControls(line).trim());
  return lines.filter((line) => line !== '').join(' ');
}

function wordsOf(inlines: Inlines): string {
  return inlines.map((inline) => (inline.type === 'text' ? inline.value : inline.type === 'break' ? ' ' : '')).join('');
}

/** All words of a document, one entry for each run of inlines. */
function texts(value: unknown): string[] {
  if (Array.isArray(value)) {
    const isInlines = value.some((entry) => ['text', 'break'].includes(entry?.type));
    return isInlines ? [wordsOf(value as Inlines)] : value.flatMap(texts);
  }
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

const count = (texts: readonly string[], words: string): number => texts.filter((text) => text.includes(words)).length;

/** Tags of a page. Where words need more lines a drawing has more of them, so that of drawings only the kinds of tags count. */
function htmlShape(html: string): string[] {
  const drawings: string[] = [];
  const page = html.replace(/<\/(em|strong)><br><\1>/g, '').replace(/<svg [\s\S]*?<\/svg>/g, (svg) => {
    drawings.push(...new Set((svg.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/="[^"]*"/g, '=""'))));
    return '<svg>';
  });
  const tags = (page.match(/<[^>]*>/g) ?? []).filter(
    (tag) => !/^<br>|^<\/?span( lang="[a-z]+"( dir="rtl")?)?>/.test(tag),
  );
  const kinds = new Set(drawings.filter((tag) => !/tspan|<text|<path|<circle|<rect/.test(tag)));
  return [...tags.map((tag) => tag.replace(/ style="width:\d+%"| alt="[^"<>]*"/, '')), ...kinds];
}

/** How often a reader of a page meets some words, but for those in drawings, which may be cut short. */
function timesRead(html: string, words: string): number {
  const text = html
    .replace(/<text [\s\S]*?<\/text>/g, '')
    .replace(/<\/(em|strong)><br><\1>|<br>/g, ' ')
    .replace(/<\/?span[^>]*>/g, '')
    .replaceAll('\u00a0', ' ');
  return text.split(escapeHtml(words)).length - 1;
}

/** Elements of a part of a Word file, without the runs into which words are cut. */
function xmlShape(element: Element): unknown[] {
  if (
    /^(w:r|w:t|w:br|w:ind|w:keepNext|c:v|t)$/.test(element.name) &&
    elements(element, 'w:footnoteReference').length === 0
  )
    return [];
  const inner = element.children.flatMap((child) => (typeof child === 'string' ? [] : xmlShape(child)));
  const kept = [
    'w:name',
    'w:instr',
    'w:anchor',
    'r:id',
    'Target',
    'TargetMode',
    'PartName',
    'w:val',
    'w:fldCharType',
    'w:id',
  ];
  const attributes = Object.entries(element.attributes).filter(([name]) => kept.includes(name));
  return [`${element.name} ${attributes.map(([name, value]) => `${name}=${value}`).join(' ')}`, inner];
}

function wordShape(parts: ReadonlyMap<string, Element>): unknown {
  // The columns of a table follow what they hold, and the margins of a title and sizes of a chart too; none has words.
  return [...parts].map(([name, root]) => [name, xmlShape(root)]);
}

/** What a reader of a Word file sees, one entry for each paragraph and each label of a chart. */
function wordTexts(parts: ReadonlyMap<string, Element>): string[] {
  const text = (element: Element): string =>
    element.name === 'w:br'
      ? ' '
      : element.children.map((child) => (typeof child === 'string' ? child : text(child))).join('');
  const roots = [...parts.values()];
  // Some spaces do not break, by what stands around them.
  return ['w:p', 'c:v'].flatMap((name) =>
    roots.flatMap((root) => elements(root, name).map((element) => text(element).replaceAll('\u00a0', ' '))),
  );
}

/** The code of a paper in Typst, with each string empty. */
function typstShape(document: Document): string {
  const source = typstSource(document);
  return source
    .slice(source.indexOf('#set document('))
    .replace(/"(?:[^"\\]|\\.)*"/g, '""')
    .replace(/, (?:ethiopic: true|lang: ""|dir: \w+)/g, '')
    .replace(/box\((run\(""[^()]*\))\)/g, '$1')
    .replaceAll('; linebreak()', '')
    .replaceAll('linebreak(); ', '')
    .replaceAll('[]', '{ run("") }')
    .replace(/(run\(""((?:, \w+: true)*)\))(; run\(""\2\))+/g, '$1')
    .replace(/\((?:\d+, )+\d+,\)|\(\d+,\)/g, '()');
}

/** What a reader's program is told of a paper, and what it may not be told otherwise by any word. */
// A text that ends in a colon announces the list below it, and is kept on its page: that much any text may do.
const shapesOf = (document: Document, html = writeHtml(document)) => ({
  html: htmlShape(html).map((tag) => tag.replace('<p class="kept">', '<p>')),
  typst: typstShape(document),
});

describe('a hostile value in every place of a paper', () => {
  const harmless = documentWith('harmless');
  const expected = {
    document: shape(harmless),
    formats: shapesOf(harmless),
    timesRead: timesRead(writeHtml(harmless), 'harmless'),
    markdown: shape(documentOf(writeMarkdown(harmless))),
  };

  it('is compared with a paper that has a harmless word in every place', () => {
    expect(count(texts(harmless.blocks.concat(harmless.notes as unknown as Block[])), 'harmless')).toBe(48);
  });

  it.each(hostile)('%j', (value) => {
    const document = documentWith(value);
    const words = shown(value);
    expect(shape(document)).toEqual(expected.document);
    // One may be missing: the label of a line for a signature ends at the first colon.
    expect(count(texts([document.blocks, document.notes]), words)).toBeGreaterThanOrEqual(47);
    const html = writeHtml(document);
    expect(shapesOf(document, html)).toEqual(expected.formats);
    expect(timesRead(html, words)).toBeGreaterThanOrEqual(expected.timesRead - 1);

    // Read again, the Markdown for reading is the same paper with the same words.
    const again = documentOf(writeMarkdown(document));
    expect(shape(again)).toEqual(expected.markdown);
    expect(count(texts(again.blocks), words)).toBeGreaterThanOrEqual(20);
  });

  it('sets in PDF, runs nothing and opens nothing', async () => {
    // A paragraph and a drawing of each: the calls of all other blocks were compared above.
    const blocks = hostile.flatMap(
      (value) =>
        documentOfTemplate(`{{value}}\n\n:::chart{kind="bars"}\n| a | {{value}} |\n|--|--|\n| {{value}} | 1 |\n:::`, {
          value: value.slice(0, 300),
        }).blocks,
    );
    const pdf = Buffer.from(
      await writePdf({ ...harmless, blocks: [...harmless.blocks, ...blocks] }, loadAsset),
    ).toString('latin1');
    expect(pdf.slice(0, 5)).toBe('%PDF-');
    expect(pdf).not.toMatch(/\/(JavaScript|JS|Launch|OpenAction|EmbeddedFile|SubmitForm|URI)\b/);
  });
});

/** Two by two, the first with the last: a Word file takes longer to make than all else. */
const pairs = hostile
  .slice(0, Math.ceil(hostile.length / 2))
  .map((value, index) => [value, hostile[hostile.length - 1 - index] ?? value] as const);

describe('hostile values in the two texts of a paper', async () => {
  const harmless = twoTextsWith('one', 'other');
  const formats = shapesOf(harmless);
  const word = xmlParts(await quickDocx(harmless));
  const expected = wordShape(word);
  const timesShown = (parts: ReadonlyMap<string, Element>, value: string): number =>
    count(wordTexts(parts), shown(value));

  it('are compared with a paper that gives each text ids of its own', () => {
    const ids = [...writeHtml(harmless).matchAll(/ id="([^"]+)"/g)].map((match) => match[1] ?? '');
    const english = ids.slice(0, ids.length / 2);
    expect(english).toContain('en-annex_1');
    expect(ids).toEqual([...english, ...english.map((id) => id.replace('en-', 'am-'))]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(pairs)('%j and %j', async (english, amharic) => {
    const document = twoTextsWith(english, amharic);
    expect(shapesOf(document)).toEqual(formats);
    const docx = await quickDocx(document);
    expect(packageProblems(docx)).toEqual([]);
    const parts = xmlParts(docx);
    expect(wordShape(parts)).toEqual(expected);
    expect(timesShown(parts, english)).toBeGreaterThanOrEqual(timesShown(word, 'one') - 1);
    expect(timesShown(parts, amharic)).toBeGreaterThanOrEqual(timesShown(word, 'other') - 1);
  });
});
