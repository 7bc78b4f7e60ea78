/** Pieces of work that kinds declare (`x-irc.actions`), as commands: `irc sign ID`. */
import { Command } from 'commander';
import type { Context, Workspace } from '../context.ts';
import { actingPost } from '../core/changes/acting-post.ts';
import type { ActionDraft } from '../core/changes/action-draft.ts';
import {
  type AnswerFlag,
  actionOf,
  actionsOf,
  actionTitle,
  answerFlags,
  canStart,
  commandTo,
  type NamedAction,
  rootsOf,
  startStates,
  statesInWords,
} from '../core/register/actions.ts';
import { stateTitle, wayTo } from '../core/register/lifecycle.ts';
import type { OpenItem } from '../core/register/picked-items.ts';
import type { RecordEntry } from '../core/register/register.ts';
import type { ActionAnnotation } from '../core/schemas/action-annotation.ts';
import { withArticle } from '../core/schemas/place.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { usageError } from '../errors.ts';
import { actionHelp } from '../views/action-help.ts';
import { postOf } from './acting.ts';
import { withoutAsking } from './action-answers.ts';
import { refuseEarly } from './action-conditions.ts';
import { givenAnswers } from './action-flags.ts';
import { type ActOptions, keptWord, proposeAct, tellAct } from './action-write.ts';
import { discardAnswers } from './kept-answers.ts';
import { recordNamed } from './lookup.ts';
import { nextCommand } from './next-step.ts';
import { pickedItem } from './pick-item.ts';
import { dayOf } from './step.ts';
import { carryOut, refuseSchemaSlips, withWriteOptions } from './write.ts';

/** The command of an action; its help is what the kinds say of it. */
export function actionCommand(context: Context, action: NamedAction, kinds: Parameters<typeof rootsOf>[0]): Command {
  const title = lineSafe(actionTitle(action));
  const command = new Command(action.name)
    .summary(title)
    .description(`${title}.`)
    .argument('<id>', 'id of the record')
    .argument('[path=value...]', 'answers, and other fields to set along with them')
    .option('--on <date>', 'day on which it is done (today)')
    .option('--by <post>', 'post that does it')
    .option('--note <text>', 'a remark, kept with the step in the history')
    .option('--resume', 'take up stopped questions')
    .option('--discard', 'throw the answers of stopped questions away');
  const made = action.kinds.map((kind) => actionOf(kind, action.name));
  for (const flag of new Set(made.flatMap((annotation) => annotation?.picks?.flag ?? [])))
    command.option(`--${flag} <item>`, 'which of those that are open');
  for (const { flag, path } of flagsOf(made)) command.option(`--${flag} <answer>`, `as ${lineSafe(path)}=…, see below`);
  if (made.some((annotation) => annotation?.creates !== undefined)) {
    command.option('--id <id>', 'id of the new record');
  }
  if (made.some((annotation) => annotation?.document !== undefined)) {
    command.option('--no-document', 'do not make the document that belongs to it');
  }
  command.addHelpText('after', () => `\n${actionHelp(action, kinds, context.clock.today())}`);
  return withWriteOptions(command).action((id: string, texts: string[], options: ActOptions) =>
    act(context, action.name, id, texts, options, (flag) => {
      const value: unknown = command.getOptionValue(camelCase(flag));
      return typeof value === 'string' ? value : undefined;
    }),
  );
}

/** Each option for an answer once, though several kinds have it. */
function flagsOf(annotations: readonly (ActionAnnotation | undefined)[]): AnswerFlag[] {
  const flags = annotations.flatMap((annotation) => (annotation === undefined ? [] : answerFlags(annotation)));
  return [...new Map(flags.map((each) => [each.flag, each])).values()];
}

/** How commander names the value of an option. */
function camelCase(flag: string): string {
  return flag.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase());
}

/**
 * Does an action on a record: asks in a terminal for what is missing, else rejects with `answers-missing`, which names
 * each. Rejects with `no-such-action` and `no-such-step` (2) and `not-ready` (1).
 */
