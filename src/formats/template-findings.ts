/** What a walk through templates finds, and where. */
import type { Sureness } from '../core/papers/template-shape.ts';
import type { Severity } from '../errors.ts';
import type { Given } from './template-scope.ts';

type SlipCode =
  | 'template-syntax'
  | 'template-name'
  | 'template-value'
  | 'template-helper'
  | 'template-partial'
  | 'template-directive'
  | 'template-unused';

export interface TemplateSlip {
  /** The template, or the partial in which it stands. */
  readonly source: string;
  /** Both from 1; `length` is the number of characters concerned, on this line. */
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly code: SlipCode;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string | undefined;
  /** Of a partial: where it is taken in so that this is wrong. */
  readonly calledAt?: CallPlace | undefined;
  /** A name that is wrong in many places of the source for one reason, which is told once for each call. */
  readonly once?: string | undefined;
}

interface CallPlace {
  readonly source: string;
  readonly line: number;
}

export interface PartialFile {
  readonly source: string;
  readonly text: string;
  readonly tree: hbs.AST.Program;
}

/** What the walk asks of the one who checks all templates. */
export interface Findings {
  readonly partialNames: readonly string[];
  report(slip: TemplateSlip): void;
  /** A condition that this place of a template finds sure, or not; only one that is the same in every walk counts. */
  condition(slip: TemplateSlip, sure: Sureness | undefined): void;
  /** The partial of that name, once for each way to come to it; undefined where it has been walked so already. */
  partial(name: string, way: readonly unknown[]): PartialFile | 'missing' | undefined;
  /** A key that no value has yet. */
  newKey(): string;
  /** False once so much was walked that no real template comes near. */
  goOn(): boolean;
}

/** Where a walk is: the text that it reads, what `@root` is, and who has called it. */
export interface Ground {
  readonly source: string;
  readonly text: string;
  readonly root: Given;
  readonly calledAt: CallPlace | undefined;
  /** Partials within partials. */
  readonly depth: number;
}

/** Tells what is found in one text. */
export class Reporter {
  readonly #findings: Findings;
  readonly #ground: Ground;
  #lines: readonly string[] | undefined;

  constructor(findings: Findings, ground: Ground) {
    this.#findings = findings;
    this.#ground = ground;
  }

  error(node: hbs.AST.Node, code: SlipCode, message: string, hint?: string, once?: string): void {
    this.#findings.report({ ...this.#placeOf(node), code, severity: 'error', message, hint, once });
  }

  /** What is never printed, or needs not be there. */
  unused(node: hbs.AST.Node, message: string, hint: string): void {
    this.#findings.report(this.#unused(node, message, hint));
  }

  condition(node: hbs.AST.Node, sure: Sureness | undefined, message: string, hint: string): void {
    this.#findings.condition(this.#unused(node, message, hint), sure);
  }

  #unused(node: hbs.AST.Node, message: string, hint: string): TemplateSlip {
    return { ...this.#placeOf(node), code: 'template-unused', severity: 'warning', message, hint };
  }

  /** A node, or its opening tag where it is one with a beginning and an end. */
  #placeOf({
    loc: { start, end },
  }: hbs.AST.Node): Pick<TemplateSlip, 'source' | 'line' | 'column' | 'length' | 'calledAt'> {
    const { source, text, calledAt } = this.#ground;
    this.#lines ??= text.split(/\r?\n/);
    const rest = this.#lines[start.line - 1]?.slice(start.column) ?? '';
    const tag = rest.startsWith('{{') ? rest.indexOf('}}') + 2 : 0;
    const length = tag > 1 ? tag : end.line === start.line ? end.column - start.column : 1;
    return { source, line: start.line, column: start.column + 1, length: Math.max(1, length), calledAt };
  }
}
