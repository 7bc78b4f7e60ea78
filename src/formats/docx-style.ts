/** How papers look in Word: styles, numbering and embedded fonts. */
import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  type IBorderOptions,
  type INumberingOptions,
  type IStylesOptions,
  LevelFormat,
  LevelSuffix,
  LineRuleType,
} from 'docx';
import type { ListStyle, LoadAsset } from './document.ts';
import { type ColourName, type FontFamily, indents, type PaperStyle, scale, textWidthOf } from './paper-style.ts';

/** Colours as Word writes them, without the sign before. */
export function colour(style: PaperStyle, name: ColourName): string {
  return style.colours[name].slice(1).toUpperCase();
}

/** A thin line in twips of a point. */
export function rule(style: PaperStyle, name: ColourName, size: number): IBorderOptions {
  return { style: BorderStyle.SINGLE, size, color: colour(style, name) };
}

export function textWidth(style: PaperStyle): number {
  return convertMillimetersToTwip(textWidthOf(style));
}

/** Half points, in which Word counts sizes. */
export function halfPoints(style: PaperStyle, share: number): number {
  return Math.round(style.size * share * 2);
}

function twips(points: number): number {
  return Math.round(points * 20);
}

type StyleEntry = NonNullable<IStylesOptions['paragraphStyles']>[number];

function styleEntry(
  id: string,
  name: string,
  basedOn: string,
  paragraph: StyleEntry['paragraph'],
  run: StyleEntry['run'] = {},
  next = 'BodyText',
): StyleEntry {
  return { id, name, basedOn, next, quickFormat: true, paragraph: paragraph ?? {}, run: run ?? {} };
}

