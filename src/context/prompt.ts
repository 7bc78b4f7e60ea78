/** Types only: questions to a person, and how they are answered. */

export interface Choice {
  readonly value: string;
  /** What the choice is called. */
  readonly name: string;
  /** What is left of it in the line of the answer; absent: the whole name. */
  readonly short?: string | undefined;
  readonly description?: string | undefined;
}

/** What a question was answered with: a text, or a wish to go back or to read the explanation. */
export type Answer<T> = { readonly answer: T } | { readonly back: true };

/** Questions in a terminal. Rejects with `interrupted` on Ctrl-C. */
export interface Prompt {
  text(question: TextQuestion): Promise<Answer<string>>;
  search(question: SearchQuestion): Promise<Answer<string>>;
  select(question: SelectQuestion): Promise<Answer<string>>;
  /** Several of a list that is short enough to show whole. */
  many(question: ManyQuestion): Promise<Answer<readonly string[]>>;
}

interface Question {
  readonly message: string;
  /** Printed above the question when `?` is typed. */
  readonly help: string;
  /** Whether there is a question before this one to go back to. */
  readonly canGoBack: boolean;
}

export interface TextQuestion extends Question {
  readonly default: string | undefined;
  /** What is wrong with the text, or undefined when it will do. */
  readonly fault: (text: string) => string | undefined;
  /** How the answer is printed once given. */
  readonly shown: (text: string) => string;
}

export interface SelectQuestion extends Question {
  readonly choices: readonly Choice[];
  readonly default: string | undefined;
}

export interface ManyQuestion extends Question {
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  readonly atLeast: number;
}

export interface SearchQuestion extends Question {
  /** Best first, at most about a dozen. */
  readonly find: (text: string) => readonly Choice[];
  readonly default: string | undefined;
}
