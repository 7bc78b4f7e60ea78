import { Command } from 'commander';
import type { Context } from '../context.ts';
import { impactOf } from '../core/work/impact.ts';
import { impactJson, impactText } from '../views/impact-text.ts';
import { recordNamed } from './lookup.ts';

export function impactCommand(context: Context): Command {
  return new Command('impact')
    .summary('say what hangs on a record, if it lapses')
    .description(
      'Shows as a tree what rests on a record and what would become of it, the money at stake, and what falls due under all of it.',
    )
    .argument('<id>', 'id of the record')
    .addHelpText('after', '\nExamples:\n  irc impact mou-2022-igad\n  irc impact za --json')
    .action((id: string) => impact(context, id));
}

/** Prints what hangs on a record. Rejects with `unknown-record`. */
async function impact(context: Context, id: string): Promise<void> {
  const workspace = await context.openWorkspace('read');
  const { register } = workspace;
  const record = recordNamed(workspace, id);
  const found = impactOf(register, record);
  const { terminal } = context;
  if (context.options.json) terminal.out(`${JSON.stringify(impactJson(register, record, found), undefined, 2)}\n`);
  else terminal.out(impactText(register, record, found, terminal.style));
}