export async function act(
  context: Context,
  name: string,
  id: string,
  typed: readonly string[],
  options: ActOptions,
  flagValue: (flag: string) => string | undefined = () => undefined,
): Promise<void> {
  const workspace = await context.openWorkspace();
  if (options.discard === true) return discardAnswers(context, workspace, keptWord(name, id));
  const before = recordNamed(workspace, id);
  const annotation = actionNamed(workspace, before, name);
  const texts = [...flagAnswers(annotation, flagValue), ...typed];
  const made = annotation.creates === undefined ? [] : [annotation.creates.kind];
  refuseSchemaSlips(workspace, new Set([before.kind.name, ...made]));
  refuseIfElsewhere(workspace, before, name, annotation);
  if (annotation.each !== undefined) {
    const { actOnEach } = await import('./action-each.ts');
    return actOnEach(context, workspace, before, name, texts, options);
  }
  const asks = context.terminal.interactive && options.yes !== true;
  const { picks } = annotation;
  const picked =
    picks === undefined
      ? undefined
      : await pickedItem(context, workspace, before, name, picks, flagValue(picks.flag), asks);
  const draft = await draftOf(context, workspace, before, name, annotation, options, picked);
  const given = givenAnswers(draft, texts);
  refuseEarly(draft, given);
  if (asks) {
    const { askAndWrite } = await import('./action-wizard.ts');
    return askAndWrite(context, workspace, draft, given, texts, options);
  }
  const act = await proposeAct(context, workspace, draft, withoutAsking(context, draft, given, name), given, options);
  if (act === undefined) return context.terminal.say(`${before.id} reads so already. Nothing was changed.\n`);
  const written = await carryOut(context, workspace, act.proposal, options);
  if (written !== undefined) await tellAct(context, workspace, draft, act, written, options);
}

/** What the options for answers say, as `path=value`. */
function flagAnswers(annotation: ActionAnnotation, flagValue: (flag: string) => string | undefined): string[] {
  return answerFlags(annotation).flatMap(({ flag, path }) => {
    const value = flagValue(flag);
    return value === undefined ? [] : [`${path}=${value}`];
  });
}

function actionNamed(workspace: Workspace, record: RecordEntry, name: string): ActionAnnotation {
  const annotation = actionOf(record.kind, name);
  if (annotation !== undefined) return annotation;
  const others = actionsOf(workspace.kinds.kinds).find((action) => action.name === name)?.kinds ?? [];
  const own = Object.keys(record.kind.annotations.actions ?? {});
  throw usageError(
    'no-such-action',
    `irc ${name} is for ${others.map((kind) => kind.plural).join(' and ')}; ${record.id} is ${withArticle(record.kind.title).toLowerCase()}.`,
    own.length === 0 ? 'this kind has no actions' : `its actions: ${own.join(', ')}`,
  );
}

/** Throws `no-such-step` where the action cannot begin in the state of the record. */
export function refuseIfElsewhere(
  workspace: Workspace,
  record: RecordEntry,
  name: string,
  annotation: ActionAnnotation,
): void {
  const { register } = workspace;
  if (canStart(register, record, annotation)) return;
  const open = Object.entries(record.kind.annotations.actions ?? {})
    .filter(([, other]) => canStart(register, record, other))
    .map(([other]) => other);
  const next = nextCommand(register, record);
  const starts = startStates(record.kind, annotation);
  const ways = starts.map((state) => wayTo(register, record, state)).filter((way) => way.length > 0);
  const [first] = ways.sort((a, b) => a.length - b.length)[0] ?? [];
  throw usageError(
    'no-such-step',
    `${record.id} is in the state ${stateTitle(record.kind, register.state(record)).toLowerCase()}; irc ${name} is for ${record.kind.plural} in ${statesInWords(record.kind, starts)}.`,
    first !== undefined
      ? `what comes first: ${commandTo(register, record, first)}`
      : open.length === 0
        ? `${next.startsWith('irc show') ? 'see where it stands' : 'what comes first'}: ${next}`
        : `possible now: ${open.map((other) => `irc ${other}`).join(', ')}`,
  );
}

async function draftOf(
  context: Context,
  workspace: Workspace,
  before: RecordEntry,
  name: string,
  annotation: ActionAnnotation,
  options: ActOptions,
  picked: OpenItem | undefined,
): Promise<ActionDraft> {
  const { register } = workspace;
  const records = annotation.step !== undefined || annotation.creates !== undefined;
  if (options.note !== undefined && !records) {
    throw usageError(
      'option-invalid',
      `--note is kept with a step of the history, and irc ${name} records none.`,
      'write it into a field, or leave it out',
    );
  }
  const on = dayOf(context, options.on);
  const by =
    records || options.by !== undefined
      ? await postOf(context, workspace, options.by)
      : actingPost(register, {
          configured: await workspace.gitConfig('irc.post'),
          identity: await workspace.identity(),
        });
  const declared = rootsOf(workspace.kinds.kinds, before.kind, annotation);
  const roots = picked === undefined ? declared : { ...declared, item: picked.field };
  return { register, name, annotation, roots, before, picked, on, by };
}
