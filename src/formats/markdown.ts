/** A document as Markdown for reading: numbers written out, gaps visible, no directives. */
import {
  type Block,
  type Document,
  gapText,
  type Inlines,
  type ListItem,
  plainText,
  referenceLabel,
} from './document.ts';

export function writeMarkdown(document: Document): string {
  const mark = document.meta.mark === '' ? [] : [`*${document.meta.mark}*`];
  return `${[...mark, ...document.blocks.flatMap((block) => blockLines(document, block))].join('\n\n')}\n`;
}

function blockLines(document: Document, block: Block): string[] {
  const text = (inlines: Inlines): string => inlineText(document, inlines);
  switch (block.type) {
    case 'title':
      return block.lines.map((line, index) => (index === 0 ? `# ${text(line)}` : text(line)));
    case 'heading':
      return [`${'#'.repeat(block.level)} ${text(block.inlines)}`];
    case 'paragraph':
      return [block.role === 'note' ? `> ${text(block.inlines)}` : text(block.inlines)];
    case 'article':
      return [
        `## ${block.label}. ${text(block.title)}`,
        ...block.blocks.flatMap((child) => blockLines(document, child)),
      ];
    case 'list':
      return [block.items.map((item) => itemText(document, item, block.style === 'bullets')).join('\n')];
    case 'parties':
      return block.parties.map((party) => [text(party.name), ...party.lines.map(text)].join('  \n'));
    case 'table':
      return [
        [block.header, ...block.rows]
          .map(
            (row, index) => `| ${row.map(text).join(' | ')} |${index === 0 ? `\n|${' --- |'.repeat(row.length)}` : ''}`,
          )
          .join('\n'),
      ];
    case 'signatures':
      return block.signatures.map((signature) =>
        [
          text(signature.party),
          ...signature.lines.map(
            (line) => `${line.label}: ${line.value.length === 0 ? '________________' : text(line.value)}`,
          ),
        ].join('  \n'),
      );
  }
}

/** The label stands as text, since renderers number lists in their own way. */
function itemText(document: Document, item: ListItem, isBullet: boolean): string {
  const lines = item.blocks
    .flatMap((block) => blockLines(document, block))
    .join('\n\n')
    .split('\n');
  const label = isBullet ? '-' : `- ${item.label.replace(/\.$/, '\\.')}`;
  return [`${label} ${lines[0] ?? ''}`, ...lines.slice(1).map((line) => (line === '' ? '' : `  ${line}`))].join('\n');
}

function inlineText(document: Document, inlines: Inlines): string {
  return inlines
    .map((inline) => {
      if (inline.type === 'gap') return gapText;
      if (inline.type === 'reference') return referenceLabel(document, inline.id);
      if (inline.type === 'break') return '  \n';
      if (inline.type === 'link') return `[${escaped(plainText(inline.runs))}](<${inline.url}>)`;
      const mark = inline.strong ? '**' : inline.emphasis ? '*' : '';
      const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(inline.value) ?? [];
      return words === '' ? inline.value : `${before}${mark}${escaped(words)}${mark}${after}`;
    })
    .join('');
}

function escaped(text: string): string {
  return text
    .replace(/[\\`*_[\]<>#|~{}]/g, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^([-+])/, '\\$1');
}
