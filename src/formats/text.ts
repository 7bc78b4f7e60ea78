/** A document as text for a terminal: tables in columns that wrap, charts as bars. */
import stringWidth from 'string-width';
import { lineSafe } from '../core/terminal-safe.ts';
import {
  type Block,
  type ChartBlock,
  type Document,
  type Inlines,
  partsOf,
  plainText,
  referenceLabel,
} from './document.ts';
import { textTable, wrap } from './text-table.ts';

/** How text is marked for the eye; without colour each gives its text back. */
export interface TextStyle {
  bold(text: string): string;
  dim(text: string): string;
  cyan(text: string): string;
}

export function writeText(document: Document, width: number, style: TextStyle): string {
  const texts = partsOf(document).map((part) => new Writer(part, width, style).text());
  return `${texts.join(`\n\n${'─'.repeat(Math.min(width, 40))}\n\n`)}\n`;
}

/** A chart is drawn with this many signs at most. */
const longestBar = 40;

class Writer {
  readonly #document: Document;
  readonly #width: number;
  readonly #style: TextStyle;

  constructor(document: Document, width: number, style: TextStyle) {
    this.#document = document;
    this.#width = width;
    this.#style = style;
  }

  text(): string {
    const notes = this.#document.notes.map((paragraphs, index) =>
      paragraphs.map((inlines) => this.#wrapped(`[${index + 1}] `, inlines)).join('\n'),
    );
    return [...this.#blocks(this.#document.blocks), ...notes].join('\n\n');
  }

  #blocks(blocks: readonly Block[]): string[] {
    return blocks.map((block) => this.#block(block)).filter((text) => text !== '');
  }

  #block(block: Block): string {
    const { bold, dim } = this.#style;
    switch (block.type) {
      case 'letterhead':
        return '';
      case 'title':
        return block.lines.map((line, index) => (index === 0 ? bold(this.#line(line)) : this.#line(line))).join('\n');
      case 'heading':
        return bold(this.#line(block.inlines));
      case 'paragraph':
        return block.role === 'note' ? this.#wrapped('  ! ', block.inlines) : this.#wrapped('', block.inlines);
      case 'article':
        return [bold(`${block.label}. ${this.#line(block.title)}`), ...this.#blocks(block.blocks)].join('\n\n');
      case 'annex':
        return [bold(`${block.label} – ${this.#line(block.title)}`), ...this.#blocks(block.blocks)].join('\n\n');
      case 'list':
        return block.items.map(({ label, blocks }) => this.#item(label, blocks)).join('\n');
      case 'parties':
        return block.parties
          .map(({ name, lines }) => [bold(this.#line(name)), ...lines.map((line) => this.#line(line))].join('\n'))
          .join('\n');
      case 'definitions':
        return block.definitions
          .map(({ term, meaning }) => [bold(this.#line(term)), ...this.#blocks(meaning)].join('\n'))
          .join('\n');
      case 'table': {
        const caption = this.#line(block.caption);
        const cells = (row: readonly Inlines[]): string[] => row.map((cell) => this.#line(cell));
        const table = textTable(cells(block.header), block.rows.map(cells), block.align, this.#width, this.#style.dim);
        return caption === '' ? table : `${dim(caption)}\n${table}`;
      }
      case 'chart':
        return this.#chart(block);
      case 'signatures':
        return block.signatures.map(({ party }) => `${this.#line(party)} ________________`).join('\n');
    }
  }

  #item(label: string, blocks: readonly Block[]): string {
    const lead = `  ${label} `;
    const within = new Writer(this.#document, this.#width - stringWidth(lead), this.#style);
    const [first = '', ...rest] = within.#blocks(blocks).join('\n').split('\n');
    return [lead + first, ...rest.map((line) => ' '.repeat(stringWidth(lead)) + line)].join('\n');
  }

  /** A bar for each number; a minus is a bar too, as its number says. */
  #chart({ caption, unit, labels, series }: ChartBlock): string {
    const greatest = Math.max(...series.flatMap(({ values }) => values.map((value) => Math.abs(value ?? 0))), 0);
    const room = Math.max(8, Math.min(longestBar, this.#width - 40));
    const rows = labels.flatMap((label, at) =>
      series.map(({ name, values }, index) => {
        const value = values[at] ?? null;
        const signs = value === null || greatest === 0 ? 0 : Math.round((Math.abs(value) / greatest) * room);
        const words = value === null ? '–' : `${new Intl.NumberFormat('en').format(value)}${unit === '%' ? ' %' : ''}`;
        return [
          index === 0 ? lineSafe(label) : '',
          ...(series.length > 1 ? [lineSafe(name)] : []),
          words,
          '█'.repeat(signs),
        ];
      }),
    );
    const align = [
      ...(series.length > 1 ? (['left', 'left'] as const) : (['left'] as const)),
      'right',
      'left',
    ] as const;
    const title = [this.#line(caption), unit === '' || unit === '%' ? '' : `(${lineSafe(unit)})`].join(' ').trim();
    const bars = textTable([], rows, align, this.#width, this.#style.dim);
    return title === '' ? bars : `${this.#style.dim(title)}\n${bars}`;
  }

  /** Inlines as one line; what is missing is a dash. */
  #line(inlines: Inlines): string {
    const shown = inlines.map((inline) =>
      inline.type === 'gap' ? { type: 'text' as const, value: '–', strong: false, emphasis: false } : inline,
    );
    return lineSafe(plainText(shown, (id) => referenceLabel(this.#document, id)).replace(/\s+/g, ' '));
  }

  #wrapped(lead: string, inlines: Inlines): string {
    const text = this.#line(inlines);
    // A command is there to be copied, and a line end within it would end it.
    const lines = /^irc /.test(text) ? [text] : wrap(text, this.#width - stringWidth(lead));
    return lines.map((line, index) => (index === 0 ? lead : ' '.repeat(stringWidth(lead))) + line).join('\n');
  }
}
