/** Footnotes of a Markdown text: what is defined, what is used, and the numbers that follow from it. */
import type { FootnoteDefinition, FootnoteReference, Root, RootContent } from 'mdast';

/** Notes are numbered in the order of their use; each is defined once and used once. */
export class Footnotes {
  readonly problems: string[] = [];
  readonly #defined = new Map<string, FootnoteDefinition>();
  readonly #used: FootnoteDefinition[] = [];

  constructor(tree: Root) {
    for (const node of definitionsIn(tree.children)) {
      if (this.#defined.has(node.identifier)) this.#problem(node, 'is defined twice');
      else this.#defined.set(node.identifier, node);
    }
  }

  /** The number of a note at the place where it is used. */
  use(reference: FootnoteReference): number {
    const node = this.#defined.get(reference.identifier);
    // Word would count a second mark as a note of its own.
    if (node === undefined || this.#used.includes(node)) this.#problem(reference, 'is used twice; write it twice');
    else this.#used.push(node);
    return this.#used.length;
  }

  /** The notes that are used, in their order. Those that are not are problems. */
  used(): readonly FootnoteDefinition[] {
    for (const node of this.#defined.values()) {
      if (!this.#used.includes(node)) this.#problem(node, 'is never used');
    }
    return this.#used;
  }

  #problem(node: FootnoteDefinition | FootnoteReference, what: string): void {
    this.problems.push(`line ${node.position?.start.line ?? '?'}: the footnote [^${node.label}] ${what}`);
  }
}

function definitionsIn(nodes: readonly RootContent[]): FootnoteDefinition[] {
  return nodes.flatMap((node) => {
    if (node.type === 'footnoteDefinition') return [node];
    return 'children' in node ? definitionsIn(node.children) : [];
  });
}
