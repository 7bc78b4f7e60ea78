/** Markdown with directives → document. docs/templates.md describes the dialect. */
import type { Heading, List, ListItem as ListItemNode, RootContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import { containers } from './directive-names.ts';
import {
  type Annex,
  type Block,
  type Definition,
  type Document,
  type DocumentMeta,
  type ListItem,
  type ListStyle,
  type Signature,
  strengthened,
} from './document.ts';
import { articleId, endsArticle, hasId, withoutId, wrongIds } from './markdown-articles.ts';
import { chartBlock } from './markdown-chart.ts';
import { itemsIn, paragraphsIn, partiesIn, signaturesIn } from './markdown-directives.ts';
import { Footnotes } from './markdown-footnotes.ts';
import { InlineParser, joinRuns, textRun } from './markdown-inlines.ts';
import { markdownTree } from './markdown-parse-tree.ts';
import { tableBlock } from './markdown-table.ts';
import { clauseLabel, numberLabel } from './numbering.ts';
import { wordsOf } from './words.ts';

export interface ParsedDocument {
  readonly document: Document;
  /** Mistakes of the template: directives and footnotes that are not there, references that lead nowhere, ids given twice. */
  readonly problems: readonly string[];
}

type Node = RootContent;

/** Where a list stands: in which article (0: none), how deep, and how far each level has been counted. */
interface ListPlace {
  readonly article: number;
  readonly depth: number;
  readonly counts: number[];
}

/** Reads a document. What the dialect does not know is a problem; an unknown `:word` in running text stays text. */
export function parseDocument(markdown: string, meta: DocumentMeta): ParsedDocument {
  const tree = markdownTree(markdown);
  const footnotes = new Footnotes(tree);
  const parser = new Parser(new InlineParser(markdown, footnotes), markdown, meta);
  const blocks = parser.topBlocks(tree.children);
  const inNotes = new InlineParser(markdown);
  const notes = footnotes.used().map((note) => {
    if (note.children.some((child) => child.type !== 'paragraph'))
      footnotes.problems.push(`line ${note.position?.start.line ?? '?'}: a footnote holds paragraphs and nothing else`);
    return paragraphsIn(note.children, inNotes);
  });
  const document = { meta, blocks, notes };
  const references = new Set([...parser.references, ...inNotes.references]);
  return {
    document,
    problems: [...parser.problems, ...inNotes.problems, ...footnotes.problems, ...wrongIds(document, references)],
  };
}

class Parser {
  readonly #problems: string[] = [];
  readonly #inline: InlineParser;
  readonly #source: string;
  readonly #meta: DocumentMeta;
  #articles = 0;
  #annexes = 0;
  #charts = 0;

  constructor(inline: InlineParser, source: string, meta: DocumentMeta) {
    this.#source = source;
    this.#meta = meta;
    this.#inline = inline;
  }

  get problems(): readonly string[] {
    return [...this.#problems, ...this.#inline.problems];
  }

  get references(): ReadonlySet<string> {
    return this.#inline.references;
  }

  /** A heading of the second level with an id begins an article, which takes in all up to the next heading or directive of the page. */
  topBlocks(nodes: readonly Node[]): Block[] {
    const blocks: Block[] = [];
    for (let index = 0; index < nodes.length; index += 1) {
      const node = nodes[index] as Node;
      if (node.type === 'containerDirective' && node.name === 'annex') {
        blocks.push(this.#annex(node));
        continue;
      }
      const id = node.type === 'heading' && node.depth === 2 ? articleId(this.#sourceOf(node)) : undefined;
      if (id === undefined) {
        blocks.push(...this.#block(node, outside()));
        continue;
      }
      const end = nodes.findIndex((other, position) => position > index && endsArticle(other));
      const below = nodes.slice(index + 1, end < 0 ? nodes.length : end);
      this.#articles += 1;
      // One place for the whole article: lists that a paragraph parts go on counting.
      const place: ListPlace = { article: this.#articles, depth: 0, counts: [] };
      blocks.push({
        type: 'article',
        id,
        number: this.#articles,
        label: wordsOf(this.#meta.language).article(this.#articles),
        title: withoutId(this.#inline.inlines((node as Heading).children)),
        blocks: below.flatMap((child) => this.#block(child, place)),
      });
      index += below.length;
    }
    return blocks;
  }

  #annex(node: ContainerDirective): Annex {
    const title = this.#inline.attribute(node.attributes?.title ?? '', node);
    if (title.length === 0) this.#problem(node, 'an annex has a title: :::annex{title="…"}');
    this.#annexes += 1;
    const label = wordsOf(this.#meta.language).annex(this.#annexes);
    const blocks = node.children.flatMap((child) => this.#block(child, outside()));
    return { type: 'annex', number: this.#annexes, label, title, blocks };
  }

  #block(node: Node, place: ListPlace): Block[] {
    switch (node.type) {
      case 'heading':
        // Without this, a misspelt id would leave an article without its number.
        if (hasId(this.#sourceOf(node)))
          this.#problem(
            node,
            articleId(this.#sourceOf(node)) !== undefined && node.depth === 2
              ? 'an article has no place in an annex'
              : 'only ## may have an id, of small letters, digits and hyphens: ## Title {#id}',
          );
        return [{ type: 'heading', level: node.depth, inlines: this.#inline.inlines(node.children) }];
      case 'paragraph':
        return [{ type: 'paragraph', role: 'body', inlines: this.#inline.inlines(node.children) }];
      case 'list':
        return [this.#list(node, place)];
      case 'table':
        return [tableBlock(node, this.#inline)];
      case 'containerDirective':
        return this.#container(node, place);
      case 'blockquote':
        return node.children.flatMap((child) => this.#block(child, place)).map(asNote);
      case 'code':
        // Text that someone indented: its lines, not code.
        return [{ type: 'paragraph', role: 'body', inlines: this.#inline.lines(node.value) }];
      case 'thematicBreak':
      case 'definition':
      case 'footnoteDefinition':
        return [];
      default:
        this.#problem(
          node,
          `${node.type === 'leafDirective' ? `::${node.name}` : node.type} has no place in a document`,
        );
        return [];
    }
  }

  #problem(node: Node, message: string): void {
    this.#problems.push(`line ${node.position?.start.line ?? '?'}: ${message}`);
  }

  #list(list: List, place: ListPlace): Block {
    const { article, depth, counts } = place;
    const style: ListStyle = list.ordered !== true ? 'bullets' : article > 0 ? 'clauses' : 'numbers';
    const level = Math.min(depth, 2);
    const items = list.children.map((item): ListItem => {
      if (style === 'bullets') return { label: '•', blocks: this.#itemBlocks(item, { ...place, depth: depth + 1 }) };
      counts[level] = (counts[level] ?? 0) + 1;
      // The levels below begin anew, but not the last one within itself.
      counts.length = level + 1;
      const index = counts[level] ?? 1;
      const label = style === 'clauses' ? clauseLabel(article, level, index) : numberLabel(level, index);
      return { label, blocks: this.#itemBlocks(item, { ...place, depth: depth + 1 }) };
    });
    return { type: 'list', style, depth, items };
  }

  #itemBlocks(item: ListItemNode, place: ListPlace): Block[] {
    return item.children.flatMap((child) => this.#block(child, place));
  }

  #container(node: ContainerDirective, place: ListPlace): Block[] {
    switch (node.name) {
      case 'letterhead':
        return [{ type: 'letterhead', lines: paragraphsIn(node.children, this.#inline) }];
      case 'title':
        return [{ type: 'title', lines: paragraphsIn(node.children, this.#inline) }];
      case 'note':
        return node.children.flatMap((child) => this.#block(child as Node, place)).map(asNote);
      case 'recitals':
        return paragraphsIn(node.children, this.#inline).map((inlines) => ({
          type: 'paragraph',
          role: 'recital',
          inlines,
        }));
      case 'parties':
        return [{ type: 'parties', parties: partiesIn(node, this.#inline) }];
      case 'signatures':
        return [{ type: 'signatures', signatures: this.#signatures(node) }];
      case 'definitions':
        return [{ type: 'definitions', definitions: this.#definitions(node) }];
      case 'annex':
        this.#problem(node, 'an annex stands by itself, not within another block');
        return [];
      case 'table':
        return this.#describedTable(node);
      case 'chart': {
        const chart = chartBlock(node, this.#inline, this.#charts + 1);
        if (typeof chart === 'string') {
          this.#problem(node, chart);
          return [];
        }
        this.#charts += 1;
        return [chart];
      }
      default:
        this.#problem(node, `there is no directive ":::${node.name}"; there are ${containers.join(', ')}`);
        return [];
    }
  }

  #signatures(node: ContainerDirective): Signature[] {
    for (const child of node.children) {
      if (child.type !== 'containerDirective' || child.name !== 'signature')
        this.#problem(child, 'only :::signature has a place in ::::signatures');
    }
    return signaturesIn(node, this.#inline);
  }

  /** Lists in a meaning are (a), (b) and count for themselves, as they are no sub-articles. */
  #definitions(node: ContainerDirective): Definition[] {
    const { quotes } = wordsOf(this.#meta.language);
    return itemsIn(node).flatMap((item): Definition[] => {
      const [first, ...rest] = item.children;
      if (first?.type !== 'paragraph' || rest.length === 0) {
        this.#problem(item, 'an item of :::definitions is a term and, after a blank line, its meaning');
        return [];
      }
      const words = [textRun(quotes[0]), ...this.#inline.inlines(first.children), textRun(quotes[1])];
      const place: ListPlace = { article: 0, depth: 1, counts: [] };
      return [{ term: joinRuns(strengthened(words)), meaning: rest.flatMap((child) => this.#block(child, place)) }];
    });
  }

  #describedTable(node: ContainerDirective): Block[] {
    const table = node.children.find((child) => child.type === 'table');
    if (table === undefined) {
      this.#problem(node, 'there is no table in :::table');
      return [];
    }
    return [tableBlock(table, this.#inline, node)];
  }

  #sourceOf(node: Node): string {
    return this.#source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
  }
}

function outside(): ListPlace {
  return { article: 0, depth: 0, counts: [] };
}

function asNote(block: Block): Block {
  return block.type === 'paragraph' ? { ...block, role: 'note' } : block;
}
