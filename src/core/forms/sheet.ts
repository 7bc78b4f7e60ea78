/** A sheet that a spreadsheet program shows: what formats/xlsx-write.ts makes a file of. */

/** How a cell looks. Only `answer` and `text-answer` can be changed by the one who fills it in. */
export type CellLook =
  | 'plain'
  | 'title'
  | 'small'
  | 'wrapped'
  | 'label'
  | 'heading'
  | 'hint'
  | 'item'
  | 'answer'
  | 'text-answer';

export interface SheetCell {
  readonly text: string;
  readonly look: CellLook;
}

export interface SheetRow {
  /** From column A; undefined leaves one out. */
  readonly cells: readonly (SheetCell | undefined)[];
  readonly isHidden?: boolean;
  /** The cell in that column spreads over the rest of the row. */
  readonly spreadsFrom?: number;
  /** Rules for what may be typed in a column of this row. */
  readonly allows?: ReadonlyMap<number, Allowed>;
}

/** What a cell takes, and what is said to who types something else. */
export interface Allowed {
  readonly is:
    | { readonly type: 'whole' | 'decimal'; readonly from: number; readonly to: number }
    | { readonly type: 'list'; readonly of: readonly string[] };
  readonly title: string;
  readonly message: string;
}

export interface Sheet {
  readonly name: string;
  /** Widths in letters; undefined hides the column. */
  readonly columns: readonly (number | undefined)[];
  readonly rows: readonly SheetRow[];
  /** Rows that are printed anew on each page, counted from 0. */
  readonly headings: readonly [from: number, to: number];
}
