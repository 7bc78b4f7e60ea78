import { Command } from 'commander';
import type { Context } from '../context.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { dottedPath } from '../core/schemas/place.ts';
import { usageError } from '../errors.ts';
import { type Link, linksFrom, linksText, linksTo } from '../views/links.ts';
import { recordNamed } from './lookup.ts';

export function refsCommand(context: Context): Command {
  return new Command('refs')
    .summary('show what points to a record, and where it points')
    .description('Shows as a tree which records name this one, and which it names, by the field that holds the name.')
    .argument('<id>', 'id of the record')
    .option('--depth <number>', 'how far to follow', '2')
    .addHelpText('after', '\nExamples:\n  irc refs unesco\n  irc refs mou-2022-igad --depth 3\n  irc refs za --json')
    .action((id: string, options: { readonly depth: string }) => refs(context, id, options.depth));
}

/** Prints both directions. Rejects with `unknown-record` and `option-invalid`. */
export async function refs(context: Context, id: string, depth: string): Promise<void> {
  const workspace = await context.openWorkspace('read');
  const record = recordNamed(workspace, id);
  if (!/^[1-9]$/.test(depth)) throw usageError('option-invalid', `--depth ${depth} is no number from 1 to 9.`);
  const { register } = workspace;
  const { terminal } = context;
  const [to, from] = [linksTo(register, record), linksFrom(register, record)];
  if (context.options.json) {
    const data = {
      id: record.id,
      namedBy: to.map((link) => linkJson(register, link, link.record ?? record)),
      names: from.map((link) => linkJson(register, link, record)),
    };
    terminal.out(`${JSON.stringify(data, undefined, 2)}\n`);
    return;
  }
  terminal.out(linksText(register, record, Number(depth), terminal.columns, terminal.style));
  terminal.say(`${to.length === 0 ? 'Nothing names it' : `${counted(to.length)} it`} · it names ${from.length}\n`);
}

function counted(number: number): string {
  return number === 1 ? '1 record names' : `${number} records name`;
}

/** `holder`: the record in which the paths stand. */
function linkJson(register: Register, link: Link, holder: RecordEntry): object {
  return {
    id: link.id,
    kind: link.record?.kind.name ?? null,
    state: link.record === undefined ? null : (register.state(link.record) ?? null),
    paths: link.paths.map((place) => dottedPath(holder.kind.root, holder.value, place)),
  };
}
