/** Large tables are parsed quickly, to the very tree that the parser alone makes. */
import fc from 'fast-check';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, it } from 'vitest';
import { markdownTree } from '../../src/formats/markdown-parse-tree.ts';
import { withPlainRows } from '../../src/formats/markdown-plain-rows.ts';

const parse = (markdown: string) => unified().use(remarkParse).use(remarkGfm).use(remarkDirective).parse(markdown);
const row = (index: number): string =>
  `| Project number ${index} \\(illustrative\\), &quot;${index}&quot; | 80,000.00 ETB  |  | ውሃ: ${index}% |`;
const rows = Array.from({ length: 24 }, (_none, index) => row(index));
const head = ['| A | B | C | D |', '| --- | --: | :-: | --- |'];

describe('a large table', () => {
  it('gives the tree that the parser makes of it, and lets the parser read little of it', () => {
    const text = ['# Title', '', ':::table{widths="1 1 1 1"}', ...head, ...rows, ':::', '', 'After it.', ''].join('\n');
    let seen = '';
    const tree = withPlainRows(text, (given) => {
      seen = given;
      return parse(given);
    });
    expect(seen).not.toContain('Project number 7');
    expect(tree).toEqual(parse(text));
  });

  it.each([
    ['quoted as code', ['```', ...head, ...rows, '```']],
    ['without a head', [head[1] ?? '', ...rows]],
    ['with a head of other columns', ['| A | B |', head[1] ?? '', ...rows]],
  ])('%s is none, and is read as it stands', (_name, lines) => {
    const text = `${lines.join('\n')}\n`;
    expect(markdownTree(text)).toEqual(parse(text));
  });

  it('is the same whatever stands in its cells', () => {
    const cell = fc.constantFrom(
      ...[
        '',
        ' ',
        'a',
        ' a ',
        'a  b',
        '1. a',
        '- a',
        '# a',
        ': a',
        'a:b',
        ':ref[a]',
        'https://a.org',
        'www.a.org',
        'A@b.org',
      ],
      ...[
        '*a*',
        '_a',
        '`a',
        '[a](b)',
        '<b>',
        '&amp;',
        '~~a~~',
        '\\|',
        'a\tb',
        '---',
        '{a}',
        '"a"',
        '\u00A0a\u00A0',
        '\u{1F642}',
        '!',
      ],
    );
    const escapes = fc.constantFrom(
      ...[
        '\\*a\\*',
        'a\\\\',
        '\\www\\.a\\.org',
        'www\\.a\\.org',
        'https\\:\\/\\/a\\.org',
        'A\\@b\\.org',
        '\\:ref\\[a\\]',
        '&#39;a',
        '&lt;',
        'a\\ ',
      ],
    );
    const line = fc
      .tuple(fc.array(fc.oneof(cell, escapes), { minLength: 1, maxLength: 6 }), fc.constantFrom('|', '| ', ''))
      .map(([cells, end]) => `|${cells.join('|')}${end}`);
    const table = fc.array(line, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(table, fc.nat({ max: 24 }), (lines, at) => {
        const text = `${[...head, ...rows.slice(0, at), ...lines, ...rows.slice(at), '', ...lines].join('\n')}\n`;
        expect(markdownTree(text)).toEqual(parse(text));
      }),
      { numRuns: 25, seed: 20261124 },
    );
  });
});
