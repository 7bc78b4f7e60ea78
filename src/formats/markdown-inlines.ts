/** The words within a paragraph: Markdown's inline nodes → inlines of a document. */
import type { PhrasingContent } from 'mdast';
import type { TextDirective } from 'mdast-util-directive';
import type { Inline, TextRun } from './document.ts';
import { isSafeAddress, withoutControls } from './escape.ts';

interface Look {
  readonly strong: boolean;
  readonly emphasis: boolean;
}

const plain: Look = { strong: false, emphasis: false };

/** Reads inlines of one Markdown text, and notes which articles they refer to. */
export class InlineParser {
  readonly references = new Set<string>();
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  /** Inlines of a paragraph, a heading or a cell; neighbours that look alike are one run. */
  inlines(nodes: readonly PhrasingContent[]): Inline[] {
    return this.#many(nodes, plain);
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
        return [{ type: 'link', url: node.url, runs: inner.filter((inline) => inline.type === 'text') }];
      }
      case 'textDirective':
        return this.#textDirective(node, look);
      default:
        return [run(this.#sourceOf(node), look)];
    }
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
