import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { decodeText, readRecord } from '../../src/core/records/record.ts';
import { mutated } from '../hostile/mutations.ts';

it('fifty thousand records made wrong at random are read or refused, each at once', () => {
  const texts = readdirSync('records/agreements').map((file) => readFileSync(join('records/agreements', file), 'utf8'));
  let longest = 0;
  for (const [index, text] of mutated(texts, 50_000, 11).entries()) {
    const start = performance.now();
    const decoded = decodeText('r.yaml', Buffer.from(text, 'utf8'));
    const read = decoded.text === undefined ? undefined : readRecord('r.yaml', decoded.text);
    longest = Math.max(longest, performance.now() - start);
    const problems = read?.problems ?? [decoded.problem];
    const isRefused = read?.value === undefined;
    expect(isRefused, `text ${index}`).toBe(problems.some((problem) => problem?.severity === 'error'));
  }
  expect(longest).toBeLessThan(3_000);
});
