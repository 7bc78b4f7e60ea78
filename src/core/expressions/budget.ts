/**
 * The work that expressions may do, counted in steps: a turn of a loop, a value that is made or compared, eight letters
 * of a text. A schema may be a stranger's, and a few loops within each other would keep any command busy for ever. Steps
 * and not seconds, so that the same expression is stopped on a slow computer and a fast one.
 * Code: expression-too-slow.
 */
import { exitCodes, IrcError } from '../../errors.ts';

export interface StepLimits {
  /** For one expression, with all that it needs: about three seconds. */
  readonly expression: number;
  /** For all expressions of a run: some minutes. */
  readonly run: number;
}

export const usualSteps: StepLimits = { expression: 20_000_000, run: 1_000_000_000 };

/**
 * Stops a command, and is caught by none of those who bear an expression that merely fails. As it stands it is a wrong
 * call: an expression that was typed; `tooSlowError` tells of one in a file.
 */
export class ExpressionTooSlow extends IrcError {
  readonly expression: string;
  /** The id of the record that it was worked out for. */
  readonly record: string | undefined;
  /** The limit in words: "30 million steps". */
  readonly most: string;

  constructor(expression: string, record: string | undefined, steps: number) {
    const most = `${steps / 1_000_000} million steps`;
    const shown = expression.length > 60 ? `${expression.slice(0, 60)}…` : expression;
    const on = record === undefined ? '' : ` on ${record}`;
    super('expression-too-slow', `The expression ${shown} takes more work than it may (${most})${on}.`, {
      exitCode: exitCodes.wrongUsage,
      hint: 'write it so that it goes through each list once',
    });
    this.expression = expression;
    this.record = record;
    this.most = most;
  }
}

/** Thrown within an expression to end it: the library hands it on, or keeps it in mind and asks `isSpent` next. */
class Spent extends Error {}

export class StepBudget {
  readonly #limits: StepLimits;
  #depth = 0;
  #left: number;
  #run: number;

  constructor(limits: StepLimits = usualSteps) {
    this.#limits = limits;
    this.#left = limits.expression;
    this.#run = limits.run;
  }

  /** Whether what an expression may do is used up; its loops then end. */
  get isSpent(): boolean {
    return this.#left < 0;
  }

  /** Outside of an expression nothing is counted: whoever prints a record asks for its fields too. */
  spend(steps: number): void {
    if (this.#depth === 0) return;
    this.#left -= steps;
    if (this.#left < 0) throw new Spent();
  }

  /** Spends what it takes to write a value out, or to compare it. */
  spendOn(value: unknown): void {
    if (this.#depth > 0) this.spend(weightOf(value));
  }

  /**
   * Does the work of an expression; those that it needs are done within it and count for it. Throws `ExpressionTooSlow`
   * where it takes too much, also where the library has borne that an inner part failed.
   */
  within<T>(expression: string, record: unknown, work: () => T): T {
    if (this.#depth === 0) this.#left = Math.min(this.#limits.expression, this.#run);
    const before = this.#left;
    this.#depth += 1;
    try {
      this.spend(1);
      const value = work();
      if (this.isSpent) throw new Spent();
      return value;
    } catch (error) {
      if (!this.isSpent) throw error;
      if (error instanceof ExpressionTooSlow) throw error;
      const { expression: most, run } = this.#limits;
      throw new ExpressionTooSlow(
        expression,
        this.#uncounted(() => idOf(record)),
        this.#run < most ? run : most,
      );
    } finally {
      this.#depth -= 1;
      if (this.#depth === 0) this.#run -= before - this.#left;
    }
  }

  #uncounted<T>(work: () => T): T {
    const depth = this.#depth;
    this.#depth = 0;
    try {
      return work();
    } finally {
      this.#depth = depth;
    }
  }
}

const weights = new WeakMap<object, number>();

/**
 * As much as is written when all of a value is written out: a list that holds the same list many times, and that one the
 * next, weighs what comparing it takes. The view of a record counts for little, since its fields count when they are
 * asked for.
 */
function weightOf(value: unknown): number {
  if (typeof value === 'string') return 1 + (value.length >> 3);
  if (typeof value !== 'object' || value === null) return 1;
  const known = weights.get(value);
  if (known !== undefined) return known;
  const parts = Array.isArray(value) ? value : isPlain(value) ? Object.values(value) : [];
  let weight = 1;
  for (const part of parts) weight += weightOf(part);
  // Many small values would fill the memory, and are weighed again as fast as they are found.
  if (weight > 50) weights.set(value, weight);
  return weight;
}

/** For a value that is worked out when it is asked for: it counts as one, and is not looked into. */
export function weighsOne(value: object): void {
  weights.set(value, 1);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function idOf(record: unknown): string | undefined {
  if (typeof record !== 'object' || record === null) return undefined;
  const { id } = record as { readonly id?: unknown };
  return typeof id === 'string' ? id : undefined;
}
