import { Command } from 'commander';
import type { Context } from '../context.ts';
import { pageText } from '../views/page.ts';
import { recordJson } from '../views/record-json.ts';
import { recordNamed } from './lookup.ts';

export function showCommand(context: Context): Command {
  return new Command('show')
    .summary('show one record as a page')
    .description('Shows one record: its fields, what follows from them, its history, and what refers to it.')
    .argument('<id>', 'id of the record: its file name without .yaml')
    .addHelpText('after', '\nExamples:\n  irc show unesco\n  irc show agreement-2014-za --json')
    .action((id: string) => show(context, id));
}

/** Prints one record. Rejects with `unknown-record`. */
export async function show(context: Context, id: string): Promise<void> {
  const workspace = await context.openWorkspace('read');
  const record = recordNamed(workspace, id);
  const { terminal } = context;
  if (context.options.json) terminal.out(`${JSON.stringify(recordJson(workspace.register, record), undefined, 2)}\n`);
  else terminal.out(pageText(workspace.register, record, terminal.columns, terminal.style));
}
