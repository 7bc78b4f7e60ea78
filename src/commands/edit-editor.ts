/** A record changed in the user's own editor: checked on return, and opened again with what is wrong. */
import type { Context, Workspace } from '../context.ts';
import { commitMessage, fieldsInWords } from '../core/changes/commit-message.ts';
import { type Proposal, propose } from '../core/changes/proposal.ts';
import { differences } from '../core/differences/diff.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { exitCodes, IrcError, type Problem } from '../errors.ts';
import { problemLine } from '../views/problems.ts';
import { carryOut, tellWritten, type WriteOptions } from './write.ts';

/** Lines that tell what is wrong; they are taken out again on return. */
const remark = '#! ';

/**
 * Opens the record in the editor until it is right or given up. What was typed is never lost: given up, it lies in a file
 * that is named; `begun` is such a text. Rejects with `no-editor`, `editor-failed` and `given-up` (exit 1).
 */
export async function editByHand(
  context: Context,
  workspace: Workspace,
  before: RecordEntry,
  options: WriteOptions,
  begun: string | undefined,
): Promise<void> {
  let text = begun ?? before.source.text;
  for (;;) {
    text = withoutRemarks(await context.openEditor(text, `${before.id}.yaml`));
    if (text === before.source.text) {
      context.terminal.say('Nothing was changed.\n');
      return;
    }
    const outcome = outcomeOf(workspace, before, text);
    if ('proposal' in outcome) {
      await saved(context, workspace, before, text, outcome.proposal, options);
      return;
    }
    for (const problem of outcome.problems) context.terminal.err(`${problemLine(problem, context.terminal.style)}\n`);
    if (!(await wantsToGoOn(context))) throw await givenUp(workspace, before, text);
    text = remarks(outcome.problems) + text;
  }
}

/** Saves; where that is refused, the text is kept first. */
async function saved(
  context: Context,
  workspace: Workspace,
  before: RecordEntry,
  text: string,
  proposal: Proposal,
  options: WriteOptions,
): Promise<void> {
  try {
    const written = await carryOut(context, workspace, proposal, options);
    if (written !== undefined) tellWritten(context, proposal, written);
    else if (options.dryRun !== true) context.terminal.say(`${(await givenUp(workspace, before, text)).message}\n`);
  } catch (error) {
    context.terminal.err(`${(await givenUp(workspace, before, text)).message}\n`);
    throw error;
  }
}

/** What saving the text would do, or why it cannot be saved. */
function outcomeOf(
  workspace: Workspace,
  before: RecordEntry,
  text: string,
): { readonly proposal: Proposal } | { readonly problems: readonly Problem[] } {
  const after = workspace.entryOfText(before.file, text);
  if (after === undefined || after.source.problems.some((problem) => problem.severity === 'error'))
    return { problems: after?.source.problems ?? [] };
  const changes = differences(before.kind.root, before.value, after.value);
  const subject = changes.length === 0 ? `Edit ${before.id}` : `Change ${before.id}: ${fieldsInWords(changes)}`;
  const message = commitMessage(workspace.register, {
    action: 'edit',
    subject,
    records: [{ entry: before, changes }],
  });
  const proposal = propose(workspace.register, [{ before, after }], message);
  return proposal.errors.length > 0 ? { problems: proposal.errors } : { proposal };
}

function remarks(problems: readonly Problem[]): string {
  const lines = problems.map((problem) => {
    const hint = problem.hint === undefined ? '' : ` (${lineSafe(problem.hint)})`;
    // These lines stand above the text while it is open.
    return `${remark}line ${problem.line + problems.length}: ${lineSafe(problem.message)}${hint}\n`;
  });
  return lines.join('');
}

function withoutRemarks(text: string): string {
  return text
    .split('\n')
    .filter((line) => !line.startsWith(remark))
    .join('\n');
}

async function wantsToGoOn(context: Context): Promise<boolean> {
  if (!context.terminal.interactive) return false;
  const prompt = await context.openPrompt();
  const answer = await prompt.select({
    message: 'It cannot be saved so',
    help: 'What is wrong stands at the top of the text when it is opened again.',
    canGoBack: false,
    choices: [
      { value: 'again', name: 'open it again' },
      { value: 'stop', name: 'stop; keep the text in a file' },
    ],
    default: undefined,
  });
  return 'answer' in answer && answer.answer === 'again';
}

async function givenUp(workspace: Workspace, record: RecordEntry, text: string): Promise<IrcError> {
  const file = await workspace.writeOutput(`out/${record.id}/${record.id}.edited.yaml`, new TextEncoder().encode(text));
  return new IrcError('given-up', `Nothing was saved. Your text is in ${file}`, {
    exitCode: exitCodes.recordsHaveErrors,
    hint: `go on from it: irc edit ${record.id} --editor --from ${file}`,
  });
}
