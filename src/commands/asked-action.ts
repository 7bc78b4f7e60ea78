/** The questions that an action asks in a terminal, and the answers so far. */
import type { ActionDraft } from '../core/changes/action-draft.ts';
import { answerFlags } from '../core/register/actions.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { lowerFirst } from '../core/schemas/place.ts';
import { withValue } from '../core/schemas/value-edit.ts';
import { isMap, sameValue, type Value, type ValueMap, valueAt } from '../core/value.ts';
import { actionQuestions, askedOfMade } from '../views/action-questions.ts';
import { type Question, questionsFor } from '../views/questions.ts';
import { equivalentCommand } from '../views/summary.ts';
import { withProposals } from './action-answers.ts';
import type { GivenAnswers } from './action-flags.ts';
import { type Made, madeOf } from './action-write.ts';
import type { Conversation, Wizard } from './wizard.ts';

/** The questions of the action, and then those of the record that it makes. */
export class AskedAction {
  readonly #wizard: Wizard;
  readonly #draft: ActionDraft;
  readonly #given: GivenAnswers;
  readonly #own: Conversation;
  #made: Conversation | undefined;
  /** The values with which the record that is made began, before anything was asked of it. */
  #madeFrom: ValueMap | undefined;

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

  /**
   * Asks all that is still open. `<` at the first question of the record that is made goes back to the last one of the action.
   * Resolves with the record that is to be taken instead of the one that is made, if any.
   */
  async ask(): Promise<RecordEntry | undefined> {
    for (;;) {
      await this.#wizard.fill(this.#own);
      const made = madeOf(this.draft(), this.state(), this.#given);
      if (made === undefined) {
        this.#made = undefined;
        return undefined;
      }
      this.#made = this.#conversationOf(made);
      const left = await this.#wizard.fill(this.#made, this.#own.answered.length > 0);
      if (left !== 'back') return left;
      this.#own.answered.pop();
    }
  }

  /** How many questions were answered. */
  answered(): number {
    return this.#conversations().reduce((total, { answered }) => total + answered.length, 0);
  }

  /** The answers, to be kept: those of the action by path, since the record may be changed until they are taken up. */
  kept(): object {
    const asked = new Map(this.#wizard.questions(this.#own).map((question) => [question.path, question.place]));
    const answers = this.#own.answered.map((path) => {
      const place = asked.get(path);
      return { path, value: place === undefined ? undefined : valueAt(this.#own.answers, place) };
    });
    const made = this.#made;
    return { answers, ...(made === undefined ? {} : { made: { answers: made.answers, answered: made.answered } }) };
  }

  /** Takes up what was kept, as far as it is still asked. */
  takeUp({ answers, made }: ValueMap): void {
    const left = new Map(
      (Array.isArray(answers) ? answers : []).flatMap((entry): [string, Value | undefined][] =>
        isMap(entry) ? [[String(entry.path), valueAt(entry, ['value'])]] : [],
      ),
    );
    for (;;) {
      const next = this.#wizard.questions(this.#own).find(({ path }) => left.has(path));
      if (next === undefined) break;
      const value = left.get(next.path);
      left.delete(next.path);
      this.#own.answered.push(next.path);
      if (value !== undefined) this.#own.answers = withValue(this.#own.answers, next.place, value);
    }
    const begun = madeOf(this.draft(), this.state(), this.#given);
    if (begun === undefined || !isMap(made) || !isMap(made.answers) || !Array.isArray(made.answered)) return;
    this.#made = { ...this.#conversationOf(begun), answers: made.answers, answered: made.answered.map(String) };
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
    await askOneOf(this.#wizard, this.#conversations());
  }

  /** The line that does the same without questions; `lead` is what was typed. */
  commandLine(lead: string): string {
    const unasked = withProposals(this.draft(), this.#given.state).value;
    const asked = this.#wizard
      .questions(this.#own)
      .map((question) => ({ ...question, fallback: valueAt(unasked, question.place) }));
    const flags = new Map(answerFlags(this.#draft.annotation).map(({ path, flag }) => [path, `--${flag} `]));
    const own = equivalentCommand(lead, this.#own.answers, asked, (path) => flags.get(path) ?? `${path}=`);
    if (this.#made === undefined) return own;
    const made = this.#wizard.questions(this.#made);
    return equivalentCommand(own.trim(), this.#wizard.complete(this.#made), made, (path) => `new.${path}=`);
  }

  #conversations(): Conversation[] {
    return this.#made === undefined ? [this.#own] : [this.#own, this.#made];
  }

  /**
   * Of the new record is asked what the action names, and what it cannot be without. What was answered of it before stays, also
   * where the action now begins it with other values.
   */
  #conversationOf({ kind, start, values }: Made): Conversation {
    const earlier = this.#made;
    const isSame = this.#madeFrom !== undefined && sameValue(this.#madeFrom, values);
    if (earlier !== undefined && isSame) return earlier;
    const own = earlier === undefined ? [] : this.#wizard.questions(earlier);
    const answers = own.reduce((value, { place }) => {
      const given = valueAt(earlier?.answers ?? values, place);
      const began = valueAt(this.#madeFrom ?? values, place);
      return given === undefined || (began !== undefined && sameValue(given, began))
        ? value
        : withValue(value, place, given);
    }, values);
    this.#madeFrom = values;
    const wanted = askedOfMade(this.#draft);
    const asked = new Set<string>();
    const isWanted = ({ path, required, place }: Question, answers: ValueMap): boolean =>
      wanted.some((name) => path === name || path.startsWith(`${name}.`)) ||
      (required && valueAt(answers, place) === undefined);
    return {
      kind,
      start,
      answers,
      answered: [...(earlier?.answered ?? [])],
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

/** Asks one of the questions again, and what then is still open. */
export async function askOneOf(wizard: Wizard, conversations: readonly Conversation[]): Promise<void> {
  const { prompt } = await wizard.asking();
  const all = conversations.flatMap((conversation) =>
    wizard.questions(conversation).map((question) => {
      const { group, prompt: asked } = question;
      return { conversation, question, name: group === '' ? asked : `${group}: ${lowerFirst(asked)}` };
    }),
  );
  const choice = await prompt.search({
    message: 'Which answer',
    help: 'Type a part of its name.',
    canGoBack: true,
    default: undefined,
    find: (text) =>
      all.flatMap(({ name }, index) =>
        name.toLowerCase().includes(text.toLowerCase()) ? [{ value: String(index), name }] : [],
      ),
  });
  const chosen = 'answer' in choice ? all[Number(choice.answer)] : undefined;
  if (chosen !== undefined) await wizard.askAgain(chosen.conversation, chosen.question);
}
