import { Command } from 'commander';
import type { Context } from '../context.ts';
import { withArticle } from '../core/schemas/place.ts';
import { type MatchGroup, matchableKinds, matchesOf } from '../core/work/matches.ts';
import { usageError } from '../errors.ts';
import { matchJson, matchText } from '../views/matches.ts';
import { kindNamed, recordNamed } from './lookup.ts';
import { tellFailures } from './schema-failures.ts';

interface MatchOptions {
  readonly kind?: string;
  readonly all?: boolean;
}

/** How many of each list are shown without `--all`. */
const mostShown = 10;

export function matchCommand(context: Context): Command {
  return new Command('match')
    .summary('show which records fit one, and why')
    .description(
      'Compares a record with those that its kind is compared with, such as a project with calls and partners: which fit, with the reasons and points, and what keeps the others out.',
    )
    .argument('<id>', 'id of the record')
    .option('--kind <kind>', 'only with records of this kind')
    .option('--all', 'show all of them, not only the first ten')
    .addHelpText(
      'after',
      '\nExamples:\n  irc match leather-enzymes\n  irc match need-2026-tanneries --kind partners --all\n  irc match leather-enzymes --json',
    )
    .action((id: string, options: MatchOptions) => match(context, id, options));
}

/** Prints what fits a record. Rejects with `unknown-record`, `unknown-kind` and `no-matches`. */
export async function match(context: Context, id: string, options: MatchOptions): Promise<void> {
  const workspace = await context.openWorkspace('read');
  const { register } = workspace;
  const record = recordNamed(workspace, id);
  const kinds = matchableKinds(register.kinds, record.kind);
  const kind = options.kind === undefined ? undefined : kindNamed(workspace, options.kind);
  if (kinds.length === 0 || (kind !== undefined && !kinds.includes(kind))) {
    const able = register.kinds
      .filter((each) => matchableKinds(register.kinds, each).length > 0)
      .map((each) => each.plural);
    const own = kinds.map((each) => each.plural).join(', ');
    throw usageError(
      'no-matches',
      `${withArticle(record.kind.title)} is compared with ${kind === undefined ? 'nothing' : `no ${kind.plural}`}.`,
      own === '' ? `what can be compared: ${able.join(', ') || 'nothing'}` : `it is compared with ${own}`,
    );
  }
  const groups = matchesOf(register, record, kind);
  const { terminal } = context;
  if (context.options.json) {
    const data = { id: record.id, groups: groups.map((group) => matchJson(register, group)) };
    terminal.out(`${JSON.stringify(data, undefined, 2)}\n`);
  } else {
    const { columns, style } = terminal;
    const most = options.all === true ? Number.POSITIVE_INFINITY : mostShown;
    terminal.out(groups.map((group) => matchText(register, group, { columns, style, most })).join('\n'));
    terminal.say(`${groups.map(closing).join(' · ')}\n`);
  }
  tellFailures(context, register);
}

function closing(group: MatchGroup): string {
  const { fitting, without, excluded, kind } = group;
  const all = fitting.length + without.length + excluded.length;
  return `${fitting.length} of ${all} ${kind.plural} fit, ${excluded.length} out`;
}
