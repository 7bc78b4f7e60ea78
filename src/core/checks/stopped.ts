/** Work that was stopped, as the problem that it is. Codes: check-too-slow, check-too-large, expression-too-slow. */
import { exitCodes, IrcError, type Problem } from '../../errors.ts';
import type { ExpressionTooSlow } from '../expressions/budget.ts';
import { isMap, type Value } from '../value.ts';
import { placeOfExpression } from './expressions.ts';

export interface StoppedCheck {
  /** What was used up: steps of one expression; time for one expression, for one file or for all; or memory. */
  readonly limit: 'steps' | 'expression' | 'file' | 'run' | 'memory';
  /** The limit in words: "5 seconds". */
  readonly most: string;
  /** The file that was looked at, below the workspace; undefined before the first. */
  readonly file: string | undefined;
  /** The id of the record that the expression was worked out for, where that is known. */
  readonly record?: string | undefined;
  /** The expression that was running. */
  readonly expression: string | undefined;
}

/** A file that may hold an expression: a schema, a clause, a report. */
export interface ExpressionFile {
  readonly file: string;
  readonly text: string;
}

/** The check that an expression has stopped. */
export function stoppedBy({ expression, record, most }: ExpressionTooSlow): StoppedCheck {
  return { limit: 'steps', most, file: undefined, record, expression };
}

/** `holders` are the files that may hold the expression. */
export function stoppedProblem(stopped: StoppedCheck, holders: readonly ExpressionFile[]): Problem {
  const { limit, most, file, record = file, expression } = stopped;
  const what = whatOf(limit);
  const code = { memory: 'check-too-large', work: 'expression-too-slow', time: 'check-too-slow' }[what];
  const holder = holderOf(expression, holders);
  const on = record === undefined ? '' : ` on ${record}`;
  if (holder !== undefined && expression !== undefined) {
    return {
      ...{ code, severity: 'error', file: holder.file, path: '' },
      ...placeOfExpression(holder.file, holder.text, expression),
      message: `${nameOf(holder.text, expression)} takes more ${what} than it may (${most})${on}. The check was stopped there, and the rest is not checked`,
      hint: `${simpler}, or take it out`,
    };
  }
  const subject = limit === 'run' ? 'The check of all files' : 'The check of this file';
  return {
    ...{ code, severity: 'error', file: file ?? 'records/office.yaml', line: 1, column: 1, length: 1, path: '' },
    message: `${subject} takes more ${what} than it may (${most}). It was stopped here, and the rest is not checked`,
    hint: limit === 'run' ? 'check a part of it: irc validate PATH' : 'make the file smaller, or take it out',
  };
}

/** What a command tells that is no check. An expression that no file holds was typed: then the call was wrong. */
export function tooSlowError(stopped: ExpressionTooSlow, holders: readonly ExpressionFile[]): IrcError {
  const { code, expression, record, most } = stopped;
  const holder = holderOf(expression, holders);
  if (holder === undefined) return stopped;
  const { line } = placeOfExpression(holder.file, holder.text, expression);
  const on = record === undefined ? '' : ` on ${record}`;
  return new IrcError(
    code,
    `${nameOf(holder.text, expression)} takes more work than it may (${most})${on}, so the command was stopped.`,
    {
      exitCode: exitCodes.recordsHaveErrors,
      hint: `${holder.file}:${line}: ${simpler}, or take it out`,
    },
  );
}

const simpler = 'write it so that it goes through each list once';

function whatOf(limit: StoppedCheck['limit']): 'memory' | 'work' | 'time' {
  if (limit === 'memory') return 'memory';
  return limit === 'steps' ? 'work' : 'time';
}

function holderOf(expression: string | undefined, holders: readonly ExpressionFile[]): ExpressionFile | undefined {
  if (expression === undefined) return undefined;
  return holders.find(({ text }) => text.includes(expression) || text.includes(writtenInJson(expression)));
}

/** What the expression is for: "The rule trip-nights", "The derived field last_day", "An expression". */
function nameOf(text: string, expression: string): string {
  let name = 'An expression';
  const isOf = (value: Value | undefined): boolean => typeof value === 'string' && value.includes(expression);
  const walk = (value: Value): void => {
    if (Array.isArray(value)) for (const item of value) walk(item);
    if (!isMap(value)) return;
    if (typeof value.code === 'string' && [value.when, value.rule, value.message, value.hint].some(isOf)) {
      name = `The rule ${value.code}`;
    }
    if (isMap(value.derived)) {
      for (const [field, derived] of Object.entries(value.derived)) {
        if (isMap(derived) && isOf(derived.value)) name = `The derived field ${field}`;
      }
    }
    for (const child of Object.values(value)) walk(child);
  };
  try {
    walk(JSON.parse(text) as Value);
  } catch {
    // What cannot be read has no names.
  }
  return name;
}

function writtenInJson(expression: string): string {
  return JSON.stringify(expression).slice(1, -1);
}
