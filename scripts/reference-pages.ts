/** The reference of the manual, made of what the program knows of itself: schemas, commands and explanations. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { ruleExplanations } from '../src/commands/explain.ts';
import { commands } from '../src/commands/index.ts';
import { reportsOf } from '../src/commands/report-maker.ts';
import type { Context, Workspace } from '../src/context.ts';
import { explanations } from '../src/core/explanations/index.ts';
import type { CodeList } from '../src/core/schemas/codelist.ts';
import { allFields } from '../src/core/schemas/field.ts';
import type { Kind } from '../src/core/schemas/kind.ts';
import { openWorkspace } from '../src/io/workspace.ts';
import { kindReference, type ReferenceWorld } from '../src/views/reference.ts';
import { kindMarkdown } from '../src/views/reference-markdown.ts';

/** The command that writes the pages anew. */
export const referenceCommand = 'npm run reference';

const packageFolder = join(import.meta.dirname, '..');
const remark = `<!-- Written by \`${referenceCommand}\`: change the program or the schemas, not this page. -->\n`;

/** Every page by its path below docs/reference/. */
export async function referencePages(): Promise<Map<string, string>> {
  const workspace = await openWorkspace({
    ...{ cwd: packageFolder, env: process.env, today: '2026-11-24' },
    now: () => '2026-11-24T09:00:00Z',
  });
  const { kinds } = workspace.kinds;
  const world = { kinds, reports: await reportsOf(workspace) };
  const pages = new Map(kinds.map((kind) => [`kinds/${kind.name}.md`, kindPage(kind, world)]));
  pages.set('README.md', indexPage(kinds));
  pages.set('code-lists.md', codeListPage(workspace));
  pages.set('commands.md', await commandPage());
  pages.set('problems.md', problemPage(kinds));
  return new Map([...pages].map(([path, text]) => [path, `${remark}\n${text.trimEnd()}\n`]));
}

function indexPage(kinds: readonly Kind[]): string {
  const rows = kinds.map((kind) => `| [${kind.name}](kinds/${kind.name}.md) | ${kind.description} |`);
  return [
    '# Reference',
    'These pages are made of the program itself. In a register with schemas of its own, `irc kinds` shows what holds there.',
    ['| kind | what it is |', '| --- | --- |', ...rows].join('\n'),
    [
      '- [Commands](commands.md): every command with its options',
      '- [Code lists](code-lists.md): the codes that fields may hold',
      '- [Problems](problems.md): every code of a problem, why it matters and how to mend it',
      '- [Expressions](../expressions.md): names and functions of conditions',
      '- [Templates](../templates.md): values, helpers and directives of papers',
    ].join('\n'),
  ].join('\n\n');
}

function kindPage(kind: Kind, world: ReferenceWorld): string {
  return kindMarkdown(kindReference(kind, world))
    .replace(/^#(#+ )/gm, '$1')
    .replace(/ of the list ([a-z0-9-]+)/g, ' of the list [$1](../code-lists.md#$1)')
    .replace(/^\| `([a-z0-9-]+)` \| (error|warning|info) \|/gm, '| [`$1`](../problems.md#$1) | $2 |');
}

function codeListPage(workspace: Workspace): string {
  const names = new Set(
    workspace.kinds.kinds.flatMap((kind) => allFields(kind.root).flatMap((field) => field.annotations.codelist ?? [])),
  );
  const lists = [...names].sort().flatMap((name) => workspace.codeLists.get(name) ?? []);
  return ['# Code lists', ...lists.map(codeListPart)].join('\n\n');
}

/** Lists of a public standard are too long to print, and are known by it. */
const longestPrinted = 120;

function codeListPart(list: CodeList): string {
  const items = list.items.filter((item) => item.retired !== true);
  const hasAmharic = items.some((item) => item.am !== undefined);
  const rows = items.map(
    (item) => `| \`${item.code}\` | ${cell(item.en)} |${hasAmharic ? ` ${cell(item.am ?? '')} |` : ''}`,
  );
  const head = hasAmharic ? '| code | meaning | Amharic |\n| --- | --- | --- |' : '| code | meaning |\n| --- | --- |';
  const printed =
    items.length > longestPrinted
      ? `${items.length} codes, such as ${items
          .slice(0, 3)
          .map((item) => `\`${item.code}\` (${item.en})`)
          .join(', ')}.`
      : [head, ...rows].join('\n');
  return [`## ${list.name}`, `${list.title}. Source: ${list.source}.`.replace(/\.\./g, '.'), printed].join('\n\n');
}

