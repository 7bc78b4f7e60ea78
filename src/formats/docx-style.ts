/** How papers look in Word: named styles, colours and measures. */
import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  type IBorderOptions,
  type IStylesOptions,
  LineRuleType,
} from 'docx';
import { type ColourName, indents, type PaperStyle, scale, textWidthOf } from './paper-style.ts';

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

/** Twentieths of a point. */
export function twips(points: number): number {
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
