import { Command } from 'commander';
import type { Context } from '../context.ts';
import { type RenderOptions, render, withRenderOptions } from './render.ts';

/** The document of that name, for any kind that declares one. */
const document = 'draft';

export function draftCommand(context: Context): Command {
  const command = new Command('draft')
    .summary('make the draft of a record')
    .description('Makes the draft of a record as Markdown, HTML, Word and PDF; what is missing is shown as [____].')
    .argument('<id>', 'id of the record')
    .addHelpText(
      'after',
      '\nExamples:\n  irc draft mou-2026-unesco\n  irc draft mou-2026-unesco --format docx --lang am',
    );
  return withRenderOptions(command).action((id: string, options: RenderOptions) =>
    render(context, id, document, options),
  );
}
