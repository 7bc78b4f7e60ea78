/** `irc new` in a terminal: the questions, the summary, and saving; a stopped start can be taken up again. */
import type { Context, Workspace } from '../context.ts';
import { applyFlags } from '../core/changes/answers.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { emptyMap, isMap, type ValueMap } from '../core/value.ts';
import { IrcError } from '../errors.ts';
import { pageText } from '../views/page.ts';
import { problemLine } from '../views/problems.ts';
import { answeredBeside } from '../views/questions.ts';
import { equivalentCommand, summaryText } from '../views/summary.ts';
import { postOf } from './acting.ts';
import { draftMarkdown } from './document-files.ts';
import { keepAnswers, keptAnswers, stoppedQuestions } from './kept-answers.ts';
import { type Beginning, finishEntry, type NewOptions, presetValues, proposeNew } from './new-record.ts';
import { type Conversation, Wizard } from './wizard.ts';
import { carryOut } from './write.ts';

/** The whole conversation. Rejects with `interrupted` (130); the answers are then kept on this computer. */
export async function runNewWizard(
  context: Context,
  workspace: Workspace,
  beginning: Beginning,
  given: ValueMap,
  options: NewOptions,
): Promise<void> {
  const kept = options.resume === true ? await keptAnswers(workspace, beginning) : undefined;
  const { answers, answered } = kept?.value ?? {};
  const conversation: Conversation = {
    kind: beginning.kind,
    start: beginning.start,
    answers: isMap(answers) ? answers : given,
    answered: Array.isArray(answered) ? answered.map(String) : answeredBy(workspace, beginning, options),
  };
  const wizard: Wizard = new Wizard(context, workspace, kept?.inPassing ?? [], () => {
    const { answers, answered } = conversation;
    return keepAnswers(context, workspace, beginning, { answers, answered }, wizard.inPassing);
  });
  greet(context, beginning, kept !== undefined);
  try {
    const other =
      (await wizard.fill(conversation)) ??
      (await confirm(context, workspace, beginning, wizard, conversation, options));
    if (other !== undefined) await openInstead(context, workspace, beginning, other);
  } catch (error) {
    if (error instanceof IrcError && error.code === 'interrupted')
      throw stoppedQuestions(beginning, conversation.answered.length, error);
    throw error;
  }
}

/** The record that is there already takes the place of the one begun. */
async function openInstead(
  context: Context,
  workspace: Workspace,
  { word }: Beginning,
  other: RecordEntry,
): Promise<void> {
  const { terminal } = context;
  await workspace.drafts.remove(word);
  terminal.say(`\nNothing was made. This is ${other.id}:\n`);
  terminal.out(pageText(workspace.register, other, terminal.columns, terminal.style));
  terminal.say(`To change it: irc edit ${other.id}\n`);
}

function greet(context: Context, { kind, preset }: Beginning, resumed: boolean): void {
  const { terminal } = context;
  const what = preset === undefined ? kind.description : preset.title;
  terminal.say(
    `${terminal.style.bold(`New ${kind.title.toLowerCase()}`)}: ${what.charAt(0).toLowerCase()}${what.slice(1)}\n`,
  );
  terminal.say(
    `${terminal.style.dim('Enter takes the (value) · < goes back · ? explains · Ctrl-C stops, answers kept')}\n`,
  );
  if (resumed) terminal.say(`${terminal.style.dim('Taken up where you stopped.')}\n`);
}

/** Questions that flags have answered are not asked. */
function answeredBy(workspace: Workspace, { kind, preset }: Beginning, options: NewOptions): string[] {
  const flags = applyFlags(kind, options.set ?? [], emptyMap(), { register: workspace.register, language: 'en' });
  const paths: string[] = [...Object.keys(preset?.values ?? {})];
  const walk = (value: ValueMap, path: string): void => {
    for (const [name, entry] of Object.entries(value)) {
      const at = path === '' ? name : `${path}.${name}`;
      paths.push(at);
      if (isMap(entry)) walk(entry, at);
    }
  };
  walk(flags, '');
  return paths;
}

