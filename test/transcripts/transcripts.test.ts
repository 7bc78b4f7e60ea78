/**
 * Whole conversations as text: each file holds commands after `$ `, what they print, and `[code]` where it is not 0. What
 * is answered to a question stands after its ` > `. All begin in a folder with the sample records.
 * UPDATE_GOLDEN=1 writes what is printed now, for review.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/index.ts';
import { sampleWorkspace } from '../helpers/samples.ts';
import { Story } from '../helpers/story.ts';

const folder = import.meta.dirname;

/** The commands of a text, each with the answers to its questions. */
function commandsOf(text: string): { line: string; answers: string[] }[] {
  const commands: { line: string; answers: string[] }[] = [];
  for (const line of text.split('\n')) {
    if (/^[$#] /.test(line)) commands.push({ line, answers: [] });
    else if (/^\? .* >( |$)/.test(line)) commands.at(-1)?.answers.push(/ > ?(.*)$/.exec(line)?.[1] ?? '');
  }
  return commands;
}

async function play(text: string): Promise<string> {
  const workspace = sampleWorkspace();
  try {
    const story = new Story(workspace);
    let played = '';
    for (const { line, answers } of commandsOf(text)) {
      played += `${line}\n`;
      if (line.startsWith('# ')) continue;
      const { text: printed, code } = await story.run(
        line.slice('$ '.length),
        answers.length === 0 ? undefined : answers,
      );
      played += `${printed}${code === 0 ? '' : `[${code}]\n`}`;
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

it('every command is heard in a conversation', () => {
  const all = readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const isHeard = (name: string): boolean => new RegExp(`^\\$ .*irc (-C \\S+ )?${name}( |$)`, 'm').test(all);
  expect(commands.map(({ name }) => name).filter((name) => !isHeard(name))).toEqual([]);
});
