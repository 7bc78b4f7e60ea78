import { describe, expect, it } from 'vitest';
import { type Block, type ListItem, plainText } from '../../src/formats/document.ts';
import { parseDocument } from '../../src/formats/markdown-parse.ts';
import { ownText } from '../../src/formats/own-text.ts';
import { documentOf, meta } from './documents.ts';

/** Blocks as lines of text, one level of indent for each level, to compare at a glance. */
function outline(blocks: readonly Block[], indent = ''): string[] {
  const item = ({ label, blocks: [first, ...rest] }: ListItem): string[] => [
    `${indent}${label} ${first === undefined ? '' : outline([first])[0]}`,
    ...outline(rest, `${indent}  `),
  ];
  return blocks.flatMap((block): string[] => {
    switch (block.type) {
      case 'article':
        return [`${block.label} ${plainText(block.title)} (${block.id})`, ...outline(block.blocks, '  ')];
      case 'list':
        return block.items.flatMap(item);
      case 'paragraph':
        return [`${indent}${block.role === 'body' ? '' : `${block.role}: `}${plainText(block.inlines)}`];
      case 'heading':
        return [`${indent}${'#'.repeat(block.level)} ${plainText(block.inlines)}`];
      default:
        return [`${indent}${block.type}`];
    }
  });
}

function problems(markdown: string): readonly string[] {
  return parseDocument(markdown, meta).problems;
}

describe('articles', () => {
  it('are headings with an id, counted by their place, up to a rule, a heading or a directive', () => {
    const markdown = '## A {#a}\n\nx\n\n:::note\nn\n:::\n\n## B {#b-c}\n\ny\n\n---\n\nz\n\n## Free\n\nw';
    expect(outline(documentOf(markdown).blocks)).toEqual([
      'Article 1 A (a)',
      '  x',
      '  note: n',
      'Article 2 B (b-c)',
      '  y',
      'z',
      '## Free',
      'w',
    ]);
  });

  it('are called by the word of the language', () => {
    expect(outline(documentOf('## ዓላማ {#purpose}', { language: 'am' }).blocks)).toEqual(['አንቀጽ 1 ዓላማ (purpose)']);
  });

  it('take no id out of an escaped title, and an escaped hyphen in their own', () => {
    expect(outline(documentOf('## A \\{\\#evil\\}\n\n## B \\{\\#evil\\} {#own\\-b}').blocks)).toEqual([
      '## A {#evil}',
      'Article 1 B {#evil} (own-b)',
    ]);
  });
});

describe('ids that are none', () => {
  it.each([['## A {#Big_Id}'], ['## A {#}'], ['# A {#a}'], ['### A {#a}']])(
    'are told, so that no article loses its number: %s',
    (markdown) => {
      expect(problems(markdown)).toEqual([
        'line 1: only ## may have an id, of small letters, digits and hyphens: ## Title {#id}',
      ]);
    },
  );
});

describe('lists', () => {
  it('under an article are sub-articles to three levels, and go on counting after a paragraph', () => {
    const markdown = '## A {#a}\n\n1. x\n   1. y\n      1. z\n      2. z\n   2. y\n2. x\n\nwords\n\n1. x\n   1. y';
    expect(outline(documentOf(markdown).blocks)).toEqual([
      'Article 1 A (a)',
      '  1.1 x',
      '    (a) y',
      '      (i) z',
      '      (ii) z',
      '    (b) y',
      '  1.2 x',
      '  words',
      '  1.3 x',
      '    (a) y',
    ]);
  });

  it('elsewhere count by themselves, from one', () => {
    expect(outline(documentOf('3. x\n4. y\n   1. z\n\nwords\n\n7. x').blocks)).toEqual([
      '1. x',
      '2. y',
      '  (a) z',
      'words',
      '1. x',
    ]);
  });

  it('of more than 26 letters go on as Word does', () => {
    const items = Array.from({ length: 28 }, () => '   1. y').join('\n');
    expect(outline(documentOf(`## A {#a}\n\n1. x\n${items}`).blocks).slice(-2)).toEqual(['    (aa) y', '    (bb) y']);
  });
});

