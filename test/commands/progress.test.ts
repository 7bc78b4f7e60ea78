import { expect, it } from 'vitest';
import { progressOf } from '../../src/commands/progress.ts';
import type { Clock, Terminal } from '../../src/context.ts';
import { plainStyle } from '../helpers/run.ts';

/** What is written of three pieces that take 0.7 seconds each. */
function told(interactive: boolean): string {
  let text = '';
  let now = Date.parse('2026-11-24T09:00:00Z');
  const terminal: Terminal = {
    out: () => undefined,
    outBytes: () => undefined,
    say: (words) => {
      text += words;
    },
    err: () => undefined,
    interactive,
    columns: 80,
    style: plainStyle,
    readInput: async () => '',
  };
  const clock: Clock = { today: () => '2026-11-24', now: () => new Date(now).toISOString() };
  const progress = progressOf(terminal, clock, 3);
  for (const name of ['one', 'two', 'three']) {
    progress.next(name);
    now += 700;
  }
  progress.end();
  return text;
}

it('tells how far it is after a second, and wipes the line', () => {
  expect(told(true)).toBe('\r\u001b[K  3 of 3  three\r\u001b[K');
});

it('is silent where nobody sits at a terminal', () => {
  expect(told(false)).toBe('');
});
