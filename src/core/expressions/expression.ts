/**
 * CEL, the one expression language of schemas and queries: the environment, our functions and their limits.
 * Expressions have no side effects; what they know of the register comes through `Lookup`.
 */
import { type Environment, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import type { Watch } from '../watch.ts';
import { ExpressionTooSlow, StepBudget, type StepLimits } from './budget.ts';
import { baseEnvironment } from './environment.ts';
import { countSteps } from './steps.ts';
import {
  type ExpressionFault,
  faultOf,
  firstLine,
  splitHoles,
  withFieldsOfTypeNames,
  withLinearMatches,
} from './text.ts';
import { type CelMap, type CelValue, celText, type Lookup } from './values.ts';

export interface Scope {
  readonly self: CelValue;
  readonly record: CelValue;
  readonly office: CelValue;
  readonly today: string;
  readonly old?: CelValue;
  /** In a comparison: the record that `self` is compared with. */
  readonly other?: CelValue;
  /** In a comparison: what was worked out of the two for all criteria. */
  readonly both?: CelValue;
  /** In a copy of a document: the one who keeps it. */
  readonly copy?: CelValue;
  /** In an action: its day, and the post that does it. */
  readonly on?: string;
  readonly by?: string | null;
}

/** An expression that cannot be read or evaluated; `missing` is the key that was not there, if that was the reason. */
export class ExpressionError extends Error {
  readonly expression: string;
  readonly missing: string | undefined;
  constructor(expression: string, message: string, missing?: string) {
    super(message);
    this.name = 'ExpressionError';
    this.expression = expression;
    this.missing = missing;
  }
}

type Compiled = (scope: Record<string, unknown>) => unknown;

export class Expressions {
  readonly #environment: Environment;
  readonly #open: Environment;
  readonly #compiled = new Map<string, Compiled>();
  readonly #compiledOpen = new Map<string, Compiled>();
  /** Is told which expression is worked out. */
  readonly watch: Watch | undefined;
  /** The work that expressions may do, which those of one run share. */
  readonly budget: StepBudget;
  #lookup: Lookup | undefined;

  constructor(watch?: Watch, limits?: StepLimits) {
    this.watch = watch;
    this.budget = new StepBudget(limits);
    this.#environment = baseEnvironment(() => this.#lookup, this.budget, false);
    this.#open = baseEnvironment(() => this.#lookup, this.budget, true);
    for (const name of ['self', 'record', 'office', 'today', 'old', 'other', 'both', 'copy', 'on', 'by']) {
      this.#environment.registerVariable(name, 'dyn');
    }
  }

  /** The value of an expression. Throws `ExpressionError`, and `ExpressionTooSlow` where it takes too many steps. */
  evaluate(expression: string, scope: Scope, lookup: Lookup): CelValue {
    return this.#run(expression, scope, lookup, () => this.#compile(expression)({ ...scope }));
  }

  /** True when the expression is true; throws `ExpressionError` where it gives no boolean. */
  holds(expression: string, scope: Scope, lookup: Lookup): boolean {
    const value = this.evaluate(expression, scope, lookup);
    if (typeof value !== 'boolean') throw new ExpressionError(expression, 'gives no true or false');
    return value;
  }

  /**
   * As `holds`, but a key that is not there makes it false, and the fields of `self` may be named by themselves: for
   * `--where` and for the conditions of questions.
   */
  holdsForRecord(expression: string, scope: Scope, lookup: Lookup): boolean {
    const value = this.openValue(expression, scope, lookup);
    if (value === undefined) return false;
    if (typeof value !== 'boolean') throw new ExpressionError(expression, 'gives no true or false');
    return value;
  }

  /** As `evaluate`, where the fields of `self` may be named by themselves, and a key that is not there gives undefined. */
  openValue(expression: string, scope: Scope, lookup: Lookup): CelValue | undefined {
    try {
      return this.#run(expression, scope, lookup, () => this.#compileOpen(expression)(namesOf(scope)));
    } catch (error) {
      if (error instanceof ExpressionError && error.missing !== undefined) return undefined;
      throw error;
    }
  }

  #run(expression: string, scope: Scope, lookup: Lookup, work: () => unknown): CelValue {
    const outer = this.#lookup;
    this.#lookup = lookup;
    this.watch?.begins(expression);
    try {
      return this.budget.within(expression, scope.record, work) as CelValue;
    } catch (error) {
      throw error instanceof ExpressionTooSlow ? error : asExpressionError(expression, error);
    } finally {
      this.watch?.ends();
      this.#lookup = outer;
    }
  }

  /** Fills the `{CEL}` holes of a text. Throws `ExpressionError`. */
  fill(text: string, scope: Scope, lookup: Lookup): string {
    return splitHoles(text)
      .map((part) => (part.hole ? celText(this.evaluate(part.text, scope, lookup)) : part.text))
      .join('');
  }

  /** What keeps an open expression from being read, or undefined. */
  syntaxFault(expression: string): ExpressionFault | undefined {
    try {
      this.#compileOpen(expression);
      return undefined;
    } catch (error) {
      return faultOf(error, expression, withLinearMatches(withFieldsOfTypeNames(expression)));
    }
  }

  #compileOpen(expression: string): Compiled {
    let compiled = this.#compiledOpen.get(expression);
    if (compiled === undefined) {
      compiled = this.#read(this.#open, withFieldsOfTypeNames(expression));
      this.#compiledOpen.set(expression, compiled);
    }
    return compiled;
  }

  #compile(expression: string): Compiled {
    let compiled = this.#compiled.get(expression);
    if (compiled === undefined) {
      compiled = this.#read(this.#environment, expression);
      this.#compiled.set(expression, compiled);
    }
    return compiled;
  }

  #read(environment: Environment, expression: string): Compiled {
    const parsed = environment.parse(withLinearMatches(expression));
    countSteps(parsed.ast, this.budget);
    return parsed as unknown as Compiled;
  }
}

/** The names that an open expression may use: those of the scope, and the fields of `self` (a scope's name wins). */
function namesOf(scope: Scope): Record<string, unknown> {
  const fixed = scope as unknown as Record<string, unknown>;
  const self = typeof scope.self === 'object' && scope.self !== null ? (scope.self as CelMap) : {};
  return new Proxy(fixed, {
    get: (_target, name) =>
      typeof name !== 'string' ? undefined : Object.hasOwn(fixed, name) ? fixed[name] : self[name],
    has: (_target, name) => Object.hasOwn(fixed, name) || self[String(name)] !== undefined,
    getOwnPropertyDescriptor: (_target, name) => {
      const value = Object.hasOwn(fixed, name) ? fixed[String(name)] : self[String(name)];
      return value === undefined ? undefined : { value, configurable: true, enumerable: true, writable: true };
    },
  });
}

function asExpressionError(expression: string, error: unknown): ExpressionError {
  if (error instanceof ExpressionError) return error;
  if (error instanceof EvaluationError || error instanceof ParseError || error instanceof Error) {
    const message = firstLine(error.message);
    const missing = /^No such key: (.+)$/.exec(message)?.[1] ?? /^Unknown variable: (.+)$/.exec(message)?.[1];
    return new ExpressionError(expression, message, missing);
  }
  return new ExpressionError(expression, String(error));
}
