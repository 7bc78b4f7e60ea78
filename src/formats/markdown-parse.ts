/** Markdown with directives → document. docs/templates.md describes the dialect. */
import type { Heading, List, ListItem as ListItemNode, PhrasingContent, RootContent, Table } from 'mdast';
import type { ContainerDirective, LeafDirective, TextDirective } from 'mdast-util-directive';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type {
  Block,
  Document,
  DocumentMeta,
  Inline,
  Inlines,
  ListItem,
  ListStyle,
  Signature,
  TextRun,
} from './document.ts';
import { isSafeAddress } from './escape.ts';
import { wordsOf } from './words.ts';

export interface ParsedDocument {
  readonly document: Document;
  /** Mistakes of the template: directives that are not there, references that lead nowhere. */
  readonly problems: readonly string[];
}

type Node = RootContent;

/** Reads a document. What the dialect does not know is a problem; an unknown `:word` in running text stays text. */
export function parseDocument(markdown: string, meta: DocumentMeta): ParsedDocument {
  const tree = unified().use(remarkParse).use(remarkGfm).use(remarkDirective).parse(markdown);
  const parser = new Parser(markdown, meta);
  const document = { meta, blocks: parser.topBlocks(tree.children) };
  return { document, problems: [...parser.problems, ...unknownReferences(document, parser.references)] };
}

function unknownReferences(document: Document, references: ReadonlySet<string>): string[] {
  const ids = new Set(document.blocks.flatMap((block) => (block.type === 'article' ? [block.id] : [])));
  return [...references]
    .filter((id) => !ids.has(id))
    .map((id) => `:ref[${id}] leads nowhere; articles here: ${[...ids].join(', ') || 'none'}`);
}

const clauseLabels: readonly ((article: number, index: number) => string)[] = [
  (article, index) => `${article}.${index}`,
  (_article, index) => `(${String.fromCharCode(96 + ((index - 1) % 26) + 1)})`,
  (_article, index) => `(${roman(index)})`,
];

class Parser {
  readonly problems: string[] = [];
  readonly references = new Set<string>();
  readonly #source: string;
  readonly #meta: DocumentMeta;
  #articles = 0;

  constructor(source: string, meta: DocumentMeta) {
    this.#source = source;
    this.#meta = meta;
  }

