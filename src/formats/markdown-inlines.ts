/** The words within a paragraph: Markdown's inline nodes → inlines of a document. */
import type { PhrasingContent, RootContent } from 'mdast';
import type { TextDirective } from 'mdast-util-directive';
import type { Inline, TextRun } from './document.ts';
import { isSafeAddress, withoutControls } from './escape.ts';
import type { Footnotes } from './markdown-footnotes.ts';
import { markdownTree } from './markdown-parse-tree.ts';

interface Look {
  readonly strong: boolean;
  readonly emphasis: boolean;
}

const plain: Look = { strong: false, emphasis: false };

/** Reads inlines of one Markdown text, and notes which articles they refer to. */
export class InlineParser {
  readonly references = new Set<string>();
  readonly problems: string[] = [];
  readonly #source: string;
  readonly #footnotes: Footnotes | undefined;
  readonly #firstLine: number;

  /** Without `footnotes` there is no place for them, such as in a note itself. */
  constructor(source: string, footnotes?: Footnotes, firstLine = 1) {
    this.#source = source;
    this.#footnotes = footnotes;
    this.#firstLine = firstLine;
  }

  /** Inlines of a paragraph, a heading or a cell; neighbours that look alike are one run. */
  inlines(nodes: readonly PhrasingContent[]): Inline[] {
    return this.#many(nodes, plain);
  }

  /** Inlines of an attribute of a directive: one line of Markdown in quotes. */
  attribute(value: string, place: RootContent): Inline[] {
    // The sign before it keeps a number or a hyphen at its beginning from making a list.
    const source = `\\.${value}`;
    const [paragraph] = markdownTree(source).children;
    if (value === '' || paragraph?.type !== 'paragraph') return [];
    const inner = new InlineParser(source, undefined, place.position?.start.line);
    const [first, ...rest] = inner.inlines(paragraph.children);
    for (const id of inner.references) this.references.add(id);
    this.problems.push(...inner.problems);
    const begin = first?.type === 'text' ? [{ ...first, value: first.value.slice(1) }] : [];
    return [...begin.filter((text) => text.value !== ''), ...rest];
  }

  /** Plain text whose line ends are kept. */
  lines(text: string): Inline[] {
    return text
      .split('\n')
      .flatMap((line, index): Inline[] => [...(index === 0 ? [] : [{ type: 'break' } as const]), run(line, plain)]);
  }

  #many(nodes: readonly PhrasingContent[], look: Look): Inline[] {
    return joinRuns(nodes.flatMap((node) => this.#inline(node, look)));
  }

  #inline(node: PhrasingContent, look: Look): Inline[] {
    switch (node.type) {
      case 'text':
        this.#findLostFootnote(node);
        return [run(node.value, look)];
      case 'inlineCode':
        return [run(node.value, look)];
      case 'strong':
        return this.#many(node.children, { ...look, strong: true });
      case 'emphasis':
        return this.#many(node.children, { ...look, emphasis: true });
      case 'delete':
        return this.#many(node.children, look);
      case 'break':
        return [{ type: 'break' }];
      case 'link': {
        const inner = this.#many(node.children, look);
        // GFM makes links of bare addresses, also of those in records; only a link that the template wrote is one.
        const isWritten = /^[[<]/.test(this.#sourceOf(node));
        if (!isWritten || !isSafeAddress(node.url)) return inner;
        if (inner.some((part) => part.type === 'footnote')) this.#problem(node, 'a footnote has no place in a link');
        return [{ type: 'link', url: node.url, runs: inner.filter((inline) => inline.type === 'text') }];
      }
      case 'footnoteReference': {
        if (this.#footnotes !== undefined) return [{ type: 'footnote', number: this.#footnotes.use(node) }];
        this.#problem(node, `the footnote [^${node.label}] has no place here`);
        return [];
      }
      case 'textDirective':
        return this.#textDirective(node, look);
      default:
        return [run(this.#sourceOf(node), look)];
    }
  }

  /** A footnote that is not defined is text to Markdown. One out of a record is escaped, and stays text. */
  #findLostFootnote(node: PhrasingContent): void {
    const lost = /\[\^[^[\]\s]+\]/.exec(this.#sourceOf(node).replace(/\\[\s\S]/g, ''))?.[0];
    if (lost === undefined) return;
    const advice =
      this.#footnotes === undefined ? 'has no place here' : `is not defined; write its text as "${lost}: …"`;
    this.#problem(node, `the footnote ${lost} ${advice}`);
  }

  #problem(node: PhrasingContent, message: string): void {
    this.problems.push(`line ${(node.position?.start.line ?? 1) + this.#firstLine - 1}: ${message}`);
  }

  #textDirective(node: TextDirective, look: Look): Inline[] {
    const label = node.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
    if (node.name === 'br' && label === '') return [{ type: 'break' }];
    if (node.name === 'gap' && label !== '') return [{ type: 'gap', path: withoutControls(label) }];
    if (node.name === 'ref' && label !== '') {
      this.references.add(label);
      return [{ type: 'reference', id: label }];
    }
    return this.#literalDirective(node, look);
  }

  /** `a:b` and `see:this[one]` are text: the signs as they stand, what is within them read like any other text. */
  #literalDirective(node: TextDirective, look: Look): Inline[] {
    const name = `:${node.name}`;
    const rest = this.#sourceOf(node).slice(name.length);
    if (node.children.length === 0) return [run(name + rest, look)];
    const end = node.children.at(-1)?.position?.end.offset ?? 0;
    const after = this.#source.slice(end, node.position?.end.offset ?? end);
    return [run(`${name}[`, look), ...this.#many(node.children, look), run(after, look)];
  }

  #sourceOf(node: PhrasingContent): string {
    if (node.position === undefined) return '';
    return this.#source.slice(node.position.start.offset ?? 0, node.position.end.offset ?? 0);
  }
}

function run(value: string, look: Look): TextRun {
  return { type: 'text', value: withoutControls(value), ...look };
}

/** Plain words as an inline. */
export function textRun(value: string): TextRun {
  return run(value, plain);
}

/** Runs that look alike become one, as escapes split a text into many. */
export function joinRuns(inlines: readonly Inline[]): Inline[] {
  const joined: Inline[] = [];
  for (const inline of inlines) {
    const last = joined.at(-1);
    const isSame =
      inline.type === 'text' &&
      last?.type === 'text' &&
      last.strong === inline.strong &&
      last.emphasis === inline.emphasis;
    if (isSame) joined[joined.length - 1] = { ...last, value: last.value + inline.value };
    else joined.push(inline);
  }
  return joined;
}
