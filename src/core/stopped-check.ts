/** A check that was stopped, as the problem that it is. Codes: check-too-slow, check-too-large. */
import type { Problem } from '../errors.ts';
import { placeOfExpression } from './checks/expressions.ts';
import { isMap, type Value } from './value.ts';

export interface StoppedCheck {
  /** What was used up: time for one expression, for one file or for all, or memory. */
  readonly limit: 'expression' | 'file' | 'run' | 'memory';
  /** The limit in words: "5 seconds". */
  readonly most: string;
  /** The file that was looked at, below the workspace; undefined before the first. */
  readonly file: string | undefined;
  /** The expression that was running. */
  readonly expression: string | undefined;
}

/** `schemas` are the files that may hold the expression. */
export function stoppedProblem(
  { limit, most, file, expression }: StoppedCheck,
  schemas: readonly { readonly file: string; readonly text: string }[],
): Problem {
  const what = limit === 'memory' ? 'memory' : 'time';
  const code = limit === 'memory' ? 'check-too-large' : 'check-too-slow';
  const schema = schemas.find(({ text }) => expression !== undefined && text.includes(written(expression)));
  const on = file === undefined ? '' : ` on ${file}`;
  if (schema !== undefined && expression !== undefined) {
    return {
      ...{ code, severity: 'error', file: schema.file, path: '' },
      ...placeOfExpression(schema.file, schema.text, expression),
      message: `${nameOf(schema.text, expression)} takes more ${what} than it may (${most})${on}. The check was stopped there, and the rest is not checked`,
      hint: 'write it so that it goes through each list once, or take it out',
    };
  }
  const subject = limit === 'run' ? 'The check of all files' : 'The check of this file';
  return {
    ...{ code, severity: 'error', file: file ?? 'records/office.yaml', line: 1, column: 1, length: 1, path: '' },
    message: `${subject} takes more ${what} than it may (${most}). It was stopped here, and the rest is not checked`,
    hint: limit === 'run' ? 'check a part of it: irc validate PATH' : 'make the file smaller, or take it out',
  };
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

function written(expression: string): string {
  return JSON.stringify(expression).slice(1, -1);
}