async function commandPage(): Promise<string> {
  const parts: string[] = [];
  for (const entry of commands.filter((known) => known.isHidden !== true)) {
    parts.push(commandPart((await entry.load())(noContext)));
  }
  const intro =
    'Every command also takes the options that [Commands](../commands.md) lists: `-C`, `--today`, `--json`, `--no-input`, `--no-color`, `--no-pager`, `--quiet`.';
  return ['# Commands, with their options', intro, ...parts].join('\n\n');
}

/** Commands only read it when they run. */
const noContext = {} as Context;

function commandPart(command: Command): string {
  const help = command.createHelp();
  const usages = help
    .commandUsage(command)
    .split('\n')
    .map((line) => line.replace(/^(Usage:)? *(irc )?/, 'irc '));
  const rows = [
    ...help.visibleArguments(command).map((one) => [`<${one.name()}>`, help.argumentDescription(one)] as const),
    ...command.options.map((one) => [one.flags, help.optionDescription(one)] as const),
  ].map(([name, what]) => `| \`${name.replaceAll('|', '\\|')}\` | ${cell(what)} |`);
  const options = rows.length === 0 ? [] : [['| | |', '| --- | --- |', ...rows].join('\n')];
  return [
    `## irc ${command.name()}`,
    command.description(),
    fenced(usages.join('\n')),
    ...options,
    ...afterHelp(command),
  ].join('\n\n');
}

/** What stands after the options in the help: further words, and examples. */
function afterHelp(command: Command): string[] {
  let text = '';
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  const after = text.slice(text.indexOf(command.helpInformation()) + command.helpInformation().length).trim();
  return after.split(/\n\n+/).map((part) => (/^Examples?:/.test(part) ? fenced(withoutIndent(part)) : part));
}

function withoutIndent(examples: string): string {
  return examples
    .split('\n')
    .slice(1)
    .map((line) => line.replace(/^ {2}/, ''))
    .join('\n');
}

function problemPage(kinds: readonly Kind[]): string {
  const own = [...explanations.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  const byCode = rulesByCode(kinds);
  return [
    '# Problems',
    'What `irc validate` finds, and what stops a command. In a terminal: `irc explain CODE`.',
    '## Codes of the program',
    ...own.flatMap((each) => [
      `### ${each.code}`,
      `${capital(each.severity)}. ${each.what} ${each.why}`,
      `To mend it: ${inText(each.mend)}`,
    ]),
    '## Rules of the kinds',
    'What stands in brackets is worked out for the record: the value of the field of that name, or one of the wordings.',
    ...[...byCode].flatMap(([code, wordings]) => [
      `### ${code}`,
      ...[...wordings].map(([wording, plurals]) => wording.replace('.', `, of ${[...plurals].join(', ')}.`)),
    ]),
  ].join('\n\n');
}

/** Which kinds have a rule of a code, by its wording: a rule of a shared definition holds in many places. */
function rulesByCode(kinds: readonly Kind[]): Map<string, Map<string, Set<string>>> {
  const byCode = new Map<string, Map<string, Set<string>>>();
  for (const kind of kinds) {
    for (const rule of ruleExplanations(kind)) {
      const said = `${capital(rule.severity)}. ${inText(rule.what)}. ${inText(rule.why)}`.replace(
        /([.?])\.(?!\.)/g,
        '$1',
      );
      const wordings = byCode.get(rule.code) ?? new Map<string, Set<string>>();
      const wording = `${said}\n\nTo mend it: ${inText(rule.mend)}`;
      wordings.set(wording, (wordings.get(wording) ?? new Set()).add(kind.plural));
      byCode.set(rule.code, wordings);
    }
  }
  return byCode;
}

/** Running text: all signs of Markdown and HTML as they are. */
function inText(text: string): string {
  return text.replace(/[\\`*_<>[\]]/g, '\\$&');
}

function cell(text: string): string {
  return text.replace(/[|<>]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
}

function fenced(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
