/** How Word counts articles, annexes and lists, and where their labels hang. */
import { AlignmentType, type INumberingOptions, LevelFormat, LevelSuffix } from 'docx';
import type { ListStyle } from './document.ts';
import { twips } from './docx-style.ts';
import { indents, type PaperStyle } from './paper-style.ts';

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
