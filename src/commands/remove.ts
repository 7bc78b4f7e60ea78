import { Command } from 'commander';
import type { Context, Workspace } from '../context.ts';
import { commitMessage } from '../core/changes/commit-message.ts';
import { propose } from '../core/changes/proposal.ts';
import { relink } from '../core/changes/relink.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { dottedPath, labelOf } from '../core/schemas/place.ts';
import { exitCodes, IrcError, usageError } from '../errors.ts';
import { recordNamed } from './lookup.ts';
import { carryOut, tellWritten, type WriteOptions, withWriteOptions } from './write.ts';

interface RemoveOptions extends WriteOptions {
  readonly unlink?: boolean;
}

export function removeCommand(context: Context): Command {
  const command = new Command('remove')
    .summary('remove a record that nothing needs')
    .description('Removes a record. It is refused while other records name it, unless these are to let go of it too.')
    .argument('<id>', 'id of the record')
    .option('--unlink', 'also take out the fields and list items of other records that name it')
    .addHelpText(
      'after',
      '\nExamples:\n  irc remove test-partner --dry-run\n  irc remove test-partner --unlink\n\nA record that only ended is not removed: record its step (irc advance).',
    );
  return withWriteOptions(command).action((id: string, options: RemoveOptions) => remove(context, id, options));
}

/** Removes a record. Rejects with `unknown-record`, `singleton-kept` and `still-named` (exit 1). */
export async function remove(context: Context, id: string, options: RemoveOptions): Promise<void> {
  const workspace = await context.openWorkspace();
  const { register } = workspace;
  const record = recordNamed(workspace, id);
  if (record.kind.annotations.singleton !== undefined)
    throw usageError('singleton-kept', `${record.id} is the record of the house; without it there is no register.`);
  if (options.unlink !== true) refuseIfNamed(workspace, record);
  const others = relink(register, record.id, undefined, workspace.entryOfText);
  const message = commitMessage(register, {
    action: 'remove',
    subject: `Remove ${record.id}: ${register.title(record)}`,
    records: [
      { entry: record, changes: [] },
      ...others.map((other) => ({ entry: other.before, changes: other.fields })),
    ],
  });
  const proposal = propose(register, [{ before: record, after: undefined }, ...others], message);
  if (options.dryRun !== true && !(await isConfirmed(context, record, options))) {
    context.terminal.say('Nothing was removed.\n');
    return;
  }
  const written = await carryOut(context, workspace, proposal, options);
  if (written !== undefined) tellWritten(context, proposal, written);
}

function refuseIfNamed(workspace: Workspace, record: RecordEntry): void {
  const referrers = workspace.register.referrers(record.id).filter((referrer) => referrer.from !== record);
  if (referrers.length === 0) return;
  const holders = new Set(referrers.map((referrer) => referrer.from));
  const lines = referrers.map(({ from, place }) => {
    const label = labelOf(from.kind.root, from.value, place);
    return `${from.id}  ${label}  (${dottedPath(from.kind.root, from.value, place)})`;
  });
  const names = holders.size === 1 ? '1 record names' : `${holders.size} records name`;
  throw new IrcError('still-named', `${record.id} cannot be removed: ${names} it. Nothing was removed.`, {
    exitCode: exitCodes.recordsHaveErrors,
    hint: `let them go of it too: irc remove ${record.id} --unlink --dry-run; or it only ended: irc advance ${record.id} STATE`,
    details: lines,
  });
}

async function isConfirmed(context: Context, record: RecordEntry, options: RemoveOptions): Promise<boolean> {
  if (!context.terminal.interactive || options.yes === true) return true;
  const prompt = await context.openPrompt();
  const answer = await prompt.select({
    message: `Remove ${record.id}`,
    help: 'The record goes from the register; git keeps it, so that it can be taken back.',
    canGoBack: false,
    choices: [
      { value: 'no', name: 'no, keep it' },
      { value: 'yes', name: 'yes, remove it' },
    ],
    default: undefined,
  });
  return 'answer' in answer && answer.answer === 'yes';
}
