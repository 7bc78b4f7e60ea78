import { Command } from 'commander';
import type { Context, Workspace } from '../context.ts';
import { changesOf, parseAssignment, type ValueChange } from '../core/changes/assignment.ts';
import { commitMessage } from '../core/changes/commit-message.ts';
import { propose } from '../core/changes/proposal.ts';
import { changeText } from '../core/changes/record-change.ts';
import { differences } from '../core/differences/diff.ts';
import { conditionsOf, openSteps, stateTitle } from '../core/register/lifecycle.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { historyField } from '../core/schemas/common-fields.ts';
import { withArticle } from '../core/schemas/place.ts';
import { nearest } from '../core/suggest.ts';
import { usageError } from '../errors.ts';
import { postOf } from './acting.ts';
import { recordNamed } from './lookup.ts';
import { nextCommand } from './next-step.ts';
import { dayOf, historyStep, refuseIfClosed, refuseUnmet } from './step.ts';
import { carryOut, tellWritten, type WriteOptions, withWriteOptions } from './write.ts';

interface AdvanceOptions extends WriteOptions {
  readonly on?: string;
  readonly by?: string;
  readonly note?: string;
}

export function advanceCommand(context: Context): Command {
  const command = new Command('advance')
    .summary('record a step of the life cycle')
    .description('Records that a record has reached a state, if all that the step needs is there.')
    .argument('<id>', 'id of the record')
    .argument('<state>', 'the state it has reached')
    .argument('[path=value...]', 'fields to set in the same step')
    .option('--on <date>', 'day of the step (today)')
    .option('--by <post>', 'post that takes it')
    .option('--note <text>', 'a remark, kept in the history')
    .addHelpText(
      'after',
      '\nExamples:\n  irc advance mou-2026-unesco negotiation\n  irc advance mou-2026-unesco dropped --note "UNESCO withdrew"',
    );
  return withWriteOptions(command).action((id: string, state: string, assignments: string[], options: AdvanceOptions) =>
    advance(context, id, state, assignments, options),
  );
}

/** Records a step. Rejects with `unknown-state`, `no-such-step` (2) and `not-ready` (1), which lists every condition. */
export async function advance(
  context: Context,
  id: string,
  state: string,
  assignments: readonly string[],
  options: AdvanceOptions,
): Promise<void> {
  const workspace = await context.openWorkspace();
  const before = recordNamed(workspace, id);
  const target = stateNamed(workspace, before, state);
  let after = before;
  for (const text of assignments) {
    const changes = changesOf(before.kind.root, after.value, parseAssignment(text), {
      register: workspace.register,
      language: 'en',
    });
    for (const change of changes) after = changed(workspace, after, change);
  }
  const register = workspace.register.with(new Map([[after.file, after]]));
  refuseIfClosed(register, after, target);
  refuseUnmet(register, after, conditionsOf(register, after, target), target);
  const date = dayOf(context, options.on);
  const by = await postOf(context, workspace, options.by);
  const step = historyStep({ date, to: target, by, note: options.note });
  after = changed(workspace, after, { place: [historyField], value: step, append: true });
  const proposal = propose(
    workspace.register,
    [{ before, after }],
    commitMessage(workspace.register, {
      action: 'advance',
      subject: `Advance ${before.id} to ${stateTitle(before.kind, target).toLowerCase()}`,
      records: [{ entry: before, changes: differences(before.kind.root, before.value, after.value) }],
    }),
  );
  const written = await carryOut(context, workspace, proposal, options);
  const advanced = proposal.next.record(before.id);
  if (written !== undefined) tellWritten(context, proposal, written, advanced && nextCommand(proposal.next, advanced));
}

function changed(workspace: Workspace, entry: RecordEntry, change: ValueChange): RecordEntry {
  const text = changeText(entry.kind.root, entry.source.text, entry.value, change);
  return workspace.entryOfText(entry.file, text) ?? entry;
}

function stateNamed(workspace: Workspace, record: RecordEntry, word: string): string {
  const states = record.kind.annotations.lifecycle?.states;
  if (states === undefined) throw usageError('no-states', `${withArticle(record.kind.title)} has no life cycle.`);
  const name = word.toLowerCase().replace(/[\s-]/g, '_');
  const open = openSteps(workspace.register, record);
  const openHint = open.length === 0 ? `from ${record.id} no step leads on` : `open from here: ${open.join(', ')}`;
  const state = states[name];
  if (state === undefined) {
    const near = nearest(name, Object.keys(states));
    throw usageError(
      'unknown-state',
      `There is no state "${word}".`,
      near === undefined ? openHint : `did you mean ${near}? ${openHint}`,
    );
  }
  if (state.when !== undefined) {
    throw usageError(
      'state-derived',
      `"${state.title}" is never recorded: it follows from the dates of the record.`,
      openHint,
    );
  }
  return name;
}
