import { Command } from 'commander';
import type { Choice, Prompt } from '../context/prompt.ts';
import type { Together } from '../context/together.ts';
import type { Context, Workspace } from '../context.ts';
import { changesOf, parseAssignment } from '../core/assignment.ts';
import { commitMessage } from '../core/commit-message.ts';
import { differences } from '../core/diff.ts';
import { fieldAt } from '../core/field.ts';
import type { Conflict } from '../core/merge.ts';
import { conflictPlace, settleConflict } from '../core/merge-conflicts.ts';
import { formatPath } from '../core/paths.ts';
import { propose } from '../core/proposal.ts';
import { changeText } from '../core/record-change.ts';
import type { RecordEntry } from '../core/register.ts';
import { typedText } from '../core/typed-text.ts';
import { type Value, valueAt } from '../core/value.ts';
import { exitCodes, usageError } from '../errors.ts';
import { conflictLabel, sideText } from '../views/together-text.ts';
import { type Authors, conflictAuthors } from './conflict-authors.ts';
import { abort, goOn, tellUndecided, tellWarnings } from './merge.ts';
import { type OpenConflict, undecidedOf } from './merge-flow.ts';
import { carryOut } from './write.ts';

interface ResolveOptions {
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
  readonly set: readonly string[];
  readonly list?: boolean;
  readonly abort?: boolean;
}

/** A conflict with what was chosen for it. */
interface Decision {
  readonly open: OpenConflict;
  readonly value: Value | undefined;
}

export function resolveCommand(context: Context): Command {
  const several = (value: string, before: readonly string[]): string[] => [...before, value];
  return new Command('resolve')
    .summary('decide what two sides changed')
    .description(
      'Goes through what a merge could not decide, one field at a time. When the last is decided, the merge is committed.',
    )
    .argument('[id...]', 'only the conflicts of these records')
    .option('--ours <path>', 'take our value of a field (again for more)', several, [])
    .option('--theirs <path>', 'take their value of a field (again for more)', several, [])
    .option('--set <path=value>', 'write another value (again for more)', several, [])
    .option('--list', 'only show what waits for a decision')
    .option('--abort', 'give the merge up: all is as it was before')
    .addHelpText(
      'after',
      `
A path is as irc resolve --list prints it; with the id before it where two records have it: mou-2022-igad/title.en

Examples:
  irc resolve
  irc resolve --theirs renewal.notice_months
  irc resolve mou-2022-igad --set renewal.notice_months=4`,
    )
    .action((ids: string[], options: ResolveOptions) => resolve(context, ids, options));
}

/** Decides conflicts. Rejects with `conflict-unknown`; ends with 1 while some are left. */
async function resolve(context: Context, ids: readonly string[], options: ResolveOptions): Promise<void> {
  const workspace = await context.openWorkspace();
  const together = await workspace.together();
  if (options.abort === true) {
    await abort(context, together);
    return;
  }
  const undecided = await undecidedOf(workspace, together);
  const conflicts = undecided.conflicts.filter(({ record }) => ids.length === 0 || ids.includes(record.id));
  if (options.list === true) {
    if (conflicts.length + undecided.files.length === 0) context.terminal.out('Nothing waits for a decision.\n');
    else if (context.options.json) tellUndecided(context, { ...undecided, conflicts }, '');
    else list(context, workspace, conflicts, undecided.files);
    return;
  }
  const chosen = [
    ...options.ours.map((path) => decided(conflicts, path, 'ours')),
    ...options.theirs.map((path) => decided(conflicts, path, 'theirs')),
    ...options.set.map((text) => typed(workspace, conflicts, text)),
  ];
  const decisions =
    chosen.length === 0 && conflicts.length > 0 && context.terminal.interactive
      ? await ask(context, workspace, together, conflicts)
      : chosen;
  if (decisions.length > 0) await carry(context, workspace, together, decisions);
  await settle(context, workspace, together, decisions);
}

function list(
  context: Context,
  workspace: Workspace,
  conflicts: readonly OpenConflict[],
  files: readonly string[],
): void {
  const { terminal } = context;
  for (const { record, conflict } of conflicts) {
    const side = (value: Value | undefined): string => sideText(workspace.register, record, conflict, value);
    terminal.out(`${terminal.style.bold(nameOf({ record, conflict }))}   ${conflictLabel(record, conflict)}\n`);
    terminal.out(
      `    before   ${side(conflict.base)}\n    ours     ${side(conflict.ours)}\n    theirs   ${side(conflict.theirs)}\n`,
    );
  }
  for (const file of files) terminal.out(`${file}   mend it by hand, then git add it\n`);
}

