import { Command } from 'commander';
import type { Context } from '../context.ts';

export function textconvCommand(context: Context): Command {
  return new Command('textconv')
    .summary('show a record as lines of fields (for git)')
    .description('Prints a record field by field, each by its title. git calls it before it compares two versions.')
    .argument('<file>', 'file that holds a version of the record')
    .action(async (file: string) => {
      context.terminal.data(await context.recordLines(file));
    });
}
