/** Topics of `irc help`: parts of the manual that are needed while typing. */
import type { Style } from '../context.ts';
import { manualText } from '../formats/manual-text.ts';

export interface Topic {
  readonly name: string;
  readonly summary: string;
  /** File in docs/, and the heading of the part; without one the whole page. */
  readonly file: string;
  readonly heading?: string;
}

export const topics: readonly Topic[] = [
  { name: 'dates', summary: 'how dates are typed, in both calendars', file: 'commands.md', heading: 'Dates' },
  { name: 'paths', summary: 'how fields are named and changed', file: 'commands.md', heading: 'Paths and values' },
  { name: 'actions', summary: 'pieces of work that kinds declare: sign, renew, decide …', file: 'actions.md' },
  { name: 'where', summary: 'conditions for --where', file: 'expressions.md' },
  { name: 'json', summary: 'what --json prints', file: 'commands.md', heading: 'JSON' },
  { name: 'exit-codes', summary: 'what the exit code says', file: 'commands.md', heading: 'Exit codes' },
  { name: 'documents', summary: 'options of papers', file: 'commands.md', heading: 'Documents' },
];

const widest = 100;

/** The part of a page that a topic names, with its heading, for a terminal of so many columns. */
export function topicText({ heading }: Topic, page: string, columns: number, style: Style): string {
  const parts = page.split(/^(?=## )/m);
  const part = heading === undefined ? page : (parts.find((each) => each.startsWith(`## ${heading}\n`)) ?? page);
  return manualText(part.trimEnd(), Math.min(columns, widest), style);
}
