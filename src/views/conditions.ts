/** The conditions of a step or a document as a person reads them: met ones too, so that the unmet are believed. */
import type { Condition } from '../core/register/lifecycle.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { fieldAt } from '../core/schemas/field.ts';
import { dottedPath } from '../core/schemas/place.ts';
import { valueShape } from '../core/schemas/value-shape.ts';
import { lineSafe } from '../core/terminal-safe.ts';

/** One line for a condition, and beneath an unmet one the command that mends it. */
export function conditionLines(record: RecordEntry, condition: Condition): string[] {
  if (condition.met) return [`✓ ${condition.title}`];
  const mend = remedyOf(record, condition);
  const line = `✗ ${condition.title}: ${lineSafe(condition.message)}`;
  return mend === undefined ? [line] : [line, `    ${lineSafe(mend)}`];
}

/** A condition as JSON: `{title, met, message, hint, path}`; message, hint and path only where they say something. */
export function conditionJson(record: RecordEntry, condition: Condition): object {
  const path = pathOf(record, condition);
  const hint = condition.met ? undefined : remedyOf(record, condition);
  return {
    title: condition.title,
    met: condition.met,
    ...(condition.message === '' ? {} : { message: condition.message }),
    ...(hint === undefined ? {} : { hint }),
    ...(path === undefined ? {} : { path }),
  };
}

function remedyOf(record: RecordEntry, condition: Condition): string | undefined {
  const path = pathOf(record, condition);
  if (condition.hint !== undefined || path === undefined) return condition.hint;
  const field = fieldAt(record.kind.root, condition.place);
  return `irc set ${record.id} ${path}=${field === undefined ? '…' : valueShape(field)}`;
}

function pathOf(record: RecordEntry, condition: Condition): string | undefined {
  return condition.place.length === 0 ? undefined : dottedPath(record.kind.root, record.value, condition.place);
}
