/** What a form says to irc, in its hidden first column and rows: whose it is, and what stands where. */

export const formMarks = {
  /** Beside it: the id of the record, the action, and the version of what is asked. */
  form: 'irc form',
  /** Beside it: the names of the fields that the columns hold. */
  columns: 'irc columns',
  /** In this row the respondent is named, in the first column of answers. */
  respondent: 'irc respondent',
} as const;

/** Before the key of an item, so that no topic can be taken for a mark or for a formula. */
const itemMark = 'item: ';

export function markOfItem(key: string): string {
  return `${itemMark}${key}`;
}

/** The key of the item that a row asks about, or undefined for another row. */
export function itemOfMark(text: string): string | undefined {
  return text.startsWith(itemMark) ? text.slice(itemMark.length) : undefined;
}