  /** A heading of the second level with an id begins an article, which takes in all up to the next heading or directive of the page. */
  topBlocks(nodes: readonly Node[]): Block[] {
    const blocks: Block[] = [];
    for (let index = 0; index < nodes.length; index += 1) {
      const node = nodes[index] as Node;
      const id = node.type === 'heading' && node.depth === 2 ? articleId(node) : undefined;
      if (id === undefined) {
        blocks.push(...this.#block(node, 0));
        continue;
      }
      const end = nodes.findIndex((other, position) => position > index && endsArticle(other));
      const below = nodes.slice(index + 1, end < 0 ? nodes.length : end);
      this.#articles += 1;
      const number = this.#articles;
      blocks.push({
        type: 'article',
        id,
        number,
        label: wordsOf(this.#meta.language).article(number),
        title: this.#inlines(withoutId(node as Heading)),
        blocks: below.flatMap((child) => this.#block(child, number)),
      });
      index += below.length;
    }
    return blocks;
  }

  #block(node: Node, article: number): Block[] {
    switch (node.type) {
      case 'heading':
        return [{ type: 'heading', level: node.depth, inlines: this.#inlines(node.children) }];
      case 'paragraph':
        return [{ type: 'paragraph', role: 'body', inlines: this.#inlines(node.children) }];
      case 'list':
        return [this.#list(node, article, 0)];
      case 'table':
        return [this.#table(node)];
      case 'containerDirective':
        return this.#container(node, article);
      case 'thematicBreak':
        return [];
      case 'blockquote':
        return node.children.flatMap((child) => this.#block(child, article)).map(asNote);
      default:
        return this.#unknown(node);
    }
  }

  #unknown(node: Node | LeafDirective): Block[] {
    if (node.type === 'definition' || node.type === 'footnoteDefinition') return [];
    this.problems.push(
      `line ${node.position?.start.line ?? '?'}: ${node.type === 'leafDirective' ? `::${node.name}` : node.type} has no place in a document`,
    );
    return [];
  }

  #list(list: List, article: number, depth: number): Block {
    const style: ListStyle = list.ordered !== true ? 'bullets' : article > 0 ? 'clauses' : 'numbers';
    const items = list.children.map((item, position): ListItem => {
      const index = (list.start ?? 1) + position;
      const clause = clauseLabels[Math.min(depth, clauseLabels.length - 1)] as (
        article: number,
        index: number,
      ) => string;
      const label = style === 'bullets' ? '•' : style === 'numbers' ? `${index}.` : clause(article, position + 1);
      return { label, blocks: this.#itemBlocks(item, article, style === 'clauses' ? depth + 1 : depth) };
    });
    return { type: 'list', style, depth, items };
  }

  #itemBlocks(item: ListItemNode, article: number, depth: number): Block[] {
    return item.children.flatMap((child) =>
      child.type === 'list' ? [this.#list(child, article, depth)] : this.#block(child, article),
    );
  }

  #table(table: Table): Block {
    const [header, ...rows] = table.children.map((row) => row.children.map((cell) => this.#inlines(cell.children)));
    return { type: 'table', header: header ?? [], rows };
  }

  #container(node: ContainerDirective, article: number): Block[] {
    switch (node.name) {
      case 'title':
        return [{ type: 'title', lines: this.#paragraphs(node) }];
      case 'note':
        return node.children.flatMap((child) => this.#block(child as Node, article)).map(asNote);
      case 'recitals':
        return this.#paragraphs(node).map((inlines) => ({ type: 'paragraph', role: 'recital', inlines }));
      case 'parties':
        return [{ type: 'parties', parties: this.#parties(node) }];
      case 'signatures':
        return [{ type: 'signatures', signatures: this.#signatures(node) }];
      default:
        this.problems.push(
          `line ${node.position?.start.line ?? '?'}: there is no directive ":::${node.name}"; there are title, parties, recitals, signatures, note`,
        );
        return [];
    }
  }

  #paragraphs(node: ContainerDirective): Inlines[] {
    return node.children.flatMap((child) => (child.type === 'paragraph' ? [this.#inlines(child.children)] : []));
  }

  #parties(node: ContainerDirective): { name: Inlines; lines: Inlines[] }[] {
    const items = node.children.flatMap((child) => (child.type === 'list' ? child.children : []));
    return items.map((item) => {
      const [name = [], ...lines] = item.children.flatMap((child) =>
        child.type === 'paragraph' ? [this.#inlines(child.children)] : [],
      );
      return { name, lines };
    });
  }

  /** In each `:::signature` the paragraph is the party, and each item of the list a line "Label: value". */
  #signatures(node: ContainerDirective): Signature[] {
    return node.children.flatMap((child): Signature[] => {
      if (child.type !== 'containerDirective' || child.name !== 'signature') return [];
      const items = child.children.flatMap((entry) => (entry.type === 'list' ? entry.children : []));
      return [{ party: this.#paragraphs(child)[0] ?? [], lines: items.map((item) => this.#signatureLine(item)) }];
    });
  }

  #signatureLine(item: ListItemNode): { label: string; value: Inlines } {
    const inlines = item.children.flatMap((child) => (child.type === 'paragraph' ? this.#inlines(child.children) : []));
    const [first, ...rest] = inlines;
    if (first?.type !== 'text') return { label: '', value: inlines };
    const at = first.value.indexOf(':');
    const label = at < 0 ? first.value : first.value.slice(0, at);
    const value = at < 0 ? '' : first.value.slice(at + 1).trimStart();
    return { label: label.trim(), value: [...(value === '' ? [] : [{ ...first, value }]), ...rest] };
  }

  #inlines(nodes: readonly PhrasingContent[], strong = false, emphasis = false): Inline[] {
    return joinRuns(nodes.flatMap((node): Inline[] => this.#inline(node, strong, emphasis)));
  }

  #inline(node: PhrasingContent, strong: boolean, emphasis: boolean): Inline[] {
    switch (node.type) {
      case 'text':
      case 'inlineCode':
        return [run(node.value.replace(/\s*\n\s*/g, ' '), strong, emphasis)];
      case 'strong':
        return this.#inlines(node.children, true, emphasis);
      case 'emphasis':
        return this.#inlines(node.children, strong, true);
      case 'delete':
        return this.#inlines(node.children, strong, emphasis);
      case 'break':
        return [{ type: 'break' }];
      case 'link': {
        const runs = this.#inlines(node.children, strong, emphasis).filter((inline) => inline.type === 'text');
        return isSafeAddress(node.url) ? [{ type: 'link', url: node.url, runs }] : runs;
      }
      case 'textDirective':
        return this.#textDirective(node, strong, emphasis);
      default:
        return [run(this.#sourceOf(node), strong, emphasis)];
    }
  }

  #textDirective(node: TextDirective, strong: boolean, emphasis: boolean): Inline[] {
    const label = node.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
    if (node.name === 'gap') return [{ type: 'gap', path: label }];
    if (node.name === 'ref' && label !== '') {
      this.references.add(label);
      return [{ type: 'reference', id: label }];
    }
    return [run(this.#sourceOf(node), strong, emphasis)];
  }

  #sourceOf(node: PhrasingContent): string {
    return this.#source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
  }
}

function run(value: string, strong: boolean, emphasis: boolean): TextRun {
  return { type: 'text', value, strong, emphasis };
}

/** Runs that look alike become one, as escapes split a text into many. */
function joinRuns(inlines: readonly Inline[]): Inline[] {
  const joined: Inline[] = [];
  for (const inline of inlines) {
    const last = joined.at(-1);
    if (
      inline.type === 'text' &&
      last?.type === 'text' &&
      last.strong === inline.strong &&
      last.emphasis === inline.emphasis
    ) {
      joined[joined.length - 1] = { ...last, value: last.value + inline.value };
    } else joined.push(inline);
  }
  return joined;
}

function asNote(block: Block): Block {
  return block.type === 'paragraph' ? { ...block, role: 'note' } : block;
}

const idPattern = /\s*\{#([a-z0-9-]+)\}\s*$/;

/** The id in `## Title {#id}`. */
function articleId(heading: Heading): string | undefined {
  const last = heading.children.at(-1);
  return last?.type === 'text' ? idPattern.exec(last.value)?.[1] : undefined;
}

function withoutId(heading: Heading): PhrasingContent[] {
  return heading.children.map((child, index) =>
    index === heading.children.length - 1 && child.type === 'text'
      ? { ...child, value: child.value.replace(idPattern, '') }
      : child,
  );
}

function endsArticle(node: Node): boolean {
  if (node.type === 'heading') return node.depth <= 2;
  return node.type === 'thematicBreak' || (node.type === 'containerDirective' && node.name !== 'note');
}

function roman(number: number): string {
  const signs: readonly (readonly [number, string])[] = [
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ];
  let left = number;
  let text = '';
  for (const [value, sign] of signs) {
    while (left >= value) {
      text += sign;
      left -= value;
    }
  }
  return text;
}
