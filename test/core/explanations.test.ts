import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { explanations } from '../../src/core/explanations/index.ts';

/** Codes of what must be mended first, and of problems in records, as the sources write them. */
function codesInSources(): string[] {
  const found = new Set<string>();
  for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.includes('explanations')) continue;
    const text = readFileSync(join('src', file), 'utf8');
    for (const match of text.matchAll(/mendFirstError\(\s*'([a-z-]+)'/g)) found.add(match[1] ?? '');
    if (!/^(core\/(checks|record)|io\/records)/.test(file)) continue;
    for (const match of text.matchAll(/code: '([a-z-]+)'/g)) found.add(match[1] ?? '');
  }
  return [...found].sort();
}

it('every code of a problem, and of what must be mended first, is explained', () => {
  expect(codesInSources().filter((code) => !explanations.has(code))).toEqual([]);
});
