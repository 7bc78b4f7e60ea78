import { expect, it } from 'vitest';
import { cutPage } from '../../src/views/markdown-page.ts';

it('a page is cut after a whole line, by its bytes and not by its letters', () => {
  const text = 'ሀለሐ\n'.repeat(10);
  expect(cutPage(text, 100)).toBe(text);
  const cut = cutPage(text, 98);
  expect(cut).toBe(`${'ሀለሐ\n'.repeat(8)}ሀለሐ\n\nMore than a page can hold: irc diff and irc validate tell the rest.\n`);
  expect(cutPage('ሀ'.repeat(100), 99)).toMatch(/^\n\nMore/);
});
