/** The item of a record with which an action is done: named on the line, asked for, or the only one that is open. */
import type { Context, Workspace } from '../context.ts';
import { itemsNamed, type OpenItem, openItems } from '../core/register/picked-items.ts';
import type { RecordEntry } from '../core/register/register.ts';
import type { PicksAnnotation } from '../core/schemas/action-annotation.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { exitCodes, IrcError, usageError } from '../errors.ts';

/** Rejects with `nothing-open` (1), `no-such-item` and `answers-missing` (2). */
export async function pickedItem(
  context: Context,
  { register }: Workspace,
  record: RecordEntry,
  name: string,
  picks: PicksAnnotation,
  words: string | undefined,
  asks: boolean,
): Promise<OpenItem> {
  const items = openItems(register, record, picks);
  if (items.length === 0) {
    throw new IrcError('nothing-open', `${record.id} has no open ${picks.flag}, so irc ${name} has nothing to do.`, {
      exitCode: exitCodes.recordsHaveErrors,
      hint: `see what it holds: irc show ${record.id}`,
    });
  }
  const found = words === undefined ? items : itemsNamed(items, words);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (asks && found.length > 0) return asked(context, found, picks);
  const line = `irc ${name} ${record.id} --${picks.flag}`;
  const lines = (found.length === 0 ? items : found).map(({ handle, name: text }) => `${line} ${handle}   ${text}`);
  if (words === undefined) {
    throw new IrcError('answers-missing', `Say which ${picks.flag}: ${items.length} are open.`, {
      exitCode: exitCodes.wrongUsage,
      details: lines.map(lineSafe),
    });
  }
  const message =
    found.length === 0
      ? `${record.id} has no open ${picks.flag} "${words}".`
      : `"${words}" fits ${found.length} open ones of ${record.id}.`;
  throw usageError('no-such-item', lineSafe(message), `open are:\n  ${lines.map(lineSafe).join('\n  ')}`);
}

async function asked(context: Context, items: readonly OpenItem[], picks: PicksAnnotation): Promise<OpenItem> {
  const prompt = await context.openPrompt();
  const answer = await prompt.select({
    message: picks.prompt ?? `Which ${picks.flag}`,
    help: 'Those that are open. The others are in irc show.',
    canGoBack: false,
    choices: items.map(({ name, handle }) => ({ value: handle, name })),
    default: undefined,
  });
  const chosen = 'answer' in answer ? items.find(({ handle }) => handle === answer.answer) : undefined;
  if (chosen === undefined)
    throw new IrcError('interrupted', 'Stopped. Nothing was written to the register.', {
      exitCode: exitCodes.interrupted,
    });
  return chosen;
}
