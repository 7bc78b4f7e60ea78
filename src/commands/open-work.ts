/** Work that is begun and not finished, as the home page and the inbox tell of it. */
import type { Context, Workspace } from '../context.ts';
import { formatDate } from '../core/measures/date-format.ts';
import { openSteps, stateTitle } from '../core/register/lifecycle.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { isPartlyKnown, standingSteps } from '../core/schemas/common-fields.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { IrcError } from '../errors.ts';
import type { Task } from '../views/tasks.ts';
import { isRecord } from './hand-edits.ts';
import { keptCommand } from './kept-answers.ts';

const mostFiles = 3;

/** Questions that were stopped, on this computer. */
export async function stoppedTasks(workspace: Workspace): Promise<Task[]> {
  const stopped = await workspace.drafts.list();
  return Promise.all(
    stopped.map(async ({ name, since }) => {
      const command = (await keptCommand(workspace, name)) ?? `irc new ${name}`;
      const day = since === workspace.register.today ? 'today' : formatDate(since, 'en', 'gregorian');
      return {
        when: 'unfinished',
        what: `${lineSafe(workOf(command))}, stopped ${day}`,
        command: `${lineSafe(command)} --resume`,
      };
    }),
  );
}

/** "mou" of `irc new mou`, "sign mou-2026-cu" of `irc sign mou-2026-cu --on 2026-11-20`. */
function workOf(command: string): string {
  return command
    .replace(/^irc (new )?/, '')
    .split(' ')
    .slice(0, 2)
    .join(' ');
}

/** During a merge all files that it changed differ: then the merge is what waits. */
export async function unsavedTasks(workspace: Workspace): Promise<Task[]> {
  const files = await workspace.changedFiles();
  if (files.length === 0) return [];
  const together = await workspace.together();
  if ((await together.mergeUnderWay()) !== undefined)
    return [{ when: 'merge', what: 'a merge is not finished', command: 'irc resolve' }];
  const unfinished = await together.refuseUnfinishedWork().catch((error: unknown) => error);
  if (unfinished instanceof IrcError && unfinished.code === 'merge-under-way')
    return [{ when: 'git', what: unfinished.message.replace(/,.*$/, ''), command: 'git status' }];
  return [{ when: 'unsaved', what: `${someOf(files)}, changed by hand`, command: saveCommand(workspace, files) }];
}

/** Without being told to, a save takes records alone. */
function saveCommand(workspace: Workspace, files: readonly string[]): string {
  return files.some((path) => isRecord(workspace, path)) ? 'irc save' : 'irc save --all';
}

function someOf(files: readonly string[]): string {
  const more = files.length > mostFiles ? ` and ${files.length - mostFiles} more` : '';
  return `${files.slice(0, mostFiles).join(', ')}${more}`;
}

/** What was not saved was not sent either; whoever changed it by hand may think that it was. */
export async function tellUnsaved(context: Context, workspace: Workspace): Promise<void> {
  const files = await workspace.changedFiles();
  if (files.length === 0 || context.options.json) return;
  const { terminal } = context;
  terminal.say(
    `${terminal.style.yellow('!')} Not saved, so not sent: ${lineSafe(someOf(files))}        save it: ${saveCommand(workspace, files)}\n`,
  );
}

/** Records that someone has begun and that wait for a next step of ours, those untouched longest first. */
export function waitingRecords(register: Register): RecordEntry[] {
  const waiting = register.records.filter((record) => isWaiting(register, record));
  return waiting.sort((a, b) => (lastStep(a) < lastStep(b) ? -1 : 1));
}

export function waitingTask(register: Register, record: RecordEntry): Task {
  return {
    when: stateTitle(record.kind, register.state(record)).toLowerCase(),
    what: `${record.id}: ${register.title(record)}`,
    command: `irc ready ${record.id}`,
  };
}

function isWaiting(register: Register, record: RecordEntry): boolean {
  const state = register.state(record);
  const tone = state === undefined ? undefined : record.kind.annotations.lifecycle?.states[state]?.tone;
  return tone === 'waiting' && openSteps(register, record).length > 0 && !isPartlyKnown(record.value);
}

function lastStep(record: RecordEntry): string {
  return standingSteps(record.value).at(-1)?.date ?? '';
}
