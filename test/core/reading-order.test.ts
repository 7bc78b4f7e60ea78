import { expect, it } from 'vitest';
import { readingOrder } from '../../src/core/reading-order.ts';

it('puts numbers by their size, and small letters, capitals and accents beside each other', () => {
  const sorted = (words: readonly string[]): string[] => [...words].sort(readingOrder);
  expect(sorted(['2.10', '2.9', '2.1', '10', '9'])).toEqual(['2.1', '2.9', '2.10', '9', '10']);
  expect(sorted(['Zambia', 'Côte d’Ivoire', 'cuba', 'Congo', 'Cuba'])).toEqual([
    'Congo',
    'Côte d’Ivoire',
    'cuba',
    'Cuba',
    'Zambia',
  ]);
  expect(sorted(['2024-05', '2024', '2023-12-31'])).toEqual(['2023-12-31', '2024', '2024-05']);
  expect(sorted(['ኬንያ', 'ህንድ', 'Kenya'])).toEqual(['Kenya', 'ህንድ', 'ኬንያ']);
});

it('never calls two texts equal that are not the same', () => {
  expect(readingOrder('a\u00AD', 'a')).not.toBe(0);
  expect(readingOrder('a', 'a')).toBe(0);
});
