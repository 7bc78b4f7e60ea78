/** Articles in Markdown: a heading of the second level with an id, `## Title {#id}`, and all up to where it ends. */
import type { RootContent } from 'mdast';
import type { Document, Inline, Inlines } from './document.ts';

/** `{#id}` at the end of a heading, where the brace is not escaped. */
const trailingId = /(?:^|[^\\])\{#([^{}]*)\}[ \t]*#*[ \t]*$/;

/** Whether a heading, as it stands in the source, ends with an id, be it a right one or not. */
export function hasId(heading: string): boolean {
  return trailingId.test(heading);
}

/** The id of a heading, read in the source: a title out of a record cannot bring one along, as its signs are escaped. */
export function articleId(heading: string): string | undefined {
  const id = trailingId.exec(heading)?.[1]?.replaceAll('\\', '');
  return id !== undefined && /^[a-z0-9-]+$/.test(id) ? id : undefined;
}

/** The words of a heading without its id. */
export function withoutId(inlines: readonly Inline[]): Inlines {
  return inlines
    .map((inline, index) =>
      index === inlines.length - 1 && inline.type === 'text'
        ? { ...inline, value: inline.value.replace(/\s*\{#[^{}]*\}\s*$/, '') }
        : inline,
    )
    .filter((inline) => inline.type !== 'text' || inline.value !== '');
}

/** They stand within an article; the others end it. */
const withinArticles = new Set(['definitions', 'table', 'chart', 'note']);

/** Whether a node ends the article before it. */
export function endsArticle(node: RootContent): boolean {
  if (node.type === 'heading') return node.depth <= 2;
  if (node.type === 'containerDirective') return !withinArticles.has(node.name);
  return node.type === 'thematicBreak';
}

/** Ids that stand for two articles, and references that lead nowhere, as problems. */
export function wrongIds(document: Document, references: ReadonlySet<string>): string[] {
  const ids = document.blocks.flatMap((block) => (block.type === 'article' ? [block.id] : []));
  const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  return [
    ...twice.map((id) => `the id "${id}" stands for two articles, so that :ref[${id}] could mean either`),
    ...[...references]
      .filter((id) => !ids.includes(id))
      .map((id) => `:ref[${id}] leads nowhere; articles here: ${ids.join(', ') || 'none'}`),
  ];
}