describe('references', () => {
  it('are to articles before and after', () => {
    const [first] = documentOf('## A {#a}\n\nSee :ref[b] and :ref[a].\n\n## B {#b}').blocks;
    expect(first).toMatchObject({ blocks: [{ inlines: [{}, { type: 'reference', id: 'b' }, {}, { id: 'a' }, {}] }] });
  });

  it('that lead nowhere are told with what there is', () => {
    expect(problems('## A {#a}\n\n:ref[comittee]')).toEqual([':ref[comittee] leads nowhere; articles here: a']);
  });

  it('could not tell two articles of one id apart', () => {
    expect(problems('## A {#a}\n\n## B {#a}')).toEqual([
      'the id "a" stands for two articles, so that :ref[a] could mean either',
    ]);
  });
});

describe('text', () => {
  it.each([
    ['at 10:30 a:b c:d{x} e:f[g *h*]', 'at 10:30 a:b c:d{x} e:f[g h]'],
    ['write to a@example.org or www.example.org or https://example.org', undefined],
    ['`code` ~~gone~~ ![picture](x.png)', 'code gone ![picture](x.png)'],
    ['<b>bold</b>', undefined],
    ['[x](javascript:alert(1)) [y](file:///etc)', 'x y'],
  ])('%j has nothing but words', (markdown, words) => {
    const [block] = documentOf(markdown).blocks;
    const inlines = block?.type === 'paragraph' ? block.inlines : [];
    expect(inlines.map((inline) => inline.type)).not.toContain('link');
    expect(plainText(inlines)).toBe(words ?? markdown);
  });

  it('has links where the template wrote them, to the web and to mail', () => {
    const [block] = documentOf('[x](https://example.org) <mailto:a@example.org>').blocks;
    expect(block).toMatchObject({
      inlines: [{ type: 'link', url: 'https://example.org' }, {}, { type: 'link', url: 'mailto:a@example.org' }],
    });
  });

  it('that is indented by chance is text', () => {
    expect(outline(documentOf('    x').blocks)).toEqual(['x']);
  });
});

describe('directives', () => {
  it('that are not there are told with their line', () => {
    expect(problems('x\n\n:::partys\n- A\n:::')).toEqual([
      expect.stringMatching(/^line 3: there is no directive ":::partys"; there are letterhead, title, parties, /),
    ]);
    expect(problems('<div>x</div>')).toEqual(['line 1: html has no place in a document']);
    expect(problems('::::signatures\nx\n::::')).toEqual(['line 2: only :::signature has a place in ::::signatures']);
  });

  it('give parties their name on a line of its own, and signatures their lines', () => {
    const markdown =
      ':::parties\n- A\n\n  of B\n\n  hereinafter C\n:::\n\n::::signatures\n:::signature\nFor A\n\n- Date:\n- Post: Minister: State\n- Place: :gap[place]\n:::\n::::';
    expect(documentOf(markdown).blocks).toMatchObject([
      { parties: [{ name: [{ value: 'A' }], lines: [[{ value: 'of B' }], [{ value: 'hereinafter C' }]] }] },
      {
        signatures: [
          {
            party: [{ value: 'For A' }],
            lines: [
              { label: 'Date', value: [] },
              { label: 'Post', value: [{ value: 'Minister: State' }] },
              { label: 'Place', value: [{ type: 'gap', path: 'place' }] },
            ],
          },
        ],
      },
    ]);
  });

  it('leave a date whole beside long columns', () => {
    const row = (...cells: string[]): string => `| ${cells.join(' | ')} |\n`;
    const cells = row(
      'Agreement on '.repeat(6),
      'In force, until 14 July 2027',
      '20 September 2022',
      'Write to us '.repeat(5),
    );
    const [table] = documentOf(
      `${row('Agreement', 'State', 'Signed', 'Next')}${row('-', '-', '-', '-')}${cells}`,
    ).blocks;
    const widths = table?.type === 'table' ? table.widths : [];
    const all = widths.reduce((sum, width) => sum + width, 0);
    // A line holds about ninety letters.
    expect((92 * (widths[2] ?? 0)) / all).toBeGreaterThan('20 September 2022'.length);
  });

  it('give tables widths and a caption; an empty head is none', () => {
    const table = '| | |\n| --- | --: |\n| a | b |';
    expect(documentOf(`:::table{widths="1 3" caption="C"}\n${table}\n:::`).blocks).toMatchObject([
      { header: [], align: ['left', 'right'], widths: [1, 3], caption: [{ value: 'C' }], rows: [[{}, {}]] },
    ]);
    expect(documentOf(table).blocks).toMatchObject([{ header: [], widths: [8, 16], caption: [] }]);
  });
});

