/** A document as a Word file: real styles, numbering that renumbers, fields, and fonts embedded. */
import {
  AlignmentType,
  Bookmark,
  BorderStyle,
  convertMillimetersToTwip,
  ExternalHyperlink,
  Footer,
  Header,
  NumberedItemReference,
  NumberedItemReferenceFormat,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
  Document as WordDocument,
} from 'docx';
import { TextWatermark } from 'docx/watermarks';
import {
  type Block,
  type Document,
  gapText,
  type Inlines,
  type ListItem,
  type ListStyle,
  type LoadAsset,
  plainText,
  referenceLabel,
  splitByScript,
} from './document.ts';
import { normalizeDocx } from './docx-normalize.ts';
import { articleNumbering, embeddedFonts, numberingConfig, paragraphStyles } from './docx-style.ts';
import { withoutControls } from './escape.ts';
import { wordsOf } from './words.ts';

type Child = Paragraph | Table;

const textWidth = convertMillimetersToTwip(156);

/** The same document gives the same bytes. */
export async function writeDocx(document: Document, loadAsset: LoadAsset): Promise<Uint8Array> {
  const { meta } = document;
  const word = new WordDocument({
    title: withoutControls(meta.title),
    creator: 'irc',
    lastModifiedBy: 'irc',
    fonts: await embeddedFonts(loadAsset),
    styles: paragraphStyles(meta.language),
    numbering: numberingConfig(meta.language),
    features: { updateFields: false },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: 11906, height: 16838 },
            margin: { top: 1530, bottom: 1420, left: 1530, right: 1530, header: 700, footer: 620 },
          },
        },
        headers: {
          default: runningHeader(document),
          first: new Header({ children: [new Paragraph({ children: watermark(document) })] }),
        },
        footers: { default: pageFooter(meta.language), first: pageFooter(meta.language) },
        children: new Body(document).children(),
      },
    ],
  });
  return normalizeDocx(await Packer.toBuffer(word), meta.date);
}

function watermark(document: Document): ParagraphChild[] {
  const { mark } = document.meta;
  return mark === ''
    ? []
    : [new TextWatermark({ text: withoutControls(mark), color: 'E4E4E4', opacity: 0.5, width: 400 })];
}

function runningHeader(document: Document): Header {
  return new Header({
    children: [
      new Paragraph({
        style: 'Header',
        border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: 'B5B5B5', space: 4 } },
        children: [...watermark(document), ...textRuns(document.meta.title)],
      }),
    ],
  });
}

function pageFooter(language: string): Footer {
  const [before = '', , between = '', , after = ''] = [...wordsOf(language).page('', ''), ''];
  return new Footer({
    children: [
      new Paragraph({
        style: 'Footer',
        alignment: AlignmentType.CENTER,
        children: [
          ...textRuns(before),
          new TextRun({ children: [PageNumber.CURRENT] }),
          ...textRuns(between),
          new TextRun({ children: [PageNumber.TOTAL_PAGES] }),
          ...textRuns(after),
        ],
      }),
    ],
  });
}

/** The blocks of a document as paragraphs and tables of Word. */
class Body {
  readonly #document: Document;
  #lists = 0;

  constructor(document: Document) {
    this.#document = document;
  }

