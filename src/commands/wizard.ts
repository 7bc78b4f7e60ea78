/** The conversation that fills a record: question after question, back and forth, until nothing is left to ask. */
import type { Context, Workspace } from '../context.ts';
import { draftEntry, newEntry, proposedId, withDefaults, withoutUnasked } from '../core/changes/draft-record.ts';
import { idFault } from '../core/checks/files.ts';
import { printField } from '../core/fields/index.ts';
import { viewValue } from '../core/finding/query.ts';
import { likelyTwins } from '../core/finding/twins.ts';
import { formatDate } from '../core/measures/date-format.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { historyField } from '../core/schemas/common-fields.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { findPlace } from '../core/schemas/place.ts';
import { withoutValue, withValue } from '../core/schemas/value-edit.ts';
import { emptyMap, type Value, type ValueMap, valueAt } from '../core/value.ts';
import { type Question, questionsFor } from '../views/questions.ts';
import { derivedText } from '../views/table.ts';
import { askFieldOf } from './ask-articles.ts';
import { askTwin, withDistinct } from './ask-twin.ts';
import type { AskWorld } from './ask-value.ts';

/** A conversation as it stands, so that it can be kept and taken up again. */
export interface Conversation {
  readonly kind: Kind;
  readonly start: string | undefined;
  answers: ValueMap;
  /** Paths of the questions that were answered, in their order. */
  answered: string[];
  /** The record that is changed: its answers are taken as they are, without the house standard of a new one. */
  readonly record?: RecordEntry;
  /** Other questions than those that make a record of the kind. */
  readonly ask?: (register: Register, answers: ValueMap) => Question[];
}

export class Wizard {
  readonly #context: Context;
  readonly #workspace: Workspace;
  /** Records made in passing: saved together with the record itself, or not at all. */
  readonly inPassing: RecordEntry[];
  /** Called after each answer. */
  readonly #keep: () => Promise<void>;
  #asking: AskWorld | undefined;
  /** Records of which the user has said that they are others. */
  readonly #settled = new Set<string>();

  constructor(context: Context, workspace: Workspace, inPassing: readonly RecordEntry[], keep: () => Promise<void>) {
    this.#context = context;
    this.#workspace = workspace;
    this.inPassing = [...inPassing];
    this.#keep = keep;
  }

  /** The register with the records made in passing. */
  register(): Register {
    const made = this.inPassing;
    return made.length === 0
      ? this.#workspace.register
      : this.#workspace.register.with(new Map(made.map((entry) => [entry.file, entry])));
  }

  async asking(): Promise<AskWorld> {
    if (this.#asking !== undefined) return this.#asking;
    const prompt = await this.#context.openPrompt();
    this.#asking = {
      prompt,
      register: () => this.register(),
      create: (kind, name) => this.#createInPassing(kind, name),
      say: (text) => this.#context.terminal.say(`${text}\n`),
    };
    return this.#asking;
  }

  /**
   * Asks all that is still open. Resolves when no question is left, with the record that is to be taken instead, if any; and
   * with `back` where the first question is left for what stands before the conversation.
   */
  fill(conversation: Conversation): Promise<RecordEntry | undefined>;
  fill(conversation: Conversation, isAfterOthers: boolean): Promise<RecordEntry | 'back' | undefined>;
  async fill(conversation: Conversation, isAfterOthers = false): Promise<RecordEntry | 'back' | undefined> {
    let group = '';
    for (;;) {
      const chosen = await this.#settleTwin(conversation);
      if (chosen !== undefined && chosen !== 'change') return chosen;
      const next = this.#asked(conversation).find((question) => !conversation.answered.includes(question.path));
      if (next === undefined) return undefined;
      if (next.group !== group) {
        group = next.group;
        this.#heading(conversation, group);
      }
      const isFirst = conversation.answered.length === 0;
      const back = await this.#ask(conversation, next, !isFirst || isAfterOthers);
      if (back && isFirst) return 'back';
      if (back) {
        conversation.answered.pop();
        group = '';
      } else conversation.answered.push(next.path);
      await this.#keep();
    }
  }

  /** Asks one question again, whatever was answered before. */
  async askAgain(conversation: Conversation, question: Question): Promise<void> {
    await this.#ask(conversation, question, true);
    await this.#keep();
  }

  /** The questions that apply, given the answers and the house standard for what is still open. */
  questions(conversation: Conversation): Question[] {
    const answers = this.complete(conversation);
    return (
      conversation.ask?.(this.register(), answers) ??
      questionsFor(this.register(), conversation.kind, answers, conversation.start)
    );
  }

  /** The answers with the house standard filled in and without what no longer applies. */
  complete(conversation: Conversation): ValueMap {
    if (conversation.record !== undefined) return conversation.answers;
    const register = this.register();
    return withoutUnasked(
      register,
      conversation.kind,
      withDefaults(register, conversation.kind, conversation.answers),
      emptyMap(),
    );
  }