/** Shows the summary until it is saved or left. Gives the record that is to be taken instead, if one is. */
async function confirm(
  context: Context,
  workspace: Workspace,
  beginning: Beginning,
  wizard: Wizard,
  conversation: Conversation,
  options: NewOptions,
): Promise<RecordEntry | undefined> {
  const { terminal } = context;
  const { prompt } = await wizard.asking();
  const by = await postOf(context, workspace, options.by);
  for (;;) {
    const answers = wizard.complete(conversation);
    const register = wizard.register();
    const asked = wizard.questions({ ...conversation, answers });
    const known = presetValues(beginning, emptyMap());
    const questions = [...asked, ...answeredBeside(register, beginning.kind, answers, asked, known)];
    const entry = await finishEntry(context, workspace, beginning, answers, emptyMap(), {
      ...options,
      ...(by === undefined ? {} : { by }),
    });
    const parts = wizard.parts(conversation).length + 1;
    terminal.say(`\n${terminal.style.bold(`${parts} of ${parts}  Summary of ${entry.id}`)}\n`);
    terminal.say(summaryText(register, beginning.kind, answers, questions, terminal.columns, terminal.style));
    const proposal = proposeNew(workspace, entry, wizard.inPassing);
    for (const problem of [...proposal.errors, ...proposal.warnings])
      terminal.say(`  ${problemLine(problem, terminal.style)}\n`);
    const blocked = proposal.errors.length > 0;
    const document = beginning.preset?.document;
    const choice = await prompt.select({
      message: blocked ? 'This cannot be saved yet' : 'Save',
      help: 'Saving writes the record and makes one commit. Not now keeps your answers on this computer.',
      canGoBack: false,
      choices: [
        ...(blocked ? [] : [{ value: 'yes', name: 'yes, save it' }]),
        { value: 'change', name: 'change an answer' },
        ...(document === undefined ? [] : [{ value: 'draft', name: `show the ${document}` }]),
        { value: 'not-now', name: 'not now' },
      ],
      default: undefined,
    });
    const answer = 'answer' in choice ? choice.answer : 'change';
    if (answer === 'yes') {
      // The warnings stood in the summary that was just confirmed.
      const written = await carryOut(context, workspace, proposal, { ...options, yes: true }, beginning.files(entry));
      if (written === undefined) return undefined;
      await workspace.drafts.remove(beginning.word);
      await beginning.tell(proposal, written);
      terminal.say(
        `  ${terminal.style.dim('the same without questions:')}\n${equivalentCommand(beginning.command, answers, questions)}\n`,
      );
      return undefined;
    }
    if (answer === 'not-now') {
      terminal.say(`Nothing was saved. Your answers are kept: ${beginning.command} --resume\n`);
      return undefined;
    }
    if (answer === 'draft' && document !== undefined) {
      terminal.out(await draftMarkdown(workspace, proposal.next, entry, document));
      continue;
    }
    const other = await changeOne(wizard, conversation, answers);
    if (other !== undefined) return other;
  }
}

async function changeOne(
  wizard: Wizard,
  conversation: Conversation,
  answers: ValueMap,
): Promise<RecordEntry | undefined> {
  const asking = await wizard.asking();
  const questions = wizard.questions({ ...conversation, answers });
  const choice = await asking.prompt.search({
    message: 'Which answer',
    help: 'Type a part of its name. The house standard can be changed here too.',
    canGoBack: true,
    default: undefined,
    find: (text) =>
      questions
        .filter((question) => question.prompt.toLowerCase().includes(text.toLowerCase()))
        .map((question) => ({
          value: question.path,
          name: `${question.prompt}${question.quiet ? '   (house standard)' : ''}`,
        })),
  });
  if ('back' in choice) return undefined;
  const question = questions.find((entry) => entry.path === choice.answer);
  if (question === undefined) return undefined;
  await wizard.askAgain(conversation, question);
  return wizard.fill(conversation);
}
