import { describe, expect, it } from 'vitest';
import { splitByScript, titleLines } from '../../src/formats/document.ts';
import { balancedWidth, unbroken, unbrokenTitle } from '../../src/formats/typography.ts';

/** `~` stands for a space that does not break. */
const shown = (text: string): string => text.replaceAll('\u00a0', '~');

describe('a line does not break', () => {
  it.each([
    ['costs USD 120,000.00 in all', 'costs USD~120,000.00 in all'],
    ['on 15 January 2027 at noon', 'on 15~January~2027 at noon'],
    ['in March 2026', 'in March~2026'],
    ['under Article 7 and Articles 8 to 9', 'under Article~7 and Articles~8 to 9'],
    ['for five (5) years', 'for five (5)~years'],
    ['3 m² and 5 per cent of 2 million', '3~m² and 5~per cent of 2~million'],
    ['በአንቀጽ 3 መሠረት', 'በአንቀጽ~3 መሠረት'],
    ['2019 ዓ.ም.', '2019~ዓ.ም.'],
    ['may 5 men march 3 miles', 'may 5 men march 3 miles'],
  ])('in “%s”', (text, result) => {
    expect(shown(unbroken(text))).toBe(result);
  });

  it('in a title, behind a small word', () => {
    expect(shown(unbrokenTitle('Government of the Federal Democratic Republic of Ethiopia'))).toBe(
      'Government of~the~Federal Democratic Republic of~Ethiopia',
    );
  });
});

describe('the head of a paper', () => {
  const text = (value: string, strong = false) => [{ type: 'text' as const, value, strong, emphasis: false }];

  it('knows names from the words between them', () => {
    const lines = titleLines([text('MEMORANDUM'), text('between'), text('Ministry', true)]);
    expect(lines.map((line) => line.role)).toEqual(['title', 'word', 'name']);
  });

  it('has lines of about the same length', () => {
    const name = 'Government of\u00a0the\u00a0Federal Democratic Republic of\u00a0Ethiopia';
    expect(balancedWidth(name, 60)).toBe(60);
    expect(balancedWidth(name, 26)).toBeLessThan(19);
    expect(balancedWidth('x'.repeat(300), 26)).toBe(26);
  });
});

describe('a text of several scripts', () => {
  it('is split where the script changes; signs behind words from right to left belong to the sentence', () => {
    const parts = splitByScript('Academy (أكاديمية البحث), Россия, 中国 한국 ኢትዮጵያ.');
    expect(parts.map(({ text, script }) => [text, script])).toEqual([
      ['Academy (', 'latin'],
      ['أكاديمية البحث', 'arabic'],
      ['), ', 'latin'],
      ['Россия, ', 'cyrillic'],
      ['中国 ', 'han'],
      ['한국 ', 'hangul'],
      ['ኢትዮጵያ.', 'ethiopic'],
    ]);
  });
});
