import { Command } from 'commander';
import type { Context } from '../context.ts';
import { commitMessage } from '../core/changes/commit-message.ts';
import { propose } from '../core/changes/proposal.ts';
import { changeText } from '../core/changes/record-change.ts';
import { differences } from '../core/differences/diff.ts';
import { formatDate } from '../core/measures/date-format.ts';
import { stateTitle } from '../core/register/lifecycle.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { historyField, type Step, standingSteps } from '../core/schemas/common-fields.ts';
import { emptyMap, type ValueMap } from '../core/value.ts';
import { usageError } from '../errors.ts';
import { postOf } from './acting.ts';
import { recordNamed } from './lookup.ts';
import { carryOut, tellWritten, type WriteOptions, withWriteOptions } from './write.ts';

interface StrikeOptions extends WriteOptions {
  readonly by?: string;
  readonly note?: string;
}

export function strikeCommand(context: Context): Command {
  const command = new Command('strike')
    .summary('strike a step that was recorded wrongly')
    .description(
      'Strikes the last step of a record. It stays in the history, and a further step says that it does not count and where the record still stands.',
    )
    .argument('<id>', 'id of the record')
    .option('--note <text>', 'why the step was wrong (needed)')
    .option('--by <post>', 'post that strikes it')
    .addHelpText('after', '\nExample:\n  irc strike mou-2026-unesco --note "recorded on the wrong agreement"');
  return withWriteOptions(command).action((id: string, options: StrikeOptions) => strike(context, id, options));
}

/** Strikes the last step that counts. Rejects with `note-missing` and `no-such-step`. */
async function strike(context: Context, id: string, options: StrikeOptions): Promise<void> {
  const workspace = await context.openWorkspace();
  const before = recordNamed(workspace, id);
  const [wrong, stands] = lastSteps(before);
  if (options.note === undefined) {
    throw usageError(
      'note-missing',
      `Why is the step to ${stateTitle(before.kind, wrong.to).toLowerCase()} wrong?`,
      `irc strike ${before.id} --note REASON`,
    );
  }
  const by = await postOf(context, workspace, options.by);
  const step: ValueMap = Object.assign(emptyMap(), {
    date: context.clock.today(),
    to: stands.to,
    ...(by === undefined ? {} : { by }),
    note: options.note,
    voids: Object.assign(emptyMap(), wrong.date === undefined ? {} : { date: wrong.date }, { to: wrong.to }),
  });
  const change = { place: [historyField], value: step, append: true };
  const text = changeText(before.kind.root, before.source.text, before.value, change);
  const after = workspace.entryOfText(before.file, text) ?? before;
  const proposal = propose(
    workspace.register,
    [{ before, after }],
    commitMessage(workspace.register, {
      action: 'strike',
      subject: `Strike the step of ${before.id} to ${stateTitle(before.kind, wrong.to).toLowerCase()}`,
      records: [{ entry: before, changes: differences(before.kind.root, before.value, after.value) }],
    }),
  );
  const written = await carryOut(context, workspace, proposal, options);
  if (written !== undefined) tellWritten(context, proposal, written, `irc advance ${before.id} STATE`);
}

/** The last step that counts, and the one before it, to which the record returns. Throws `no-such-step`. */
function lastSteps(record: RecordEntry): [Step, Step] {
  const steps = standingSteps(record.value);
  const [wrong, stands] = [steps.at(-1), steps.at(-2)];
  if (wrong !== undefined && wrong.voids === undefined && stands !== undefined) return [wrong, stands];
  if (wrong?.voids !== undefined) {
    const { voids, date } = wrong;
    throw usageError(
      'no-such-step',
      `The last step of ${record.id}${date === undefined ? '' : ` (${formatDate(date, 'en', 'both')})`} strikes the one to ${stateTitle(record.kind, voids.to).toLowerCase()} already.`,
      `what counts now: irc show ${record.id}`,
    );
  }
  throw usageError(
    'no-such-step',
    `${record.id} has no earlier step to return to.`,
    `if the record as a whole is wrong: irc remove ${record.id}`,
  );
}
