/**
 * A guide of the manual as something to follow. Its blocks are: `sh`, lines to type (`sh exit=1` where the last of them
 * fails); `text` after it, what is then printed, with `? QUESTION > ANSWER` where something is answered and `…` for lines
 * left out; `json PATH` and the like, a file to write. Other blocks are only shown.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Story } from '../helpers/story.ts';

interface Block {
  readonly language: string;
  /** What stands behind the language. */
  readonly rest: string;
  readonly text: string;
  /** Where the text lies in the guide. */
  readonly from: number;
  readonly to: number;
}

/** What did not go as the guide says, and the guide with what is printed now. */
export interface Followed {
  /** Lines that failed, and texts that only a person can quote anew. */
  readonly faults: readonly string[];
  /** Texts that are printed otherwise than the guide quotes them. */
  readonly differences: readonly string[];
  readonly updated: string;
}

/** Follows a guide from its first block to its last. */
export async function follow(guide: string, story: Story): Promise<Followed> {
  const blocks = blocksOf(guide);
  const faults: string[] = [];
  const differences: string[] = [];
  let updated = guide;
  let moved = 0;
  for (const [index, block] of blocks.entries()) {
    if (block.rest !== '' && block.language !== 'sh') writeBlock(story, block);
    if (block.language !== 'sh') continue;
    const next = blocks[index + 1];
    const quoted =
      next?.language === 'text' && guide.slice(block.to + 4, next.from).startsWith('\n```text') ? next : undefined;
    const { printed, fault } = await type(story, block, quoted?.text ?? '');
    if (fault !== undefined) faults.push(fault);
    if (quoted === undefined || isQuoted(quoted.text, printed)) continue;
    const difference = `${block.text}prints another text than the guide quotes:\n${printed}`;
    if (/^…$/m.test(quoted.text)) {
      faults.push(difference);
      continue;
    }
    differences.push(difference);
    updated = updated.slice(0, quoted.from + moved) + printed + updated.slice(quoted.to + moved);
    moved += printed.length - quoted.text.length;
  }
  return { faults, differences, updated };
}

function blocksOf(guide: string): Block[] {
  return [...guide.matchAll(/^```(\w+)(?: ([^\n]*))?\n([\s\S]*?)^```$/gm)].map((match) => {
    const [whole, language = '', rest = '', text = ''] = match;
    const to = match.index + whole.length - 3;
    return { language, rest, text, from: to - text.length, to };
  });
}

function writeBlock(story: Story, { rest, text }: Block): void {
  const path = resolve(story.folder, rest);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Types the lines of a block. A line that ends with a backslash goes on. */
async function type(
  story: Story,
  block: Block,
  quoted: string,
): Promise<{ readonly printed: string; readonly fault: string | undefined }> {
  const lines = block.text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const answers = [...quoted.matchAll(/^\? .*? >(?: (.*))?$/gm)].map((match) => match[1] ?? '');
  const expected = Number(/^exit=(\d+)$/.exec(block.rest)?.[1] ?? 0);
  let printed = '';
  for (const [index, line] of lines.entries()) {
    const isLast = index === lines.length - 1;
    const { code, text } = await story.run(line, answers.length > 0 ? answers : undefined);
    printed += text;
    if (code !== (isLast ? expected : 0))
      return { printed: plainPrint(printed), fault: `${line}\nends with ${code}:\n${text}` };
  }
  return { printed: plainPrint(printed), fault: undefined };
}

/** As it can stand in a guide: the number of a commit is always the same one. */
function plainPrint(text: string): string {
  return text.replaceAll('COMMIT', '4e9a6d1');
}

/** Whether the lines are quoted as they stand, all of them but for those at a `…`. */
function isQuoted(quoted: string, printed: string): boolean {
  const plain = quoted
    .split('\n')
    .map((line) => (line === '…' ? '[\\s\\S]*?' : `${line.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\n`));
  plain.pop();
  return new RegExp(`^${plain.join('')}$`).test(printed);
}
