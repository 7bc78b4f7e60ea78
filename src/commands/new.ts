import { Command } from 'commander';
import type { Context, Workspace } from '../context.ts';
import { applyFlags, readAnswers } from '../core/changes/answers.ts';
import { withDefaults, withoutUnasked } from '../core/changes/draft-record.ts';
import { takenOver } from '../core/changes/like-record.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { lowerFirst, withArticle } from '../core/schemas/place.ts';
import { nearest } from '../core/suggest.ts';
import { emptyMap, type ValueMap } from '../core/value.ts';
import { type IrcError, usageError } from '../errors.ts';
import { flagLine, questionsFor, unanswered } from '../views/questions.ts';
import { discardAnswers } from './kept-answers.ts';
import { recordNamed } from './lookup.ts';
import { type Beginning, finishEntry, type NewOptions, presetValues, proposeNew, tellNew } from './new-record.ts';
import { carryOut, withWriteOptions } from './write.ts';

export function newCommand(context: Context): Command {
  const collect = (value: string, all: readonly string[] = []): string[] => [...all, value];
  const command = new Command('new')
    .summary('make a record: asks in a terminal, takes flags everywhere')
    .description('Makes a record: asks for what it needs in a terminal, and takes flags everywhere.')
    .argument('<kind>', 'kind of record, or a preset such as mou, country or organisation')
    .option('--set <path=value>', 'one answer; again for each', collect)
    .option('--from <file>', 'all answers from a YAML file; - reads standard input')
    .option('--like <id>', 'start from another record, without its dates, signatures, files and history')
    .option('--id <id>', 'id of the new record')
    .option('--by <post>', 'post that makes it')
    .option('--resume', 'take up a stopped start')
    .option('--discard', 'throw the answers of a stopped start away')
    .option('--no-document', 'do not make the document that belongs to it')
    .addHelpText(
      'after',
      `
Examples:
  irc new mou
  irc new mou --set parties=unesco --set title.en='Open science' --set areas=1.2 --dry-run
  irc new mou --from answers.yaml
  irc new mou --like mou-2022-igad --set parties=unesco --set title.en='Open science'
  irc new country --set country=KE --set names.official.en='Republic of Kenya'`,
    );
  return withWriteOptions(command).action((word: string, options: NewOptions) => makeNew(context, word, options));
}

/**
 * Makes a record, commits it and renders its document. In a terminal without `--from` and `-y` it asks; elsewhere it
 * rejects with `answers-missing`, which names the flag of every missing answer.
 */
export async function makeNew(context: Context, word: string, options: NewOptions): Promise<void> {
  const workspace = await context.openWorkspace();
  await makeRecord(context, workspace, beginningOf(context, workspace, word, options), options);
}

/** As `makeNew`, for what is to be made already. */
export async function makeRecord(
  context: Context,
  workspace: Workspace,
  beginning: Beginning,
  options: NewOptions,
): Promise<void> {
  if (options.discard === true) {
    await discardAnswers(context, workspace, beginning.word);
    return;
  }
  const given = await givenAnswers(context, workspace, beginning, options);
  const asks = context.terminal.interactive && options.from === undefined && options.yes !== true;
  if (asks) {
    const { runNewWizard } = await import('./new-wizard.ts');
    await runNewWizard(context, workspace, beginning, given, options);
    return;
  }
  const answers = withDefaults(workspace.register, beginning.kind, given);
  const missing = unanswered(questionsFor(workspace.register, beginning.kind, answers, beginning.start), answers);
  if (missing.length > 0)
    throw answersMissing(
      missing.map((question) => flagLine(question)),
      context.terminal.interactive,
    );
  const entry = await finishEntry(context, workspace, beginning, answers, given, options);
  const proposal = proposeNew(workspace, entry, []);
  const written = await carryOut(context, workspace, proposal, options, beginning.files(entry));
  if (written !== undefined) await beginning.tell(proposal, written);
}

/** The kind or preset of a word. Throws `unknown-kind`, and for the singleton `record-exists`. */
function beginningOf(context: Context, workspace: Workspace, word: string, options: NewOptions): Beginning {
  const { kinds } = workspace.kinds;
  const makeable = kinds.filter((kind) => kind.annotations.singleton === undefined);
  for (const kind of makeable) {
    const preset = Object.hasOwn(kind.annotations.presets ?? {}, word) ? kind.annotations.presets?.[word] : undefined;
    if (preset === undefined && kind.name !== word && kind.plural !== word) continue;
    return {
      word,
      command: `irc new ${word}`,
      kind,
      preset,
      start: preset?.start ?? kind.annotations.lifecycle?.initial[0],
      files: () => [],
      tell: (proposal, written) => tellNew(context, workspace, proposal, written, preset, options),
    };
  }
  const words = makeable.flatMap((kind) => [kind.name, ...Object.keys(kind.annotations.presets ?? {})]);
  const near = nearest(word, words);
  throw usageError(
    'unknown-kind',
    `There is no kind "${word}" to make.`,
    `${near === undefined ? '' : `did you mean ${near}? `}Kinds: ${words.join(', ')}`,
  );
}

async function givenAnswers(
  context: Context,
  workspace: Workspace,
  beginning: Beginning,
  options: NewOptions,
): Promise<ValueMap> {
  const { kind } = beginning;
  const { register } = workspace;
  const world = { register, language: 'en' };
  const file = options.from === '-' ? 'standard input' : options.from;
  const text = options.from === '-' ? await context.terminal.readInput() : await readGiven(context, options.from);
  const over = (start: ValueMap): ValueMap => {
    let value = presetValues(beginning, start);
    if (file !== undefined && text !== undefined) value = readAnswers(kind, file, text, value, world);
    return applyFlags(kind, options.set ?? [], value, world);
  };
  const typed = over(emptyMap());
  if (options.like === undefined) return typed;
  const taken = over(takenFrom(workspace, kind, options.like));
  context.terminal.say(
    `Begun from ${options.like}; its dates, signatures, files and all that happened to it are left out.\n`,
  );
  // What was taken over and no longer applies to the answers given goes; what was typed stays as it is.
  return withoutUnasked(register, kind, taken, typed, withDefaults(register, kind, taken));
}

async function readGiven(context: Context, path: string | undefined): Promise<string | undefined> {
  return path === undefined ? undefined : context.readFile(path);
}

/** What a record of the same kind hands on. Throws `unknown-record` and `like-kind`. */
function takenFrom(workspace: Workspace, kind: Kind, id: string): ValueMap {
  const like = recordNamed(workspace, id);
  if (like.kind !== kind) {
    const [theirs, ours] = [like.kind.title, kind.title].map((title) => lowerFirst(withArticle(title)));
    throw usageError('like-kind', `${like.id} is ${theirs}, not ${ours}.`, `irc list ${kind.plural}`);
  }
  return takenOver(workspace.register, like);
}

/** Answers that nobody may be asked for: a line each. */
export function answersMissing(
  lines: readonly string[],
  interactive: boolean,
  hint = 'The house standard answers the rest. All in one file: --from FILE. Nothing was saved.',
): IrcError {
  const number = lines.length === 1 ? '1 answer is' : `${lines.length} answers are`;
  return usageError(
    'answers-missing',
    `${number} missing, and irc ${interactive ? 'was told not to ask' : 'may not ask here'}.`,
    hint,
    lines,
  );
}
