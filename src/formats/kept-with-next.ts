/** Which paragraphs no page may part from what follows them. */
import { type Block, plainText } from './document.ts';

/**
 * The paragraphs that stay on the page of what follows them: words that introduce a list or a table, and the last words
 * before signatures, two paragraphs at most, for signatures alone on a sheet could be put under another text.
 */
export function keptWithNext(blocks: readonly Block[]): ReadonlySet<Block> {
  const kept = new Set<Block>();
  const walk = (within: readonly Block[]): void => {
    within.forEach((block, index) => {
      if (introduces(block, within[index + 1])) kept.add(block);
      for (const inner of blocksIn(block)) walk(inner);
      if (block.type !== 'signatures') return;
      // Without a rule between them, the last article has taken the closing words in.
      const last = within[index - 1];
      const before = last?.type === 'article' ? last.blocks : within.slice(0, index);
      for (const closing of before.slice(-2).reverse()) {
        if (closing.type !== 'paragraph') break;
        kept.add(closing);
      }
    });
  };
  walk(blocks);
  return kept;
}

/** Words that end with a colon, in either script, and what they announce. */
function introduces(block: Block, next: Block | undefined): boolean {
  const announced = ['list', 'table', 'chart', 'definitions', 'parties'];
  return (
    block.type === 'paragraph' &&
    block.role === 'body' &&
    next !== undefined &&
    announced.includes(next.type) &&
    /[:፡፦]\s*$/.test(plainText(block.inlines))
  );
}

/** The lists of blocks that a block holds. */
function blocksIn(block: Block): readonly (readonly Block[])[] {
  if (block.type === 'article' || block.type === 'annex') return [block.blocks];
  if (block.type === 'list') return block.items.map((item) => item.blocks);
  return block.type === 'definitions' ? block.definitions.map(({ meaning }) => meaning) : [];
}
