/** What an action writes: the record, and the one that it makes, in one plan; and what is told when it is done. */
import type { Context, Workspace } from '../context.ts';
import { type ActionDraft, type ActionValue, finished, madeValues, stepOf } from '../core/changes/action-draft.ts';
import { applyChange, changesOf } from '../core/changes/assignment.ts';
import { commitMessage } from '../core/changes/commit-message.ts';
import { withDefaults } from '../core/changes/draft-record.ts';
import { patchText } from '../core/changes/patch.ts';
import { type Proposal, propose } from '../core/changes/proposal.ts';
import { differences } from '../core/differences/diff.ts';
import { stateTitle } from '../core/register/lifecycle.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { historyField } from '../core/schemas/common-fields.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { withoutValue, withValue } from '../core/schemas/value-edit.ts';
import { emptyMap, isMap, type ValueMap, valueAt } from '../core/value.ts';
import { usageError } from '../errors.ts';
import { flagLine, questionsFor, unanswered } from '../views/questions.ts';
import { refuseElsewhere, refuseUnready } from './action-conditions.ts';
import type { GivenAnswers } from './action-flags.ts';
import { answersMissing } from './new.ts';
import { type Beginning, documentAlong, finishEntry } from './new-record.ts';
import { nextCommand } from './next-step.ts';
import { historyStep } from './step.ts';
import { tellWritten, type WriteOptions, type Written } from './write.ts';

export interface ActOptions extends WriteOptions {
  readonly on?: string;
  readonly by?: string;
  readonly note?: string;
  readonly id?: string;
  readonly document?: boolean;
  readonly resume?: boolean;
  readonly discard?: boolean;
}

/** Under which word the answers of a stopped action are kept. */
export function keptWord(name: string, id: string): string {
  return `${name} ${id}`;
}

/** An action worked out: its write, and the record that it makes, if it makes one. */
export interface Act {
  readonly proposal: Proposal;
  readonly made: RecordEntry | undefined;
}

/** The start of a record that an action makes: the values known, and the state of its first step. */
export interface Made {
  readonly kind: Kind;
  readonly start: string | undefined;
  readonly values: ValueMap;
}

/** What the action makes of the answers, or undefined where it makes no record. */
export function madeOf(draft: ActionDraft, state: ActionValue, given: GivenAnswers): Made | undefined {
  const { annotation, register } = draft;
  const kind = annotation.creates === undefined ? undefined : register.kind(annotation.creates.kind);
  const values = kind === undefined ? undefined : madeValues(draft, finished(draft, state), kind);
  if (kind === undefined || values === undefined) return undefined;
  const world = { register, language: 'en' };
  return {
    kind,
    start: annotation.creates?.start ?? kind.annotations.lifecycle?.initial[0],
    values: given.made.reduce(
      (value, assignment) => changesOf(kind.root, value, assignment, world).reduce(applyChange, value),
      values,
    ),
  };
}

/**
 * The write of an action; undefined where all reads so already. `answers` are those of the new record where they were
 * asked for, `others` records made in passing. Throws `not-ready`, `no-such-step` and `answers-missing`.
 */
