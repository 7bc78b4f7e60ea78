import { Command } from 'commander';
import type { Context } from '../context.ts';
import { driverWords } from '../core/setup/git-drivers.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { exitCodes } from '../errors.ts';

export function mergeDriverCommand(context: Context): Command {
  return new Command('merge-driver')
    .summary('merge three versions of a record (for git)')
    .description('Merges a record field by field into the file OURS. git calls it, as .gitattributes says.')
    .argument('<base>', 'file with the version before')
    .argument('<ours>', 'file with our version; the result is put there')
    .argument('<theirs>', 'file with the other version')
    .argument('<path>', 'where the record lies')
    .action((base: string, ours: string, theirs: string, path: string) =>
      mergeDriver(context, { base, ours, theirs, path }),
    );
}

/** Ends with 1 where a conflict is left, as git expects of a driver, and says on stdout that it is irc who says so. */
async function mergeDriver(
  context: Context,
  files: { readonly base: string; readonly ours: string; readonly theirs: string; readonly path: string },
): Promise<void> {
  const result = await context.mergeFiles(files);
  context.terminal.data(`${result.clean ? driverWords.merged : driverWords.conflict}\n`);
  if (result.clean) return;
  context.outcome.exitCode = exitCodes.recordsHaveErrors;
  const way = result.by === 'field' ? 'irc resolve' : 'mend the file by hand, then git add it';
  context.terminal.err(`${lineSafe(files.path)}: changed on both sides · decide: ${way}\n`);
}
