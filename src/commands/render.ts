import { Command } from 'commander';
import type { Context, Workspace } from '../context.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { withArticle } from '../core/schemas/place.ts';
import { IrcError, usageError } from '../errors.ts';
import { fileLink } from '../views/hyperlinks.ts';
import { makeDocument, tellShortcomings } from './document-files.ts';
import { DocumentMaker } from './document-text.ts';
import { recordNamed } from './lookup.ts';

export interface RenderOptions {
  readonly document?: string;
  readonly format: string;
  readonly lang?: string;
  readonly copy?: readonly string[];
  readonly out?: string;
}

interface RenderFlags extends RenderOptions {
  readonly list?: boolean;
  readonly all?: boolean;
  readonly where?: string;
}

const allFormats = 'md,html,docx,pdf';

/** The options of every command that makes documents. */
export function withRenderOptions(command: Command): Command {
  const collect = (value: string, all: readonly string[] = []): string[] => [...all, ...listed(value)];
  return command
    .option('--format <formats>', 'formats, with commas between', allFormats)
    .option('--lang <languages>', 'languages, with commas between; en+am puts both texts in one (those of the record)')
    .option('--copy <names>', 'whose copies, with commas between (all)', collect)
    .option('--out <folder>', 'folder for the files (out/<id>); - prints one document on standard output');
}

export function renderCommand(context: Context): Command {
  const command = new Command('render')
    .summary('make documents of records')
    .description('Makes a document of a record from its template, as Markdown, HTML, Word and PDF.')
    .usage('ID [options]\n       irc render --all [KIND] [options]')
    .argument('[id]', 'id of the record; with --all a kind')
    .option('--document <name>', 'which document, such as draft or profile')
    .option('--list', 'show what the record can become')
    .option('--all', 'make the document of every record that has it')
    .option('--where <cel>', 'with --all: only those for which it holds')
    .addHelpText(
      'after',
      `
Examples:
  irc render unesco --document profile --format pdf
  irc render mou-2026-unesco --list
  irc render mou-2026-unesco --document draft --copy unesco --lang en+am
  irc render --all partners --where "type == 'country'" --document profile --format docx`,
    );
  return withRenderOptions(command).action((word: string | undefined, flags: RenderFlags) => run(context, word, flags));
}

async function run(context: Context, word: string | undefined, flags: RenderFlags): Promise<void> {
  if (flags.all === true) {
    const { renderAll } = await import('./render-all.ts');
    await renderAll(context, word, { ...flags, formats: listed(flags.format), languages: languagesOf(flags) });
    return;
  }
  if (flags.where !== undefined) throw usageError('all-missing', '--where goes with --all.');
  if (word === undefined) throw usageError('id-missing', 'Which record?', 'irc render ID, or --all for many');
  if (flags.list === true) {
    const { renderList } = await import('./render-list.ts');
    await renderList(context, word);
    return;
  }
  const workspace = await context.openWorkspace('read');
  const document = flags.document ?? (await chosenDocument(context, workspace, recordNamed(workspace, word)));
  await render(context, word, document, flags);
}

/** Makes a document and prints the paths of its files. */
export async function render(context: Context, id: string, document: string, options: RenderOptions): Promise<void> {
  const workspace = await context.openWorkspace('read');
  const record = recordNamed(workspace, id);
  const made = await makeDocument(context, new DocumentMaker(workspace, workspace.register), record, {
    document,
    formats: listed(options.format),
    languages: languagesOf(options),
    copies: options.copy ?? [],
    out: options.out,
  });
  tellShortcomings(context, record.id, made);
  if (options.out === '-') return;
  const paths = made.files.map((file) => file.path);
  const { terminal } = context;
  if (context.options.json) terminal.out(`${JSON.stringify({ id: record.id, documents: paths }, undefined, 2)}\n`);
  else for (const path of paths) terminal.out(`${fileLink(terminal.style, context.cwd, path)}\n`);
}

/** The document to make where none is named: asked for in a terminal. Throws `document-missing`. */
async function chosenDocument(context: Context, workspace: Workspace, record: RecordEntry): Promise<string> {
  const documents = Object.entries(record.kind.annotations.documents ?? {});
  const names = documents.map(([name]) => name).join(', ');
  if (!context.terminal.interactive || documents.length === 0) {
    throw usageError(
      'document-missing',
      documents.length === 0
        ? `${withArticle(record.kind.title)} has no documents.`
        : `Which document of ${record.id}?`,
      documents.length === 0 ? undefined : `name it with --document: ${names}`,
    );
  }
  if (documents.length === 1) return documents[0]?.[0] ?? '';
  const { whyNot } = await import('../core/papers/documents.ts');
  const prompt = await context.openPrompt();
  const choice = await prompt.select({
    message: 'Which document',
    help: 'What this record can become; irc render ID --list says more.',
    canGoBack: false,
    default: undefined,
    choices: documents.map(([value, document]) => ({
      value,
      name: document.title,
      description: whyNot(workspace.register, record, document),
    })),
  });
  if ('answer' in choice) return choice.answer;
  throw new IrcError('interrupted', 'Nothing was made.', { exitCode: 130 });
}

function languagesOf(options: RenderOptions): readonly string[] | undefined {
  return options.lang === undefined ? undefined : listed(options.lang);
}

function listed(text: string): string[] {
  const parts = text.split(',').map((part) => part.trim());
  return [...new Set(parts.filter((part) => part !== ''))];
}
