/** The actions that kinds declare: what they are called, where they can begin, and which fields they speak of. */
import { wildcard } from '../paths.ts';
import type { ActionAnnotation, AskedPath, StepCase } from '../schemas/action-annotation.ts';
import { type Field, fieldAt, propertyOf } from '../schemas/field.ts';
import type { Kind } from '../schemas/kind.ts';
import { lowerFirst } from '../schemas/place.ts';
import { shellWord } from '../schemas/typed-text.ts';
import { conditionsOf, stateTitle } from './lifecycle.ts';
import { pickedLists } from './picked-items.ts';
import type { RecordEntry, Register } from './register.ts';

/** How a path leads to the record that an action makes. */
export const madePrefix = 'new';

/** An action of a kind, or undefined, also where the schema has something else in its place: that is told elsewhere. */
export function actionOf(kind: Kind, name: string): ActionAnnotation | undefined {
  const actions = kind.annotations.actions ?? {};
  const found: unknown = Object.hasOwn(actions, name) ? actions[name] : undefined;
  const isAction = typeof found === 'object' && found !== null && 'title' in found && typeof found.title === 'string';
  return isAction ? (found as ActionAnnotation) : undefined;
}

/** A word of the command line, and the kinds that it does something for. */
export interface NamedAction {
  readonly name: string;
  readonly kinds: readonly Kind[];
}

/** Every action of the kinds by its name, in the order in which the kinds first name them. */
export function actionsOf(kinds: readonly Kind[]): NamedAction[] {
  const names = new Set(kinds.flatMap((kind) => Object.keys(kind.annotations.actions ?? {})));
  return [...names]
    .map((name) => ({ name, kinds: kinds.filter((kind) => actionOf(kind, name) !== undefined) }))
    .filter((action) => action.kinds.length > 0);
}

/** What an action does, in the words of the kinds that declare it. */
export function actionTitle({ name, kinds }: NamedAction): string {
  const titles = kinds.map((kind) => actionOf(kind, name)?.title ?? name);
  return [...new Set(titles)].map((title, index) => (index === 0 ? title : lowerFirst(title))).join('; ');
}

/** The state that an action always records, or undefined where it records none or the answers say which. */
export function fixedStep({ step }: ActionAnnotation): string | undefined {
  return typeof step === 'string' ? step : undefined;
}

/** The steps that the answers of an action choose from; [] where they choose none. */
export function stepCases({ step }: ActionAnnotation): readonly StepCase[] {
  return typeof step === 'object' ? step : [];
}

/** States that the step of an action may record, in the order of the life cycle. */
export function possibleSteps(kind: Kind, annotation: ActionAnnotation): string[] {
  const steps = new Set([fixedStep(annotation), ...stepCases(annotation).map(({ to }) => to)]);
  return Object.keys(kind.annotations.lifecycle?.states ?? {}).filter((state) => steps.has(state));
}

/** Whether the answers of a case can be given where the record stands. */
export function standsFor(register: Register, record: RecordEntry, { from }: StepCase): boolean {
  const stands = [register.state(record), register.recorded(record)];
  return from === undefined || from.some((state) => stands.includes(state));
}

/** States that an action can begin in; [] where it can in any. */
export function startStates(kind: Kind, annotation: ActionAnnotation): readonly string[] {
  const fixed = fixedStep(annotation);
  if (annotation.from !== undefined || fixed === undefined) return annotation.from ?? [];
  const transitions = kind.annotations.lifecycle?.transitions ?? [];
  return [...new Set(transitions.filter(({ to }) => to === fixed).flatMap(({ from }) => from))];
}

/**
 * Whether an action can begin where the record stands: `from` names states of today, a step can also be taken from the state
 * recorded last. A record without a step may begin with any.
 */
export function canStart(register: Register, record: RecordEntry, annotation: ActionAnnotation): boolean {
  const states = startStates(record.kind, annotation);
  const recorded = register.recorded(record);
  if (states.length === 0 || recorded === undefined) return true;
  return (
    states.includes(register.state(record) ?? recorded) || (annotation.from === undefined && states.includes(recorded))
  );
}

/** "the state in force", "the states in force or suspended". */
export function statesInWords(kind: Kind, states: readonly string[]): string {
  return `the state${states.length === 1 ? '' : 's'} ${anyOf(kind, states)}`;
}

/** "in force or suspended". */
export function anyOf(kind: Kind, states: readonly string[]): string {
  const titles = states.map((state) => stateTitle(kind, state).toLowerCase());
  return titles.length < 2 ? titles.join('') : `${titles.slice(0, -1).join(', ')} or ${titles.at(-1)}`;
}

/** An action, and the answers of it that lead to a state. */
export interface Leading {
  readonly action: string;
  readonly answers: Readonly<Record<string, string>>;
}

/**
 * The action that takes a record to a state to which a step leads from where it stands; undefined where none does. Where the
 * answers choose the step and all that it needs is there, there is nothing left to answer.
 */
export function actionTo(register: Register, record: RecordEntry, state: string): Leading | undefined {
  const open = Object.entries(record.kind.annotations.actions ?? {}).filter(([, annotation]) =>
    canStart(register, record, annotation),
  );
  const fixed = open.find(([, annotation]) => fixedStep(annotation) === state);
  if (fixed !== undefined) return { action: fixed[0], answers: {} };
  const chosen = open
    .flatMap(([name, annotation]) => stepCases(annotation).map((found) => ({ name, found })))
    .find(({ found }) => found.to === state && standsFor(register, record, found));
  if (chosen === undefined || conditionsOf(register, record, state).every(({ met }) => met)) return undefined;
  return { action: chosen.name, answers: chosen.found.answers ?? {} };
}