describe('own text of a record', () => {
  it('keeps paragraphs, lists, emphasis and references to articles', () => {
    const text = 'One *two* **three**.\n\n1. As in :ref[a];\n   1. below\n2. end\n\n- bullet';
    expect(outline(documentOf(`## A {#a}\n\n${ownText(text)}`).blocks)).toEqual([
      'Article 1 A (a)',
      '  One two three.',
      '  1.1 As in a;',
      '    (a) below',
      '  1.2 end',
      '  • bullet',
    ]);
  });

  it.each([
    ['spaces of two under a number', '1. a\n  1. b_b\n  2. c\n2. d', ['1.1 a', '  (a) b_b', '  (b) c', '1.2 d']],
    ['tabs', '- a\n\t- b_b\n\t\t- c\n- d', ['• a', '  • b_b', '    • c', '• d']],
    ['all set in', '        1. a_a\n        2. b', ['1.1 a_a', '1.2 b']],
    ['a paragraph of an item, far in', '10. a\n\n            b_b\n11. c', ['1.1 a', '  b_b', '1.2 c']],
    ['a paragraph after a list, set in by one', '- a\n\n b_b', ['• a', 'b_b']],
    ['a line that goes on', '1. a\nb\n   - c', ['1.1 a b', '  • c']],
    ['a number within an item', '1. 2. a', ['1.1 2. a']],
    ['wide marks', '1.      a_a\n2.\tb', ['1.1 a_a', '1.2 b']],
  ])('may be set in as people do: %s', (_name, text, expected) => {
    const lines = outline(documentOf(`## A {#a}\n\n${ownText(text)}`).blocks).slice(1);
    expect(lines.map((line) => line.slice(2))).toEqual(expected);
  });

  it.each([
    ['---'],
    ['x\n---'],
    ['x\n==='],
    ['* * *'],
    ['***'],
    ['# Title'],
    ['## Title {#evil}'],
    [':::signatures\nx\n:::'],
    ['::::'],
    ['<script>x</script>'],
    ['| a | b |\n| --- | --- |'],
    ['```\nx'],
    ['    indented'],
    ['    a_b: {c}'],
    ['\ta_b\n\n\tc_d'],
    ['2026. A year'],
    ['12)'],
    ['1990.\tA year'],
    ['[x](https://example.org)'],
    ['https://example.org/a_b'],
    ['www.example.org/a_b~'],
    ['a_b@example.org'],
    [':gap[x] {{title}}'],
    ['&lt;b&gt; $x$ a_b_c'],
  ])('cannot reach out of its article: %j', (text) => {
    const { blocks } = documentOf(`## A {#a}\n\n${ownText(text)}\n\nlast\n\n## B {#b}`);
    expect(blocks.map((block) => block.type)).toEqual(['article', 'article']);
    const lines = outline(blocks);
    expect(lines.at(-2)).toBe('  last');
    const letters = (words: string): string => words.replace(/\s+/g, '');
    if (!text.startsWith('*')) expect(letters(lines.slice(1, -2).join(''))).toBe(letters(text));
  });
});
