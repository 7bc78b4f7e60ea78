/** A file with a sheet, Excel or CSV, as a grid of texts. */
import type { Grid } from '../core/forms/grid.ts';
import { type SheetFault, sheetLimits } from './sheet-limits.ts';

/** The cells of the first sheet, or why there are none; what the file is, its first bytes tell. */
export async function readSheet(bytes: Uint8Array): Promise<Grid | SheetFault> {
  if (bytes.length > sheetLimits.bytes) return 'too-large';
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (isZip) return (await import('./xlsx-read.ts')).readXlsx(bytes);
  return (await import('./csv-read.ts')).readCsv(bytes);
}
