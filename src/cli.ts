/** The commander program, built from the table of commands; a thrown error becomes text and an exit code. */
import { Command, CommanderError } from 'commander';
import type { CommandEntry } from './commands/command-entry.ts';
import { commands } from './commands/index.ts';
import type { ApartRun, Context, Globals, Style } from './context.ts';
import { ExpressionTooSlow } from './core/expressions/budget.ts';
import { nearest } from './core/suggest.ts';
import { systemRefusal } from './core/system-errors.ts';
import { jsonSafe } from './core/terminal-safe.ts';
import { exitCodes, IrcError, usageError } from './errors.ts';
import { version } from './version.ts';
import { errorJson, errorText } from './views/error-text.ts';

const globalsWithValue = new Set(['-C', '--today']);

/** Runs one command line and gives its exit code. Nothing is thrown. */
export async function runCli(argv: readonly string[], makeContext: (globals: Globals) => Context): Promise<number> {
  const globals = readGlobals(argv);
  const context = withSafeJson(makeContext(globals));
  const name = commandName(argv);
  const isHelp = name === 'help' || argv.includes('--help') || argv.includes('-h');
  if (isHelp || commands.find((entry) => entry.name === name)?.isPaged === true) context.terminal.hold();
  try {
    return await carryOut(argv, globals, context);
  } finally {
    context.terminal.release();
  }
}

/** Data may hold what strangers wrote, and is seen in terminals too. */
function withSafeJson(context: Context): Context {
  if (!context.options.json) return context;
  return { ...context, terminal: { ...context.terminal, out: (text) => context.terminal.data(jsonSafe(text)) } };
}

async function carryOut(argv: readonly string[], globals: Globals, context: Context): Promise<number> {
  try {
    checkGlobals(globals);
    if (argv.includes('--version') && commandName(argv) === undefined) {
      context.terminal.out(`${version}\n`);
      return exitCodes.done;
    }
    const topic = await topicOf(argv);
    if (topic !== undefined) {
      const { columns, style } = context.terminal;
      context.terminal.out(topic.text(await context.readManual(topic.page), columns, style));
      return exitCodes.done;
    }
    const apart = await runApart(argv, context);
    if (apart !== undefined && 'exitCode' in apart) return apart.exitCode;
    return await runCommand(argv, apart === undefined ? context : { ...context, stopped: apart.stopped });
  } catch (error) {
    return report(error, context, commandName(argv));
  }
}

/** What an expression stops is told by a check as the problem that it is, and by every other command as an error. */
async function runCommand(argv: readonly string[], context: Context): Promise<number> {
  try {
    const program = await buildProgram(argv, context);
    await program.parseAsync([...argv], { from: 'user' });
    return context.outcome.exitCode;
  } catch (error) {
    if (!(error instanceof ExpressionTooSlow) || context.stopped !== undefined) throw error;
    const { tooSlowError } = await import('./core/checks/stopped.ts');
    if (!tellsStops(argv)) throw tooSlowError(error, await context.expressionFiles());
    return runCommand(argv, { ...context, stopped: await context.stoppedBy(error) });
  }
}

/** A check runs apart from this process's own work, where the context can and has to. */
async function runApart(argv: readonly string[], context: Context): Promise<ApartRun | undefined> {
  return tellsStops(argv) && !argv.includes('--help') && !argv.includes('-h') ? context.runApart?.(argv) : undefined;
}

/** Whether the command is a check, which tells what has stopped it in the format that was asked for. */
function tellsStops(argv: readonly string[]): boolean {
  const name = commandName(argv);
  return commands.some((entry) => entry.name === name && entry.mayRunApart === true);
}

/** `irc help dates`: a part of the manual, where the word after help names one. */
async function topicOf(
  argv: readonly string[],
): Promise<
  { readonly page: string; readonly text: (page: string, columns: number, style: Style) => string } | undefined
