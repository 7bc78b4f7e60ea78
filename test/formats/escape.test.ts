import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, plainText } from '../../src/formats/document.ts';
import { escapeHtml, escapeMarkdown, isSafeAddress, withoutControls } from '../../src/formats/escape.ts';
import { documentOf } from './documents.ts';

/** What a paper shows of a value: its words on their lines, without what no paper can hold. */
function shown(value: string): string {
  return value
    .split(/\s*[\r\n\u2028\u2029]\s*/u)
    .map((line) => withoutControls(line).trim())
    .filter((line) => line !== '')
    .join(' ');
}

/** Letters that mean something in Markdown come often. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'*_`~#>|[](){}<>!:=-+.\\/&"\'$@^0123456789\n\r\t '),
      fc.constantFrom(
        ':ref[a]',
        ':gap[a]',
        ':::note',
        '::::',
        '{#id}',
        '---',
        '===',
        '1. ',
        '- ',
        '    ',
        '```',
        '| a |',
      ),
      fc.constantFrom('www.example.org', 'https://example.org', 'a@example.org', '&amp;', '<script>', '{{x}}', '[^1]'),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** The only words of a document that has one block, be it a paragraph, a heading, a list or a table. */
function words(blocks: readonly Block[]): string {
  const [block, ...others] = blocks;
  expect(others).toEqual([]);
  if (block === undefined) return '';
  if (block.type === 'list') return words(block.items.flatMap((item) => item.blocks));
  const inlines = block.type === 'table' ? block.rows[0]?.[0] : 'inlines' in block ? block.inlines : [];
  expect(inlines?.filter((inline) => inline.type !== 'text' && inline.type !== 'break')).toEqual([]);
  return plainText(inlines ?? []);
}

const oneSpace = (text: string): string => text.replace(/ +/g, ' ').trim();

describe('escapeMarkdown', () => {
  it.each([
    ['in a paragraph', 'x ', ' y', 'x ', ' y'],
    ['at the beginning of a paragraph', '', '', '', ''],
    ['in bold', '**x ', ' y**', 'x ', ' y'],
    ['in a heading', '### x ', ' y', 'x ', ' y'],
    ['in an item of a list', '- x ', ' y', 'x ', ' y'],
    ['in a cell of a table', '| x | y |\n| --- | --- |\n| x ', ' y | z |', 'x ', ' y'],
    ['between signs of a directive', 'x:ref', '[y]', 'x:ref', '[y]'],
  ])('keeps any text as it is %s', (_name, before, after, textBefore, textAfter) => {
    fc.assert(
      fc.property(hostile, (value) => {
        // `:ref` at once before the brackets would be what the template wrote.
        fc.pre(after !== '[y]' || shown(value) !== '');
        const { blocks } = documentOf(before + escapeMarkdown(value) + after);
        expect(oneSpace(words(blocks))).toBe(oneSpace(textBefore + shown(value) + textAfter));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps lines apart', () => {
    const [block] = documentOf(escapeMarkdown('one\ntwo\n\nthree\n')).blocks;
    expect(block).toMatchObject({
      inlines: [{ value: 'one' }, { type: 'break' }, { value: 'two' }, { type: 'break' }, { value: 'three' }],
    });
  });

  it('drops what turns writing round or moves a cursor', () => {
    expect(escapeMarkdown('a\u202eb\u001b[31mc\u0000d\ud800')).toBe('ab\\[31mcd');
  });
});

describe('escapeHtml', () => {
  it('leaves no tag, no entity and no end of an attribute', () => {
    expect(escapeHtml(`<a b="c" d='e'>&amp;`)).toBe('&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;');
  });
});

describe('isSafeAddress', () => {
  it.each([
    ['https://example.org/a?b=c', true],
    ['HTTP://example.org', true],
    ['mailto:office@example.org', true],
    ['javascript:alert(1)', false],
    ['file:///etc/passwd', false],
    ['\\\\host\\share', false],
    ['https://example.org/"onclick="x', false],
    ['https://example.org/ x', false],
  ])('%s: %s', (address, isSafe) => {
    expect(isSafeAddress(address)).toBe(isSafe);
  });
});
