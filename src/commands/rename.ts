import { Command } from 'commander';
import type { Context, Workspace } from '../context.ts';
import { commitMessage } from '../core/changes/commit-message.ts';
import { propose } from '../core/changes/proposal.ts';
import { changeText } from '../core/changes/record-change.ts';
import { relink, relinked } from '../core/changes/relink.ts';
import { idFault } from '../core/checks/files.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { formerIds, formerIdsField } from '../core/schemas/common-fields.ts';
import { propertyOf } from '../core/schemas/field.ts';
import { usageError } from '../errors.ts';
import { recordNamed } from './lookup.ts';
import { carryOut, tellWritten, type WriteOptions, withWriteOptions } from './write.ts';

export function renameCommand(context: Context): Command {
  const command = new Command('rename')
    .summary('give a record another id, and follow every reference')
    .description(
      'Gives a record another id: its file moves, every reference follows, and the old id stays known, all in one commit.',
    )
    .argument('<id>', 'id of the record')
    .argument('<new>', 'the id it gets: letters a to z, digits and dashes')
    .addHelpText('after', '\nExamples:\n  irc rename cu cuba --dry-run\n  irc rename cu cuba');
  return withWriteOptions(command).action((id: string, to: string, options: WriteOptions) =>
    rename(context, id, to, options),
  );
}

/** Renames a record. Rejects with `unknown-record`, `id-invalid`, `id-taken`, `singleton-kept`. */
export async function rename(context: Context, id: string, to: string, options: WriteOptions): Promise<void> {
  const workspace = await context.openWorkspace();
  const { register } = workspace;
  const before = recordNamed(workspace, id);
  refuse(workspace, before, to);
  const after = renamed(workspace, before, to);
  const others = relink(register, before.id, to, workspace.entryOfText);
  const message = commitMessage(register, {
    action: 'rename',
    subject: `Rename ${before.id} to ${to}`,
    records: [
      { entry: after, changes: [] },
      ...others.map((other) => ({ entry: other.before, changes: other.fields })),
    ],
  });
  const proposal = propose(register, [{ before, after }, ...others], message);
  const written = await carryOut(context, workspace, proposal, options);
  if (written !== undefined) tellWritten(context, proposal, written);
}

function refuse(workspace: Workspace, record: RecordEntry, to: string): void {
  if (record.kind.annotations.singleton !== undefined)
    throw usageError('singleton-kept', `${record.id} is the record of the house, which keeps its name.`);
  const fault = idFault(to);
  if (fault !== undefined) throw usageError('id-invalid', `"${to}" is no id: ${fault}.`);
  const taken = workspace.register.record(to);
  if (taken === record) throw usageError('id-taken', `${record.id} has that id already.`);
  if (taken !== undefined)
    throw usageError('id-taken', `There is a record ${to} already: ${taken.file}.`, `see it: irc show ${to}`);
  const file = workspace.recordPath(record.kind, to);
  if (workspace.texts.has(file) || workspace.problems.some((problem) => problem.file === file))
    throw usageError('id-taken', `There is a file ${file} already.`, `see what is wrong with it: irc validate ${file}`);
}

/** The record under its new id, which keeps the old one in mind and names itself by the new one. */
function renamed(workspace: Workspace, before: RecordEntry, to: string): RecordEntry {
  const own = workspace.register.referrers(before.id).filter((referrer) => referrer.from === before);
  const places = own.map((referrer) => referrer.place);
  const after = relinked(before, places, to, workspace.entryOfText);
  const text =
    propertyOf(before.kind.root, formerIdsField) === undefined
      ? after.source.text
      : changeText(before.kind.root, after.source.text, after.value, {
          place: [formerIdsField],
          value: [...formerIds(after.value).filter((known) => known !== to), before.id],
        });
  return workspace.entryOfText(workspace.recordPath(before.kind, to), text) ?? after;
}
