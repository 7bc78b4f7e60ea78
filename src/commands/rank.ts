import { Command } from 'commander';
import type { Context, Workspace } from '../context.ts';
import { filterRecords } from '../core/finding/where.ts';
import type { RecordEntry } from '../core/register/register.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { rankedKinds, rankingOf } from '../core/work/ranking.ts';
import { usageError } from '../errors.ts';
import { rankingJson, rankingText } from '../views/ranking.ts';
import { kindNamed, recordNamed } from './lookup.ts';
import { tellFailures } from './schema-failures.ts';

interface RankOptions {
  readonly where?: string;
  readonly about?: string;
}

export function rankCommand(context: Context): Command {
  return new Command('rank')
    .summary('put a portfolio in order, with what each figure is made of')
    .description(
      'Puts records in order by the figure that their kind names, such as projects by their evaluations: with the parts, how far the evaluators lie apart, and which version they judged.',
    )
    .argument('[kind]', 'kind or its plural, such as projects')
    .option('--where <cel>', "only those for which it holds, such as state == 'evaluation'")
    .option('--about <id>', 'only those that name this record, such as a call')
    .addHelpText(
      'after',
      '\nExamples:\n  irc rank projects --where "state == \'evaluation\'"\n  irc rank projects --about call-2027-joint-research\n  irc rank needs --json',
    )
    .action((kind: string | undefined, options: RankOptions) => rank(context, kind, options));
}

/** Prints a ranking of each kind asked for. Rejects with `unknown-kind`, `unknown-record`, `no-ranking`, `where-invalid`. */
export async function rank(context: Context, word: string | undefined, options: RankOptions): Promise<void> {
  const workspace = await context.openWorkspace('read');
  const { register } = workspace;
  const kinds = kindsAsked(workspace, word);
  const about = options.about === undefined ? undefined : recordNamed(workspace, options.about);
  const near = about === undefined ? undefined : new Set(register.referrers(about.id).map((referrer) => referrer.from));
  const rankings = kinds.map((kind) => {
    const all = register.ofKind(kind.name).filter((record) => near === undefined || near.has(record));
    const records: readonly RecordEntry[] =
      options.where === undefined ? all : filterRecords(register, all, options.where);
    return { kind, ranked: rankingOf(register, kind, records) };
  });
  const { terminal } = context;
  if (context.options.json) {
    const data = rankings.map(({ kind, ranked }) => rankingJson(register, kind, ranked));
    terminal.out(`${JSON.stringify(data, undefined, 2)}\n`);
  } else {
    const filled = rankings.filter(({ ranked }) => ranked.length > 0);
    const { columns, style } = terminal;
    terminal.out(filled.map(({ kind, ranked }) => rankingText(register, kind, ranked, columns, style)).join('\n'));
    const enough = rankings.flatMap(({ ranked }) => ranked).filter(({ rank: place }) => place !== undefined).length;
    const total = rankings.reduce((sum, { ranked }) => sum + ranked.length, 0);
    terminal.say(total === 0 ? 'Nothing to rank.\n' : `${enough} of ${total} ranked\n`);
  }
  tellFailures(context, register);
}

function kindsAsked(workspace: Workspace, word: string | undefined): readonly Kind[] {
  const able = rankedKinds(workspace.register);
  const kind = word === undefined ? undefined : kindNamed(workspace, word);
  if (able.length > 0 && (kind === undefined || able.includes(kind))) return kind === undefined ? able : [kind];
  throw usageError(
    'no-ranking',
    kind === undefined ? 'No kind says how its records are ranked.' : `No figure ranks ${kind.plural}.`,
    able.length === 0
      ? 'a schema says so with "ranking" (docs/schemas.md)'
      : `what can be ranked: ${able.map((each) => each.plural).join(', ')}`,
  );
}
