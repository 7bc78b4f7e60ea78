/** Runs a command line in this process, over real files and real git, with a recorded terminal and a fixed day. */
import { join, resolve } from 'node:path';
import { runCli } from '../../src/cli.ts';
import type { Answer, Choice, Prompt } from '../../src/context/prompt.ts';
import type { Context, Globals, Style, Workspace } from '../../src/context.ts';
import { exitCodes, IrcError } from '../../src/errors.ts';
import { makeClock } from '../../src/io/clock.ts';
import { openMachine } from '../../src/io/machine.ts';
import { filesWithExpressions, runStoppedBy } from '../../src/io/stopped-run.ts';
import { openWorkspace, readDeclarations, startWorkspace } from '../../src/io/workspace.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly today?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
  /** Answers in the order of the questions; `<` goes back, `^C` stops. With answers the terminal counts as one with a person. */
  readonly answers?: readonly string[];
  /** Is told each question that offers choices. */
  readonly asked?: (question: { readonly message: string; readonly choices: readonly Choice[] }) => void;
  /** Each question is printed with what is answered, as a person would see it. */
  readonly showsQuestions?: boolean;
  readonly width?: number;
  /** Is told what is printed, on either stream, in its order. */
  readonly printed?: (text: string) => void;
  /** How text is marked; without it not at all. */
  readonly style?: Style;
  /** How a link is printed; without it as its text. */
  readonly link?: (text: string, address: string) => string;
  readonly files?: Readonly<Record<string, string>>;
}

const plain = (text: string): string => text;
export const plainStyle = {
  bold: plain,
  dim: plain,
  red: plain,
  yellow: plain,
  green: plain,
  cyan: plain,
  link: plain,
};

/** Runs `irc` with the arguments in a folder. Output is as without colour, at a width of 100 columns. */
export async function run(folder: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  let out = '';
  let err = '';
  const print = (text: string): void => {
    out += text;
    options.printed?.(text);
  };
  const tell = (text: string): void => {
    err += text;
    options.printed?.(text);
  };
  const makeContext = (globals: Globals): Context => {
    const clock = makeClock(globals.today ?? options.today ?? '2026-11-24');
    const env = options.env ?? process.env;
    let workspace: Promise<Workspace> | undefined;
    const show = (question: string, answer: string): void => {
      if (options.showsQuestions === true) tell(`${`? ${question} > ${answer}`.trimEnd()}\n`);
    };
    const cwd = resolve(folder, globals.directory ?? '.');
    const prompt = scriptedPrompt(options.answers ?? [], options.asked ?? (() => {}), show);
    return {
      cwd,
      env,
      clock,
      terminal: {
        out: print,
        data: print,
        outBytes: (bytes) => print(Buffer.from(bytes).toString('utf8')),
        say: (text) => {
          if (!globals.quiet) tell(text);
        },
        err: tell,
        interactive: options.answers !== undefined && globals.input,
        columns: options.width ?? 100,
        style: options.style ?? { ...plainStyle, link: options.link ?? plain },
        progress: () => ({ next: () => {}, end: () => {} }),
        hold: () => {},
        release: () => {},
        readInput: async () => options.input ?? '',
      },
      options: { today: globals.today, json: globals.json, quiet: globals.quiet },
      outcome: { exitCode: 0 },
      openPrompt: async () => prompt,
      openWorkspace: async (purpose = 'check', other = '.') => {
        const open = (): Promise<Workspace> =>
          openWorkspace({
            cwd: resolve(cwd, other),
            env,
            today: clock.today(),
            now: () => '2026-11-24T09:00:00Z',
            commands: globals.commands,
          });
        if (purpose !== 'inspect') workspace ??= open();
        const opened = await (workspace ?? open());
        if (purpose !== 'read') await opened.kinds.prepareChecks();
        return opened;
      },
      readDeclarations: async (other = '.') => readDeclarations(resolve(cwd, other)),
      startWorkspace: async (other, willCommit) => {
        const surroundings = { cwd, env, today: clock.today(), now: () => '2026-11-24T09:00:00Z' };
        const started = await startWorkspace(surroundings, other, willCommit);
        await started.kinds.prepareChecks();
        return started;
      },
      openMachine: async (other) => openMachine(resolve(cwd, other), env),
      openEditor: async (text, name) => (await import('../../src/io/editor.ts')).editInEditor(text, name, env),
      readManual: async (page) => (await import('node:fs/promises')).readFile(join('docs', page), 'utf8'),
      mergeFiles: async (files) => (await import('../../src/io/merge-driver.ts')).mergeFiles(cwd, env, files),
      expressionFiles: async () => filesWithExpressions(cwd),
      stoppedBy: async (error) => runStoppedBy(cwd, error),
      recordLines: async (file) => (await import('../../src/io/textconv.ts')).linesOfFile(cwd, file),
      readFile: async (path) => {
        const { readFile } = await import('node:fs/promises');
        return readFile(resolve(cwd, path), 'utf8');
      },
    };
  };
  const code = await runCli(args, makeContext);
  return { code, out, err };
}

/** Takes the next text as the answer of each question: a typed text, or a part of the name of a choice. */
function scriptedPrompt(
  script: readonly string[],
  asked: NonNullable<RunOptions['asked']>,
  show: (question: string, answer: string) => void,
): Prompt {
  const left = [...script];
  const next = (message: string): string => {
    const text = left.shift();
    if (text === undefined) throw new Error(`no answer left for the question "${message}"`);
    if (text === '^C') throw new IrcError('interrupted', 'Stopped.', { exitCode: exitCodes.interrupted });
    show(message, text);
    return text;
  };
  const back = (text: string): boolean => text === '<';
  const pick = (choices: readonly { value: string; name: string }[], text: string, message: string): string => {
    const found =
      choices.find((choice) => choice.value === text) ?? choices.find((choice) => choice.name.includes(text));
    if (found === undefined) {
      throw new Error(`"${text}" is no choice of "${message}": ${choices.map((choice) => choice.name).join(' | ')}`);
    }
    return found.value;
  };
  return {
    text: async (question): Promise<Answer<string>> => {
      const text = next(question.message);
      if (back(text)) return { back: true };
      const answer = text === '' ? (question.default ?? '') : text;
      const fault = question.fault(answer);
      if (fault !== undefined) throw new Error(`"${text}" was refused at "${question.message}": ${fault}`);
      return { answer };
    },
    select: async (question): Promise<Answer<string>> => {
      asked(question);
      const text = next(question.message);
      if (back(text)) return { back: true };
      return {
        answer:
          text === ''
            ? (question.default ?? question.choices[0]?.value ?? '')
            : pick(question.choices, text, question.message),
      };
    },
    many: async (question): Promise<Answer<readonly string[]>> => {
      asked(question);
      const text = next(question.message);
      if (back(text)) return { back: true };
      if (text === '') return { answer: question.chosen };
      return { answer: text.split(',').map((part) => pick(question.choices, part.trim(), question.message)) };
    },
    search: async (question): Promise<Answer<string>> => {
      const text = next(question.message);
      if (back(text)) return { back: true };
      const [typed = '', chosen] = text.split('=>').map((part) => part.trim());
      const choices = question.find(typed);
      if (chosen !== undefined) return { answer: pick(choices, chosen, question.message) };
      const [first] = choices;
      if (first === undefined) throw new Error(`nothing fits "${typed}" at "${question.message}"`);
      return { answer: text === '' && question.default !== undefined ? question.default : first.value };
    },
  };
}
