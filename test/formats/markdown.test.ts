import { expect, it } from 'vitest';
import { writeMarkdown } from '../../src/formats/markdown.ts';
import { documentOf } from './documents.ts';

it('escapes a number with a point only where it would begin a list', () => {
  const table = '| a | b |\n| --- | --- |\n| 3\\.5 | 2\\. |\n';
  expect(writeMarkdown(documentOf(table))).toContain('| 3.5 | 2\\. |');
  expect(writeMarkdown(documentOf('3\\.5 per cent'))).toBe('3.5 per cent\n');
  expect(writeMarkdown(documentOf('3\\. May'))).toBe('3\\. May\n');
});
