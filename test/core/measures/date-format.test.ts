import { describe, expect, it } from 'vitest';
import { formatDate } from '../../../src/core/measures/date-format.ts';

describe('dates in words', () => {
  it.each([
    ['2027-01-15', 'en', 'both', '15 Jan 2027 (7 Tir 2019 E.C.)'],
    ['2027-02-01', 'en', 'both', '1 Feb 2027 (24 Tir 2019 E.C.)'],
    ['2032-01-31', 'en', 'both', '31 Jan 2032 (22 Tir 2024 E.C.)'],
    ['2031-07-31', 'en', 'both', '31 Jul 2031 (24 Hamle 2023 E.C.)'],
    ['2014-11-06', 'en', 'both', '6 Nov 2014 (27 Tikimt 2007 E.C.)'],
    ['2027-01-15', 'en', 'gregorian', '15 Jan 2027'],
    ['2027-01-15', 'en', 'ethiopian', '7 Tir 2019 E.C.'],
    ['2026-11-19', 'en', 'ethiopian-column', '10 Hidar 2019'],
    ['2027-01-15', 'en', 'long', '15 January 2027'],
    ['2021-09-10', 'am', 'ethiopian', 'ጳጉሜን 5 ቀን 2013 ዓ.ም.'],
    ['2027-01-15', 'am', 'both', 'ጥር 7 ቀን 2019 ዓ.ም. (እ.ኤ.አ. ጃንዋሪ 15 ቀን 2027)'],
    ['2027-01-15', 'am', 'long', 'ጥር 7 ቀን 2019 ዓ.ም. (እ.ኤ.አ. ጃንዋሪ 15 ቀን 2027)'],
    ['2027-01-15', 'am', 'gregorian', 'ጃንዋሪ 15 ቀን 2027 እ.ኤ.አ.'],
    ['2027-01-15', 'am', 'ethiopian-column', 'ጥር 7 ቀን 2019'],
  ] as const)('%s in %s, %s: %s', (date, language, style, expected) => {
    expect(formatDate(date, language, style)).toBe(expected);
  });

  it.each([
    ['2014-02', 'en', 'both', 'Feb 2014 (Tir–Yekatit 2006 E.C.)'],
    ['2014-09', 'en', 'both', 'Sep 2014 (Nehase 2006–Meskerem 2007 E.C.)'],
    ['2014-02', 'en', 'long', 'February 2014'],
    ['2011', 'en', 'both', '2011 (2003–2004 E.C.)'],
    ['2011', 'en', 'gregorian', '2011'],
    ['2014-02', 'am', 'both', 'ጥር–የካቲት 2006 ዓ.ም. (እ.ኤ.አ. ፌብሩዋሪ 2014)'],
    ['2011', 'am', 'ethiopian', '2003–2004 ዓ.ም.'],
  ] as const)('a partial date keeps its precision: %s in %s, %s: %s', (date, language, style, expected) => {
    expect(formatDate(date, language, style)).toBe(expected);
  });

  it('puts the time of a deadline behind its day', () => {
    expect(formatDate('2026-12-15T17:00+01:00', 'en', 'gregorian')).toBe('15 Dec 2026, 17:00 +01:00');
    expect(formatDate('2026-12-15T17:00:00Z', 'en', 'gregorian')).toBe('15 Dec 2026, 17:00 Z');
  });

  it.each(['rolling', '2023-02-29', '', '2026-13', 'Tomorrow'])('leaves what is no date as it is: %s', (text) => {
    expect(formatDate(text)).toBe(text);
  });
});
