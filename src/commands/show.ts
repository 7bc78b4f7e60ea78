import { Command } from 'commander';
import type { Context } from '../context.ts';
import { pageText } from '../views/page.ts';
import { recordJson } from '../views/record-json.ts';
import { workspaceAt } from './at.ts';
import { recordNamed } from './lookup.ts';

interface ShowOptions {
  readonly at?: string;
}

export function showCommand(context: Context): Command {
  return new Command('show')
    .summary('show one record as a page')
    .description('Shows one record: its fields, what follows from them, its history, and what refers to it.')
    .argument('<id>', 'id of the record: its file name without .yaml')
    .option('--at <when>', 'as it was: a day in either calendar, or a commit, branch or tag')
    .addHelpText(
      'after',
      "\nExamples:\n  irc show unesco\n  irc show agreement-2014-za --json\n  irc show mou-2022-igad --at '1 Hamle 2018 EC'",
    )
    .action((id: string, options: ShowOptions) => show(context, id, options));
}

/** Prints one record. Rejects with `unknown-record`, and with what `workspaceAt` refuses. */
async function show(context: Context, id: string, options: ShowOptions): Promise<void> {
  const workspace = await workspaceAt(context, await context.openWorkspace('read'), options.at);
  const record = recordNamed(workspace, id);
  const { terminal } = context;
  if (context.options.json) terminal.out(`${JSON.stringify(recordJson(workspace.register, record), undefined, 2)}\n`);
  else terminal.out(pageText(workspace.register, record, terminal.columns, terminal.style));
}
