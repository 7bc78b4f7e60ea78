import { Command } from 'commander';
import type { Context, Workspace } from '../context.ts';
import { commitMessage } from '../core/changes/commit-message.ts';
import { propose } from '../core/changes/proposal.ts';
import { relink } from '../core/changes/relink.ts';
import { lostSteps } from '../core/checks/removed.ts';
import { anyOf, commandTo } from '../core/register/actions.ts';
import { stateTitle, stepsOnward } from '../core/register/lifecycle.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
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
    .description(
      'Removes a record. It is refused once its history has begun, and while other records name it, unless these are to let go of it too.',
    )
    .argument('<id>', 'id of the record')
    .option('--unlink', 'also take out the fields and list items of other records that name it')
    .addHelpText(
      'after',
      '\nExamples:\n  irc remove test-partner --dry-run\n  irc remove test-partner --unlink\n\nA record that ended is not removed: record its last step, as with irc terminate or irc advance.',
    );
  return withWriteOptions(command).action((id: string, options: RemoveOptions) => remove(context, id, options));
}

/** Removes a record. Rejects with `unknown-record`, `singleton-kept`, `history-begun` and `still-named` (both exit 1). */
export async function remove(context: Context, id: string, options: RemoveOptions): Promise<void> {
  const workspace = await context.openWorkspace();
  const { register } = workspace;
  const record = recordNamed(workspace, id);
  if (record.kind.annotations.singleton !== undefined)
    throw usageError('singleton-kept', `${record.id} is the record of the house; without it there is no register.`);
  refuseIfBegun(workspace, record);
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

/** What was signed, decided or paid stays on record: a record that has gone its way ends by a step. */
function refuseIfBegun({ register }: Workspace, record: RecordEntry): void {
  const steps = lostSteps(register, record);
  if (steps.length === 0) return;
  const hint = [
    ...endingHint(register, record),
    `it is another record twice: write its steps and formerly: [${record.id}] there, then remove it`,
    `none of it ever was: strike its steps first, irc strike ${record.id}`,
  ];
  throw new IrcError('history-begun', `${record.id} cannot be removed: its history has begun. Nothing was removed.`, {
    exitCode: exitCodes.recordsHaveErrors,
    details: steps.map(({ date, to }) => `${date ?? '?'}  ${stateTitle(record.kind, to)}`),
    hint: hint.join('\n'),
  });
}

/** How the record is said to have ended: by a step that is open, or by its dates. */
function endingHint(register: Register, record: RecordEntry): string[] {
  const states = record.kind.annotations.lifecycle?.states ?? {};
  const steps = stepsOnward(register, record).filter((to) => states[to]?.tone === 'over');
  if (steps.length > 0) {
    const commands = new Set(steps.map((to) => commandTo(register, record, to)));
    return [`it ended: ${[...commands].join(' or ')}`];
  }
  const recorded = register.recorded(record) ?? '';
  const derived = Object.keys(states).filter(
    (name) => states[name]?.tone === 'over' && states[name]?.from?.includes(recorded),
  );
  if (derived.length === 0) return [];
  return [`it ended: its dates make it ${anyOf(record.kind, derived)}; what sets them: irc --help`];
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
