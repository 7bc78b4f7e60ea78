/** Tables of Word: those of a document, and the cells in which parties sign. */
import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { Inlines, Signature, TableBlock } from './document.ts';
import { textRuns } from './docx-runs.ts';
import { colour, halfPoints, rule } from './docx-style.ts';
import { type PaperStyle, scale } from './paper-style.ts';

/** `isInBold`: the style of the paragraph is bold. */
type InlineWriter = (inlines: Inlines, isInBold?: boolean) => ParagraphChild[];

const alignments = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT };

/** A table with its caption above it; rows are not parted by a page, and the head repeats. Width in twips. */
export function wordTable(
  style: PaperStyle,
  table: TableBlock,
  textWidth: number,
  inlines: InlineWriter,
): (Paragraph | Table)[] {
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const all = table.widths.reduce((sum, width) => sum + width, 0);
  const widths = table.widths.map((width) => Math.floor((textWidth * width) / all));
  const hasNames = table.header.length === 0 && widths.length === 2;
  const row = (cells: readonly Inlines[], isHeader: boolean): TableRow =>
    new TableRow({
      tableHeader: isHeader,
      cantSplit: true,
      children: cells.map(
        (cell, column) =>
          new TableCell({
            width: { size: widths[column] ?? 0, type: WidthType.DXA },
            margins: { top: 60, bottom: 60, left: 60, right: 60 },
            ...(isHeader ? { borders: { bottom: rule(style, 'ink', 8) } } : {}),
            children: [
              new Paragraph({
                style: isHeader ? 'TableHeading' : hasNames && column === 0 ? 'TableName' : 'TableText',
                alignment: alignments[table.align[column] ?? 'left'],
                children: inlines(cell, isHeader),
              }),
            ],
          }),
      ),
    });
  const caption =
    table.caption.length === 0 ? [] : [new Paragraph({ style: 'Caption', children: inlines(table.caption) })];
  return [
    ...caption,
    new Table({
      width: { size: textWidth, type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      borders: {
        top: rule(style, 'rule', 2),
        left: none,
        right: none,
        insideVertical: none,
        bottom: rule(style, 'rule', 2),
        insideHorizontal: rule(style, 'rule', 2),
      },
      rows: [...(table.header.length === 0 ? [] : [row(table.header, true)]), ...table.rows.map((c) => row(c, false))],
    }),
    new Paragraph({ style: 'AfterTable', children: [] }),
  ];
}

/** Terms with their meanings beside them, one a row; no page parts a term from its meaning. Width in twips. */
export function definitionTable(
  definitions: readonly {
    readonly term: readonly ParagraphChild[];
    readonly meaning: readonly (Paragraph | Table)[];
  }[],
  textWidth: number,
): (Paragraph | Table)[] {
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const names = Math.floor(textWidth * 0.31);
  const cell = (size: number, children: readonly (Paragraph | Table)[]): TableCell =>
    new TableCell({
      width: { size, type: WidthType.DXA },
      margins: { top: 40, bottom: 20, left: 0, right: 200 },
      children: endingInText(children),
    });
  return [
    new Table({
      width: { size: textWidth, type: WidthType.DXA },
      columnWidths: [names, textWidth - names],
      layout: TableLayoutType.FIXED,
      borders: { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none },
      rows: definitions.map(
        ({ term, meaning }) =>
          new TableRow({
            cantSplit: true,
            children: [
              cell(names, [new Paragraph({ style: 'DefinitionTerm', children: [...term] })]),
              cell(textWidth - names, meaning),
            ],
          }),
      ),
    }),
    new Paragraph({ style: 'AfterTable', children: [] }),
  ];
}

/** A cell ends with a paragraph, or Word takes the file for broken. */
function endingInText(children: readonly (Paragraph | Table)[]): (Paragraph | Table)[] {
  return children.at(-1) instanceof Paragraph ? [...children] : [...children, new Paragraph({ children: [] })];
}

/**
 * Two parties side by side: their names in one row and their lines in the next, so that the lines stand level however
 * long the names are. No row is parted by the end of a page; names stay with their lines, and few parties all together.
 */
export function signatureTable(
  style: PaperStyle,
  signatures: readonly Signature[],
  textWidth: number,
  inlines: InlineWriter,
): Table {
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const half = Math.floor(textWidth / 2);
  const areKept = signatures.length <= 6;
  const row = (cells: readonly Paragraph[][], margins: { top: number; bottom: number }): TableRow =>
    new TableRow({
      cantSplit: true,
      children: [0, 1].map(
        (column) =>
          new TableCell({
            width: { size: half, type: WidthType.DXA },
            verticalAlign: VerticalAlign.TOP,
            margins: { ...margins, left: 0, right: 340 },
            children: cells[column] ?? [new Paragraph({ children: [] })],
          }),
      ),
    });
  const rows: TableRow[] = [];
  for (let index = 0; index < signatures.length; index += 2) {
    const pair = signatures.slice(index, index + 2);
    const isLast = index + 2 >= signatures.length;
    const names = pair.map((signature) => [
      new Paragraph({ style: 'SignatureParty', keepNext: true, children: inlines(signature.party, true) }),
    ]);
    const lines = pair.map((signature) => signatureLines(style, signature, inlines, areKept && !isLast));
    rows.push(row(names, { top: 160, bottom: 0 }), row(lines, { top: 0, bottom: 300 }));
  }
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: [half, half],
    borders: { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none },
    rows,
  });
}

/** `staysWithNext`: the next pair of parties stands on the same page. */
function signatureLines(
  style: PaperStyle,
  signature: Signature,
  inlines: InlineWriter,
  staysWithNext: boolean,
): Paragraph[] {
  const labelWidth = 1250;
  const lines = signature.lines.map((line, index) => {
    const isEmpty = line.value.length === 0;
    return new Paragraph({
      style: 'SignatureLine',
      ...(staysWithNext || index < signature.lines.length - 1 ? { keepNext: true } : {}),
      indent: { left: labelWidth, hanging: labelWidth },
      tabStops: [
        { type: TabStopType.LEFT, position: labelWidth },
        { type: TabStopType.RIGHT, position: 4000 },
      ],
      children: [
        ...textRuns(style, line.label, { color: colour(style, 'soft'), size: halfPoints(style, scale.label) }),
        new TextRun({ text: '\t' }),
        ...(isEmpty
          ? [new TextRun({ text: '\t', underline: { type: 'single', color: colour(style, 'soft') } })]
          : inlines(line.value)),
      ],
    });
  });
  // A cell without a paragraph is none to Word.
  return lines.length === 0 ? [new Paragraph({ children: [] })] : lines;
}
