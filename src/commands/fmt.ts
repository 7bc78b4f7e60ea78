import { Command } from 'commander';
import type { Context, Workspace } from '../context.ts';
import { commitMessage } from '../core/changes/commit-message.ts';
import { propose } from '../core/changes/proposal.ts';
import { formatRecord } from '../core/records/record.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { inSchemaOrder } from '../core/schemas/value-edit.ts';
import type { ValueMap } from '../core/value.ts';
import { exitCodes } from '../errors.ts';
import { count } from '../views/problems.ts';
import { recordsAt } from './lookup.ts';
import { carryOut, type WriteOptions, withWriteOptions } from './write.ts';

interface FmtOptions extends WriteOptions {
  readonly check?: boolean;
}

export function fmtCommand(context: Context): Command {
  const command = new Command('fmt')
    .summary('lay records out in the one canonical way')
    .description(
      'Lays records out as new ones are: keys in the order of the schema, the same indents and quotes. Values and comments stay.',
    )
    .argument('[path...]', 'files or folders of records, ids, or kinds (all)')
    .option('--check', 'change nothing; name what is not laid out so, with exit code 1')
    .addHelpText('after', '\nExamples:\n  irc fmt --check\n  irc fmt za\n  irc fmt records/partners --no-commit');
  return withWriteOptions(command).action((paths: string[], options: FmtOptions) => fmt(context, paths, options));
}

/** Lays records out, in one commit. Rejects with `unknown-path`. */
export async function fmt(context: Context, paths: readonly string[], options: FmtOptions): Promise<void> {
  const workspace = await context.openWorkspace();
  const records = recordsAt(workspace, paths);
  const changed = records.flatMap((before) => {
    const after = laidOut(workspace, before);
    return after === undefined ? [] : [{ before, after, fields: [] }];
  });
  const { terminal } = context;
  if (changed.length === 0) {
    if (context.options.json) terminal.out('[]\n');
    terminal.say(`${terminal.style.green('✓')} ${count(records.length, 'record')} laid out as new ones are\n`);
    return;
  }
  const files = changed.map(({ before }) => before.file);
  if (options.check === true) {
    context.outcome.exitCode = exitCodes.recordsHaveErrors;
    terminal.out(context.options.json ? `${JSON.stringify(files, undefined, 2)}\n` : `${files.join('\n')}\n`);
    terminal.say(`${count(files.length, 'record')} of ${records.length} would change: irc fmt\n`);
    return;
  }
  const only = changed.length === 1 ? changed[0]?.before.id : undefined;
  const message = commitMessage(workspace.register, {
    action: 'fmt',
    subject: `Lay out ${only ?? count(changed.length, 'record')}`,
    records: changed.map(({ before }) => ({ entry: before, changes: [] })),
  });
  const proposal = propose(workspace.register, changed, message);
  const written = await carryOut(context, workspace, proposal, options);
  if (written === undefined) return;
  terminal.out(context.options.json ? `${JSON.stringify(files, undefined, 2)}\n` : `${files.join('\n')}\n`);
  terminal.say(`${terminal.style.green('✓')} Laid out ${count(files.length, 'record')}\n`);
}

/** The record with its text laid out; undefined where that changes nothing. */
function laidOut(workspace: Workspace, record: RecordEntry): RecordEntry | undefined {
  const order = (value: ValueMap): ValueMap => inSchemaOrder(record.kind.root, value) as ValueMap;
  const text = formatRecord(record.file, record.source.text, order);
  return text === record.source.text ? undefined : workspace.entryOfText(record.file, text);
}
