/** A sheet saved as CSV, with commas, semicolons or tabs between its cells. */
import { CsvError, parse } from 'csv-parse/sync';
import type { GridCell } from '../core/forms/grid.ts';
import { type SheetFault, sheetLimits } from './sheet-limits.ts';

export function readCsv(bytes: Uint8Array): GridCell[][] | SheetFault {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (text.includes('\0')) return 'broken';
    const rows = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
    });
    if (rows.length > sheetLimits.rows || rows.some((row) => row.length > sheetLimits.columns)) return 'too-large';
    return rows.map((row) => row.map(cellOf));
  } catch (error) {
    if (error instanceof CsvError || error instanceof TypeError) return 'broken';
    throw error;
  }
}

/** The sign that stands most often in the first line. */
function delimiterOf(text: string): string {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const count = (sign: string): number => first.split(sign).length;
  return [',', ';', '\t'].reduce((most, sign) => (count(sign) > count(most) ? sign : most));
}

/** A formula is a text here; it would only be one in a spreadsheet. */
function cellOf(text: string): GridCell {
  return /^=/.test(text) ? { text, isWorkedOut: true } : { text };
}
