/** What is taken of a file with a sheet that somebody sent, and why one is not. */

export type SheetFault = 'too-large' | 'broken';

export const sheetLimits = {
  /** Of the file as it came. */
  bytes: 1024 * 1024,
  rows: 2000,
  columns: 50,
} as const;
