/** The commander program, built from the table of commands; a thrown error becomes text and an exit code. */
import { Command, CommanderError } from 'commander';
import { commands } from './commands/index.ts';
import type { Context, Globals } from './context.ts';
import { actionsOf, actionTitle, type NamedAction } from './core/actions.ts';
import type { Kind } from './core/kind.ts';
import { lowerFirst } from './core/place.ts';
import { nearest } from './core/suggest.ts';
import { lineSafe } from './core/terminal-safe.ts';
import { exitCodes, IrcError, usageError } from './errors.ts';
import { version } from './version.ts';
import { errorJson, errorText } from './views/error-text.ts';

const globalsWithValue = new Set(['-C', '--today']);

/** Runs one command line and gives its exit code. Nothing is thrown. */
export async function runCli(argv: readonly string[], makeContext: (globals: Globals) => Context): Promise<number> {
  const globals = readGlobals(argv);
  const context = makeContext(globals);
  try {
    checkGlobals(globals);
    if (argv.includes('--version') && commandName(argv) === undefined) {
      context.terminal.out(`${version}\n`);
      return exitCodes.done;
    }
    const topic = await topicOf(argv);
    if (topic !== undefined) {
      context.terminal.out(topic.text(await context.readManual(topic.page)));
      return exitCodes.done;
    }
    const program = await buildProgram(argv, context);
    await program.parseAsync([...argv], { from: 'user' });
    return context.outcome.exitCode;
  } catch (error) {
    return report(error, context);
  }
}

/** `irc help dates`: a part of the manual, where the word after help names one. */
async function topicOf(
  argv: readonly string[],
): Promise<{ readonly page: string; readonly text: (page: string) => string } | undefined> {
  if (commandName(argv) !== 'help') return undefined;
  const word = commandName(argv.slice(argv.indexOf('help') + 1));
  const { topics, topicText } = await import('./commands/topics.ts');
  const topic = topics.find((entry) => entry.name === word);
  return topic === undefined ? undefined : { page: topic.file, text: (page) => topicText(topic, page) };
}

async function buildProgram(argv: readonly string[], context: Context): Promise<Command> {
  const program = new Command('irc')
    .description('Keeps partners, agreements and projects as records in git, and makes papers of them.')
    .usage('COMMAND [ARGUMENTS] [OPTIONS]')
    .option('-C <dir>', 'work in this folder instead of the current one')
    .option('--today <date>', 'take this day for today (YYYY-MM-DD)')
    .option('--json', 'print data as JSON')
    .option('--no-input', 'never ask; name what is missing instead')
    .option('--no-color', 'print without colour (as NO_COLOR does)')
    .option('--quiet', 'print results and errors only')
    .option('--version', 'print the version')
    .helpCommand('help [command]', 'explain a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.terminal.out(text),
      writeErr: () => undefined,
    })
    .addHelpText('after', programHelp);
  const name = commandName(argv);
  const wanted = name === 'help' ? commandName(argv.slice(argv.indexOf('help') + 1)) : name;
  const known = commands.find((entry) => entry.name === wanted);
  for (const entry of commands) {
    const command = entry === known ? (await entry.load())(context) : new Command(entry.name).summary(entry.summary);
    command.helpGroup(`${entry.group}:`);
    program.addCommand(command.copyInheritedSettings(program).allowExcessArguments(false), {
      hidden: entry.isHidden === true,
    });
  }
  if (known === undefined && (wanted !== undefined || asksForHelp(argv)))
    await addActions(program, context, wanted, argv);
  if (name === undefined) program.action(async () => (await import('./commands/home.ts')).home(context));
  return program;
}

/**
 * The actions of the workspace as commands: for the help all of them, else the one that is called. Schemas are read only
 * where no command of the program has the word. Throws `unknown-command` and `unknown-topic`.
 */
async function addActions(
  program: Command,
  context: Context,
  wanted: string | undefined,
  argv: readonly string[],
): Promise<void> {
  const kinds = await kindsForHelp(context, wanted);
  const actions = actionsOf(kinds).filter(({ name }) => commands.every((entry) => entry.name !== name));
  const called = actions.find(({ name }) => name === wanted);
  if (wanted !== undefined && called === undefined)
    throw await unknownWord(commandName(argv) === 'help', wanted, argv, actions);
  for (const action of actions) {
    const summary = `${lineSafe(lowerFirst(actionTitle(action)))} (${action.kinds.map((kind) => kind.name).join(', ')})`;
    const command =
      action === called
        ? (await import('./commands/action.ts')).actionCommand(context, action, kinds)
        : new Command(action.name).summary(summary);
    command.helpGroup('Actions of this register:');
    program.addCommand(command.copyInheritedSettings(program).allowExcessArguments(false));
  }
}

