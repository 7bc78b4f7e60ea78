import { Command, type Option } from 'commander';
import type { Context, Declarations, Workspace } from '../context.ts';
import { actionsOf, actionTitle, type NamedAction } from '../core/register/actions.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { shellWords, type TypedLine } from '../core/shell-words.ts';
import { IrcError } from '../errors.ts';
import { answersTo, type Candidate, type CompletionWorld, candidatesFor } from '../views/completion.ts';
import type { CommandEntry } from './command-entry.ts';

export function completeCommand(context: Context, commands: readonly CommandEntry[]): Command {
  return new Command('complete')
    .summary('offer what may follow on a command line (for the shell)')
    .description('Called by the shell on Tab; irc completion sets it up.')
    .argument('<shell>', 'bash, zsh, fish or powershell')
    .argument('<line>', 'the command line up to the cursor')
    .action((shell: string, line: string) => complete(context, commands, shell, line));
}

/** Of more than these a shell shows none before more is typed, or asks first. */
const mostDescribed = 200;

/**
 * Prints a candidate a line, with its description behind a tab; `:files` where the shell should offer files. Says nothing
 * on trouble: Tab is no place for errors.
 */
export async function complete(
  context: Context,
  commands: readonly CommandEntry[],
  shell: string,
  line: string,
): Promise<void> {
  try {
    context.terminal.data(await linesAt(context, commands, shell, shellWords(line)));
  } catch (error) {
    if (!(error instanceof IrcError)) throw error;
  }
}

async function linesAt(
  context: Context,
  commands: readonly CommandEntry[],
  shell: string,
  typed: TypedLine,
): Promise<string> {
  const candidates = await candidatesAt(context, commands, typed);
  if (candidates === undefined) return ':files\n';
  const fitting = candidates.filter(({ value }) => value.startsWith(typed.current));
  // bash parts words at these signs, and takes only what follows the last.
  const cut = shell === 'bash' ? Math.max(typed.current.lastIndexOf('='), typed.current.lastIndexOf(':')) + 1 : 0;
  const offered = [...new Map(fitting.map((entry) => [entry.value, entry])).values()];
  const isDescribed = offered.length <= mostDescribed;
  return offered
    .map(
      (entry) =>
        `${entry.value.slice(cut)}\t${isDescribed ? entry.description : ''}${entry.isOpen === true ? '\topen' : ''}\n`,
    )
    .join('');
}

const globalOptions: readonly Candidate[] = [
  { value: '--help', description: 'explain the command' },
  { value: '--json', description: 'print data as JSON' },
  { value: '--no-input', description: 'never ask' },
  { value: '--quiet', description: 'print results and errors only' },
  { value: '--no-pager', description: 'print long output at once' },
  { value: '--today', description: 'take this day for today' },
  { value: '-C', description: 'work in this folder' },
];

async function candidatesAt(
  context: Context,
  commands: readonly CommandEntry[],
  typed: TypedLine,
): Promise<readonly Candidate[] | undefined> {
  const [, ...words] = typed.words;
  const { name, rest } = commandIn(words);
  if (words.at(-1) === '-C') return undefined;
  if (name === undefined || (name === 'help' && rest.length === 0)) {
    const names = commands
      .filter((entry) => entry.isHidden !== true)
      .map((entry) => ({ value: entry.name, description: entry.summary }));
    const actions = actionsOf(await kindsOf(context, words)).map((action) => ({
      value: action.name,
      description: actionTitle(action),
    }));
    return typed.current.startsWith('-') ? globalOptions : [...names, ...actions];
  }
  const entry = commands.find((known) => known.name === name);
  const kinds = entry === undefined ? await kindsOf(context, words) : [];
  const action = actionsOf(kinds).find((known) => known.name === name);
  if (entry === undefined && action === undefined) return [];
  const command =
    action === undefined
      ? await (await entry?.load())?.(context)
      : (await import('./action.ts')).actionCommand(context, action, kinds);
  if (command === undefined) return [];
  const awaited = valueAwaited(command, rest.at(-1));
  if (awaited === undefined && typed.current.startsWith('-')) return [...optionsOf(command), ...globalOptions];
  const given = argumentsIn(command, rest);
  const argument =
    command.registeredArguments[given.length] ?? command.registeredArguments.find((last) => last.variadic);
  const what = awaited ?? argument?.name();
  if (what === undefined) return [];
  const choices = awaited === undefined ? argument?.argChoices : choicesOf(command, rest.at(-1));
  if (choices !== undefined) return choices.map((value) => ({ value, description: '' }));
  if (what === 'report') return reportNames(await declarationsOf(context, words));
  const workspace = await opened(context, words);
  if (workspace === undefined) return [];
  const world = { ...worldOf(workspace, given), action: ownAction(workspace, action) };
  if (what !== 'answer') return candidatesFor(what, typed.current, world);
  const flag = optionNamed(command, rest.at(-1))?.long?.slice(2) ?? '';
  return answersTo(flag, typed.current, world);
}

