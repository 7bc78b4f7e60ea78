import { Command } from 'commander';
import type { Context, Style } from '../context.ts';
import { type SearchOutcome, type SearchResult, searchRecords } from '../core/finding/search.ts';
import { dottedPath } from '../core/schemas/place.ts';
import { fileLink } from '../views/hyperlinks.ts';
import { count } from '../views/problems.ts';
import { snippet } from '../views/snippet.ts';
import { kindNamed } from './lookup.ts';

interface SearchOptions {
  readonly kind?: string;
  readonly limit: string;
}

export function searchCommand(context: Context): Command {
  return new Command('search')
    .summary('find records by any word in them')
    .description('Finds records that hold all of the words, in any field and in either script, best first.')
    .argument('<words...>', 'words, or their beginnings')
    .option('--kind <kind>', 'only records of this kind')
    .option('--limit <number>', 'at most so many', '20')
    .addHelpText(
      'after',
      '\nExamples:\n  irc search water harvest\n  irc search ኢኖቬሽን --kind partner\n  irc search unesco --json',
    )
    .action((words: string[], options: SearchOptions) => search(context, words.join(' '), options));
}

/** Prints what holds the words, with the passage that holds most of them. Rejects with `unknown-kind`. */
export async function search(context: Context, words: string, options: SearchOptions): Promise<void> {
  const workspace = await context.openWorkspace('read');
  const { register } = workspace;
  const kind = options.kind === undefined ? undefined : kindNamed(workspace, options.kind);
  const records = kind === undefined ? register.records : register.ofKind(kind.name);
  const progress = context.terminal.progress({ doing: 'Searching', all: records.length, of: 'records' });
  const outcome = searchRecords(register, records, words, progress.next);
  progress.end();
  const limit = /^\d+$/.test(options.limit) ? Number(options.limit) : 20;
  const shown = outcome.results.slice(0, Math.max(1, limit));
  const { terminal } = context;
  if (context.options.json) {
    terminal.out(`${JSON.stringify(shown.map(resultJson), undefined, 2)}\n`);
    return;
  }
  const idWidth = Math.max(0, ...shown.map((result) => result.record.id.length));
  const kindWidth = Math.max(0, ...shown.map((result) => result.record.kind.name.length));
  for (const result of shown) {
    const id = fileLink(terminal.style, workspace.root, result.record.file, result.record.id);
    terminal.out(`${id}${line(result, idWidth, kindWidth, terminal.columns, terminal.style)}\n`);
  }
  terminal.say(`${closing(outcome, shown.length, words)}\n`);
}

/** What follows the id. */
function line(result: SearchResult, idWidth: number, kindWidth: number, columns: number, style: Style): string {
  const { record } = result;
  const head = `${' '.repeat(idWidth - record.id.length)}  ${record.kind.name.padEnd(kindWidth)}  `;
  const label = result.passage.place.length === 0 ? '' : `${result.label}: `;
  const room = Math.max(12, columns - record.id.length - head.length - label.length);
  return head + style.dim(label) + snippet(result.passage.text, result.hits, room, style.bold);
}

function closing(outcome: SearchOutcome, shown: number, words: string): string {
  const corrected = outcome.corrected.map(({ typed, found }) => `nothing has "${typed}", so "${found}" was looked for`);
  const all = outcome.results.length;
  if (all === 0) return `Nothing has "${words}". Fewer words, or the beginning of one, find more.`;
  return [shown < all ? `${shown} of ${count(all, 'record')}` : count(all, 'record'), ...corrected].join(' · ');
}

function resultJson(result: SearchResult): object {
  const { record, passage } = result;
  const path = passage.place.length === 0 ? 'id' : dottedPath(record.kind.root, record.value, passage.place);
  return { id: record.id, kind: record.kind.name, path, label: result.label, text: passage.text };
}
