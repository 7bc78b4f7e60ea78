/** A document as Markdown for reading: numbers written out, gaps visible, no directives. */
import {
  type Block,
  type Document,
  gapText,
  type Inlines,
  type ListItem,
  type ListStyle,
  partsOf,
  plainText,
  referenceLabel,
  type TableBlock,
} from './document.ts';

export function writeMarkdown(document: Document): string {
  const mark = document.meta.mark === '' ? [] : [`*${document.meta.mark}*`];
  const texts = partsOf(document).map((part) =>
    [...part.blocks.flatMap((block) => blockLines(part, block)), ...noteLines(part)].join('\n\n'),
  );
  return `${[...mark, texts.join('\n\n---\n\n')].join('\n\n')}\n`;
}

function noteLines(document: Document): string[] {
  const notes = document.notes.flatMap((paragraphs, index) => {
    const [first = '', ...rest] = paragraphs.map((inlines) => inlineText(document, inlines));
    return [`${noteMark(index + 1)} ${first}`, ...rest];
  });
  return notes.length === 0 ? [] : ['---', ...notes];
}

function noteMark(number: number): string {
  return `[${number}]`;
}

function blockLines(document: Document, block: Block): string[] {
  const text = (inlines: Inlines): string => inlineText(document, inlines);
  switch (block.type) {
    case 'letterhead':
      return [block.lines.map((line, index) => (index === 0 ? `**${oneLine(text(line))}**` : text(line))).join('  \n')];
    case 'title':
      return block.lines.map((line, index) => (index === 0 ? `# ${oneLine(text(line))}` : text(line)));
    case 'heading':
      return [`${'#'.repeat(block.level)} ${oneLine(text(block.inlines))}`];
    case 'paragraph':
      return [block.role === 'note' ? `> ${text(block.inlines).replaceAll('\n', '\n> ')}` : text(block.inlines)];
    case 'article':
      return [
        `## ${block.label}. ${oneLine(text(block.title))}`,
        ...block.blocks.flatMap((child) => blockLines(document, child)),
      ];
    case 'annex':
      return [
        `## ${block.label} – ${oneLine(text(block.title))}`,
        ...block.blocks.flatMap((child) => blockLines(document, child)),
      ];
    case 'list':
      // Markdown spaces all items alike: a blank line between them as soon as one holds more than a line.
      return [
        block.items
          .map((item) => itemText(document, item, block.style))
          .join(block.items.some((item) => item.blocks.length > 1) ? '\n\n' : '\n'),
      ];
    case 'parties':
      return block.parties.map((party) => [`**${text(party.name)}**`, ...party.lines.map(text)].join('  \n'));
    case 'definitions':
      return block.definitions.flatMap(({ term, meaning }) => {
        const [first = '', ...rest] = meaning.flatMap((child) => blockLines(document, child));
        return [`${text(term)}  \n${first}`, ...rest];
      });
    case 'chart':
      return tableLines(block.table, text);
    case 'table':
      return tableLines(block, text);
    case 'signatures':
      return block.signatures.map((signature) =>
        [
          text(signature.party),
          ...signature.lines.map(
            (line) => `${escaped(line.label)}: ${line.value.length === 0 ? '________________' : text(line.value)}`,
          ),
        ].join('  \n'),
      );
  }
}

/** GFM asks for a head; an empty one is left empty. A line end within a cell would end the row. */
function tableLines(table: TableBlock, text: (inlines: Inlines) => string): string[] {
  const row = (cells: readonly Inlines[]): string =>
    `| ${cells.map((cell) => text(cell).replace(/\s*\n\s*/g, ' ')).join(' | ')} |`;
  const rules = table.align.map((align) => ({ left: '---', center: ':-:', right: '--:' })[align]);
  const head = table.header.length === 0 ? table.align.map(() => []) : table.header;
  const caption = text(table.caption);
  return [
    ...(caption === '' ? [] : [`*${caption}*`]),
    [row(head), `| ${rules.join(' | ')} |`, ...table.rows.map(row)].join('\n'),
  ];
}

/** The label of a clause stands as text, since renderers number lists in their own way; a plain number they take as it is. */
function itemText(document: Document, item: ListItem, style: ListStyle): string {
  const lines = item.blocks
    .flatMap((block) => blockLines(document, block))
    .join('\n\n')
    .split('\n');
  const isPlain = style === 'numbers' && /^\d+\.$/.test(item.label);
  const mark = isPlain ? item.label : '-';
  const label = isPlain || style === 'bullets' ? mark : `- ${item.label.replace(/\.$/, '\\.')}`;
  const indent = ' '.repeat(mark.length + 1);
  return [`${label} ${lines[0] ?? ''}`, ...lines.slice(1).map((line) => (line === '' ? '' : `${indent}${line}`))].join(
    '\n',
  );
}

function inlineText(document: Document, inlines: Inlines): string {
  return inlines
    .map((inline, index) => {
      if (inline.type === 'gap') return gapText;
      if (inline.type === 'footnote') return noteMark(inline.number);
      if (inline.type === 'reference') return referenceLabel(document, inline.id);
      if (inline.type === 'break') return '  \n';
      if (inline.type === 'link') return `[${escaped(plainText(inline.runs))}](<${inline.url}>)`;
      const mark = inline.strong ? '**' : inline.emphasis ? '*' : '';
      const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(inline.value) ?? [];
      if (words === '') return inline.value;
      // What stands in brackets at once after a mark in brackets would be the address of a link.
      const previous = inlines[index - 1]?.type;
      const sign = (previous === 'gap' || previous === 'footnote') && /^\(/.test(inline.value) ? '\\' : '';
      return `${before}${mark}${sign}${escaped(words)}${mark}${after}`;
    })
    .join('');
}

/** A heading ends with its line. */
function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

function escaped(text: string): string {
  return text
    .replace(/\S+/g, (word) => {
      const signs = word.replace(/[\\`*_[\]<>#|~{}&]/g, '\\$&');
      // GFM makes links of bare addresses, and escapes within a link are read as signs: so it becomes none.
      return signs === word ? word : signs.replace(/:(?=\/\/)|(?<=www)\.|@/gi, '\\$&');
    })
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^([-+=:])/, '\\$1');
}
