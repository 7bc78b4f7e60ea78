import { Command } from 'commander';
import type { Context } from '../context.ts';
import { type RenderOptions, render, withRenderOptions } from './render.ts';

/** A command that makes the document of its own name, for any kind that declares one. */
export function documentCommand(name: string): (context: Context) => Command {
  return (context) => {
    const command = new Command(name)
      .summary(`make the ${name} of a record`)
      .description(`Makes the ${name} of a record as Markdown, HTML, Word and PDF; what is missing is shown as [____].`)
      .argument('<id>', 'id of the record')
      .addHelpText(
        'after',
        `\nExamples:\n  irc ${name} ID\n  irc ${name} ID --format docx --lang am\n  irc ${name} ID --format md --out -`,
      );
    return withRenderOptions(command).action((id: string, options: RenderOptions) =>
      render(context, id, name, options),
    );
  };
}
