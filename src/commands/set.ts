import { Command } from 'commander';
import type { Context } from '../context.ts';
import { changesOf, parseAssignment, type ValueChange } from '../core/changes/assignment.ts';
import { commitMessage, fieldsInWords } from '../core/changes/commit-message.ts';
import { propose } from '../core/changes/proposal.ts';
import { changeText } from '../core/changes/record-change.ts';
import { differences } from '../core/differences/diff.ts';
import { listToStartFrom } from '../core/papers/article-list.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { historyField } from '../core/schemas/common-fields.ts';
import { usageError } from '../errors.ts';
import { recordNamed } from './lookup.ts';
import { carryOut, tellWritten, type WriteOptions, withWriteOptions } from './write.ts';

export function setCommand(context: Context): Command {
  const command = new Command('set')
    .summary('change fields of one record')
    .description('Changes fields of one record and commits it. The rest of the file stays as it is.')
    .argument('<id>', 'id of the record: its file name without .yaml')
    .argument(
      '<path=value...>',
      'path=value sets a field, path= removes it, path+=value adds to a list, path-=key takes an item out',
    )
    .addHelpText(
      'after',
      `
Examples:
  irc set za website=https://www.gov.za
  irc set mou-2026-unesco termination.notice_months=6
  irc set mou-2026-unesco areas+='2.9,animal health' parties.unesco.signed_on='7 Tir 2019 EC'`,
    );
  return withWriteOptions(command).action((id: string, assignments: string[], options: WriteOptions) =>
    set(context, id, assignments, options),
  );
}

/** Changes fields of one record and commits it. Rejects with `unknown-record`, `unknown-field`, `value-invalid`. */
export async function set(
  context: Context,
  id: string,
  texts: readonly string[],
  options: WriteOptions,
): Promise<void> {
  const workspace = await context.openWorkspace();
  const { register } = workspace;
  const before = recordNamed(workspace, id);
  const world = { register, language: 'en' };
  let after: RecordEntry = before;
  for (const text of texts) {
    const assignment = parseAssignment(text);
    if (assignment.path === historyField || assignment.path.startsWith(`${historyField}.`)) {
      throw usageError(
        'history-is-kept',
        'Steps of the history are recorded, not set.',
        `irc advance ${before.id} STATE`,
      );
    }
    const apply = (change: ValueChange): void => {
      const changed = changeText(before.kind.root, after.source.text, after.value, change);
      after = workspace.entryOfText(before.file, changed) ?? after;
    };
    const start = listToStartFrom(register, after, assignment);
    if (start !== undefined) apply(start);
    for (const change of changesOf(before.kind.root, after.value, assignment, world)) apply(change);
  }
  const changes = differences(before.kind.root, before.value, after.value);
  if (changes.length === 0) {
    context.terminal.say(`${before.id} reads so already. Nothing was changed.\n`);
    return;
  }
  const message = commitMessage(register, {
    action: 'set',
    subject: `Change ${before.id}: ${fieldsInWords(changes)}`,
    records: [{ entry: before, changes }],
  });
  const proposal = propose(register, [{ before, after }], message);
  const written = await carryOut(context, workspace, proposal, options);
  if (written !== undefined) tellWritten(context, proposal, written);
}