/** The kinds of the workspace. The help is there also where they cannot be read. */
async function kindsForHelp(context: Context, wanted: string | undefined): Promise<readonly Kind[]> {
  try {
    return await context.readKinds();
  } catch (error) {
    if (wanted === undefined && error instanceof IrcError) return [];
    throw error;
  }
}

/** Whether the help of the program is called for, which names every action. */
function asksForHelp(argv: readonly string[]): boolean {
  return argv.some((word) => word === '--help' || word === '-h' || word === 'help');
}

const programHelp = `
Examples:
  irc new mou                    record an agreement; asks for what it needs
  irc list agreements            what there is
  irc show unesco                one record as a page
  irc validate                   check every record
  irc draft mou-2026-unesco      its draft as Word, PDF, HTML and Markdown

More: irc help COMMAND · irc help dates · irc help paths · irc help where · irc help json · irc help documents`;

/** The first word that is no global option: the name of the command. */
function commandName(argv: readonly string[]): string | undefined {
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] as string;
    if (globalsWithValue.has(word)) index += 1;
    else if (!word.startsWith('-')) return word;
  }
  return undefined;
}

function readGlobals(argv: readonly string[]): Globals {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const value = (name: string): string | undefined => {
    const joined = words.find((word) => word.startsWith(`${name}=`));
    if (joined !== undefined) return joined.slice(name.length + 1);
    const at = words.indexOf(name);
    return at < 0 ? undefined : words[at + 1];
  };
  return {
    directory: value('-C'),
    today: value('--today'),
    color: words.includes('--no-color') ? false : undefined,
    input: !words.includes('--no-input'),
    json: words.includes('--json'),
    quiet: words.includes('--quiet'),
    commands: ['help', ...commands.map((entry) => entry.name)],
  };
}

function checkGlobals(globals: Globals): void {
  const today = globals.today;
  if (today !== undefined && !/^\d{4}-\d\d-\d\d$/.test(today)) {
    throw usageError('option-invalid', `--today ${today} is no date.`, 'write it as YYYY-MM-DD');
  }
}

/** Nothing of that name to run, or, after `help`, to explain. */
async function unknownWord(
  isHelp: boolean,
  name: string,
  argv: readonly string[],
  actions: readonly NamedAction[],
): Promise<Error> {
  const own = commands.filter((entry) => entry.isHidden !== true).map((entry) => entry.name);
  const names = [...own, ...actions.map((action) => action.name)];
  if (isHelp) {
    const { topics } = await import('./commands/topics.ts');
    const near = nearest(name, [...topics.map((topic) => topic.name), ...names]);
    const hint =
      near === undefined
        ? `topics: ${topics.map((topic) => topic.name).join(', ')}; all commands: irc --help`
        : `did you mean: irc help ${near}`;
    return usageError('unknown-topic', `There is no help on "${name}".`, hint);
  }
  const near = nearest(name, names);
  const rest = argv.slice(argv.indexOf(name) + 1).join(' ');
  const hint =
    near === undefined ? 'all commands: irc --help' : `did you mean: irc ${near}${rest === '' ? '' : ` ${rest}`}`;
  return usageError('unknown-command', `There is no command "${name}".`, hint);
}

function report(error: unknown, context: Context): number {
  const failure = asIrcError(error);
  if (failure === undefined) return exitCodes.done;
  if (context.options.json) context.terminal.out(`${JSON.stringify(errorJson(failure), undefined, 2)}\n`);
  context.terminal.err(errorText(failure, context.terminal.style));
  if (context.env.IRC_DEBUG === '1' && error instanceof Error) context.terminal.err(`${error.stack ?? ''}\n`);
  return failure.exitCode;
}

/** undefined: help was shown, which is no failure. */
function asIrcError(error: unknown): IrcError | undefined {
  if (error instanceof IrcError) return error;
  if (error instanceof CommanderError) {
    if (error.exitCode === 0 || error.code === 'commander.help') return undefined;
    const [message = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
    const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.?]$/.test(message) ? '' : '.'}`;
    return usageError('usage', sentence, rest.join(' ').replace(/[()]/g, '') || 'see --help');
  }
  const message = error instanceof Error ? error.message : String(error);
  return new IrcError('bug', message, { exitCode: exitCodes.bug });
}