export async function proposeAct(
  context: Context,
  workspace: Workspace,
  draft: ActionDraft,
  answers: ActionValue,
  given: GivenAnswers,
  options: ActOptions,
  asked: { readonly made?: ValueMap; readonly others?: readonly RecordEntry[] } = {},
): Promise<Act | undefined> {
  const { before, annotation } = draft;
  const state = finished(draft, withoutEmptyItem(answers));
  const step = stepOf(draft, state);
  const ready = entryWith(workspace, before, state.value);
  refuseElsewhere(draft, state);
  refuseUnready(draft, state, ready, step);
  const after = step === undefined ? ready : entryWith(workspace, before, withStep(draft, state.value, step, options));
  const made = await madeEntry(context, workspace, draft, madeOf(draft, answers, given), options, asked.made);
  if (options.note !== undefined && step === undefined && made === undefined) {
    throw usageError(
      'option-invalid',
      '--note is kept with a step of the history, and these answers record none.',
      'write it into a field, or leave it out',
    );
  }
  const changes = differences(before.kind.root, before.value, after.value);
  const others = [...(made === undefined ? [] : [made]), ...(asked.others ?? [])];
  if (changes.length === 0 && others.length === 0) return undefined;
  const records = [
    ...(changes.length === 0 ? [] : [{ entry: before, changes }]),
    ...others.map((entry) => ({ entry, changes: differences(entry.kind.root, emptyMap(), entry.value) })),
  ];
  const into = made === undefined ? '' : ` → ${made.id}`;
  const now = step === undefined ? '' : `, now ${stateTitle(before.kind, step).toLowerCase()}`;
  const register = draft.register.with(new Map(others.map((entry) => [entry.file, entry])));
  const message = commitMessage(register, {
    action: draft.name,
    subject: `${annotation.title}: ${before.id}${into}${now}`,
    records,
  });
  const proposal = propose(
    workspace.register,
    [
      ...(changes.length === 0 ? [] : [{ before, after }]),
      ...others.map((entry) => ({ before: undefined, after: entry })),
    ],
    message,
  );
  return { proposal, made };
}

/** Says what was done, makes the document, and names what comes next. */
export async function tellAct(
  context: Context,
  workspace: Workspace,
  draft: ActionDraft,
  { proposal, made }: Act,
  written: Written,
  options: ActOptions,
): Promise<void> {
  const id = made?.id ?? draft.before.id;
  const document = options.document === false ? undefined : draft.annotation.document;
  const along = await documentAlong(context, workspace, proposal, id, document);
  const next = proposal.next.record(id);
  tellWritten(context, proposal, { ...written, ...along }, next && nextCommand(proposal.next, next));
}

/** An item of which nothing is known is none. */
function withoutEmptyItem(state: ActionValue): ActionValue {
  const item = state.item === undefined ? undefined : valueAt(state.value, state.item);
  if (state.item === undefined || (isMap(item) && Object.keys(item).length > 0)) return state;
  const list = state.item.slice(0, -1);
  const left = withoutValue(state.value, state.item);
  const items = valueAt(left, list);
  return { value: Array.isArray(items) && items.length === 0 ? withoutValue(left, list) : left, item: undefined };
}

/** The record with another value; its text changes in the lines concerned only. */
export function entryWith(workspace: Workspace, before: RecordEntry, value: ValueMap): RecordEntry {
  const { kind, file, source } = before;
  const text = patchText(kind.root, source.text, before.value, differences(kind.root, before.value, value));
  return workspace.entryOfText(file, text) ?? before;
}

function withStep(draft: ActionDraft, value: ValueMap, to: string, options: ActOptions): ValueMap {
  const step = historyStep({ date: draft.on, to, by: draft.by, note: options.note });
  const history = valueAt(value, [historyField]);
  return withValue(value, [historyField], [...(Array.isArray(history) ? history : []), step]);
}

async function madeEntry(
  context: Context,
  workspace: Workspace,
  draft: ActionDraft,
  made: Made | undefined,
  options: ActOptions,
  asked: ValueMap | undefined,
): Promise<RecordEntry | undefined> {
  if (made === undefined) return undefined;
  const { kind, start, values } = made;
  const answers = asked ?? withDefaults(draft.register, kind, values);
  const missing = unanswered(questionsFor(draft.register, kind, answers, start), answers);
  if (missing.length > 0) {
    throw answersMissing(
      missing.map((question) => flagLine(question, 'new.')),
      context.terminal.interactive,
      `they are fields of the new ${kind.title.toLowerCase()}; add them to the line. Nothing was saved.`,
    );
  }
  const beginning: Beginning = {
    word: draft.name,
    command: `irc ${draft.name} ${draft.before.id}`,
    kind,
    preset: undefined,
    start,
    files: () => [],
    tell: async () => undefined,
  };
  const note = draft.annotation.step === undefined ? options.note : undefined;
  const first = start === undefined ? undefined : historyStep({ date: draft.on, to: start, by: draft.by, note });
  const value = first === undefined ? answers : withValue(answers, [historyField], [first]);
  return finishEntry(context, workspace, beginning, value, values, options.id === undefined ? {} : { id: options.id });
}
