import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { chartDescription, chartSvg } from '../../src/formats/chart.ts';
import { linesOf, niceScale, numberFormat } from '../../src/formats/chart-scale.ts';
import type { ChartBlock } from '../../src/formats/document.ts';
import { writeHtml } from '../../src/formats/html.ts';
import { writeMarkdown } from '../../src/formats/markdown.ts';
import { parseDocument } from '../../src/formats/markdown-parse.ts';
import { typstSource, writePdf } from '../../src/formats/pdf.ts';
import { documentOf, loadAsset, meta, partsOf, quickDocx } from './documents.ts';

const words = { noFigures: 'No figures yet' };

/** A chart from rows of cells, the first of which is the head. */
function chart(rows: readonly (readonly string[])[], attributes = 'kind="line"'): string {
  const [head = [], ...others] = rows.map((cells) => `| ${cells.join(' | ')} |`);
  const rule = `|${' --- |'.repeat(rows[0]?.length ?? 0)}`;
  return `:::chart{${attributes}}\n${[head, rule, ...others].join('\n')}\n:::`;
}

function blockOf(rows: readonly (readonly string[])[], attributes?: string): ChartBlock {
  const [block] = documentOf(chart(rows, attributes)).blocks;
  if (block?.type !== 'chart') throw new Error('no chart');
  return block;
}

const sample = [
  ['Year', 'Women', 'Men'],
  ['2023', '30', '1,070.5'],
  ['2024', '–', '−65'],
  ['2025', '41 %', 'some'],
];

