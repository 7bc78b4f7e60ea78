/** How papers look in Word: styles, numbering and embedded fonts. */
import {
  AlignmentType,
  type INumberingOptions,
  type IStylesOptions,
  LevelFormat,
  LevelSuffix,
  LineRuleType,
} from 'docx';
import type { ListStyle, LoadAsset } from './document.ts';

export const articleNumbering = 'articles';
export const annexNumbering = 'annexes';
/** Of titles and headings. */
export const ink = '1F3A5F';
const serif = { ascii: 'Source Serif 4', hAnsi: 'Source Serif 4', cs: 'Abyssinica SIL', eastAsia: 'Abyssinica SIL' };

type StyleEntry = NonNullable<IStylesOptions['paragraphStyles']>[number];

function style(
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
export function paragraphStyles(language: string): IStylesOptions {
  // Word does not hyphenate by itself, so that justified lines would show wide gaps.
  const alignment = AlignmentType.LEFT;
  return {
    default: {
      document: {
        run: {
          font: serif,
          size: 22,
          language: { value: language === 'am' ? 'am-ET' : 'en-GB', bidirectional: 'am-ET', eastAsia: 'am-ET' },
        },
        paragraph: { spacing: { after: 120, line: 276 } },
      },
      title: {
        run: { font: serif, size: 33, bold: true, color: ink },
        paragraph: { alignment: AlignmentType.CENTER, spacing: { before: 240, after: 240, line: 264 }, keepNext: true },
      },
      heading1: {
        run: { font: serif, size: 23, bold: true, color: ink },
        paragraph: {
          alignment: AlignmentType.LEFT,
          spacing: { before: 340, after: 120 },
          keepNext: true,
          keepLines: true,
        },
      },
      footnoteText: {
        run: { size: 18 },
        paragraph: { alignment: AlignmentType.LEFT, spacing: { after: 40, line: 240, lineRule: LineRuleType.AUTO } },
      },
    },
    // The library bases links and marks of notes on it, and leaves it out.
    characterStyles: [{ id: 'DefaultParagraphFont', name: 'Default Paragraph Font' }],
    paragraphStyles: [
      style('BodyText', 'Body Text', 'Normal', { alignment, spacing: { after: 120, line: 276 } }),
      style(
        'Subtitle',
        'Subtitle',
        'Normal',
        { alignment: AlignmentType.CENTER, spacing: { before: 60, after: 100 } },
        { size: 23 },
      ),
      style(
        'SectionHeading',
        'Section Heading',
        'Normal',
        { spacing: { before: 320, after: 120 }, keepNext: true },
        { size: 24, bold: true, color: ink },
      ),
      style(
        'SubsectionHeading',
        'Subsection Heading',
        'Normal',
        { spacing: { before: 240, after: 80 }, keepNext: true },
        { size: 22, bold: true, color: ink },
      ),
      style(
        'AnnexHeading',
        'Annex Heading',
        'Normal',
        {
          spacing: { after: 200, line: 264, lineRule: LineRuleType.AUTO },
          keepNext: true,
          keepLines: true,
          outlineLevel: 0,
        },
        { size: 28, bold: true, color: ink },
      ),
      style('Recital', 'Recital', 'BodyText', { indent: { left: 400 } }, {}, 'Recital'),
      style(
        'Note',
        'Note',
        'Normal',
        { indent: { left: 200 }, border: { left: { style: 'single', size: 16, color: 'C9A227', space: 8 } } },
        { size: 19, color: '5A5A5A' },
      ),
      style(
        'PartyName',
        'Party Name',
        'Normal',
        { indent: { left: 400 }, spacing: { before: 160, after: 30 }, keepNext: true, alignment: AlignmentType.LEFT },
        { bold: true },
        'PartyLine',
      ),
      style('PartyLine', 'Party', 'Normal', {
        indent: { left: 400 },
        spacing: { after: 60 },
        alignment: AlignmentType.LEFT,
      }),
      style('SubArticle', 'Sub-article', 'BodyText', { spacing: { after: 110, line: 276 } }, {}, 'SubArticle'),
      style('SubArticle2', 'Sub-article (a)', 'SubArticle', { spacing: { after: 70 } }, {}, 'SubArticle2'),
      style('SubArticle3', 'Sub-article (i)', 'SubArticle', { spacing: { after: 70 } }, {}, 'SubArticle3'),
      style('ListParagraph', 'List Paragraph', 'BodyText', { spacing: { after: 60 } }, {}, 'ListParagraph'),
      style(
        'DefinitionTerm',
        'Definition Term',
        'Normal',
        { alignment: AlignmentType.LEFT, spacing: { after: 60, line: 276 } },
        { bold: true },
      ),
      style(
        'TableHeading',
        'Table Heading',
        'Normal',
        { alignment: AlignmentType.LEFT, spacing: { after: 0 }, keepNext: true },
        { bold: true, size: 20 },
      ),
      style(
        'TableText',
        'Table Text',
        'Normal',
        { alignment: AlignmentType.LEFT, spacing: { after: 0 } },
        { size: 20 },
      ),
      style(
        'TableName',
        'Table Name',
        'TableText',
        { alignment: AlignmentType.LEFT, spacing: { after: 0 } },
        { size: 20, color: '5A5A5A' },
      ),
      style(
        'Caption',
        'caption',
        'Normal',
        { spacing: { before: 160, after: 80 }, keepNext: true },
        { size: 19, italics: true, color: '5A5A5A' },
      ),
      style('Chart', 'Chart', 'Normal', {
        alignment: AlignmentType.LEFT,
        spacing: { after: 200, line: 240, lineRule: LineRuleType.AUTO },
        keepLines: true,
      }),
      style('AfterTable', 'After Table', 'Normal', { spacing: { after: 0, line: 200 } }, { size: 12 }),
      style(
        'SignatureParty',
        'Signature Party',
        'Normal',
        { alignment: AlignmentType.LEFT, spacing: { after: 480 }, keepLines: true },
        { bold: true },
        'SignatureLine',
      ),
      style('SignatureLine', 'Signature Line', 'Normal', {
        alignment: AlignmentType.LEFT,
        spacing: { before: 80, after: 80 },
      }),
      style('Header', 'header', 'Normal', { spacing: { after: 0 } }, { size: 17, color: '5A5A5A' }),
      style('Footer', 'footer', 'Normal', { spacing: { after: 0 } }, { size: 17, color: '5A5A5A' }),
    ],
  };
}

/** Where the text of each level begins, and how far its label hangs before it, in twips. */
const indents: Readonly<Record<ListStyle, readonly (readonly [left: number, hanging: number])[]>> = {
  clauses: [
    [720, 720],
    [1220, 500],
    [1720, 500],
  ],
  numbers: [
    [500, 420],
    [1000, 500],
    [1500, 500],
  ],
  bullets: [
    [400, 280],
    [1000, 280],
    [1500, 280],
  ],
};

/** The indent of a paragraph that goes on beneath the first of an item. */
export function textIndent(style: ListStyle, level: number): { left: number } {
  return { left: indents[style][level]?.[0] ?? 0 };
}

/** One multi-level list for articles, so that Word renumbers all when an article is moved; and lists outside of them. */
export function numberingConfig(language: string): INumberingOptions {
  const levels = (style: ListStyle, first: number, labels: readonly (readonly [LevelFormatName, string])[]) =>
    labels.map(([format, text], index) => {
      const [left, hanging] = indents[style][index] ?? [0, 0];
      return {
        level: first + index,
        format: LevelFormat[format],
        text,
        alignment: AlignmentType.LEFT,
        style: { paragraph: { indent: { left, hanging } } },
      };
    });
  const article = {
    level: 0,
    format: LevelFormat.DECIMAL,
    text: language === 'am' ? 'አንቀጽ %1' : 'Article %1',
    suffix: LevelSuffix.TAB,
    alignment: AlignmentType.LEFT,
    style: {
      paragraph: { indent: { left: 1300, hanging: 1300 } },
      ...(language === 'am' ? { run: { font: 'Noto Sans Ethiopic', bold: true } } : {}),
    },
  };
  return {
    config: [
      {
        reference: articleNumbering,
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
        reference: annexNumbering,
        levels: [
          {
            level: 0,
            format: LevelFormat.DECIMAL,
            text: language === 'am' ? 'አባሪ %1 –' : 'Annex %1 –',
            suffix: LevelSuffix.SPACE,
            alignment: AlignmentType.LEFT,
            style: language === 'am' ? { run: { font: 'Noto Sans Ethiopic', bold: true } } : {},
          },
        ],
      },
      {
        reference: 'numbers',
        levels: levels('numbers', 0, [
          ['DECIMAL', '%1.'],
          ['LOWER_LETTER', '(%2)'],
          ['LOWER_ROMAN', '(%3)'],
        ]),
      },
      {
        reference: 'bullets',
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
export async function embeddedFonts(loadAsset: LoadAsset): Promise<EmbeddedFont[]> {
  const face = async (file: string): Promise<Buffer> => Buffer.from(await loadAsset(file));
  const ethiopicBold = await face('NotoSansEthiopic_700Bold.ttf');
  return [
    {
      name: 'Source Serif 4',
      data: await face('SourceSerif4_400Regular.ttf'),
      bold: await face('SourceSerif4_700Bold.ttf'),
      italic: await face('SourceSerif4_400Regular_Italic.ttf'),
      boldItalic: await face('SourceSerif4_700Bold_Italic.ttf'),
    },
    { name: 'Abyssinica SIL', data: await face('AbyssinicaSIL_400Regular.ttf') },
    { name: 'Noto Sans Ethiopic', data: ethiopicBold, bold: ethiopicBold },
  ];
}