/** The command that takes a record to a state: of an action that does, else the mere step. */
export function commandTo(register: Register, record: RecordEntry, state: string): string {
  const leading = actionTo(register, record, state);
  if (leading === undefined) return `irc advance ${record.id} ${state}`;
  const answers = Object.entries(leading.answers).map(([path, value]) => ` ${path}=${shellWord(value)}`);
  return `irc ${leading.action} ${record.id}${answers.join('')}`;
}

/** Whether a step waits for another action than the one that takes it, as a signature waits for approvals that hold. */
export function waitsForAnother(register: Register, record: RecordEntry, state: string): boolean {
  const actions = record.kind.annotations.actions ?? {};
  const own = actionTo(register, record, state)?.action;
  return conditionsOf(register, record, state).some(({ met, hint }) => {
    const named = met ? undefined : /^irc ([a-z-]+) /.exec(hint ?? '')?.[1];
    return named !== undefined && named !== own && Object.hasOwn(actions, named);
  });
}

/** What the paths of an action lead into. */
export interface ActionRoots {
  readonly record: Field;
  /** The list that it adds to. */
  readonly list: Field | undefined;
  /** The item that it adds or picks. */
  readonly item: Field | undefined;
  /** The record that it makes. */
  readonly made: Field | undefined;
}

export function rootsOf(kinds: readonly Kind[], kind: Kind, annotation: ActionAnnotation): ActionRoots {
  const list = annotation.adds === undefined ? undefined : fieldAt(kind.root, annotation.adds.split('.'));
  const [picked] = pickedLists(annotation);
  const from = picked === undefined ? undefined : fieldAt(kind.root, picked.split('.'));
  const made =
    annotation.creates === undefined ? undefined : kinds.find(({ name }) => name === annotation.creates?.kind);
  return { record: kind.root, list, item: list?.item ?? from?.item, made: made?.root };
}

export interface NamedField {
  readonly target: 'record' | 'item' | 'made';
  /** Steps below the target, `*` for each item of a list. */
  readonly steps: readonly string[];
  readonly field: Field;
}

/**
 * The field that a path of an action names: behind `new.` one of the record that it makes, else one of the item that it
 * adds, else one of the record. Undefined where there is none.
 */
export function namedField(roots: ActionRoots, path: string): NamedField | undefined {
  const steps = path.split('.');
  const [first = ''] = steps;
  if (first === madePrefix && roots.made !== undefined) return within('made', roots.made, steps.slice(1));
  if (roots.item !== undefined && propertyOf(roots.item, first) !== undefined) return within('item', roots.item, steps);
  return within('record', roots.record, steps);
}

function within(target: NamedField['target'], root: Field, steps: readonly string[]): NamedField | undefined {
  let field: Field = root;
  for (const step of steps) {
    const next = field.type === 'list' ? (step === wildcard ? field.item : undefined) : propertyOf(field, step);
    if (next === undefined) return undefined;
    field = next;
  }
  return steps.length === 0 ? undefined : { target, steps, field };
}

/** What an action asks for; of an item that it adds without a word about its fields each of them, in the order of the schema. */
export function askedPaths(roots: ActionRoots, annotation: ActionAnnotation): AskedPath[] {
  const asks = (annotation.asks ?? []).map((asked) => (typeof asked === 'string' ? { path: asked } : asked));
  const named = asks.some(({ path }) => namedField(roots, path)?.target === 'item');
  if (roots.item === undefined || named || annotation.picks !== undefined) return asks;
  const set = new Set(Object.keys(annotation.sets ?? {}));
  const item = roots.item.properties.filter(({ name }) => !set.has(name));
  return [...item.map(({ name, required }) => ({ path: name, optional: !required })), ...asks];
}

/** The fields of a group that are asked for: what it cannot be without where it says so, else all that it holds. */
export function askedParts(group: Field): readonly Field[] {
  const needed = group.properties.filter(({ required }) => required);
  return needed.length > 0 ? needed : group.properties;
}

/** An option that answers what an action asks for, as `path=value` does. */
export interface AnswerFlag {
  readonly flag: string;
  readonly path: string;
}

/** Options that every command or every action has, with their short names. */
const takenFlags = new Set(
  'help json quiet today input color pager version on by note id document dry-run commit message yes'.split(' '),
);

export function isTakenFlag(flag: string): boolean {
  return takenFlags.has(flag) || flag.startsWith('no-') || !/^[a-z][a-z0-9-]+$/.test(flag);
}

/** The options for the answers of an action; one that is taken is told by the check of the schema and left out here. */
export function answerFlags(annotation: ActionAnnotation): AnswerFlag[] {
  const flags = new Map<string, AnswerFlag>();
  for (const asked of annotation.asks ?? []) {
    if (typeof asked === 'string' || asked.flag === undefined) continue;
    if (isTakenFlag(asked.flag) || asked.path.includes(wildcard) || flags.has(asked.flag)) continue;
    flags.set(asked.flag, { flag: asked.flag, path: asked.path });
  }
  return [...flags.values()];
}
