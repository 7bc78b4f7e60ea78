/**
 * Whole conversations as text: each file holds commands after `$ `, what they print, and `[code]` where it is not 0.
 * UPDATE_GOLDEN=1 writes what is printed now, for review.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../helpers/run.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

const folder = import.meta.dirname;

/** Words of a command line, with 'single quotes'. */
function words(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|((?:[^\s']|'[^']*')+)/g)].map((match) =>
    (match[1] ?? match[2] ?? '').replaceAll("'", ''),
  );
}

async function play(text: string): Promise<string> {
  const workspace = sampleWorkspace();
  try {
    let played = '';
    for (const line of text.split('\n').filter((each) => each.startsWith('$ ') || each.startsWith('# '))) {
      played += `${line}\n`;
      if (line.startsWith('# ')) continue;
      const { out, err, code } = await run(workspace.root, words(line.slice('$ irc '.length)), { env: workspace.env });
      const output = `${out}${err}`.replace(/\b[0-9a-f]{7}\b(?= |$)/gm, 'COMMIT');
      played += `${output}${code === 0 ? '' : `[${code}]\n`}`;
    }
    return played;
  } finally {
    workspace.remove();
  }
}

describe('a conversation', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
    it(file.replace('.txt', '').replaceAll('-', ' '), async () => {
      const path = join(folder, file);
      const expected = readFileSync(path, 'utf8');
      const played = await play(expected);
      if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, played);
      else expect(played).toBe(expected);
    });
  }
});
