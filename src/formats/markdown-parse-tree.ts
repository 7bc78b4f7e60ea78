/** Markdown as a tree, with the extensions that our dialect has. */
import type { Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { withPlainRows } from './markdown-plain-rows.ts';

export function markdownTree(markdown: string): Root {
  return withPlainRows(markdown, (text) => unified().use(remarkParse).use(remarkGfm).use(remarkDirective).parse(text));
}
