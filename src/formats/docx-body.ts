/** The body of a Word file: each block of a document as paragraphs and tables. */
import {
  Bookmark,
  ExternalHyperlink,
  FootnoteReferenceRun,
  NumberedItemReference,
  NumberedItemReferenceFormat,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  type Table,
  TextRun,
} from 'docx';
import { chartDescription } from './chart.ts';
import {
  type Annex,
  type Article,
  articlesIn,
  type Block,
  type Document,
  gapText,
  type Inlines,
  type ListItem,
  type ListStyle,
  plainText,
  referenceLabel,
  type TitleLine,
  titleLines,
} from './document.ts';
import { bookmarkNames } from './docx-bookmarks.ts';
import { wordChart } from './docx-chart.ts';
import { letterhead } from './docx-letterhead.ts';
import { listIndent, listName } from './docx-numbering.ts';
import { textRuns } from './docx-runs.ts';
import { textWidth } from './docx-style.ts';
import { definitionTable, signatureTable, wordTable } from './docx-tables.ts';
import { keptWithNext } from './kept-with-next.ts';
import { gapColour, type PaperStyle, scale } from './paper-style.ts';
import { balancedWidth, unbroken } from './typography.ts';
import { wordsOf } from './words.ts';

type Child = Paragraph | Table;

/** The blocks of a document as paragraphs and tables of Word. */
export class Body {
  readonly #document: Document;
  readonly #style: PaperStyle;
  /** The words that stay on the page of what follows. */
  readonly #kept: ReadonlySet<Block>;
  readonly #bookmarks: ReadonlyMap<Article | ListItem, string>;
  /** Notes of the texts before this one in the file, which all count together: begun anew, LibreOffice marks each with 0. */
  readonly #notesBefore: number;
  #lists = 0;
  #isInNumbers = false;
  /** The styles of the lists around, outermost first. */
  #nest: readonly ListStyle[] = [];

  constructor(document: Document, notesBefore = 0) {
    this.#document = document;
    this.#notesBefore = notesBefore;
    this.#bookmarks = bookmarkNames(document);
    this.#style = document.meta.style;
    this.#kept = keptWithNext(document.blocks);
  }

  children(): Child[] {
    return this.#document.blocks.flatMap((block) => this.#block(block));
  }

  /** The paragraphs of each footnote. */
  notes(): Paragraph[][] {
    return this.#document.notes.map((paragraphs) =>
      paragraphs.map(
        (inlines, index) =>
          new Paragraph({
            style: 'FootnoteText',
            children: [...(index === 0 ? [new TextRun(' ')] : []), ...this.#inlines(inlines)],
          }),
      ),
    );
  }

