import type { Context } from '../context.ts';
import type { Register } from '../core/register/register.ts';
import { lineSafe } from '../core/terminal-safe.ts';

/** Expressions of schemas that failed while something was worked out: what rests on them is left out, which is said. */
export function tellFailures({ terminal }: Context, register: Register): void {
  for (const { kind, record, expression, message } of register.failures) {
    const what = `${kind.schemaFile}: an expression fails on ${record.id}, and counts as not known: ${message}`;
    terminal.err(`${terminal.style.yellow('!')} ${lineSafe(`${what} (in ${expression})`)}\n`);
  }
}
