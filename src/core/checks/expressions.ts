/** Expressions that failed on a record: mistakes of the schema, placed there, with the record that showed it. */
import type { Problem } from '../../errors.ts';
import { readRecord } from '../records/record.ts';
import type { Register } from '../register/register.ts';

/** Code: schema-expression. */
export function expressionProblems(register: Register): Problem[] {
  return register.failures.map((failure) => ({
    code: 'schema-expression',
    severity: 'error',
    file: failure.kind.schemaFile,
    ...placeOfExpression(failure.kind.schemaFile, failure.kind.schemaText, failure.expression),
    path: '',
    message: `An expression of the ${failure.kind.title.toLowerCase()} fails on ${failure.record.id}: ${failure.message} (in ${failure.expression})`,
    hint: 'guard it, for example with .? and .orValue(…), or with has(…)',
  }));
}

/** Line and column of the expression in a text, where it is written as JSON or as it is. */
export function placeOfExpression(
  file: string,
  text: string,
  expression: string,
): { line: number; column: number; length: number } {
  const inJson = JSON.stringify(expression).slice(1, -1);
  const written = text.includes(inJson) ? inJson : expression;
  const at = text.indexOf(written);
  if (at < 0) return readRecord(file, text).positionOf([]);
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, length: written.length };
}
