/** Rows as CSV (RFC 4180). Cells that a spreadsheet would take for a formula get an apostrophe before them. */
import { stringify } from 'csv-stringify/sync';

export function writeCsv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return stringify([header, ...rows] as string[][], { escape_formulas: true, record_delimiter: 'windows' });
}