/** Named styles, so that a person can change the look of all articles at once. */
export function paragraphStyles(language: string, style: PaperStyle): IStylesOptions {
  // Word does not hyphenate by itself, so that justified lines would show wide gaps.
  const alignment = AlignmentType.LEFT;
  const { text, ethiopic } = style.fonts;
  const serif = { ascii: text.name, hAnsi: text.name, cs: ethiopic.name, eastAsia: ethiopic.name };
  // Word counts lines as shares of what the font itself asks for; without the rule, LibreOffice takes them for points.
  const lines = (share = style.lineSpacing): { line: number; lineRule: 'auto' } => ({
    line: Math.round((240 * share) / text.lineHeight),
    lineRule: 'auto',
  });
  const size = (share: number): number => halfPoints(style, share);
  const { recital, party } = indents(style);
  const soft = colour(style, 'soft');
  const ink = colour(style, 'ink');
  return {
    default: {
      document: {
        run: {
          font: serif,
          size: size(1),
          language: { value: language === 'am' ? 'am-ET' : 'en-GB', bidirectional: 'am-ET', eastAsia: 'am-ET' },
        },
        paragraph: { spacing: { after: 120, ...lines() } },
      },
      title: {
        run: { font: serif, size: size(scale.title), bold: true, color: ink },
        paragraph: {
          alignment: AlignmentType.CENTER,
          spacing: { before: 240, after: 240, ...lines(1.3) },
          keepNext: true,
        },
      },
      hyperlink: { run: { color: ink, underline: { type: 'single', color: colour(style, 'rule') } } },
      heading1: {
        run: { font: serif, size: size(scale.heading), bold: true, color: ink },
        paragraph: {
          alignment: AlignmentType.LEFT,
          spacing: { before: 340, after: 120 },
          keepNext: true,
          keepLines: true,
        },
      },
      footnoteText: {
        run: { size: size(scale.note) },
        paragraph: { alignment: AlignmentType.LEFT, spacing: { after: 40, line: 240, lineRule: LineRuleType.AUTO } },
      },
    },
    // The library bases links and marks of notes on it, and leaves it out.
    characterStyles: [{ id: 'DefaultParagraphFont', name: 'Default Paragraph Font' }],
    paragraphStyles: [
      styleEntry('BodyText', 'Body Text', 'Normal', { alignment, spacing: { after: 120, ...lines() } }),
      styleEntry(
        'Subtitle',
        'Subtitle',
        'Normal',
        { alignment: AlignmentType.CENTER, spacing: { before: 60, after: 100 }, keepNext: true },
        { size: size(scale.name) },
      ),
      styleEntry(
        'TitleWord',
        'Title Word',
        'Subtitle',
        { alignment: AlignmentType.CENTER, spacing: { before: 60, after: 60 }, keepNext: true },
        { size: size(scale.word), color: soft },
      ),
      styleEntry(
        'House',
        'House',
        'Normal',
        { spacing: { after: 20, ...lines(text.lineHeight) } },
        { size: size(scale.house), bold: true, color: ink },
      ),
      styleEntry(
        'HouseFurther',
        'House, Further Names',
        'Normal',
        { spacing: { after: 20, ...lines(text.lineHeight) } },
        { size: size(scale.houseFurther), color: ink },
      ),
      styleEntry(
        'HouseAddress',
        'House, Address',
        'Normal',
        { spacing: { before: 40, after: 0, ...lines(text.lineHeight) } },
        { size: size(scale.houseAddress), color: soft },
      ),
      styleEntry(
        'SectionHeading',
        'Section Heading',
        'Normal',
        { spacing: { before: 320, after: 120 }, keepNext: true },
        { size: size(scale.heading), bold: true, color: ink },
      ),
      styleEntry(
        'SubsectionHeading',
        'Subsection Heading',
        'Normal',
        { spacing: { before: 240, after: 80 }, keepNext: true },
        { size: size(scale.subheading), bold: true, color: ink },
      ),
      styleEntry(
        'AnnexHeading',
        'Annex Heading',
        'Normal',
        {
          spacing: { after: 200, line: 264, lineRule: LineRuleType.AUTO },
          keepNext: true,
          keepLines: true,
          outlineLevel: 0,
        },
        { size: size(scale.annex), bold: true, color: ink },
      ),
      styleEntry('Recital', 'Recital', 'BodyText', { indent: { left: twips(recital) } }, {}, 'Recital'),
      styleEntry(
        'Note',
        'Note',
        'Normal',
        {
          indent: { left: 200 },
          border: { left: { style: 'single', size: 16, color: colour(style, 'accent'), space: 8 } },
        },
        { size: size(scale.note), color: soft },
      ),
      styleEntry(
        'PartyName',
        'Party Name',
        'Normal',
        {
          indent: { left: twips(party) },
          spacing: { before: 160, after: 30 },
          keepNext: true,
          alignment: AlignmentType.LEFT,
        },
        { bold: true },
        'PartyLine',
      ),
      styleEntry('PartyLine', 'Party', 'Normal', {
        indent: { left: twips(party) },
        spacing: { after: 60 },
        alignment: AlignmentType.LEFT,
      }),
      styleEntry('SubArticle', 'Sub-article', 'BodyText', { spacing: { after: 80, ...lines() } }, {}, 'SubArticle'),
      styleEntry('SubArticle2', 'Sub-article (a)', 'SubArticle', { spacing: { after: 50 } }, {}, 'SubArticle2'),
      styleEntry('SubArticle3', 'Sub-article (i)', 'SubArticle', { spacing: { after: 50 } }, {}, 'SubArticle3'),
      styleEntry('ListParagraph', 'List Paragraph', 'BodyText', { spacing: { after: 60 } }, {}, 'ListParagraph'),
      styleEntry(
        'DefinitionTerm',
        'Definition Term',
        'Normal',
        { alignment: AlignmentType.LEFT, spacing: { after: 60, ...lines() } },
        { bold: true },
      ),
      styleEntry(
        'TableHeading',
        'Table Heading',
        'Normal',
        { alignment: AlignmentType.LEFT, spacing: { after: 0 }, keepNext: true },
        { bold: true, size: size(scale.table) },
      ),
      styleEntry(
        'TableText',
        'Table Text',
        'Normal',
        { alignment: AlignmentType.LEFT, spacing: { after: 0 } },
        { size: size(scale.table) },
      ),
      styleEntry(
        'TableName',
        'Table Name',
        'TableText',
        { alignment: AlignmentType.LEFT, spacing: { after: 0 } },
        { size: size(scale.table), color: soft },
      ),
      styleEntry(
        'Caption',
        'caption',
        'Normal',
        { spacing: { before: 160, after: 80 }, keepNext: true },
        { size: size(scale.note), italics: true, color: soft },
      ),
      styleEntry('Chart', 'Chart', 'Normal', {
        alignment: AlignmentType.LEFT,
        spacing: { after: 200, line: 240, lineRule: LineRuleType.AUTO },
        keepLines: true,
      }),
      styleEntry('AfterTable', 'After Table', 'Normal', { spacing: { after: 0 } }, { size: 12 }),
      styleEntry(
        'SignatureParty',
        'Signature Party',
        'Normal',
        { alignment: AlignmentType.LEFT, spacing: { after: 480 }, keepLines: true },
        { bold: true },
        'SignatureLine',
      ),
      styleEntry('SignatureLine', 'Signature Line', 'Normal', {
        alignment: AlignmentType.LEFT,
        spacing: { before: 80, after: 80 },
      }),
      styleEntry('Header', 'header', 'Normal', { spacing: { after: 0 } }, { size: size(scale.edge), color: soft }),
      styleEntry('Footer', 'footer', 'Normal', { spacing: { after: 0 } }, { size: size(scale.edge), color: soft }),
    ],
  };
}

