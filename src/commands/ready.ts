import { Command } from 'commander';
import type { Context, Workspace } from '../context.ts';
import {
  type Condition,
  conditionsOf,
  documentConditions,
  openSteps,
  stateTitle,
  stepsOnward,
  transitionTo,
  wayTo,
} from '../core/register/lifecycle.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { nearest } from '../core/suggest.ts';
import { exitCodes, usageError } from '../errors.ts';
import { conditionJson, conditionLines } from '../views/conditions.ts';
import { recordNamed } from './lookup.ts';

export function readyCommand(context: Context): Command {
  return new Command('ready')
    .summary('say what a step or a paper still needs')
    .description(
      'Lists what a state or a document needs of a record: what is there, and what is missing with its remedy.',
    )
    .argument('<id>', 'id of the record')
    .option('--for <goal>', 'state or document (the next step)')
    .addHelpText(
      'after',
      '\nExamples:\n  irc ready mou-2026-unesco --for signed\n  irc ready mou-2026-unesco --for draft --json\n\nExit code 1 while something is missing.',
    )
    .action((id: string, options: { readonly for?: string }) => ready(context, id, options.for));
}

interface Aim {
  readonly name: string;
  /** "signed" or "the draft", in a sentence. */
  readonly words: string;
  readonly conditions: readonly Condition[];
}

/** Lists the conditions of a step or document; exit code 1 where one is not met. Rejects with `unknown-aim`. */
export async function ready(context: Context, id: string, word: string | undefined): Promise<void> {
  const workspace = await context.openWorkspace('read');
  const record = recordNamed(workspace, id);
  const aim = aimOf(workspace, record, word);
  const unmet = aim.conditions.filter((condition) => !condition.met);
  if (unmet.length > 0) context.outcome.exitCode = exitCodes.recordsHaveErrors;
  const { terminal } = context;
  if (context.options.json) {
    const conditions = aim.conditions.map((condition) => conditionJson(record, condition));
    terminal.out(
      `${JSON.stringify({ id: record.id, for: aim.name, ready: unmet.length === 0, conditions }, undefined, 2)}\n`,
    );
    return;
  }
  const count =
    unmet.length === 0
      ? 'all is there'
      : `${unmet.length} of ${aim.conditions.length} condition${aim.conditions.length === 1 ? '' : 's'} not met`;
  terminal.out(`${terminal.style.bold(record.id)} · for ${aim.words}: ${count}\n`);
  for (const line of aim.conditions.flatMap((condition) => conditionLines(record, condition)))
    terminal.out(`  ${painted(terminal.style, line)}\n`);
}

function painted(style: Context['terminal']['style'], line: string): string {
  if (line.startsWith('✓')) return style.green('✓') + line.slice(1);
  return line.startsWith('✗') ? style.red('✗') + line.slice(1) : style.cyan(line);
}

function aimOf(workspace: Workspace, record: RecordEntry, word: string | undefined): Aim {
  const { register } = workspace;
  const states = record.kind.annotations.lifecycle?.states ?? {};
  const documents = record.kind.annotations.documents ?? {};
  const open = openSteps(register, record);
  const name = word?.toLowerCase().replace(/[\s-]/g, '_') ?? stepsOnward(register, record)[0] ?? open[0];
  if (name === undefined) {
    throw usageError('unknown-aim', `From ${record.id} no step leads on.`, aimsHint(open, Object.keys(documents)));
  }
  const state = Object.hasOwn(states, name) ? states[name] : undefined;
  if (state !== undefined && state.when === undefined) return stepAim(register, record, name, open);
  const document = word !== undefined && Object.hasOwn(documents, word) ? documents[word] : undefined;
  if (document !== undefined && word !== undefined) {
    return {
      name: word,
      words: document.title.toLowerCase(),
      conditions: documentConditions(register, record, word, document.when),
    };
  }
  if (state !== undefined) {
    throw usageError(
      'state-derived',
      `"${state.title}" is never recorded: it follows from the dates of the record.`,
      aimsHint(open, Object.keys(documents)),
    );
  }
  const near = nearest(name, [...Object.keys(states), ...Object.keys(documents)]);
  throw usageError(
    'unknown-aim',
    `${record.kind.title} has no state or document "${word}".`,
    near === undefined ? aimsHint(open, Object.keys(documents)) : `did you mean ${near}?`,
  );
}

/** Conditions of a step from where the record stands; a state further on still tells the fields that it needs. */
function stepAim(register: Register, record: RecordEntry, name: string, open: readonly string[]): Aim {
  const conditions = conditionsOf(register, record, name);
  const isOpen = transitionTo(register, record, name) !== undefined || register.recorded(record) === undefined;
  if (isOpen) return { name, words: stateTitle(record.kind, name).toLowerCase(), conditions };
  const stands = stateTitle(record.kind, register.state(record)).toLowerCase();
  const isThere = register.recorded(record) === name;
  const next = wayTo(register, record, name)[0];
  const step: Condition = {
    title: isThere ? 'The step was taken already' : 'The step is open',
    met: isThere,
    message: isThere
      ? ''
      : `from ${stands} a step leads to ${open.map((state) => stateTitle(record.kind, state).toLowerCase()).join(' or ') || 'nothing'}`,
    hint: next === undefined ? `irc show ${record.id}` : `irc ready ${record.id} --for ${next}`,
    place: [],
  };
  return { name, words: stateTitle(record.kind, name).toLowerCase(), conditions: [step, ...conditions] };
}

function aimsHint(open: readonly string[], documents: readonly string[]): string {
  return [
    `steps from here: ${open.join(', ') || 'none'}`,
    ...(documents.length === 0 ? [] : [`documents: ${documents.join(', ')}`]),
  ].join('; ');
}