  /**
   * Shows a record that may be the same as the one being made. Gives that record where it is to be taken instead, and
   * `change` where the last answer is to be given again; that they are two is written down in the answers.
   */
  async #settleTwin(conversation: Conversation): Promise<RecordEntry | 'change' | undefined> {
    // A record that is there already was looked at when it was made; `irc validate` tells what it has become like.
    if (conversation.record !== undefined) return undefined;
    for (;;) {
      const register = this.register();
      const twins = likelyTwins(register, draftEntry(conversation.kind, this.complete(conversation)));
      const twin = twins.find(({ other }) => !this.#settled.has(other.id));
      if (twin === undefined) return undefined;
      const canChange = conversation.answered.length > 0;
      const choice = await askTwin(await this.asking(), register, twin, canChange);
      if (choice === 'open') return twin.other;
      if (choice === 'change') {
        conversation.answered.pop();
        return 'change';
      }
      this.#settled.add(twin.other.id);
      conversation.answers = withDistinct(conversation.kind, conversation.answers, twin.other.id);
      await this.#keep();
    }
  }

  /** The headings of the questions; a summary follows them. */
  parts(conversation: Conversation): string[] {
    return [...new Set(this.#asked(conversation).map((question) => question.group))];
  }

  #asked(conversation: Conversation): Question[] {
    return this.questions(conversation).filter((question) => !question.quiet);
  }

  #heading(conversation: Conversation, group: string): void {
    const groups = this.parts(conversation);
    const { terminal } = this.#context;
    terminal.say(`\n${terminal.style.bold(`${groups.indexOf(group) + 1} of ${groups.length + 1}  ${group}`)}\n`);
  }

  /** True when the user wishes to go back. */
  async #ask(conversation: Conversation, question: Question, canGoBack: boolean): Promise<boolean> {
    const asking = await this.asking();
    const given = valueAt(conversation.answers, question.place);
    const record = this.#entry(conversation);
    const answer = await askFieldOf(asking, record, {
      field: question.field,
      prompt: question.prompt,
      fallback: given ?? question.fallback,
      required: question.required,
      canGoBack,
      leftOut: question.leftOut ?? [],
    });
    if ('back' in answer) return true;
    const before = this.#derived(conversation);
    conversation.answers = assign(conversation.answers, question, answer.answer);
    this.#tellConsequences(conversation, question, answer.answer, before);
    return false;
  }

  /** What follows from an answer: the end of a term, the last day to write. */
  #tellConsequences(
    conversation: Conversation,
    question: Question,
    value: Value | undefined,
    before: ReadonlyMap<string, string>,
  ): void {
    const { terminal } = this.#context;
    if (value !== undefined && question.field.type === 'list' && question.field.item?.type !== 'choice') {
      terminal.say(
        `${terminal.style.green('✓')} ${question.field.title}: ${printField(question.field, value, { register: this.register(), language: 'en' })}\n`,
      );
    }
    const derived = conversation.kind.annotations.derived ?? {};
    for (const [name, text] of this.#derived(conversation)) {
      const annotation = derived[name];
      if (annotation?.type !== 'date' || before.get(name) === text || text === '') continue;
      terminal.say(terminal.style.dim(`  ${annotation.title}: ${formatDate(text, 'en', 'both')}\n`));
    }
  }

  /** The record as it would be with the answers so far. */
  #entry(conversation: Conversation): RecordEntry {
    const { kind, record } = conversation;
    return draftEntry(kind, this.complete(conversation), record?.id, record?.file);
  }

  #derived(conversation: Conversation): Map<string, string> {
    const register = this.register();
    const entry = this.#entry(conversation);
    const names = Object.keys(conversation.kind.annotations.derived ?? {});
    return new Map(names.map((name) => [name, derivedText(viewValue(register, entry, [name]))]));
  }

  /** A missing record, asked for with its own few questions and the name already filled in. */
  async #createInPassing(kindName: string, name: string): Promise<string | undefined> {
    const kind = this.#workspace.kinds.kind(kindName);
    if (kind === undefined) return undefined;
    const { terminal } = this.#context;
    terminal.say(
      terminal.style.dim(`  a new ${kind.title.toLowerCase()}; it is saved together with this record, or not at all\n`),
    );
    const start = kind.annotations.lifecycle?.initial[0];
    const titlePath = kind.annotations.title;
    let answers = emptyMap();
    if (titlePath !== undefined) answers = withValue(answers, findPlace(kind.root, answers, titlePath).place, name);
    const conversation: Conversation = { kind, start, answers, answered: [] };
    const other = await this.fill(conversation);
    if (other !== undefined) return other.id;
    let value = this.complete(conversation);
    if (start !== undefined) {
      value = withValue(
        value,
        [historyField],
        [Object.assign(emptyMap(), { date: this.#context.clock.today(), to: start })],
      );
    }
    const proposed = proposedId(this.register(), kind, value);
    const id = proposed?.id ?? '';
    if (idFault(id) !== undefined) {
      terminal.say(`  No id can be made of this name; make the record by itself first: irc new ${kind.name}\n`);
      return undefined;
    }
    this.inPassing.push(newEntry(kind, value, id, this.#workspace.recordPath(kind, id)));
    return id;
  }
}

function assign(answers: ValueMap, question: Question, value: Value | undefined): ValueMap {
  return value === undefined ? withoutValue(answers, question.place) : withValue(answers, question.place, value);
}