/**
 * Where the text of an item begins, and how far its label hangs before it, in twips. `path` has the styles of the lists
 * that the item lies in, outermost first.
 */
export function listIndent(style: PaperStyle, path: readonly ListStyle[]): { left: number; hanging: number } {
  const { labels } = indents(style);
  const widths = path.map((list, level) => twips(labels[list][Math.min(level, 2)] ?? 0));
  return { left: widths.reduce((sum, width) => sum + width, 0), hanging: widths.at(-1) ?? 0 };
}

/** What a text of several counts by: `scope` tells its lists from those of the others. */
export function listName(name: 'articles' | 'annexes' | 'numbers' | 'bullets', scope = ''): string {
  return `${scope}${name}`;
}

/** One multi-level list for articles, so that Word renumbers all when an article is moved; and lists outside of them. */
export function numberingConfig(language: string, style: PaperStyle, scope = ''): INumberingOptions {
  const { article: articleIndent } = indents(style);
  const levels = (list: ListStyle, first: number, labels: readonly (readonly [LevelFormatName, string])[]) =>
    labels.map(([format, text], index) => ({
      level: first + index,
      format: LevelFormat[format],
      text,
      alignment: AlignmentType.LEFT,
      style: { paragraph: { indent: listIndent(style, Array<ListStyle>(index + 1).fill(list)) } },
    }));
  const article = {
    level: 0,
    format: LevelFormat.DECIMAL,
    text: language === 'am' ? 'አንቀጽ\u00a0%1' : 'Article\u00a0%1',
    suffix: LevelSuffix.TAB,
    alignment: AlignmentType.LEFT,
    style: {
      paragraph: { indent: { left: twips(articleIndent), hanging: twips(articleIndent) } },
      ...(language === 'am' ? { run: { font: style.fonts.ethiopicBold.name, bold: true } } : {}),
    },
  };
  return {
    config: [
      {
        reference: listName('articles', scope),
        levels: [
          article,
          ...levels('clauses', 1, [
            ['DECIMAL', '%1.%2'],
            ['LOWER_LETTER', '(%3)'],
            ['LOWER_ROMAN', '(%4)'],
          ]),
        ],
      },
      {
        reference: listName('annexes', scope),
        levels: [
          {
            level: 0,
            format: LevelFormat.DECIMAL,
            text: language === 'am' ? 'አባሪ %1 –' : 'Annex %1 –',
            suffix: LevelSuffix.SPACE,
            alignment: AlignmentType.LEFT,
            style: language === 'am' ? { run: { font: style.fonts.ethiopicBold.name, bold: true } } : {},
          },
        ],
      },
      {
        reference: listName('numbers', scope),
        levels: levels('numbers', 0, [
          ['DECIMAL', '%1.'],
          ['LOWER_LETTER', '(%2)'],
          ['LOWER_ROMAN', '(%3)'],
        ]),
      },
      {
        reference: listName('bullets', scope),
        levels: levels('bullets', 0, [
          ['BULLET', '•'],
          ['BULLET', '•'],
          ['BULLET', '•'],
        ]),
      },
    ],
  };
}

type LevelFormatName = 'DECIMAL' | 'LOWER_LETTER' | 'LOWER_ROMAN' | 'BULLET';

type EmbeddedFont = { name: string; data: Buffer; bold?: Buffer; italic?: Buffer; boldItalic?: Buffer };

/** The faces that papers use, so that they look the same on a machine without them. */
export async function embeddedFonts(style: PaperStyle, loadAsset: LoadAsset): Promise<EmbeddedFont[]> {
  const face = async (file: string): Promise<Buffer> => Buffer.from(await loadAsset(file));
  const family = async ({ name, regular, bold, italic, boldItalic }: FontFamily): Promise<EmbeddedFont> => ({
    name,
    data: await face(regular),
    ...(bold === undefined ? {} : { bold: await face(bold) }),
    ...(italic === undefined ? {} : { italic: await face(italic) }),
    ...(boldItalic === undefined ? {} : { boldItalic: await face(boldItalic) }),
  });
  const { text, ethiopic, ethiopicBold, others } = style.fonts;
  const families = [text, ethiopic, ethiopicBold, ...others];
  return Promise.all(families.filter((entry, index) => families.indexOf(entry) === index).map(family));
}
