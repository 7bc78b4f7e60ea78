import { Command } from 'commander';
import type { Context } from '../context.ts';
import { type Explanation, explanations } from '../core/explanations.ts';
import { allFields } from '../core/field.ts';
import type { Kind } from '../core/kind.ts';
import { nearest } from '../core/suggest.ts';
import { exitCodes, IrcError, usageError } from '../errors.ts';

export function explainCommand(context: Context): Command {
  return new Command('explain')
    .summary('say what a problem means and how to mend it')
    .description('Says what the code of a problem means, why it matters, and how to mend it.')
    .argument('<code>', 'the code, as validate prints it')
    .addHelpText('after', '\nExample:\n  irc explain reference-missing')
    .action((code: string) => explain(context, code));
}

/** Prints what a code means: codes of the program, and of the rules in the schemas. Rejects with `unknown-code`. */
export async function explain(context: Context, code: string): Promise<void> {
  const known = new Map<string, Explanation>(explanations);
  const kinds = known.has(code) ? [] : await kindsOfWorkspace(context);
  for (const kind of kinds) for (const rule of ruleExplanations(kind)) known.set(rule.code, rule);
  const found = known.get(code);
  if (found === undefined) {
    const near = nearest(code, known.keys());
    throw usageError(
      'unknown-code',
      `There is no problem code "${code}".`,
      near === undefined ? 'codes stand in what irc validate prints' : `did you mean ${near}?`,
    );
  }
  const { terminal } = context;
  if (context.options.json) terminal.out(`${JSON.stringify(found, undefined, 2)}\n`);
  else {
    const { style } = terminal;
    terminal.out(`${style.bold(found.code)} · ${found.severity} · ${found.what}\n`);
    terminal.out(`  ${style.dim('why ')}  ${found.why}\n  ${style.dim('mend')}  ${found.mend}\n`);
  }
}

/** Outside of a workspace the program's own codes can still be explained. */
async function kindsOfWorkspace(context: Context): Promise<readonly Kind[]> {
  try {
    return (await context.openWorkspace('read')).kinds.kinds;
  } catch (error) {
    if (error instanceof IrcError && error.exitCode === exitCodes.mendFirst) return [];
    throw error;
  }
}

/** What the rules of a kind mean, at whatever field they stand. */
export function ruleExplanations(kind: Kind): Explanation[] {
  return allFields(kind.root).flatMap((field) =>
    (field.annotations.rules ?? []).map((rule) => ({
      code: rule.code,
      severity: rule.severity,
      what: rule.message,
      why: rule.why,
      mend: rule.hint ?? 'correct the field that the problem names',
    })),
  );
}
