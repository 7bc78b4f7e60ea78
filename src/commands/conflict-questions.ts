/** Asks about conflicts in a terminal: what each side has, who set it and when, and what follows from it. */
import type { Choice, Prompt } from '../context/prompt.ts';
import type { Together } from '../context/together.ts';
import type { Context, Workspace } from '../context.ts';
import { propose } from '../core/changes/proposal.ts';
import { conflictPlace, settleConflict } from '../core/merge/conflicts.ts';
import type { Conflict } from '../core/merge/merge.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { fieldAt } from '../core/schemas/field.ts';
import { typedText } from '../core/schemas/typed-text.ts';
import type { Value } from '../core/value.ts';
import { conflictLabel, sideText } from '../views/together-text.ts';
import { type Authors, conflictAuthors } from './conflict-authors.ts';
import { type Decision, valueTyped } from './conflict-decisions.ts';
import type { OpenConflict } from './merge-flow.ts';

/** Asks about each conflict in turn. */
export async function askDecisions(
  context: Context,
  workspace: Workspace,
  together: Together,
  conflicts: readonly OpenConflict[],
): Promise<Decision[]> {
  const prompt = await context.openPrompt();
  const state = await together.mergeUnderWay();
  const who =
    state === undefined ? undefined : await conflictAuthors(workspace, await workspace.past(), state.theirs, conflicts);
  const decisions: Decision[] = [];
  for (let index = 0; index < conflicts.length; ) {
    const open = conflicts[index]!;
    const { record, conflict } = open;
    const answer = await prompt.select({
      message: `${record.id} · ${conflictLabel(record, conflict)}   ${index + 1} of ${conflicts.length}   (before: ${sideText(workspace.register, record, conflict, conflict.base)})`,
      help: 'Both sides changed it. What is not chosen stays in the history of the branch it came from.',
      canGoBack: index > 0,
      choices: choicesOf(workspace, open, who),
      default: undefined,
    });
    if ('back' in answer) {
      decisions.pop();
      index -= 1;
      continue;
    }
    const decision = await decisionOf(prompt, workspace, open, answer.answer);
    if (decision === undefined) continue;
    decisions.push(decision);
    index += 1;
  }
  return decisions;
}

async function decisionOf(
  prompt: Prompt,
  workspace: Workspace,
  open: OpenConflict,
  answer: string,
): Promise<Decision | undefined> {
  if (answer === 'ours' || answer === 'theirs') return { open, value: open.conflict[answer] };
  const { record, conflict } = open;
  const field = fieldAt(record.kind.root, conflictPlace(record.kind.root, record.value, conflict));
  const text = await prompt.text({
    message: conflictLabel(record, conflict),
    help: field?.description ?? '',
    canGoBack: true,
    default: field === undefined || conflict.ours === undefined ? undefined : typedText(field, conflict.ours),
    fault: (written) => {
      try {
        valueTyped(workspace, open, written);
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    shown: (written) => written,
  });
  return 'back' in text ? undefined : { open, value: valueTyped(workspace, open, text.answer) };
}

function choicesOf(workspace: Workspace, open: OpenConflict, who: Authors | undefined): Choice[] {
  const { record, conflict } = open;
  const by = who?.(open) ?? { ours: '', theirs: '' };
  const choice = (side: 'ours' | 'theirs'): Choice => {
    const value = sideText(workspace.register, record, conflict, conflict[side]);
    const leads = leadsTo(workspace, record, conflict, conflict[side]);
    const name = [`${side.padEnd(6)} ${value}`, by[side], leads].filter((part) => part !== '').join('   ');
    return { value: side, name };
  };
  const another = { value: 'another', name: 'another value …' };
  return [choice('ours'), choice('theirs'), ...(conflict.path.length === 0 ? [] : [another])];
}

/** The derived fields that come out differently for a choice than for ours: "Last day to object 14 Oct 2026". */
function leadsTo(workspace: Workspace, record: RecordEntry, conflict: Conflict, value: Value | undefined): string {
  if (conflict.path.length === 0) return '';
  const { register } = workspace;
  const after = (side: Value | undefined): RecordEntry | undefined => {
    const settled = settleConflict(record.kind.root, record.source.text, conflict, side);
    return settled === 'gone' || settled.text === undefined
      ? undefined
      : workspace.entryOfText(record.file, settled.text);
  };
  const message = { subject: '', body: '', trailers: [] };
  const other = value === conflict.ours ? conflict.theirs : conflict.ours;
  const [from, to] = [after(other), after(value)];
  if (from === undefined || to === undefined) return '';
  const before = register.with(new Map([[record.file, from]]));
  const [change] = propose(before, [{ before: from, after: to }], message).changes;
  return (change?.consequences ?? []).map(({ title, after: text }) => `${title} ${text || '–'}`).join(', ');
}
