/** Answers of stopped questions: kept on this computer until `--resume` takes them up again, or `--discard` throws them away. */
import type { Context, Workspace } from '../context.ts';
import { newEntry } from '../core/changes/draft-record.ts';
import { readRecord } from '../core/records/record.ts';
import type { RecordEntry } from '../core/register/register.ts';
import { isMap, type Value, type ValueMap } from '../core/value.ts';
import { IrcError, usageError } from '../errors.ts';

/** Where answers are kept, and the command line, without `--resume`, that they belong to. */
export interface Keeping {
  /** Name of the file; one start of each name is kept. */
  readonly word: string;
  readonly command: string;
}

export interface Kept {
  /** What was kept beside the records made in passing. */
  readonly value: ValueMap;
  readonly inPassing: RecordEntry[];
}

/** Keeps answers, and the records made in passing that they name. */
export async function keepAnswers(
  context: Context,
  workspace: Workspace,
  { word, command }: Keeping,
  value: object,
  inPassing: readonly RecordEntry[],
): Promise<void> {
  const kept = {
    stopped: context.clock.now(),
    command,
    ...value,
    inPassing: inPassing.map((entry) => ({ kind: entry.kind.name, id: entry.id, value: entry.value })),
  };
  await workspace.drafts.write(word, JSON.stringify(kept));
}

/** Kept answers, read again against the register of now. Throws `nothing-kept`. */
export async function keptAnswers(workspace: Workspace, { word, command }: Keeping): Promise<Kept> {
  const value = await readKept(workspace, word);
  if (value?.answers === undefined)
    throw usageError('nothing-kept', `There is no stopped start of ${command} here.`, `begin: ${command}`);
  const made = Array.isArray(value.inPassing) ? value.inPassing : [];
  return { value, inPassing: made.flatMap((entry) => keptEntry(workspace, entry)) };
}

/** The command line that kept answers belong to; undefined where they do not say. */
export async function keptCommand(workspace: Workspace, word: string): Promise<string | undefined> {
  const command = (await readKept(workspace, word))?.command;
  return typeof command === 'string' ? command : undefined;
}

/** Throws the kept answers away. */
export async function discardAnswers(context: Context, workspace: Workspace, word: string): Promise<void> {
  await workspace.drafts.remove(word);
  context.terminal.say('The kept answers are gone.\n');
}

/** What is said where questions were stopped, with the way back to them. */
export function stoppedQuestions({ command }: Keeping, answers: number, { exitCode }: IrcError): IrcError {
  return new IrcError(
    'interrupted',
    `Stopped. ${answers} answer${answers === 1 ? ' is' : 's are'} kept on this computer; nothing was written to the register.`,
    {
      exitCode,
      hint: `go on: ${command} --resume        throw away: ${command} --discard`,
    },
  );
}

async function readKept(workspace: Workspace, word: string): Promise<ValueMap | undefined> {
  const text = await workspace.drafts.read(word);
  return text === undefined ? undefined : readRecord('kept answers', text).value;
}

/** A record made in passing, unless someone has made it in the meantime: then the answers name that one. */
function keptEntry(workspace: Workspace, entry: Value): RecordEntry[] {
  if (!isMap(entry) || !isMap(entry.value)) return [];
  const kind = workspace.kinds.kind(String(entry.kind));
  const id = String(entry.id);
  if (kind === undefined || workspace.register.record(id) !== undefined) return [];
  return [newEntry(kind, entry.value, id, workspace.recordPath(kind, id))];
}
