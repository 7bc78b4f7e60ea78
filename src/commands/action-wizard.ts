/** An action in a terminal: its questions, what it will change, and saving. */
import type { Context, Workspace } from '../context.ts';
import type { ActionDraft } from '../core/action-draft.ts';
import { answerFlags } from '../core/actions.ts';
import type { Register } from '../core/register.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { shellWord } from '../core/typed-text.ts';
import { type ValueMap, valueAt } from '../core/value.ts';
import { actionQuestions, askedOfMade } from '../views/action-questions.ts';
import { problemLine } from '../views/problems.ts';
import { type Question, questionsFor } from '../views/questions.ts';
import { equivalentCommand } from '../views/summary.ts';
import { proposalText } from '../views/write-text.ts';
import { withProposals } from './action-answers.ts';
import type { GivenAnswers } from './action-flags.ts';
import { type Act, type ActOptions, type Made, madeOf, proposeAct, tellAct } from './action-write.ts';
import { type Conversation, Wizard } from './wizard.ts';
import { carryOut } from './write.ts';

/** The whole conversation. Rejects with `interrupted` (130); nothing is kept. */
export async function askAndWrite(
  context: Context,
  workspace: Workspace,
  draft: ActionDraft,
  given: GivenAnswers,
  texts: readonly string[],
  options: ActOptions,
): Promise<void> {
  const { terminal } = context;
  const wizard = new Wizard(context, workspace, [], async () => undefined);
  const asked = new AskedAction(wizard, draft, given);
  greet(context, draft);
  for (;;) {
    await asked.ask();
    const act = await proposeAct(context, workspace, asked.draft(), asked.state(), given, options, {
      ...asked.answersOfMade(),
      others: wizard.inPassing,
    });
    if (act === undefined) return terminal.say(`${draft.before.id} reads so already. Nothing was changed.\n`);
    const choice = await confirm(context, wizard, act, asked.questions().length > 0);
    if (choice === 'no') return terminal.say('Nothing was saved.\n');
    if (choice === 'change') {
      await asked.askOne();
      continue;
    }
    // The warnings stood above the question that was just answered.
    const written = await carryOut(context, workspace, act.proposal, { ...options, yes: options.dryRun !== true });
    if (written === undefined) return;
    await tellAct(context, workspace, asked.draft(), act, written, options);
    terminal.say(`  ${terminal.style.dim('the same without questions:')}\n${asked.commandLine(texts)}\n`);
    return;
  }
}

function greet({ terminal }: Context, { annotation, before, register }: ActionDraft): void {
  const title = lineSafe(register.title(before));
  terminal.say(
    `${terminal.style.bold(lineSafe(`${annotation.title}: ${before.id}`))}${title === before.id ? '' : ` · ${title}`}\n`,
  );
  if (annotation.help !== undefined) terminal.say(`${terminal.style.dim(lineSafe(annotation.help))}\n`);
  terminal.say(
    `${terminal.style.dim('Enter takes the (value) · < goes back · ? explains · Ctrl-C leaves all as it is')}\n`,
  );
}

/** Shows what will change, and asks once. */
async function confirm(
  { terminal }: Context,
  wizard: Wizard,
  { proposal }: Act,
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

/** The questions of the action, and then those of the record that it makes. */
class AskedAction {
  readonly #wizard: Wizard;
  readonly #draft: ActionDraft;
  readonly #given: GivenAnswers;
  readonly #own: Conversation;
  #made: Conversation | undefined;

  constructor(wizard: Wizard, draft: ActionDraft, given: GivenAnswers) {
    this.#wizard = wizard;
    this.#draft = draft;
    this.#given = given;
    this.#own = {
      kind: draft.before.kind,
      start: undefined,
      record: draft.before,
      answers: given.state.value,
      answered: [],
      ask: (register, answers) =>
        actionQuestions({ ...draft, register }, { value: answers, item: given.state.item }).filter(
          ({ path }) => ![...given.paths].some((named) => path === named || path.startsWith(`${named}.`)),
        ),
    };
  }

  async ask(): Promise<void> {
    await this.#wizard.fill(this.#own);
    const made = madeOf(this.draft(), this.state(), this.#given);
    if (made === undefined) this.#made = undefined;
    else {
      this.#made ??= this.#conversationOf(made);
      await this.#wizard.fill(this.#made);
    }
  }

  /** The action over the register with the records made in passing. */
  draft(): ActionDraft {
    return { ...this.#draft, register: this.#wizard.register() };
  }

  state(): GivenAnswers['state'] {
    return { value: this.#own.answers, item: this.#given.state.item };
  }

  answersOfMade(): { made?: ValueMap } {
    return this.#made === undefined ? {} : { made: this.#wizard.complete(this.#made) };
  }

  questions(): Question[] {
    return this.#conversations().flatMap((conversation) => this.#wizard.questions(conversation));
  }

  /** Asks one of the questions again, and what then is still open. */
  async askOne(): Promise<void> {
    const { prompt } = await this.#wizard.asking();
    const all = this.#conversations().flatMap((conversation) =>
      this.#wizard.questions(conversation).map((question) => ({ conversation, question })),
    );
    const choice = await prompt.search({
      message: 'Which answer',
      help: 'Type a part of its name.',
      canGoBack: true,
      default: undefined,
      find: (text) =>
        all.flatMap(({ question }, index) =>
          question.prompt.toLowerCase().includes(text.toLowerCase())
            ? [{ value: String(index), name: question.prompt }]
            : [],
        ),
    });
    const chosen = 'answer' in choice ? all[Number(choice.answer)] : undefined;
    if (chosen !== undefined) await this.#wizard.askAgain(chosen.conversation, chosen.question);
  }

  commandLine(texts: readonly string[]): string {
    const { name, before } = this.#draft;
    const lead = [`irc ${name} ${before.id}`, ...texts.map(shellWord)].join(' ');
    const unasked = withProposals(this.draft(), this.#given.state).value;
    const asked = this.#wizard
      .questions(this.#own)
      .map((question) => ({ ...question, fallback: valueAt(unasked, question.place) }));
    const own = equivalentCommand(lead, this.#own.answers, asked, '');
    const made = this.#made;
    const whole =
      made === undefined
        ? own
        : equivalentCommand(own.trim(), this.#wizard.complete(made), this.#wizard.questions(made), 'new.');
    return withAnswerFlags(whole, this.#draft.annotation);
  }

  #conversations(): Conversation[] {
    return this.#made === undefined ? [this.#own] : [this.#own, this.#made];
  }

  /** Of the new record is asked what the action names, and what it cannot be without. */
  #conversationOf({ kind, start, values }: Made): Conversation {
    const wanted = askedOfMade(this.#draft);
    const asked = new Set<string>();
    const isWanted = ({ path, required, place }: Question, answers: ValueMap): boolean =>
      wanted.some((name) => path === name || path.startsWith(`${name}.`)) ||
      (required && valueAt(answers, place) === undefined);
    return {
      kind,
      start,
      answers: values,
      answered: [],
      ask: (register: Register, answers: ValueMap) => {
        const questions = questionsFor(register, kind, answers, start);
        for (const question of questions) if (isWanted(question, answers)) asked.add(question.path);
        return questions
          .filter(({ path }) => asked.has(path))
          .map((question) => ({ ...question, group: '', quiet: false }));
      },
    };
  }
}

/** `--as legal_office` for `body=legal_office`, where the action has an option for that answer. */
function withAnswerFlags(line: string, annotation: ActionDraft['annotation']): string {
  return answerFlags(annotation).reduce((text, { flag, path }) => text.replaceAll(` ${path}=`, ` --${flag} `), line);
}
