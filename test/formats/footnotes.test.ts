import { describe, expect, it } from 'vitest';
import { writeHtml } from '../../src/formats/html.ts';
import { writeMarkdown } from '../../src/formats/markdown.ts';
import { parseDocument } from '../../src/formats/markdown-parse.ts';
import { typstSource, writePdf } from '../../src/formats/pdf.ts';
import { documentOf, documentOfTemplate, loadAsset, meta, partsOf, quickDocx } from './documents.ts';

const everywhere = [
  ':::title\nT[^t]\n:::',
  '## A[^h] {#a}',
  '1. x[^p]',
  '| h[^th] | b |\n| --- | --- |\n| c[^td] | d |',
  ':::definitions\n- term[^d]\n\n  means[^m]\n:::',
  ':::parties\n- N[^n]\n\n  line\n:::',
  '[^n]: 8\n[^m]: 7\n[^d]: 6\n[^td]: 5\n[^th]: 4\n[^p]: 3 with *looks*\n\n    and more\n[^h]: 2\n[^t]: 1',
].join('\n\n');

describe('footnotes', () => {
  const document = documentOf(everywhere);

  it('are numbered in the order of their use, wherever they stand', () => {
    expect(document.notes.map(([first]) => first?.[0])).toMatchObject(
      ['1', '2', '3 with ', '4', '5', '6', '7', '8'].map((value) => ({ value })),
    );
  });

  it('are footnotes of Word', async () => {
    const parts = partsOf(await quickDocx(document));
    const marks = [...(parts['word/document.xml'] ?? '').matchAll(/<w:footnoteReference w:id="(\d+)"/g)];
    expect(marks.map((mark) => mark[1])).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(parts['word/footnotes.xml']).toMatch(
      /<w:footnote w:id="3">.*3 with .*<w:i\/>.*and more.*<w:footnote w:id="4">/,
    );
  });

  it('are footnotes of Typst', async () => {
    expect(typstSource(document)).toContain('note(({ run("1") },))');
    expect((await writePdf(document, loadAsset)).length).toBeGreaterThan(1_000);
  });

  it('are links there and back in HTML', () => {
    const html = writeHtml(document);
    for (let number = 1; number <= 8; number += 1) {
      expect(html.split(`id="mark_${number}" href="#note_${number}"`)).toHaveLength(2);
      expect(html).toMatch(new RegExp(`<li id="note_${number}">.*href="#mark_${number}"`));
    }
  });

  it('stand at the end in Markdown', () => {
    expect(writeMarkdown(documentOf('x[^a] y\n\n[^a]: z\n\nlast'))).toBe('x[1] y\n\nlast\n\n---\n\n[1] z\n');
  });

  it('make no link of what follows in brackets', () => {
    const markdown = writeMarkdown(
      documentOfTemplate('x[^a]{{v}} :gap[g]{{v}}\n\n[^a]: z', { v: '(https://a.example)' }),
    );
    expect(JSON.stringify(documentOf(markdown).blocks)).not.toContain('"link"');
  });

  it('come from templates only', () => {
    const escaped = documentOfTemplate('x {{v}}[^1]\n\n[^1]: y', { v: '[^1] [^2]' });
    expect(escaped.blocks).toMatchObject([{ inlines: [{ value: 'x [^1] [^2]' }, { type: 'footnote', number: 1 }] }]);
  });

  it.each([
    ['x[^a]', 'line 1: the footnote [^a] is not defined; write its text as "[^a]: …"'],
    ['x\n\n[^a]: y', 'line 3: the footnote [^a] is never used'],
    ['x[^a] y[^a]\n\n[^a]: z', 'line 1: the footnote [^a] is used twice; write it twice'],
    ['x[^a]\n\n[^a]: y\n\n[^a]: z', 'line 5: the footnote [^a] is defined twice'],
    ['x[^a]\n\n[^a]: y[^b]\n\n[^b]: z', 'line 3: the footnote [^b] has no place here'],
    ['x[^a]\n\n[^a]: y[^b]', 'line 3: the footnote [^b] has no place here'],
    ['[x[^a]](https://example.org)\n\n[^a]: y', 'line 1: a footnote has no place in a link'],
    ['x[^a]\n\n[^a]: y\n\n    - z', 'line 3: a footnote holds paragraphs and nothing else'],
  ])('that cannot be are told: %j', (markdown, problem) => {
    expect(parseDocument(markdown, meta).problems).toContain(problem);
  });
});
