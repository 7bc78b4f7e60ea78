/** The head of the office's own paper in Word: the emblem beside its names, a thin rule below. */
import {
  BorderStyle,
  convertMillimetersToTwip,
  ImageRun,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx';
import { type Inlines, letterheadLines, plainText } from './document.ts';
import { rule } from './docx-style.ts';
import { withoutControls } from './escape.ts';
import type { Emblem, PaperStyle } from './paper-style.ts';

const styles = { house: 'House', further: 'HouseFurther', address: 'HouseAddress' } as const;

/** Width in twips. `isInBold`: the style of the paragraph is bold. */
export function letterhead(
  style: PaperStyle,
  lines: readonly Inlines[],
  textWidth: number,
  inlines: (line: Inlines, isInBold: boolean) => ParagraphChild[],
): (Paragraph | Table)[] {
  const { emblem } = style;
  const names = letterheadLines(lines).map(
    (line) => new Paragraph({ style: styles[line.role], children: inlines(line.inlines, line.role === 'house') }),
  );
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const left = emblem === undefined ? 0 : convertMillimetersToTwip(emblem.width + 5);
  const cell = (width: number, children: Paragraph[]): TableCell =>
    new TableCell({
      width: { size: width, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { top: 0, bottom: 120, left: 0, right: 0 },
      children,
    });
  const picture =
    emblem === undefined ? [] : [cell(left, [new Paragraph({ style: 'House', children: [image(emblem, lines[0])] })])];
  return [
    new Table({
      width: { size: textWidth, type: WidthType.DXA },
      columnWidths: emblem === undefined ? [textWidth] : [left, textWidth - left],
      layout: TableLayoutType.FIXED,
      borders: {
        top: none,
        left: none,
        right: none,
        bottom: rule(style, 'ink', 6),
        insideHorizontal: none,
        insideVertical: none,
      },
      rows: [new TableRow({ cantSplit: true, children: [...picture, cell(textWidth - left, names)] })],
    }),
    new Paragraph({ style: 'AfterTable', children: [] }),
  ];
}

/** The drawing, and its picture for programs that draw none; read aloud as the name of the house. */
function image(emblem: Emblem, house: Inlines = []): ImageRun {
  // Word counts pictures in dots of a screen, 96 an inch.
  const dots = (mm: number): number => Math.round((mm / 25.4) * 96);
  const transformation = { width: dots(emblem.width), height: dots(emblem.height) };
  const name = withoutControls(plainText(house));
  return new ImageRun({
    type: 'svg',
    data: emblem.svg,
    transformation,
    fallback: { type: 'png', data: emblem.png },
    altText: { name: 'Emblem', description: name, title: name },
  });
}