  children(): Child[] {
    const { blocks } = this.#document;
    return blocks.flatMap((block, index) => this.#block(block, blocks[index + 1]?.type === 'signatures'));
  }

  /** `closes`: the words before signatures stay on their page. */
  #block(block: Block, closes = false): Child[] {
    switch (block.type) {
      case 'title':
        return block.lines.map(
          (line, index) => new Paragraph({ style: index === 0 ? 'Title' : 'Subtitle', children: this.#inlines(line) }),
        );
      case 'heading':
        return [
          new Paragraph({
            style: block.level === 1 ? 'Title' : block.level === 2 ? 'SectionHeading' : 'SubsectionHeading',
            children: this.#inlines(block.inlines),
          }),
        ];
      case 'paragraph':
        return [
          new Paragraph({
            style: { body: 'BodyText', recital: 'Recital', note: 'Note' }[block.role],
            keepNext: closes,
            children: this.#inlines(block.inlines),
          }),
        ];
      case 'article':
        return [this.#articleHeading(block.id, block.title), ...block.blocks.flatMap((child) => this.#block(child))];
      case 'list':
        return this.#list(block.style, block.depth, block.items);
      case 'parties':
        return block.parties.flatMap((party) => [
          new Paragraph({ style: 'PartyName', children: this.#inlines(party.name) }),
          ...party.lines.map(
            (line, index) =>
              new Paragraph({
                style: 'PartyLine',
                keepNext: index < party.lines.length - 1,
                children: this.#inlines(line),
              }),
          ),
        ]);
      case 'table':
        return [this.#table(block.header, block.rows), new Paragraph({ style: 'BodyText', children: [] })];
      case 'signatures':
        return [new Paragraph({ style: 'BodyText', keepNext: true, children: [] }), this.#signatures(block.signatures)];
    }
  }

  /** A heading whose number Word counts, with a bookmark that references follow. */
  #articleHeading(id: string, title: Inlines): Paragraph {
    return new Paragraph({
      style: 'Heading1',
      numbering: { reference: articleNumbering, level: 0 },
      children: [new Bookmark({ id: bookmarkName(id), children: this.#inlines(title) })],
    });
  }

  #list(style: ListStyle, depth: number, items: readonly ListItem[]): Child[] {
    if (style === 'numbers' && depth === 0) this.#lists += 1;
    const numbering = {
      clauses: { reference: articleNumbering, level: depth + 1 },
      numbers: { reference: 'numbers', level: 0, instance: this.#lists },
      bullets: { reference: 'bullets', level: Math.min(depth, 2) },
    }[style];
    const paragraphStyle =
      style === 'clauses' ? ['SubArticle', 'SubArticle2', 'SubArticle3'][Math.min(depth, 2)] : 'ListParagraph';
    return items.flatMap((item) => {
      const [first, ...rest] = item.blocks;
      const lead = first?.type === 'paragraph' ? first.inlines : [];
      const others = first?.type === 'paragraph' ? rest : item.blocks;
      return [
        new Paragraph({ style: paragraphStyle ?? 'ListParagraph', numbering, children: this.#inlines(lead) }),
        ...others.flatMap((child) => this.#block(child)),
      ];
    });
  }

  #table(header: readonly Inlines[], rows: readonly (readonly Inlines[])[]): Table {
    const line = (size: number, color: string): { style: typeof BorderStyle.SINGLE; size: number; color: string } => ({
      style: BorderStyle.SINGLE,
      size,
      color,
    });
    const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
    const row = (cells: readonly Inlines[], isHeader: boolean): TableRow =>
      new TableRow({
        tableHeader: isHeader,
        cantSplit: true,
        children: cells.map(
          (cell) =>
            new TableCell({
              margins: { top: 60, bottom: 60, left: 60, right: 60 },
              children: [
                new Paragraph({ style: isHeader ? 'TableHeading' : 'TableText', children: this.#inlines(cell) }),
              ],
            }),
        ),
      });
    return new Table({
      width: { size: textWidth, type: WidthType.DXA },
      columnWidths: header.map(() => Math.floor(textWidth / Math.max(1, header.length))),
      borders: {
        top: none,
        left: none,
        right: none,
        insideVertical: none,
        bottom: line(4, '9A9A9A'),
        insideHorizontal: line(2, 'BDBDBD'),
      },
      rows: [row(header, true), ...rows.map((cells) => row(cells, false))],
    });
  }

  /** Two parties in a row; no row is parted by the end of a page. */
  #signatures(signatures: Extract<Block, { type: 'signatures' }>['signatures']): Table {
    const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
    const half = Math.floor(textWidth / 2);
    const cell = (signature: (typeof signatures)[number] | undefined): TableCell =>
      new TableCell({
        width: { size: half, type: WidthType.DXA },
        verticalAlign: VerticalAlign.TOP,
        margins: { top: 160, bottom: 260, left: 0, right: 340 },
        children: signature === undefined ? [new Paragraph({ children: [] })] : this.#signatureLines(signature),
      });
    const rows: TableRow[] = [];
    for (let index = 0; index < signatures.length; index += 2) {
      rows.push(new TableRow({ cantSplit: true, children: [cell(signatures[index]), cell(signatures[index + 1])] }));
    }
    return new Table({
      width: { size: textWidth, type: WidthType.DXA },
      columnWidths: [half, half],
      borders: { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none },
      rows,
    });
  }

  #signatureLines(signature: Extract<Block, { type: 'signatures' }>['signatures'][number]): Paragraph[] {
    return [
      new Paragraph({ style: 'SignatureParty', keepNext: true, children: this.#inlines(signature.party) }),
      ...signature.lines.map((line, index) => {
        const isEmpty = line.value.length === 0;
        return new Paragraph({
          style: 'SignatureLine',
          keepNext: index < signature.lines.length - 1,
          tabStops: [
            { type: TabStopType.LEFT, position: 1250 },
            { type: TabStopType.RIGHT, position: 4000 },
          ],
          children: [
            ...textRuns(`${line.label}`, { color: '5A5A5A', size: 19 }),
            new TextRun({ text: '\t' }),
            ...(isEmpty
              ? [new TextRun({ text: '\t', underline: { type: 'single', color: '808080' } })]
              : this.#inlines(line.value)),
          ],
        });
      }),
    ];
  }

  #inlines(inlines: Inlines): ParagraphChild[] {
    return inlines.flatMap((inline): ParagraphChild[] => {
      if (inline.type === 'gap')
        return [new TextRun({ text: gapText, shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'FFF1B8' } })];
      if (inline.type === 'break') return [new TextRun({ break: 1 })];
      if (inline.type === 'reference') {
        const label = referenceLabel(this.#document, inline.id);
        return [
          new NumberedItemReference(bookmarkName(inline.id), label, {
            referenceFormat: NumberedItemReferenceFormat.NO_CONTEXT,
          }),
        ];
      }
      if (inline.type === 'link')
        return [
          new ExternalHyperlink({
            link: inline.url,
            children: textRuns(plainText(inline.runs), { style: 'Hyperlink' }),
          }),
        ];
      return textRuns(inline.value, {
        ...(inline.strong ? { bold: true } : {}),
        ...(inline.emphasis ? { italics: true } : {}),
      });
    });
  }
}

interface RunLook {
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly color?: string;
  readonly size?: number;
  readonly style?: string;
}

/** Runs by script: Ethiopic letters get a font that has them, and bold ones a true bold. */
function textRuns(text: string, look: RunLook = {}): TextRun[] {
  return splitByScript(withoutControls(text)).map((part) =>
    part.ethiopic
      ? new TextRun({
          ...look,
          text: part.text,
          font: look.bold === true ? 'Noto Sans Ethiopic' : 'Abyssinica SIL',
          language: { value: 'am-ET', eastAsia: 'am-ET', bidirectional: 'am-ET' },
        })
      : new TextRun({ ...look, text: part.text }),
  );
}

/** Word takes letters, digits and underscores, and 40 of them. */
function bookmarkName(id: string): string {
  return `article_${id.replace(/[^a-z0-9]/g, '_')}`.slice(0, 40);
}
