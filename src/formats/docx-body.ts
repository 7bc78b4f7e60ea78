/** The body of a Word file: each block of a document as paragraphs and tables. */
import {
  Bookmark,
  convertMillimetersToTwip,
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
  keptWithSignatures,
  type ListItem,
  type ListStyle,
  plainText,
  referenceLabel,
} from './document.ts';
import { bookmarkNames } from './docx-bookmarks.ts';
import { wordChart } from './docx-chart.ts';
import { textRuns } from './docx-runs.ts';
import { annexNumbering, articleNumbering, textIndent } from './docx-style.ts';
import { definitionTable, signatureTable, wordTable } from './docx-tables.ts';
import { wordsOf } from './words.ts';

type Child = Paragraph | Table;

/** Of the lines between the margins, in twips. */
export const textWidth = convertMillimetersToTwip(156);

/** The blocks of a document as paragraphs and tables of Word. */
export class Body {
  readonly #document: Document;
  /** The words before signatures, which stay on their page. */
  readonly #kept: ReadonlySet<Block>;
  readonly #bookmarks: ReadonlyMap<Article | ListItem, string>;
  #lists = 0;
  #isInNumbers = false;

  constructor(document: Document) {
    this.#document = document;
    this.#kept = keptWithSignatures(document.blocks);
    this.#bookmarks = bookmarkNames(document);
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
        return block.lines.map(
          (line, index) =>
            new Paragraph({
              style: index === 0 ? 'Title' : 'Subtitle',
              ...balance(line),
              spacing: index === block.lines.length - 1 ? { after: 480 } : {},
              children: this.#inlines(line, index === 0),
            }),
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
          textWidth,
        );
      case 'chart': {
        const { noFigures } = wordsOf(this.#document.meta.language);
        return wordChart(block, chartDescription(block), noFigures, (words) => this.#inlines(words));
      }
      case 'table':
        return wordTable(block, textWidth, (cell, isInBold) => this.#inlines(cell, isInBold));
      case 'signatures':
        return [
          new Paragraph({ style: 'BodyText', keepNext: true, children: [] }),
          signatureTable(block.signatures, textWidth, (line, isInBold) => this.#inlines(line, isInBold)),
        ];
    }
  }

  /** A heading whose number Word counts, with a bookmark that references follow. */
  #articleHeading(article: Article): Paragraph {
    return new Paragraph({
      style: 'Heading1',
      numbering: { reference: articleNumbering, level: 0 },
      children: [...this.#marked(article, this.#inlines(article.title, true))],
    });
  }

  #annexHeading(annex: Annex): Paragraph {
    return new Paragraph({
      style: 'AnnexHeading',
      pageBreakBefore: true,
      numbering: { reference: annexNumbering, level: 0 },
      children: [new Bookmark({ id: `annex_${annex.number}`, children: this.#inlines(annex.title, true) })],
    });
  }

  #list(list: Extract<Block, { type: 'list' }>): Child[] {
    const level = Math.min(list.depth, 2);
    // Each list outside articles counts by itself, with the lists within it.
    if (list.style === 'numbers' && !this.#isInNumbers) this.#lists += 1;
    const wasInNumbers = this.#isInNumbers;
    this.#isInNumbers ||= list.style === 'numbers';
    const children = list.items.flatMap((item) => this.#item(item, list.style, level));
    this.#isInNumbers = wasInNumbers;
    return children;
  }

  #item(item: ListItem, style: ListStyle, level: number): Child[] {
    const [first, ...rest] = item.blocks;
    const startsWithText = first?.type === 'paragraph';
    const numbering = {
      clauses: { reference: articleNumbering, level: level + 1 },
      numbers: { reference: 'numbers', level, instance: this.#lists },
      bullets: { reference: 'bullets', level },
    }[style];
    const name =
      style === 'clauses' ? (['SubArticle', 'SubArticle2', 'SubArticle3'][level] as string) : 'ListParagraph';
    return [
      new Paragraph({
        style: name,
        numbering,
        children: this.#marked(item, this.#inlines(startsWithText ? first.inlines : [])),
      }),
      ...(startsWithText ? rest : item.blocks).flatMap((child) =>
        child.type === 'paragraph'
          ? [new Paragraph({ style: name, indent: textIndent(style, level), children: this.#inlines(child.inlines) })]
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
        return [new TextRun({ text: gapText, shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'FFF1B8' } })];
      if (inline.type === 'footnote') return [new FootnoteReferenceRun(inline.number)];
      if (inline.type === 'break') return [new TextRun({ break: 1 })];
      if (inline.type === 'reference') {
        const label = referenceLabel(this.#document, inline.id);
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
            children: textRuns(plainText(inline.runs), { style: 'Hyperlink' }),
          }),
        ];
      return textRuns(
        inline.value,
        { ...(inline.strong ? { bold: true } : {}), ...(inline.emphasis ? { italics: true } : {}) },
        isInBold,
      );
    });
  }
}

/**
 * Word cannot balance lines: a title that needs several gets margins that make them about as long as each other, so that
 * no word stands alone under a name. About 68 letters fill a line of the subtitle.
 */
function balance(line: Inlines): { indent?: { left: number; right: number } } {
  const fullLine = 68;
  const letters = plainText(line).length;
  const lines = Math.ceil(letters / fullLine);
  if (lines < 2) return {};
  const share = Math.min(1, (letters / lines / fullLine) * 1.18);
  const side = Math.floor((textWidth * (1 - share)) / 2);
  return { indent: { left: side, right: side } };
}
