import { Command } from 'commander';
import type { Context } from '../context.ts';
import { usageError } from '../errors.ts';
import { makeDocuments } from './document-files.ts';
import { recordNamed } from './lookup.ts';

export interface RenderOptions {
  readonly document?: string;
  readonly format: string;
  readonly lang: string;
  readonly out?: string;
}

const allFormats = 'md,html,docx,pdf';

/** The options of every command that makes documents. */
export function withRenderOptions(command: Command): Command {
  return command
    .option('--format <formats>', `formats, with commas between`, allFormats)
    .option('--lang <languages>', 'languages, with commas between', 'en')
    .option('--out <folder>', 'folder for the files (out/<id>); - prints one document on standard output');
}

export function renderCommand(context: Context): Command {
  const command = new Command('render')
    .summary('make a document of a record')
    .description('Makes a document of a record from its template, as Markdown, HTML, Word and PDF.')
    .argument('<id>', 'id of the record')
    .requiredOption('--document <name>', 'which document, such as draft or profile')
    .addHelpText(
      'after',
      '\nExamples:\n  irc render unesco --document profile --format pdf\n  irc render mou-2026-unesco --document draft --format md --out -',
    );
  return withRenderOptions(command).action((id: string, options: RenderOptions) =>
    render(context, id, options.document ?? '', options),
  );
}

/** Makes a document and prints the paths of its files. */
export async function render(context: Context, id: string, document: string, options: RenderOptions): Promise<void> {
  const workspace = await context.openWorkspace('read');
  const record = recordNamed(workspace, id);
  const formats = list(options.format);
  const languages = list(options.lang);
  if (options.out === '-' && formats.length * languages.length !== 1) {
    throw usageError(
      'one-document',
      'Standard output takes one document.',
      'name one format and one language, such as --format md --lang en',
    );
  }
  const documents = await makeDocuments(context, workspace, workspace.register, record.id, {
    document,
    formats,
    languages,
    out: options.out,
  });
  if (context.options.json) context.terminal.out(`${JSON.stringify({ id: record.id, documents }, undefined, 2)}\n`);
  else for (const path of documents) context.terminal.out(`${path}\n`);
}

function list(text: string): string[] {
  return [
    ...new Set(
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
  ];
}