async function reportNames(declarations: Declarations | undefined): Promise<Candidate[]> {
  if (declarations === undefined) return [];
  const { reportsOf } = await import('./report-maker.ts');
  return (await reportsOf(declarations)).map(({ name, description }) => ({ value: name, description }));
}

/** The name of the command, and what follows it. */
function commandIn(words: readonly string[]): { name: string | undefined; rest: readonly string[] } {
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as string;
    if (word === '-C' || word === '--today') index += 1;
    else if (!word.startsWith('-')) return { name: word, rest: words.slice(index + 1) };
  }
  return { name: undefined, rest: [] };
}

function optionNamed(command: Command, word: string | undefined): Option | undefined {
  if (word === undefined) return undefined;
  return command.options.find((option) => option.long === word || option.short === word);
}

/** The name of the value that the option before the cursor waits for. */
function valueAwaited(command: Command, before: string | undefined): string | undefined {
  const option = optionNamed(command, before);
  if (option === undefined || !(option.required || option.optional)) return undefined;
  return /<([^>]+)>/.exec(option.flags)?.[1] ?? '';
}

function choicesOf(command: Command, before: string | undefined): readonly string[] | undefined {
  return optionNamed(command, before)?.argChoices;
}

function optionsOf(command: Command): Candidate[] {
  return command.options.map((option) => ({ value: option.long ?? option.flags, description: option.description }));
}

/** Words that are arguments: neither options nor their values. */
function argumentsIn(command: Command, rest: readonly string[]): string[] {
  return rest.filter((word, index) => !word.startsWith('-') && valueAwaited(command, rest[index - 1]) === undefined);
}

function worldOf(workspace: Workspace, given: readonly string[]): CompletionWorld {
  const { register } = workspace;
  const [first] = given;
  const record = first === undefined ? undefined : register.record(first);
  const kind = workspace.kinds.kinds.find(
    (entry) =>
      entry.name === first || entry.plural === first || Object.hasOwn(entry.annotations.presets ?? {}, first ?? ''),
  );
  return { register, kinds: workspace.kinds.kinds, record, kind };
}

/** What the workspace of the line declares; undefined where it cannot be read, or there is none. */
async function declarationsOf(context: Context, words: readonly string[]): Promise<Declarations | undefined> {
  const at = words.indexOf('-C');
  try {
    return await context.readDeclarations(at < 0 ? undefined : words[at + 1]);
  } catch (error) {
    if (error instanceof IrcError) return undefined;
    throw error;
  }
}

/** The kinds of the folder of the line; [] where they cannot be read. */
async function kindsOf(context: Context, words: readonly string[]): Promise<readonly Kind[]> {
  return (await declarationsOf(context, words))?.kinds.kinds ?? [];
}

/** The action with the kinds of the workspace itself, which its records are of. */
function ownAction(workspace: Workspace, action: NamedAction | undefined): NamedAction | undefined {
  return action && actionsOf(workspace.kinds.kinds).find(({ name }) => name === action.name);
}

/** The workspace of the line, which may name another folder; undefined where there is none. */
async function opened(context: Context, words: readonly string[]): Promise<Workspace | undefined> {
  const at = words.indexOf('-C');
  try {
    return await context.openWorkspace('read', at < 0 ? undefined : words[at + 1]);
  } catch (error) {
    if (error instanceof IrcError) return undefined;
    throw error;
  }
}