> {
  if (commandName(argv) !== 'help') return undefined;
  const word = commandName(argv.slice(argv.indexOf('help') + 1));
  const { topics, topicText } = await import('./commands/topics.ts');
  const topic = topics.find((entry) => entry.name === word);
  return topic === undefined
    ? undefined
    : { page: topic.file, text: (page, columns, style) => topicText(topic, page, columns, style) };
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
    .option('--no-pager', 'print long output at once, and not page by page')
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
  const builtIn = commands.find((entry) => entry.name === wanted);
  const declared =
    builtIn === undefined && (wanted !== undefined || asksForHelp(argv)) ? await declaredBy(context, wanted) : [];
  const known = builtIn ?? declared.find((entry) => entry.name === wanted);
  if (wanted !== undefined && known === undefined) throw await unknownWord(name === 'help', wanted, argv, declared);
  for (const entry of [...commands, ...declared]) {
    const command = entry === known ? (await entry.load())(context) : new Command(entry.name).summary(entry.summary);
    command.helpGroup(`${entry.group}:`);
    program.addCommand(command.copyInheritedSettings(program).allowExcessArguments(false), {
      hidden: entry.isHidden === true,
    });
  }
  if (name === undefined) program.action(async () => (await import('./commands/home.ts')).home(context));
  return program;
}

/**
 * Commands that the workspace declares: all of them for the help, else until the one that is called is found. The help is
 * there also where schemas cannot be read.
 */
async function declaredBy(context: Context, wanted: string | undefined): Promise<readonly CommandEntry[]> {
  const { actionCommands, reportCommands } = await import('./commands/declared.ts');
  const isFree = ({ name }: CommandEntry): boolean => commands.every((entry) => entry.name !== name);
  const actions = await actionCommands(context).catch((error: unknown) => {
    if (wanted === undefined && error instanceof IrcError) return [];
    throw error;
  });
  if (actions.some(({ name }) => name === wanted)) return actions.filter(isFree);
  const reports = await reportCommands(context);
  return [...actions, ...reports.filter(({ name }) => actions.every((action) => action.name !== name))].filter(isFree);
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

More: irc help COMMAND · irc help dates · irc help paths · irc help actions · irc help where · irc help json · irc help documents`;

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
    pager: !words.includes('--no-pager'),
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
  declared: readonly CommandEntry[],
): Promise<Error> {
  const names = [...commands, ...declared].filter((entry) => entry.isHidden !== true).map((entry) => entry.name);
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

function report(error: unknown, context: Context, command: string | undefined): number {
  const failure = asIrcError(error, command);
  if (failure === undefined) return exitCodes.done;
  if (context.options.json && failure.code !== 'output-failed')
    context.terminal.out(`${JSON.stringify(errorJson(failure), undefined, 2)}\n`);
  context.terminal.err(errorText(failure, context.terminal.style));
  if (context.env.IRC_DEBUG === '1' && error instanceof Error) context.terminal.err(`${error.stack ?? ''}\n`);
  return failure.exitCode;
}

/** undefined: help was shown, which is no failure. `command`: the word that was called. */
function asIrcError(error: unknown, command: string | undefined): IrcError | undefined {
  if (error instanceof IrcError) return error;
  if (error instanceof CommanderError) {
    if (error.exitCode === 0 || error.code === 'commander.help') return undefined;
    return wrongUse(error.message.replace(/^error: /, ''), command);
  }
  const refusal = systemRefusal(error);
  if (refusal !== undefined) return refusal;
  const message = error instanceof Error ? error.message : String(error);
  return new IrcError('bug', message, { exitCode: exitCodes.bug });
}

/** What the parser of the command line has against it, in our words where its own are those of a programmer. */
function wrongUse(found: string, command: string | undefined): IrcError {
  const see = command === undefined ? 'see irc --help' : `see irc ${command} --help`;
  const allowed = /Allowed choices are (.+)\.$/s.exec(found)?.[1];
  if (allowed !== undefined) {
    const typed = /(?:value|argument) '([^']*)' is invalid/.exec(found)?.[1] ?? '';
    const name = /(?:^option|for argument) '([^' ]+)/.exec(found)?.[1] ?? 'it';
    const near = nearest(typed, allowed.split(', '));
    const hint = `${near === undefined ? '' : `did you mean ${near}? `}Possible: ${allowed}`;
    return usageError('usage', `"${typed}" is not possible for ${name}.`, hint);
  }
  const [message = '', ...rest] = found.split('\n');
  const missing = /^missing required argument '([^']+)'/.exec(message)?.[1];
  if (missing !== undefined) return usageError('usage', `Something is missing: ${missing}.`, see);
  const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.?]$/.test(message) ? '' : '.'}`;
  return usageError('usage', sentence, rest.join(' ').replace(/[()]/g, '') || see);
}
