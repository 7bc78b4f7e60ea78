/** Questions in a terminal, by inquirer. Nothing else knows of it. */
import inquirer from 'inquirer';
import type {
  Answer,
  Choice,
  ManyQuestion,
  Prompt,
  SearchQuestion,
  SelectQuestion,
  TextQuestion,
} from '../context/prompt.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { exitCodes, IrcError } from '../errors.ts';

/** What is typed to go back or to be told more, in every sort of question. */
const backSign = '<';
const helpSign = '?';
/** Stands first where nothing is typed and nothing is proposed: Enter then takes nothing by chance. */
const againSign = '…';
const backChoice = { value: backSign, name: '← back to the question before' };
const pageSize = 9;

/** Questions go to stderr, so that what a command prints on stdout stays clean. */
export function makePrompt(streams: NodeJS.Process): Prompt {
  const ask = inquirer.createPromptModule({ input: streams.stdin, output: streams.stderr });
  const theme = { prefix: { idle: '?', done: '✓' }, icon: { cursor: '›' } };

  async function answered<T>(question: Record<string, unknown>): Promise<T> {
    try {
      const answers = await ask([{ name: 'answer', theme, ...question } as never]);
      return (answers as { answer: T }).answer;
    } catch (error) {
      if (error instanceof Error && /^(ExitPromptError|AbortPromptError)$/.test(error.name)) throw interrupted();
      throw error;
    }
  }

  /** Asks until the answer is neither a call for help nor, at the first question, a wish to go back. */
  async function outcome<T>(
    question: { readonly help: string; readonly canGoBack: boolean },
    once: () => Promise<T>,
    sign: (value: T) => unknown,
  ): Promise<Answer<T>> {
    for (;;) {
      const value = await once();
      if (sign(value) === backSign) {
        if (question.canGoBack) return { back: true };
        streams.stderr.write('  This is the first question.\n');
      } else if (sign(value) === helpSign) {
        streams.stderr.write(
          `${question.help
            .split('\n')
            .map((line) => `  ${lineSafe(line)}`)
            .join('\n')}\n`,
        );
      } else if (sign(value) !== againSign) return { answer: value };
    }
  }

  return {
    text: (question: TextQuestion) =>
      outcome(
        question,
        () =>
          answered<string>({
            type: 'input',
            message: lineSafe(question.message),
            ...(question.default === undefined ? {} : { default: question.default }),
            validate: (text: string) => (isSign(text) ? true : (question.fault(text) ?? true)),
            transformer: (text: string, { isFinal }: { isFinal: boolean }) =>
              isFinal && !isSign(text) ? shownSafely(question, text) : text,
          }),
        (text) => text.trim(),
      ),
    select: (question: SelectQuestion) =>
      outcome(
        question,
        () =>
          answered<string>({
            type: 'select',
            message: lineSafe(question.message),
            choices: [...question.choices.map(safeChoice), ...(question.canGoBack ? [backChoice] : [])],
            loop: false,
            pageSize,
            ...(question.default === undefined ? {} : { default: question.default }),
          }),
        (value) => value,
      ),
    many: (question: ManyQuestion) =>
      outcome(
        question,
        () =>
          answered<string[]>({
            type: 'checkbox',
            message: lineSafe(question.message),
            choices: [
              ...question.choices.map((choice) => ({
                ...safeChoice(choice),
                checked: question.chosen.includes(choice.value),
              })),
              ...(question.canGoBack ? [backChoice] : []),
            ],
            loop: false,
            pageSize: 14,
            validate: (chosen: readonly { value: string }[]) =>
              chosen.length >= question.atLeast ||
              chosen.some((choice) => choice.value === backSign) ||
              `Choose at least ${question.atLeast} with the space bar.`,
          }),
        (values) => (values.includes(backSign) ? backSign : ''),
      ),
    search: (question: SearchQuestion) =>
      outcome(
        question,
        () =>
          answered<string>({
            type: 'search',
            message: lineSafe(question.message),
            pageSize,
            source: (term: string | undefined) => searchChoices(question, (term ?? '').trim()),
            ...(question.default === undefined ? {} : { default: question.default }),
          }),
        (value) => value,
      ),
  };
}

function searchChoices(question: SearchQuestion, term: string): Choice[] {
  if (term === backSign) return [backChoice];
  if (term === helpSign) return [{ value: helpSign, name: 'explain this question' }];
  const found = question.find(term);
  if (term !== '') return found.map(safeChoice);
  const isOpen = question.default === undefined && found[0]?.value !== '';
  const again = isOpen ? [{ value: againSign, name: 'type a part of the name, or go down to one' }] : [];
  return [...again, ...defaultFirst(question, found).map(safeChoice)];
}

/** Enter takes what stands first, so what it is to take stands there, also where the list shows only its beginning. */
function defaultFirst(question: SearchQuestion, found: readonly Choice[]): readonly Choice[] {
  const isDefault = (choice: Choice): boolean => choice.value === question.default;
  if (question.default === undefined) return found;
  const first = found.find(isDefault) ?? question.find(question.default).find(isDefault);
  return first === undefined ? found : [first, ...found.filter((choice) => !isDefault(choice))];
}

function safeChoice(choice: Choice): Choice {
  return {
    value: choice.value,
    name: lineSafe(choice.name),
    ...(choice.short === undefined ? {} : { short: lineSafe(choice.short) }),
    ...(choice.description === undefined ? {} : { description: lineSafe(choice.description) }),
  };
}

function shownSafely(question: TextQuestion, text: string): string {
  return question.fault(text) === undefined ? lineSafe(question.shown(text)) : text;
}

function isSign(text: string): boolean {
  return text.trim() === backSign || text.trim() === helpSign;
}

function interrupted(): IrcError {
  return new IrcError('interrupted', 'Stopped. Nothing was written to the register.', {
    exitCode: exitCodes.interrupted,
  });
}
