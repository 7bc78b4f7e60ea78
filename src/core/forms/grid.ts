/** A sheet as it was read: texts in rows and columns, whatever the format of its file. */

export interface GridCell {
  /** As it would be typed; empty where the cell is. */
  readonly text: string;
  /** It is worked out by the spreadsheet, or holds one of its errors: nothing that somebody wrote. */
  readonly isWorkedOut?: boolean;
}

/** Rows from the first, each with its cells from column A; what is missing is empty. */
export type Grid = readonly (readonly GridCell[])[];

export function cellAt(grid: Grid, row: number, column: number): GridCell {
  return grid[row]?.[column] ?? { text: '' };
}

/** "C7": rows and columns count from 0 here, and as spreadsheets name them there. */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`;
}

/** "A" to "Z", then "AA". */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : `${columnName(Math.floor(column / 26) - 1)}${letter}`;
}
