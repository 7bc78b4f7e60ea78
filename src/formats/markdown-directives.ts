/** What stands in the directives of a document: the people and lines of parties and signatures. */
import type { ListItem, RootContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { Inlines, Party, Signature } from './document.ts';
import type { InlineParser } from './markdown-inlines.ts';

/** The paragraphs among some nodes; what else stands there is left out. */
export function paragraphsIn(nodes: readonly RootContent[], inline: InlineParser): Inlines[] {
  return nodes.flatMap((node) => (node.type === 'paragraph' ? [inline.inlines(node.children)] : []));
}

/** The items of all lists of a directive, in order. */
export function itemsIn(node: ContainerDirective): ListItem[] {
  return node.children.flatMap((child) => (child.type === 'list' ? child.children : []));
}

/** In `:::parties` the first paragraph of each item is a name. */
export function partiesIn(node: ContainerDirective, inline: InlineParser): Party[] {
  return itemsIn(node).map((item) => {
    const [name = [], ...lines] = paragraphsIn(item.children, inline);
    return { name, lines };
  });
}

/** In each `:::signature` the paragraph is the party, and each item of the list a line "Label: value". */
export function signaturesIn(node: ContainerDirective, inline: InlineParser): Signature[] {
  return node.children.flatMap((child): Signature[] => {
    if (child.type !== 'containerDirective' || child.name !== 'signature') return [];
    const lines = itemsIn(child).map((item) => signatureLine(item, inline));
    return [{ party: paragraphsIn(child.children, inline)[0] ?? [], lines }];
  });
}

function signatureLine(item: ListItem, inline: InlineParser): { label: string; value: Inlines } {
  const inlines = paragraphsIn(item.children, inline).flat();
  const [first, ...rest] = inlines;
  if (first?.type !== 'text') return { label: '', value: inlines };
  const at = first.value.indexOf(':');
  const label = at < 0 ? first.value : first.value.slice(0, at);
  const value = at < 0 ? '' : first.value.slice(at + 1).trimStart();
  return { label: label.trim(), value: [...(value === '' ? [] : [{ ...first, value }]), ...rest] };
}
