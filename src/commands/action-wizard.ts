/** An action in a terminal: its questions, what it will change, and saving. */
import type { Context, Workspace } from '../context.ts';
import type { ActionDraft } from '../core/changes/action-draft.ts';
import { wrapped } from '../core/line-breaks.ts';
import { shellWord } from '../core/schemas/typed-text.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { IrcError } from '../errors.ts';
import { problemLine } from '../views/problems.ts';
import { proposalText } from '../views/write-text.ts';
import type { GivenAnswers } from './action-flags.ts';
import { type Act, type ActOptions, keptWord, proposeAct, tellAct } from './action-write.ts';
import { AskedAction } from './asked-action.ts';
import { type Keeping, keepAnswers, keptAnswers, stoppedQuestions } from './kept-answers.ts';
import { Wizard } from './wizard.ts';
import { carryOut } from './write.ts';

/** The whole conversation. Rejects with `interrupted` (130); the answers are then kept on this computer. */
export async function askAndWrite(
  context: Context,
  workspace: Workspace,
  draft: ActionDraft,
  given: GivenAnswers,
  texts: readonly string[],
  options: ActOptions,
): Promise<void> {
  const keeping: Keeping = { word: keptWord(draft.name, draft.before.id), command: actLine(draft, texts, options) };
  const kept = options.resume === true ? await keptAnswers(workspace, keeping) : undefined;
  const wizard: Wizard = new Wizard(context, workspace, kept?.inPassing ?? [], () =>
    keepAnswers(context, workspace, keeping, asked.kept(), wizard.inPassing),
  );
  const asked: AskedAction = new AskedAction(wizard, draft, given);
  if (kept !== undefined) asked.takeUp(kept.value);
  greet(context, draft, kept !== undefined);
  try {
    await conversation(context, workspace, wizard, asked, keeping, options, given);
  } catch (error) {
    const answers = asked.answered();
    if (error instanceof IrcError && error.code === 'interrupted' && answers > 0)
      throw stoppedQuestions(keeping, answers, error);
    throw error;
  }
}

async function conversation(
  context: Context,
  workspace: Workspace,
  wizard: Wizard,
  asked: AskedAction,
  keeping: Keeping,
  options: ActOptions,
  given: GivenAnswers,
): Promise<void> {
  const { terminal } = context;
  const { before } = asked.draft();
  for (;;) {
    const other = await asked.ask();
    if (other !== undefined) {
      await workspace.drafts.remove(keeping.word);
      return terminal.say(`Nothing was made. This is ${other.id}: irc show ${other.id}\n`);
    }
    const act = await proposeAct(context, workspace, asked.draft(), asked.state(), given, options, {
      ...asked.answersOfMade(),
      others: wizard.inPassing,
    });
    if (act === undefined) return terminal.say(`${before.id} reads so already. Nothing was changed.\n`);
    const choice = await confirm(context, wizard, act, asked.questions().length > 0);
    if (choice === 'no') {
      await workspace.drafts.remove(keeping.word);
      return terminal.say('Nothing was saved.\n');
    }
    if (choice === 'change') {
      await asked.askOne();
      continue;
    }
    // The warnings stood above the question that was just answered.
    const written = await carryOut(context, workspace, act.proposal, { ...options, yes: options.dryRun !== true });
    if (written === undefined) return;
    await workspace.drafts.remove(keeping.word);
    await tellAct(context, workspace, asked.draft(), act, written, options);
    terminal.say(`  ${terminal.style.dim('the same without questions:')}\n${asked.commandLine(keeping.command)}\n`);
    return;
  }
}

/** The command line as it was given, options and all. */
function actLine(
  { name, before, annotation, picked }: ActionDraft,
  texts: readonly string[],
  options: ActOptions,
): string {
  const { on, by, note, id, document } = options;
  const named = Object.entries({ on, by, note, id }).flatMap(([option, value]) =>
    value === undefined ? [] : [`--${option}`, shellWord(value)],
  );
  const paper = document === false ? ['--no-document'] : [];
  const item = picked === undefined ? [] : [`--${annotation.picks?.flag}`, picked.handle];
  return ['irc', name, before.id, ...item, ...texts.map(shellWord), ...named, ...paper].join(' ');
}

/** Says what is to be done, and how to go about the questions; `isResumed` is undefined where nothing is kept on stopping. */
export function greet(
  { terminal }: Context,
  { annotation, before, register, picked }: Pick<ActionDraft, 'annotation' | 'before' | 'register' | 'picked'>,
  isResumed: boolean | undefined,
): void {
  const title = lineSafe(picked?.name ?? register.title(before));
  terminal.say(
    `${terminal.style.bold(lineSafe(`${annotation.title}: ${before.id}`))}${title === before.id ? '' : ` · ${title}`}\n`,
  );
  if (annotation.help !== undefined)
    for (const line of wrapped('', annotation.help, terminal.columns)) terminal.say(`${terminal.style.dim(line)}\n`);
  terminal.say(
    `${terminal.style.dim(`Enter takes the (value) · < goes back · ? explains · Ctrl-C stops${isResumed === undefined ? '' : ', answers kept'}`)}\n`,
  );
  if (isResumed === true) terminal.say(`${terminal.style.dim('Taken up where you stopped.')}\n`);
}

/** Shows what will change, and asks once. */
export async function confirm(
  { terminal }: Context,
  wizard: Wizard,
  { proposal }: Pick<Act, 'proposal'>,
  canChange: boolean,
): Promise<'yes' | 'change' | 'no'> {
  terminal.say(`\n${proposalText(proposal, terminal.style)}`);
  for (const problem of [...proposal.errors, ...proposal.warnings])
    terminal.say(`  ${problemLine(problem, terminal.style)}\n`);
  const blocked = proposal.errors.length > 0;
  const { prompt } = await wizard.asking();
  const choice = await prompt.select({
    message: blocked ? 'This cannot be saved' : 'Save',
    help: 'Saving writes all of it and makes one commit.',
    canGoBack: false,
    choices: [
      ...(blocked ? [] : [{ value: 'yes', name: 'yes, save it' }]),
      ...(canChange ? [{ value: 'change', name: 'change an answer' }] : []),
      { value: 'no', name: 'no, leave all as it was' },
    ],
    default: undefined,
  });
  const answer = 'answer' in choice ? choice.answer : 'no';
  return answer === 'yes' || answer === 'change' ? answer : 'no';
}