  #block(block: Block): Child[] {
    switch (block.type) {
      case 'title':
        return titleLines(block.lines).map(
          ({ role, inlines }, index) =>
            new Paragraph({
              style: { title: 'Title', name: 'Subtitle', word: 'TitleWord' }[role],
              ...balance(this.#style, inlines, role),
              ...(index === block.lines.length - 1 ? { spacing: { after: 480 }, keepNext: false } : {}),
              children: this.#inlines(inlines, role === 'title'),
            }),
        );
      case 'letterhead':
        return letterhead(this.#style, block.lines, textWidth(this.#style), (line, isInBold) =>
          this.#inlines(line, isInBold),
        );
      case 'heading':
        return [
          new Paragraph({
            style: block.level === 1 ? 'Title' : block.level === 2 ? 'SectionHeading' : 'SubsectionHeading',
            children: this.#inlines(block.inlines, true),
          }),
        ];
      case 'paragraph':
        return [
          new Paragraph({
            style: { body: 'BodyText', recital: 'Recital', note: 'Note' }[block.role],
            ...(this.#kept.has(block) ? { keepNext: true } : {}),
            children: this.#inlines(block.inlines),
          }),
        ];
      case 'article':
        return [this.#articleHeading(block), ...block.blocks.flatMap((child) => this.#block(child))];
      case 'annex':
        return [this.#annexHeading(block), ...block.blocks.flatMap((child) => this.#block(child))];
      case 'list':
        return this.#list(block);
      case 'parties':
        return block.parties.flatMap((party) => [
          new Paragraph({ style: 'PartyName', children: this.#inlines(party.name, true) }),
          ...party.lines.map(
            (line, index) =>
              new Paragraph({
                style: 'PartyLine',
                ...(index < party.lines.length - 1 ? { keepNext: true } : {}),
                spacing: { after: index < party.lines.length - 1 ? 60 : 180 },
                children: this.#inlines(line),
              }),
          ),
        ]);
      case 'definitions':
        return definitionTable(
          block.definitions.map(({ term, meaning }) => ({
            term: this.#inlines(term, true),
            meaning: meaning.flatMap((child) => this.#block(child)),
          })),
          textWidth(this.#style),
        );
      case 'chart': {
        const { noFigures } = wordsOf(this.#document.meta.language);
        return wordChart(this.#style, block, chartDescription(block), noFigures, (words) => this.#inlines(words));
      }
      case 'table':
        return wordTable(this.#style, block, textWidth(this.#style), (cell, isInBold) => this.#inlines(cell, isInBold));
      case 'signatures':
        return [
          new Paragraph({ style: 'BodyText', keepNext: true, children: [] }),
          signatureTable(this.#style, block.signatures, textWidth(this.#style), (line, isInBold) =>
            this.#inlines(line, isInBold),
          ),
        ];
    }
  }

  /** A heading whose number Word counts, with a bookmark that references follow. */
  #articleHeading(article: Article): Paragraph {
    return new Paragraph({
      style: 'Heading1',
      numbering: { reference: listName('articles', this.#document.scope), level: 0 },
      children: this.#marked(article, this.#inlines(article.title, true)),
    });
  }

  #annexHeading(annex: Annex): Paragraph {
    const { scope } = this.#document;
    const id = `${(scope ?? '').replace(/[^a-z0-9]/g, '_')}annex_${annex.number}`;
    return new Paragraph({
      style: 'AnnexHeading',
      pageBreakBefore: true,
      numbering: { reference: listName('annexes', scope), level: 0 },
      children: [new Bookmark({ id, children: this.#inlines(annex.title, true) })],
    });
  }

  #list(list: Extract<Block, { type: 'list' }>): Child[] {
    const level = Math.min(list.depth, 2);
    // Each list outside articles counts by itself, with the lists within it.
    if (list.style === 'numbers' && !this.#isInNumbers) this.#lists += 1;
    const wasInNumbers = this.#isInNumbers;
    this.#isInNumbers ||= list.style === 'numbers';
    const around = this.#nest;
    this.#nest = [...around, list.style];
    const children = list.items.flatMap((item) => this.#item(item, list.style, level));
    this.#nest = around;
    this.#isInNumbers = wasInNumbers;
    return children;
  }

  #item(item: ListItem, style: ListStyle, level: number): Child[] {
    const [first, ...rest] = item.blocks;
    const startsWithText = first?.type === 'paragraph';
    const indent = listIndent(this.#style, this.#nest);
    const numbering = {
      clauses: { reference: listName('articles', this.#document.scope), level: level + 1 },
      numbers: { reference: listName('numbers', this.#document.scope), level, instance: this.#lists },
      bullets: { reference: listName('bullets', this.#document.scope), level },
    }[style];
    const name =
      style === 'clauses' ? (['SubArticle', 'SubArticle2', 'SubArticle3'][level] as string) : 'ListParagraph';
    return [
      new Paragraph({
        style: name,
        numbering,
        // The level knows where it stands among its like; within another sort of list it must be told.
        ...(this.#nest.every((list) => list === style) ? {} : { indent }),
        ...(startsWithText && this.#kept.has(first) ? { keepNext: true } : {}),
        children: this.#marked(item, this.#inlines(startsWithText ? first.inlines : [])),
      }),
      ...(startsWithText ? rest : item.blocks).flatMap((child) =>
        child.type === 'paragraph'
          ? [
              new Paragraph({
                style: name,
                indent: { left: indent.left },
                ...(this.#kept.has(child) ? { keepNext: true } : {}),
                children: this.#inlines(child.inlines),
              }),
            ]
          : this.#block(child),
      ),
    ];
  }

  /** Words within the bookmark of their article or sub-article, if it has one. */
  #marked(place: Article | ListItem, children: readonly ParagraphChild[]): ParagraphChild[] {
    const id = this.#bookmarks.get(place);
    return id === undefined ? [...children] : [new Bookmark({ id, children: [...children] })];
  }

  #bookmark(id: string): string {
    const article = articlesIn(this.#document).find((entry) => entry.id === id);
    return (article && this.#bookmarks.get(article)) ?? id;
  }

  /** `isInBold`: the style of the paragraph is bold. */
  #inlines(inlines: Inlines, isInBold = false): ParagraphChild[] {
    return inlines.flatMap((inline): ParagraphChild[] => {
      if (inline.type === 'gap')
        return [
          new TextRun({
            text: gapText,
            shading: { type: ShadingType.CLEAR, color: 'auto', fill: gapColour.slice(1).toUpperCase() },
          }),
        ];
      if (inline.type === 'footnote') return [new FootnoteReferenceRun(this.#notesBefore + inline.number)];
      if (inline.type === 'break') return [new TextRun({ break: 1 })];
      if (inline.type === 'reference') {
        const label = unbroken(referenceLabel(this.#document, inline.id));
        return [
          new NumberedItemReference(this.#bookmark(inline.id), label, {
            referenceFormat: NumberedItemReferenceFormat.NO_CONTEXT,
          }),
        ];
      }
      if (inline.type === 'link')
        return [
          new ExternalHyperlink({
            link: inline.url,
            children: textRuns(this.#style, plainText(inline.runs), { style: 'Hyperlink' }),
          }),
        ];
      return textRuns(
        this.#style,
        inline.value,
        { ...(inline.strong ? { bold: true } : {}), ...(inline.emphasis ? { italics: true } : {}) },
        isInBold,
      );
    });
  }
}

/**
 * Word cannot balance lines: a title that needs several gets margins that make them about as long as each other, so that
 * no word stands alone under a name.
 */
function balance(
  style: PaperStyle,
  line: Inlines,
  role: TitleLine['role'],
): { indent?: { left: number; right: number } } {
  const isBold = role === 'title' || line.some((inline) => inline.type === 'text' && inline.strong);
  // Bold letters are wider; the rest allows for words that are wider than reckoned.
  const em = style.size * scale[role] * 20 * (isBold ? 1.08 : 1) * 1.04;
  const full = textWidth(style);
  const side = Math.floor((full - balancedWidth(plainText(line), full / em) * em) / 2);
  return side < 60 ? {} : { indent: { left: side, right: side } };
}