describe('a chart', () => {
  it('reads labels, series and numbers; all that is no number is a gap', () => {
    expect(blockOf(sample)).toMatchObject({
      labels: ['2023', '2024', '2025'],
      series: [
        { name: 'Women', values: [30, null, 41] },
        { name: 'Men', values: [1070.5, -65, null] },
      ],
    });
  });

  it.each([
    [':::chart{kind="pie"}\n| a | b |\n| --- | --- |\n:::', ':::chart has kind="line" or kind="bars"'],
    [':::chart{kind="line"}\nx\n:::', 'there is no table in :::chart'],
    [':::chart{kind="line"}\n| a |\n| --- |\n:::', 'a chart needs a column of labels and one of numbers'],
  ])('that cannot be is told: %j', (markdown, problem) => {
    expect(parseDocument(markdown, meta).problems).toEqual([`line 1: ${problem}`]);
  });

  it('is a drawing in HTML that is told in words, with its figures beneath', () => {
    const html = writeHtml(documentOf(`## A {#a}\n\n${chart(sample, 'kind="bars" caption="Who *works*" unit="%"')}`));
    expect(html).toContain('<figcaption>Who <em>works</em></figcaption>');
    expect(html).toMatch(
      /<svg [^>]*role="img" aria-labelledby="chart_1_title chart_1_text"><title id="chart_1_title">/,
    );
    expect(html).toContain('Women: 2023 30.0%, 2024 –, 2025 41.0%.');
    expect(html).toMatch(/<details><summary>Figures<\/summary>\n<table>[\s\S]*1,070\.5[\s\S]*<\/details>/);
    expect(html).not.toMatch(/<script|<image|href="http/);
  });

  it('is the table in Markdown', () => {
    expect(writeMarkdown(documentOf(chart(sample, 'kind="line" caption="Who" unit="people"')))).toMatch(
      /^\*Who \(people\)\*\n\n\| Year \| Women \| Men \|\n\| --- \| --: \| --: \|\n\| 2023 \| 30 \|/,
    );
  });

  it('is native in Word, with figures that open in a sheet, in the same bytes each time', async () => {
    const docx = await quickDocx(documentOf(chart(sample, 'kind="bars" caption="Who"')));
    const parts = partsOf(docx);
    expect(parts['word/charts/chart1.xml']).toContain('<c:v>1070.5</c:v>');
    expect(parts['word/charts/chart1.xml']).toMatch(/<c:catAx>.*<c:tickLblPos val="low"\/>/);
    expect(parts['word/document.xml']).toContain('descr="Women: 2023 30.0, 2024 –, 2025 41.0. Men:');
    const sheet = unzipSync(docx)['word/embeddings/Microsoft_Excel_Worksheet1.xlsx'] as Uint8Array;
    expect(strFromU8(unzipSync(sheet)['xl/worksheets/sheet1.xml'] as Uint8Array)).not.toContain('<f>');
    // The time within the sheet is that of the document: 12:00 on 24 November 2026, in the coding of zip.
    expect([sheet[10], sheet[11], sheet[12], sheet[13]]).toEqual([0x00, 0x60, 0x78, 0x5d]);
  });

  it('is drawn with its letters in PDF', async () => {
    const document = documentOf(
      chart([
        ['ዓመት', 'ተማሪዎች'],
        ['፳፻፲፪', '20'],
        ['፳፻፲፫', '30'],
      ]),
    );
    expect(typstSource(document)).toContain('chart(none, "<svg ');
    const pdf = Buffer.from(await writePdf(document, loadAsset)).toString('latin1');
    expect(pdf).toMatch(/\/BaseFont \/[A-Z]{6}\+AbyssinicaSIL/);
    expect(pdf).toMatch(/\/BaseFont \/[A-Z]{6}\+SourceSerif4-Regular/);
  });
});

describe('in the style of another house a chart', () => {
  const { page, margins, colours } = meta.style;
  const style = {
    ...meta.style,
    size: 10,
    page: { ...page, width: 148 },
    margins: { ...margins, left: 20, right: 20 },
    colours: { ...colours, ink: '#7a0019', soft: '#445566' },
  };
  const document = documentOf(chart(sample, 'kind="line" unit="people"'), { style });
  const svg = /<svg [\s\S]*<\/svg>/.exec(writeHtml(document))?.[0] ?? '';

  it('has its colours in every format', async () => {
    expect(svg).toContain('stroke="#7a0019"');
    expect(svg).toContain('fill="#445566"');
    expect(typstSource(document)).toContain('stroke=\\"#7a0019\\"');
    const word = partsOf(await quickDocx(document))['word/charts/chart1.xml'] ?? '';
    expect(word).toContain('<a:srgbClr val="7A0019"/>');
    expect(word).toContain('<a:srgbClr val="445566"/>');
    expect(`${svg}${word}`).not.toMatch(/1f3a5f|5a5a5a/i);
  });

  it('is as wide as its text, with letters of its size', async () => {
    // 108 mm at 12.5 units for letters of 8.1 points.
    expect(svg).toContain('viewBox="0 0 472 ');
    const word = partsOf(await quickDocx(document));
    expect(word['word/document.xml']).toMatch(/<wp:extent cx="3886200"/);
    expect(word['word/charts/chart1.xml']).toContain('sz="800"');
  });
});

const many = Array.from({ length: 40 }, (_none, index) => [`Month ${index}`, String(index * 7)]);

describe.each(['line', 'bars'])('the drawing of %s', (kind) => {
  const svg = (rows: readonly (readonly string[])[]): string =>
    chartSvg(meta.style, blockOf(rows, `kind="${kind}"`), words);

  it.each([
    ['one value', [['a', '17']]],
    [
      'equal values',
      [
        ['a', '17'],
        ['b', '17'],
      ],
    ],
    [
      'zeros',
      [
        ['a', '0'],
        ['b', '0'],
      ],
    ],
    [
      'negative values',
      [
        ['a', '-5'],
        ['b', '-17.5'],
      ],
    ],
    [
      'values on both sides',
      [
        ['a', '-5'],
        ['b', '17'],
      ],
    ],
    [
      'huge values',
      [
        ['a', '123456789012345678901234567890'],
        ['b', '5'],
      ],
    ],
    [
      'tiny values',
      [
        ['a', '0.0000000000000000012'],
        ['b', '0.000000000000000003'],
      ],
    ],
    ['forty labels', many],
    [
      'a long word',
      [
        ['x'.repeat(300), '5'],
        ['b', '6'],
      ],
    ],
  ])('of %s stays within its sides', (_name, rows) => {
    const drawing = svg([['label', 'A name'], ...rows]);
    expect(drawing).not.toMatch(/NaN|Infinity|undefined/);
    const height = Number(/viewBox="0 0 620 ([\d.]+)"/.exec(drawing)?.[1]);
    expect(height).toBeLessThan(900);
    for (const [, x, y] of drawing.matchAll(/<(?:text|rect|circle) c?x="([-\d.]+)" c?y="([-\d.]+)"/g)) {
      expect(Number(x)).toBeGreaterThanOrEqual(0);
      expect(Number(x)).toBeLessThanOrEqual(620);
      expect(Number(y)).toBeLessThanOrEqual(height);
    }
    expect(drawing).not.toMatch(/(?:width|height)="-/);
  });

  it('says that there is no value', () => {
    expect(
      svg([
        ['label', 'A'],
        ['a', '–'],
      ]),
    ).toContain('>No figures yet</text>');
    expect(svg([['label', 'A']])).toContain('>No figures yet</text>');
  });

  it('differs in grey from series to series', () => {
    const colors = new Set(svg(sample).match(/#(?:1f3a5f|8a8a8a)/g));
    expect(colors.size).toBe(2);
  });
});

describe('lines', () => {
  it('break at a gap, and a value alone is a dot', () => {
    const drawing = chartSvg(
      meta.style,
      blockOf([['l', 'A'], ...['1', '2', '–', '4', '–', '5', '6'].map((v) => ['x', v])]),
      words,
    );
    expect(/d="(M[^"]*L[^"]*)" fill="none"/.exec(drawing)?.[1]?.match(/[ML]/g)?.join('')).toBe('MLMML');
    expect(drawing.match(/<circle/g)).toHaveLength(5);
  });

  it('have their names beside their ends, never on each other', () => {
    const drawing = chartSvg(
      meta.style,
      blockOf([
        ['l', 'One', 'Two', 'Three'],
        ['x', '5', '5', '5'],
      ]),
      words,
    );
    const heights = ['One', 'Two', 'Three'].map((name) =>
      Number(new RegExp(`y="([\\d.]+)"[^>]*>${name}<`).exec(drawing)?.[1]),
    );
    const sorted = heights.toSorted((one, other) => one - other);
    expect((sorted[1] ?? 0) - (sorted[0] ?? 0)).toBeGreaterThanOrEqual(14);
    expect((sorted[2] ?? 0) - (sorted[1] ?? 0)).toBeGreaterThanOrEqual(14);
  });
});

describe('niceScale', () => {
  it.each([
    [[3, 97], true, [0, 50, 100]],
    [[0.1, 0.3], true, [0, 0.1, 0.2, 0.3]],
    [[-5, 17], true, [-10, 0, 10, 20]],
    [[5000, 5200], false, [5000, 5050, 5100, 5150, 5200]],
    [[17, 17], false, [0, 5, 10, 15, 20]],
    [[0, 0], false, [0]],
    [[], false, []],
  ])('of %j', (values, isFromZero, ticks) => {
    expect(niceScale(values, isFromZero ? 3 : 4, isFromZero).ticks).toEqual(ticks);
  });
});

it('numbers are written alike, thousands apart', () => {
  expect([1234567, -5, 0.25].map(numberFormat([1234567, -5, 0.25]))).toEqual(['1,234,567.00', '−5.00', '0.25']);
  expect([2e13, 0].map(numberFormat([2e13]))).toEqual(['2e13', '0']);
  expect([3e-9].map(numberFormat([3e-9]))).toEqual(['3e−9']);
});

it('words take lines, and what is left ends in an ellipsis', () => {
  expect(linesOf('High-performance computing and its use', 10, 120, 2)).toEqual([
    'High-performance',
    expect.any(String),
  ]);
  // So long that to measure it again for each letter would not end in time.
  expect(linesOf('x'.repeat(100_000), 10, 60, 1)[0]).toMatch(/^x+…$/);
  expect(
    chartDescription(
      blockOf([
        ['l', ''],
        ['a', '1'],
      ]),
    ),
  ).toBe('a 1.');
});
