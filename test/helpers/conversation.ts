/**
 * Conversations as text: commands after `$ `, what they print, and `[code]` where it is not 0; what is answered to a question
 * stands after its ` > `, and lines after `# ` are for who reads. UPDATE_GOLDEN=1 writes what is printed now, for review.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { TestRepository } from './repository.ts';
import { Story } from './story.ts';

/** Plays the conversation of a file in a workspace, and compares what is printed with the file. */
export async function holdConversation(file: string, workspace: Pick<TestRepository, 'root' | 'env'>): Promise<void> {
  const expected = readFileSync(file, 'utf8');
  const played = await play(expected, new Story(workspace));
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, played);
  else expect(played).toBe(expected);
}

async function play(text: string, story: Story): Promise<string> {
  let played = '';
  for (const { line, answers } of linesOf(text)) {
    played += `${line}\n`;
    if (!line.startsWith('$ ')) continue;
    const { text: printed, code } = await story.run(
      line.slice('$ '.length),
      answers.length === 0 ? undefined : answers,
    );
    played += `${printed}${code === 0 ? '' : `[${code}]\n`}`;
  }
  return played;
}

/** The commands and remarks of a text, each command with the answers to its questions. */
function linesOf(text: string): { line: string; answers: string[] }[] {
  const lines: { line: string; answers: string[] }[] = [];
  const all = text.split('\n');
  for (const [index, line] of all.entries()) {
    // A heading of a paper that is printed is no remark: a remark stands above a command or another remark.
    const isRemark = line.startsWith('# ') && /^[$#] /.test(all[index + 1] ?? '');
    if (isRemark || line.startsWith('$ ')) lines.push({ line, answers: [] });
    else if (/^\? .* >( |$)/.test(line)) lines.at(-1)?.answers.push(/ > ?(.*)$/.exec(line)?.[1] ?? '');
  }
  return lines;
}
