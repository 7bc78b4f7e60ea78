/** How papers look in Word: styles, numbering and embedded fonts. */
import { AlignmentType, type INumberingOptions, type IStylesOptions, LevelFormat, LevelSuffix } from 'docx';
import type { LoadAsset } from './document.ts';

export const articleNumbering = 'articles';
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
  const justified = language === 'am' ? AlignmentType.LEFT : AlignmentType.JUSTIFIED;
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
        run: { font: serif, size: 32, bold: true, color: '000000' },
        paragraph: { alignment: AlignmentType.CENTER, spacing: { before: 240, after: 240, line: 264 }, keepNext: true },
      },
      heading1: {
        run: { font: serif, size: 23, bold: true, color: '000000' },
        paragraph: {
          alignment: AlignmentType.LEFT,
          spacing: { before: 340, after: 120 },
          keepNext: true,
          keepLines: true,
        },
      },
    },
    paragraphStyles: [
      style('BodyText', 'Body Text', 'Normal', { alignment: justified, spacing: { after: 120, line: 276 } }),
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
        { size: 25, bold: true },
      ),
      style(
        'SubsectionHeading',
        'Subsection Heading',
        'Normal',
        { spacing: { before: 240, after: 80 }, keepNext: true },
        { size: 22, bold: true },
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

/** One multi-level list for articles, so that Word renumbers all when an article is moved. */
export function numberingConfig(language: string): INumberingOptions {
  const indent = (left: number, hanging: number): { paragraph: { indent: { left: number; hanging: number } } } => ({
    paragraph: { indent: { left, hanging } },
  });
  const article = language === 'am' ? 'አንቀጽ %1' : 'Article %1';
  return {
    config: [
      {
        reference: articleNumbering,
        levels: [
          {
            level: 0,
            format: LevelFormat.DECIMAL,
            text: article,
            suffix: LevelSuffix.SPACE,
            alignment: AlignmentType.LEFT,
            style: {
              paragraph: { indent: { left: 0, hanging: 0 } },
              ...(language === 'am' ? { run: { font: 'Noto Sans Ethiopic', bold: true } } : {}),
            },
          },
          {
            level: 1,
            format: LevelFormat.DECIMAL,
            text: '%1.%2',
            alignment: AlignmentType.LEFT,
            style: indent(680, 680),
          },
          {
            level: 2,
            format: LevelFormat.LOWER_LETTER,
            text: '(%3)',
            alignment: AlignmentType.LEFT,
            style: indent(1180, 500),
          },
          {
            level: 3,
            format: LevelFormat.LOWER_ROMAN,
            text: '(%4)',
            alignment: AlignmentType.LEFT,
            style: indent(1680, 500),
          },
        ],
      },
      {
        reference: 'numbers',
        levels: [
          {
            level: 0,
            format: LevelFormat.DECIMAL,
            text: '%1.',
            alignment: AlignmentType.LEFT,
            style: indent(500, 400),
          },
        ],
      },
      {
        reference: 'bullets',
        levels: [0, 1, 2].map((level) => ({
          level,
          format: LevelFormat.BULLET,
          text: '•',
          alignment: AlignmentType.LEFT,
          style: indent(400 + level * 380, 280),
        })),
      },
    ],
  };
}

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