/** Puts the decisions in their files: into the merge under way, or, after one that was committed too early, as a commit. */
async function carry(
  context: Context,
  workspace: Workspace,
  together: Together,
  decisions: readonly Decision[],
): Promise<void> {
  const texts = new Map<string, string | undefined>();
  for (const { open, value } of decisions) {
    const { record, conflict } = open;
    const text = texts.has(record.file) ? texts.get(record.file) : record.source.text;
    if (text === undefined) continue;
    const settled = settleConflict(record.kind.root, text, conflict, value);
    if (settled === 'gone') throw unknownConflict(nameOf(open), 'what it speaks of is no longer in the record');
    texts.set(record.file, settled.text);
  }
  if ((await together.mergeUnderWay()) !== undefined) {
    await together.decide(texts);
    return;
  }
  const { register } = workspace;
  const records = [...texts].flatMap(([path, text]) => {
    const before = register.records.find((record) => record.file === path);
    const after = text === undefined ? undefined : workspace.entryOfText(path, text);
    return before === undefined ? [] : [{ before, after }];
  });
  const message = commitMessage(register, {
    action: 'resolve',
    subject: `Decide ${decisions.map(({ open }) => nameOf(open)).join(', ')}`,
    records: records.map(({ before, after }) => ({
      entry: before,
      changes: after === undefined ? [] : differences(before.kind.root, before.value, after.value),
    })),
  });
  const written = await carryOut(context, workspace, propose(register, records, message), { commit: true });
  if (written?.commit !== undefined)
    context.terminal.out(`${savedLine(context, written.commit, workspace, decisions)}\n`);
}

/** Commits the merge once nothing is left; else says what is. */
async function settle(
  context: Context,
  workspace: Workspace,
  together: Together,
  decisions: readonly Decision[],
): Promise<void> {
  const { terminal } = context;
  if ((await together.mergeUnderWay()) === undefined) {
    if (decisions.length === 0 && (await undecidedOf(workspace, together)).conflicts.length === 0) {
      terminal.out('Nothing waits for a decision.\n');
    } else if (decisions.length === 0) await tellLeft(context, workspace, together);
    return;
  }
  const outcome = await goOn(context, workspace, together);
  if (outcome.kind === 'undecided') {
    tellUndecided(context, outcome.undecided, 'Nothing was lost, nothing is committed yet.');
    context.outcome.exitCode = exitCodes.recordsHaveErrors;
  } else if (outcome.kind === 'merged') {
    tellWarnings(context, outcome.warnings);
    terminal.out(`${savedLine(context, outcome.commit, workspace, decisions)} · share it: irc sync\n`);
  }
}

async function tellLeft(context: Context, workspace: Workspace, together: Together): Promise<void> {
  tellUndecided(context, await undecidedOf(workspace, together), 'Nothing was lost.');
  context.outcome.exitCode = exitCodes.recordsHaveErrors;
}

function savedLine(context: Context, commit: string, workspace: Workspace, decisions: readonly Decision[]): string {
  const [only] = decisions;
  const what =
    decisions.length === 1 && only !== undefined
      ? `: ${conflictLabel(only.open.record, only.open.conflict)} = ${sideText(workspace.register, only.open.record, only.open.conflict, only.value)}`
      : decisions.length === 0
        ? ''
        : `: ${decisions.length} fields decided`;
  return `${context.terminal.style.green('✓')} Saved ${commit.slice(0, 7)}${what}`;
}

/** How a conflict is named on the command line: `id/path`, or the id alone for a whole record. */
function nameOf({ record, conflict }: OpenConflict): string {
  return conflict.path.length === 0 ? record.id : `${record.id}/${formatPath(conflict.path)}`;
}

function decided(conflicts: readonly OpenConflict[], path: string, side: 'ours' | 'theirs'): Decision {
  const open = conflictAt(conflicts, path);
  return { open, value: open.conflict[side] };
}

function conflictAt(conflicts: readonly OpenConflict[], path: string): OpenConflict {
  const found = conflicts.filter(
    (open) => nameOf(open) === path || (open.conflict.path.length > 0 && formatPath(open.conflict.path) === path),
  );
  const [only] = found;
  if (found.length === 1 && only !== undefined) return only;
  const names = (found.length > 1 ? found : conflicts).map(nameOf).join(', ');
  throw unknownConflict(
    path,
    found.length > 1 ? `it stands in several records: ${names}` : `there are: ${names || 'none'}`,
  );
}

function unknownConflict(path: string, why: string): Error {
  return usageError(
    'conflict-unknown',
    `No conflict can be decided at ${path}: ${why}.`,
    'see them: irc resolve --list',
  );
}

function typed(workspace: Workspace, conflicts: readonly OpenConflict[], text: string): Decision {
  const at = text.indexOf('=');
  if (at < 0) throw usageError('usage', `"${text}" has no value.`, '--set PATH=VALUE');
  const open = conflictAt(conflicts, text.slice(0, at));
  return { open, value: valueTyped(workspace, open, text.slice(at + 1)) };
}

/** A value as it is typed for `irc set`, read by the field that the conflict speaks of. */
function valueTyped(workspace: Workspace, { record, conflict }: OpenConflict, text: string): Value | undefined {
  if (conflict.path.length === 0) throw unknownConflict(record.id, 'a whole record is taken from one side');
  const { root } = record.kind;
  const assignment = parseAssignment(`${formatPath(conflict.path)}=${text}`);
  let { value } = record;
  for (const change of changesOf(root, value, assignment, { register: workspace.register, language: 'en' })) {
    const changed = changeText(root, record.source.text, value, change);
    value = workspace.entryOfText(record.file, changed)?.value ?? value;
  }
  return valueAt(value, conflictPlace(root, value, conflict));
}

/** Asks about each conflict in turn. */
async function ask(
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
