/** `irc render ID --list`: what a record can become. */
import type { Context } from '../context.ts';
import { copiesOf, documentLanguages } from '../core/papers/copies.ts';
import { whyNot } from '../core/papers/documents.ts';
import { lowerFirst } from '../core/schemas/place.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { tableText } from '../views/table.ts';
import { recordNamed } from './lookup.ts';

/** Lists the documents of a record: name, title, languages, copies, and why one cannot be made now. */
export async function renderList(context: Context, id: string): Promise<void> {
  const { terminal } = context;
  const workspace = await context.openWorkspace('read');
  const record = recordNamed(workspace, id);
  const { register } = workspace;
  const rows = Object.entries(record.kind.annotations.documents ?? {}).map(([name, document]) => ({
    name,
    title: document.title,
    ready: whyNot(register, record, document) === undefined,
    reason: whyNot(register, record, document) ?? null,
    languages: documentLanguages(register, record, document),
    copies: copiesOf(register, record, document).map((copy) => copy.name),
  }));
  if (context.options.json) {
    terminal.out(`${JSON.stringify({ id: record.id, documents: rows }, undefined, 2)}\n`);
    return;
  }
  if (rows.length === 0) {
    terminal.say(`There are no documents of ${record.kind.plural}.\n`);
    return;
  }
  const columns = ['DOCUMENT', 'TITLE', 'LANGUAGES', 'COPIES', 'NOW'].map((heading) => ({
    path: heading,
    heading,
    alignRight: false,
  }));
  const cells = rows.map((row) => [
    row.name,
    row.title,
    row.languages.join(', '),
    row.copies.length === 0 ? 'one for all' : row.copies.join(', '),
    row.reason === null ? 'can be made' : `no: ${lowerFirst(lineSafe(row.reason))}`,
  ]);
  terminal.out(tableText(columns, cells, terminal.columns, terminal.style));
}
