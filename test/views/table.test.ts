import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { cutTo, tableText, tableWithin } from '../../src/views/table.ts';
import { plainStyle } from '../helpers/run.ts';

const columns = [
  { path: 'id', heading: 'ID', alignRight: false },
  { path: 'names.am', heading: 'AMHARIC', alignRight: false },
  { path: 'field', heading: 'FIELD', alignRight: false },
  { path: 'amount', heading: 'AMOUNT', alignRight: true },
  { path: 'title', heading: 'TITLE', alignRight: false },
];
const rows = [
  [
    'mou-2026-ethiopia-and-others',
    'የኢኖቬሽንና ቴክኖሎጂ ሚኒስቴር',
    'Earth and related environmental sciences',
    'ETB 4,500,000.00',
    'Water',
  ],
  ['cn', 'ቻይና', '中华人民共和国科学技术部', '1', '中文'],
  ['cafe', 'e\u0301 \u12a5\u135f', 'short', '20', 'x'.repeat(200)],
];

describe('a table', () => {
  it.each([100, 80, 110, 300])('fits %i columns, in letters of any width, with ids and amounts whole', (width) => {
    const lines = tableText(columns, rows, width, plainStyle).trimEnd().split('\n');
    // What can not be narrower: the id, the amount, 12 columns of each text and 20 of the last.
    const least = 28 + 16 + 2 * 12 + 20 + 4 * 2;
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(Math.max(width, least));
    expect(lines[1]).toContain('mou-2026-ethiopia-and-others  ');
    expect(lines[1]).toContain(' ETB 4,500,000.00  ');
    const starts = lines
      .slice(1)
      .map((line) =>
        stringWidth(line.slice(0, line.indexOf(line.includes('ETB') ? 'ETB' : line.includes(' 20 ') ? '20' : '1  '))),
      );
    expect(new Set(starts.map((start, index) => start + [16, 1, 2][index]!)).size).toBe(1);
  });

  it('cuts nothing that fits', () => {
    expect(tableText(columns, rows, 400, plainStyle)).not.toContain('…');
  });
});

describe('a table in a narrow terminal', () => {
  const within = (width: number, first: readonly string[] = []): string[] => {
    const { columns: kept, rows: left, leftOut } = tableWithin({ columns, rows }, width, first);
    expect(left.every((row) => row.length === kept.length)).toBe(true);
    return [...kept.map(({ heading }) => heading), '|', ...leftOut.map(({ heading }) => heading)];
  };

  it('leaves columns out from behind, and never the id or what a row is about', () => {
    expect(within(104)).toEqual(['ID', 'AMHARIC', 'FIELD', 'AMOUNT', 'TITLE', '|']);
    expect(within(95)).toEqual(['ID', 'AMHARIC', 'FIELD', 'TITLE', '|', 'AMOUNT']);
    expect(within(70)).toEqual(['ID', 'AMHARIC', 'TITLE', '|', 'FIELD', 'AMOUNT']);
    expect(within(20)).toEqual(['ID', 'TITLE', '|', 'AMHARIC', 'FIELD', 'AMOUNT']);
    expect(within(95, ['names.am'])).toEqual(['ID', 'FIELD', 'AMOUNT', 'TITLE', '|', 'AMHARIC']);
  });

  it('leaves out first what no row has', () => {
    const empty = rows.map(([id = '', , ...rest]) => [id, '–', ...rest]);
    const { leftOut } = tableWithin({ columns, rows: empty }, 90);
    expect(leftOut.map(({ heading }) => heading)).toEqual(['AMHARIC']);
  });
});

it('a cut text is as wide as told, at most', () => {
  for (const text of ['የኢኖቬሽንና ቴክኖሎጂ', '中华人民共和国', 'e\u0301e\u0301e\u0301e\u0301', '👩‍👩‍👧‍👧👩‍👩‍👧‍👧'])
    for (const width of [1, 2, 3, 4, 5])
      expect(stringWidth(cutTo(text, width)), `${text} to ${width}`).toBeLessThanOrEqual(width);
});
