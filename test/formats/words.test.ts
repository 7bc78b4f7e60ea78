import { describe, expect, it } from 'vitest';
import { everyInWords, joinInWords, lowerFirst, numberInWords, periodInWords } from '../../src/formats/words.ts';

describe('numberInWords', () => {
  it.each([
    [0, 'zero', 'ዜሮ'],
    [1, 'one', 'አንድ'],
    [5, 'five', 'አምስት'],
    [10, 'ten', 'አሥር'],
    [11, 'eleven', 'አሥራ አንድ'],
    [19, 'nineteen', 'አሥራ ዘጠኝ'],
    [20, 'twenty', 'ሃያ'],
    [21, 'twenty-one', 'ሃያ አንድ'],
    [60, 'sixty', 'ስልሳ'],
    [99, 'ninety-nine', 'ዘጠና ዘጠኝ'],
    [100, 'one hundred', 'አንድ መቶ'],
    [999, 'nine hundred and ninety-nine', 'ዘጠኝ መቶ ዘጠና ዘጠኝ'],
    [1000, '1000', '1000'],
    [-1, '-1', '-1'],
    [2.5, '2.5', '2.5'],
  ])('%d is %s, %s', (number, english, amharic) => {
    expect([numberInWords(number, 'en'), numberInWords(number, 'am')]).toEqual([english, amharic]);
  });

  it('tells all numbers to 999 apart, in both languages', () => {
    for (const language of ['en', 'am']) {
      const words = Array.from({ length: 1000 }, (_none, number) => numberInWords(number, language));
      expect(new Set(words).size).toBe(1000);
    }
  });
});

describe('periodInWords', () => {
  it.each([
    [1, 'one (1) month', 'አንድ (1) ወር'],
    [6, 'six (6) months', 'ስድስት (6) ወር'],
    [12, 'one (1) year', 'አንድ (1) ዓመት'],
    [18, 'eighteen (18) months', 'አሥራ ስምንት (18) ወር'],
    [60, 'five (5) years', 'አምስት (5) ዓመት'],
  ])('%d months are %s, %s', (months, english, amharic) => {
    expect([periodInWords(months, 'en'), periodInWords(months, 'am')]).toEqual([english, amharic]);
  });
});

it.each([
  [1, 'every month'],
  [6, 'every six (6) months'],
  [12, 'every year'],
  [24, 'every two (2) years'],
])('every %d months is %s', (months, words) => {
  expect(everyInWords(months, 'en')).toBe(words);
});

it.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('%j joined is %j', (items, words) => {
  expect(joinInWords(items, 'en')).toBe(words);
});

it.each([
  ['Joint research', 'joint research'],
  ['ICT for all', 'ICT for all'],
  ['English', 'English'],
  ['የጋራ ምርምር', 'የጋራ ምርምር'],
])('%s within a sentence is %s', (text, words) => {
  expect(lowerFirst(text)).toBe(words);
});
