import { Command } from 'commander';
import type { Context } from '../context.ts';
import { type Explanation, explanations } from '../core/explanations/index.ts';
import { allFields } from '../core/schemas/field.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { nearest } from '../core/suggest.ts';
import { exitCodes, IrcError, usageError } from '../errors.ts';
import { withNamedHoles } from '../views/holes.ts';

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
  const own = explanations.get(code);
  const rules = own === undefined ? (await kindsOfWorkspace(context)).flatMap(ruleExplanations) : [];
  const found = own === undefined ? rules.filter((rule) => rule.code === code) : [own];
  const [first] = found;
  if (first === undefined) {
    const near = nearest(code, [...explanations.keys(), ...rules.map((rule) => rule.code)]);
    throw usageError(
      'unknown-code',
      `There is no problem code "${code}".`,
      near === undefined ? 'codes stand in what irc validate prints' : `did you mean ${near}?`,
    );
  }
  const { terminal } = context;
  if (context.options.json) return terminal.out(`${JSON.stringify(first, undefined, 2)}\n`);
  const { style } = terminal;
  terminal.out(`${style.bold(first.code)} · ${first.severity} · ${first.what}\n`);
  // A code may stand at several fields, and says something else at each.
  for (const what of new Set(found.map((each) => each.what))) {
    if (what !== first.what) terminal.out(`  ${style.dim('or  ')}  ${what}\n`);
  }
  for (const [label, part] of [
    ['why ', 'why'],
    ['mend', 'mend'],
  ] as const) {
    for (const text of new Set(found.map((each) => each[part]))) terminal.out(`  ${style.dim(label)}  ${text}\n`);
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

/** What the rules of a kind mean, at whatever field they stand; what is worked out for a record stands in brackets. */
export function ruleExplanations(kind: Kind): Explanation[] {
  return allFields(kind.root).flatMap((field) =>
    (field.annotations.rules ?? []).map((rule) => ({
      code: rule.code,
      severity: rule.severity,
      what: withNamedHoles(field, kind.root, rule.message),
      why: rule.why,
      mend:
        rule.hint === undefined
          ? 'correct the field that the problem names'
          : withNamedHoles(field, kind.root, rule.hint),
    })),
  );
}
