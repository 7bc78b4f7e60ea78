/** What a run can end with. See docs/commands.md, "Exit codes". */
export const exitCodes = {
  done: 0,
  recordsHaveErrors: 1,
  wrongUsage: 2,
  mendFirst: 3,
  bug: 70,
  interrupted: 130,
} as const;

export type Severity = 'error' | 'warning' | 'info';

/**
 * Something wrong in the records. Functions return problems beside their result and go on, so that one run shows all.
 * Lines and columns count from 1; `length` is the number of characters that a caret line marks.
 */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  /** Path below the workspace root, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  /** Dotted path of the field, empty for the whole file. */
  readonly path: string;
  readonly message: string;
  readonly hint?: string;
}

interface IrcErrorOptions {
  readonly exitCode: number;
  /** The remedy, on its own line beneath the message. */
  readonly hint?: string | undefined;
  /** Further lines beneath, each one thought. */
  readonly details?: readonly string[] | undefined;
  readonly problems?: readonly Problem[] | undefined;
}

/** What stops a command: told to the user as `error CODE: message`, with an exit code other than 0. */
export class IrcError extends Error {
  readonly code: string;
  readonly exitCode: number;
  readonly hint: string | undefined;
  readonly details: readonly string[];
  readonly problems: readonly Problem[];

  constructor(code: string, message: string, options: IrcErrorOptions) {
    super(message);
    this.name = 'IrcError';
    this.code = code;
    this.exitCode = options.exitCode;
    this.hint = options.hint;
    this.details = options.details ?? [];
    this.problems = options.problems ?? [];
  }
}

/** A wrong call: unknown name, missing answer, value of the wrong type. Exit code 2. */
export function usageError(code: string, message: string, hint?: string, details?: readonly string[]): IrcError {
  return new IrcError(code, message, { exitCode: exitCodes.wrongUsage, hint, details });
}

/** The repository or the machine must be mended first. Exit code 3. */
export function mendFirstError(code: string, message: string, hint?: string, details?: readonly string[]): IrcError {
  return new IrcError(code, message, { exitCode: exitCodes.mendFirst, hint, details });
}
