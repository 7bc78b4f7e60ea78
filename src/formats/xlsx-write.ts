/**
 * A sheet as an Excel workbook (Office Open XML), which LibreOffice and others read too. The sheet is protected without a
 * password: only cells for answers can be changed. The same sheet gives the same bytes.
 */
import { strToU8, type Zippable, zipSync } from 'fflate';
import { cellName, columnName } from '../core/forms/grid.ts';
import type { Allowed, CellLook, Sheet, SheetCell, SheetRow } from '../core/forms/sheet.ts';
import { escapeHtml } from './escape.ts';

/** Zip keeps local time from 1980 on; one fixed day keeps the bytes the same. */
const day = new Date(1980, 0, 1);

export function writeXlsx(sheet: Sheet): Uint8Array {
  const files: Readonly<Record<string, string>> = {
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbook(sheet),
    'xl/_rels/workbook.xml.rels': relations([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': styles,
    'xl/worksheets/sheet1.xml': worksheet(sheet),
  };
  const zipped: Zippable = {};
  for (const [name, text] of Object.entries(files)) zipped[name] = [strToU8(text), { mtime: day }];
  return zipSync(zipped);
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const contentTypes = `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`;

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const each = targets.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`;
}

function workbook({ name, headings: [from, to] }: Sheet): string {
  const title = escapeHtml(sheetName(name));
  const repeated = `'${sheetName(name).replaceAll("'", "''")}'!$${from + 1}:$${to + 1}`;
  return `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${title}" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">${escapeHtml(repeated)}</definedName></definedNames></workbook>`;
}

/** A name that every program takes: at most 31 letters, and none of `[]:*?/\`. */
function sheetName(name: string): string {
  return (
    name
      .replace(/[[\]:*?/\\\p{Cc}]/gu, ' ')
      .trim()
      .slice(0, 31) || 'Sheet'
  );
}

function worksheet(sheet: Sheet): string {
  const { columns, rows } = sheet;
  const last = columnName(columns.length - 1);
  const cols = columns.map((width, index) => {
    const shown = width === undefined ? 'width="2" hidden="1"' : `width="${width}"`;
    return `<col min="${index + 1}" max="${index + 1}" ${shown} customWidth="1"/>`;
  });
  const spread = rows.flatMap(({ spreadsFrom }, index) =>
    spreadsFrom === undefined ? [] : [`<mergeCell ref="${columnName(spreadsFrom)}${index + 1}:${last}${index + 1}"/>`],
  );
  const rules = rows.flatMap(({ allows }, row) =>
    [...(allows ?? [])].map(([column, allowed]) => rule(cellName(row, column), allowed)),
  );
  return [
    `${head}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>',
    `<cols>${cols.join('')}</cols>`,
    `<sheetData>${rows.map((row, index) => rowXml(sheet, row, index)).join('')}</sheetData>`,
    '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>',
    ...(spread.length === 0 ? [] : [`<mergeCells count="${spread.length}">${spread.join('')}</mergeCells>`]),
    ...(rules.length === 0 ? [] : [`<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`]),
    '<pageMargins left="0.6" right="0.6" top="0.7" bottom="0.7" header="0.3" footer="0.3"/>',
    '<pageSetup paperSize="9" orientation="portrait" fitToWidth="1" fitToHeight="0"/>',
    '<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>',
    '</worksheet>',
  ].join('');
}

function rowXml(sheet: Sheet, row: SheetRow, index: number): string {
  const cells = row.cells.flatMap((cell, column) =>
    cell === undefined ? [] : [cellXml(cell, cellName(index, column))],
  );
  const height = row.isHidden === true ? ' hidden="1"' : ` ht="${heightOf(sheet, row)}" customHeight="1"`;
  return `<row r="${index + 1}"${height}>${cells.join('')}</row>`;
}

/** Texts stand in the cell itself: there is nothing that a spreadsheet program would work out. */
function cellXml({ text, look }: SheetCell, name: string): string {
  const style = ` s="${looks.indexOf(look)}"`;
  if (text === '') return `<c r="${name}"${style}/>`;
  return `<c r="${name}"${style} t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`;
}

/**
 * What a spreadsheet could take for a formula, once the sheet is saved as CSV and opened again, begins with an
 * apostrophe; `_x000D_` and its like would be read as a letter.
 */
function cellText(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  const printable = harmless.replace(/(?![\n])[\p{Cc}\p{Cs}\p{Bidi_Control}\ufffe\uffff]/gu, ' ');
  return escapeHtml(printable.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'));
}

function rule(name: string, { is, title, message }: Allowed): string {
  const attributes = [
    `type="${is.type}"`,
    'allowBlank="1" showInputMessage="1" showErrorMessage="1"',
    `errorTitle="${escapeHtml(title.slice(0, 32))}" error="${escapeHtml(message.slice(0, 225))}"`,
    `promptTitle="${escapeHtml(title.slice(0, 32))}" prompt="${escapeHtml(message.slice(0, 255))}"`,
    `sqref="${name}"`,
  ].join(' ');
  const limits =
    is.type === 'list'
      ? `<formula1>${escapeHtml(`"${is.of.join(',')}"`)}</formula1>`
      : `<formula1>${is.from}</formula1><formula2>${is.to}</formula2>`;
  return `<dataValidation ${attributes}>${limits}</dataValidation>`;
}

const pointsOfLine = 15;

/** Programs do not make the height of merged or wrapped cells themselves when they open a file. */
function heightOf(sheet: Sheet, { cells, spreadsFrom }: SheetRow): number {
  const widths = sheet.columns.map((width) => width ?? 0);
  const lines = cells.map((cell, column) => {
    if (cell === undefined || sheet.columns[column] === undefined) return 1;
    const spread =
      column === spreadsFrom ? widths.slice(column).reduce((sum, width) => sum + width, 0) : widths[column];
    const room = Math.max(4, (spread ?? 8) * letters[cell.look]);
    return cell.text.split('\n').reduce((sum, line) => sum + wrappedLines(line, room), 0);
  });
  const most = Math.max(1, ...lines);
  const tall = cells.some((cell) => cell?.look === 'title');
  return Math.min(400, most * (tall ? 21 : pointsOfLine) + (most > 1 || tall ? 4 : 3));
}

/** How many letters of a look fit in the width of one letter of the usual size; less, as words do not break. */
const letters: Readonly<Record<CellLook, number>> = {
  plain: 1,
  title: 0.65,
  small: 1.1,
  wrapped: 0.95,
  label: 0.9,
  heading: 0.85,
  hint: 1.05,
  item: 0.95,
  answer: 0.9,
  'text-answer': 0.9,
};

function wrappedLines(line: string, room: number): number {
  let lines = 1;
  let used = 0;
  for (const word of line.split(' ')) {
    // Ethiopic letters are about half as wide again as Latin ones.
    const width = [...word].reduce((sum, letter) => sum + (letter > '\u1200' && letter < '\u1400' ? 1.5 : 1), 0);
    if (used > 0 && used + 1 + width > room) {
      lines += 1;
      used = width;
    } else used += (used > 0 ? 1 : 0) + width;
  }
  return lines;
}

/** The order is that of `cellXfs` below. */
const looks: readonly CellLook[] = [
  'plain',
  'title',
  'small',
  'wrapped',
  'label',
  'heading',
  'hint',
  'item',
  'answer',
  'text-answer',
];

function format(parts: {
  readonly font?: number;
  readonly fill?: number;
  readonly border?: number;
  readonly number?: number;
  readonly align: string;
  readonly isOpen?: boolean;
}): string {
  const { font = 0, fill = 0, border = 0, number = 0, align, isOpen = false } = parts;
  return `<xf numFmtId="${number}" fontId="${font}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1"><alignment ${align}/><protection locked="${isOpen ? 0 : 1}"/></xf>`;
}

const cellFormats = [
  format({ align: 'vertical="top"' }),
  format({ font: 1, align: 'vertical="center" wrapText="1"' }),
  format({ font: 2, align: 'vertical="top" wrapText="1"' }),
  format({ align: 'vertical="top" wrapText="1"' }),
  format({ font: 3, align: 'vertical="center" wrapText="1"' }),
  format({ font: 3, fill: 2, border: 1, align: 'horizontal="center" vertical="center" wrapText="1"' }),
  format({ font: 2, fill: 2, border: 1, align: 'horizontal="center" vertical="top" wrapText="1"' }),
  format({ border: 1, align: 'horizontal="left" vertical="center" wrapText="1" indent="1"' }),
  format({ fill: 3, border: 1, align: 'horizontal="center" vertical="center" wrapText="1"', isOpen: true }),
  format({ fill: 3, border: 1, number: 49, align: 'horizontal="center" vertical="center" wrapText="1"', isOpen: true }),
];

const side = (name: string): string => `<${name} style="thin"><color rgb="FF9AA5B1"/></${name}>`;
const solid = (colour: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`;

const styles = [
  `${head}<styleSheet xmlns="${main}">`,
  '<fonts count="4">',
  '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
  '<font><b/><sz val="15"/><name val="Calibri"/><family val="2"/></font>',
  '<font><sz val="9"/><color rgb="FF52606D"/><name val="Calibri"/><family val="2"/></font>',
  '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
  '</fonts>',
  `<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${solid('FFE8EDF2')}${solid('FFFFF9E0')}</fills>`,
  `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${side('left')}${side('right')}${side('top')}${side('bottom')}<diagonal/></border></borders>`,
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  `<cellXfs count="${cellFormats.length}">${cellFormats.join('')}</cellXfs>`,
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
  '</styleSheet>',
].join('');
