/** What Tab offers: candidates for the word under the cursor, by what the command takes there. */
import { withItem } from '../core/changes/action-draft.ts';
import { explanations } from '../core/explanations/index.ts';
import { choicesOf } from '../core/fields/choice.ts';
import { questioningActions, questionnaireOf } from '../core/forms/questionnaire.ts';
import { formatPath } from '../core/paths.ts';
import { actionOf, answerFlags, canStart, type NamedAction, rootsOf } from '../core/register/actions.ts';
import { openSteps, stateTitle } from '../core/register/lifecycle.ts';
import { openItems } from '../core/register/picked-items.ts';
import { officePosts } from '../core/register/posts.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import type { ActionAnnotation } from '../core/schemas/action-annotation.ts';
import { allFields, type Field, itemKey, propertyOf, targetsOf } from '../core/schemas/field.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { emptyMap, isMap, type Value } from '../core/value.ts';
import { actionQuestions } from './action-questions.ts';
import { eachQuestions, gatheringValue } from './each-questions.ts';
import type { Question } from './questions.ts';

export interface Candidate {
  readonly value: string;
  readonly description: string;
  /** More is typed after it: no space follows. */
  readonly isOpen?: boolean;
}

/** What stands on the line so far, and what of the workspace may be named. */
export interface CompletionWorld {
  readonly register: Register;
  readonly kinds: readonly Kind[];
  /** The record that an earlier argument names. */
  readonly record: RecordEntry | undefined;
  /** The kind that an earlier argument names. */
  readonly kind: Kind | undefined;
  /** The action that is called. */
  readonly action?: NamedAction | undefined;
}

/**
 * Candidates for an argument or an option's value, by its name in the help: `id`, `kind`, `state`, `goal`, `path=value`, `document`,
 * `post`, `code`, `field`, …; undefined where files are to be offered, [] where nothing can be known.
 */
export function candidatesFor(name: string, current: string, world: CompletionWorld): readonly Candidate[] | undefined {
  switch (name) {
    case 'id':
      return world.action === undefined ? recordIds(world.register) : idsFor(world.register, world.action);
    case 'kind':
      return kindNames(world.kinds);
    case 'state':
      return states(world);
    case 'goal':
      return [...states(world), ...documents(world)];
    case 'name':
    case 'document':
      return documents(world);
    case 'path=value':
      return [...answersOf(current, world), ...assignments(current, world)];
    case 'item':
      return itemsOf(world);
    case 'post':
      return officePosts(world.register).map((post) => ({ value: post.id, description: post.title }));
    case 'code':
      return [...explanations.values()].map((entry) => ({ value: entry.code, description: entry.what }));
    case 'field':
    case 'fields':
      return fieldPaths(world.kind === undefined ? world.kinds : [world.kind]);
    case 'action':
      return questionersOf(world);
    case 'path':
      return pathsOrIds(current, world);
    case 'file':
    case 'file...':
    case 'folder':
    case 'dir':
      return undefined;
    default:
      return [];
  }
}

/** Kinds, ids and the folders of the register; files where what is typed begins none of them. */
function pathsOrIds(current: string, { register, kinds }: CompletionWorld): readonly Candidate[] | undefined {
  const folders = ['records/', 'templates/'].map((value) => ({ value, description: 'folder', isOpen: true }));
  const plurals = kinds.map((kind) => ({ value: kind.plural, description: kind.description }));
  const fitting = [...plurals, ...recordIds(register), ...folders].filter(({ value }) => value.startsWith(current));
  return current.includes('/') || fitting.length === 0 ? undefined : fitting;
}

function recordIds(register: Register): Candidate[] {
  return register.records.map((record) => ({
    value: record.id,
    // Worked out for those that are offered: the state of each record of a large register takes long.
    get description() {
      const state = stateTitle(record.kind, register.state(record)).toLowerCase();
      return [record.kind.name, state, lineSafe(register.title(record))].filter((part) => part !== '').join(' · ');
    },
  }));
}

/** Records that the action can begin with; where there are none, all of its kinds. */
function idsFor(register: Register, { name, kinds }: NamedAction): Candidate[] {
  const known = new Map(register.records.map((record) => [record.id, record]));
  const own = recordIds(register).filter(({ value }) => kinds.includes(known.get(value)?.kind as Kind));
  const ready = own.filter(({ value }) => {
    const record = known.get(value);
    const annotation = record === undefined ? undefined : actionOf(record.kind, name);
    return record !== undefined && annotation !== undefined && canStart(register, record, annotation);
  });
  return ready.length > 0 ? ready : own;
}

/** The fields that the action asks for, and their values. */
function answersOf(current: string, world: CompletionWorld): Candidate[] {
  const { action, record } = world;
  const annotation = action === undefined || record === undefined ? undefined : actionOf(record.kind, action.name);
  if (annotation === undefined || record === undefined || action === undefined) return [];
  const questions = questionsIn(world, record, annotation, action.name);
  const sign = /^([^=]*)=/.exec(current);
  if (sign === null)
    return questions.map(({ path, prompt }) => ({ value: `${path}=`, description: prompt, isOpen: true }));
  const question = questions.find(({ path }) => path === sign[1]);
  return question === undefined ? [] : values(question.field, world, sign[0]);
}

function questionsIn(
  { kinds, register }: CompletionWorld,
  record: RecordEntry,
  annotation: ActionAnnotation,
  name: string,
): readonly Question[] {
  const questionnaire = questionnaireOf(kinds, record, name);
  if (questionnaire !== undefined) return eachQuestions(questionnaire, gatheringValue(questionnaire));
  const roots = rootsOf(kinds, record.kind, annotation);
  const draft = { register, name, annotation, roots, before: record, on: register.today, by: undefined };
  return actionQuestions(draft, withItem(draft, record.value, emptyMap()));
}

/** The values of an option that answers what the action asks for: those of `path=value`, without the path. */
export function answersTo(flag: string, current: string, world: CompletionWorld): Candidate[] {
  const { action, record } = world;
  const annotation = action === undefined || record === undefined ? undefined : actionOf(record.kind, action.name);
  const answer = annotation && answerFlags(annotation).find((each) => each.flag === flag);
  if (answer === undefined) return [];
  const lead = `${answer.path}=`;
  return answersOf(lead + current, world).map((each) => ({ ...each, value: each.value.slice(lead.length) }));
}

function kindNames(kinds: readonly Kind[]): Candidate[] {
  return kinds.flatMap((kind) => [
    { value: kind.name, description: kind.description },
    ...(kind.plural === kind.name ? [] : [{ value: kind.plural, description: kind.description }]),
    ...Object.entries(kind.annotations.presets ?? {}).map(([value, preset]) => ({ value, description: preset.title })),
  ]);
}

/** The actions that have a form. */
function questionersOf({ record, kinds }: CompletionWorld): Candidate[] {
  const some = record === undefined ? kinds : [record.kind];
  return some.flatMap((kind) =>
    questioningActions(kind).map((value) => ({ value, description: actionOf(kind, value)?.title ?? '' })),
  );
}

function states(world: CompletionWorld): Candidate[] {
  const { record, register } = world;
  if (record === undefined) return [];
  const open = openSteps(register, record);
  return open.map((value) => ({ value, description: stateTitle(record.kind, value) }));
}

/** The items of the record that the action may be done with. */
function itemsOf({ register, record, action }: CompletionWorld): Candidate[] {
  const picks = record && action && actionOf(record.kind, action.name)?.picks;
  if (record === undefined || picks === undefined) return [];
  return openItems(register, record, picks).map(({ handle, name }) => ({ value: handle, description: name }));
}

function documents(world: CompletionWorld): Candidate[] {
  const kinds = world.record === undefined ? world.kinds : [world.record.kind];
  return kinds.flatMap((kind) =>
    Object.entries(kind.annotations.documents ?? {}).map(([value, document]) => ({
      value,
      description: document.title,
    })),
  );
}

function fieldPaths(kinds: readonly Kind[]): Candidate[] {
  const fixed = ['id', 'kind', 'state', 'recorded', 'title_text'].map((value) => ({ value, description: '' }));
  return [
    ...fixed,
    ...kinds.flatMap((kind) => [
      ...allFields(kind.root)
        .filter((field) => field.path !== '' && !field.path.includes('*') && field.type !== 'object')
        .map((field) => ({ value: field.path, description: field.title })),
      ...Object.entries(kind.annotations.derived ?? {}).map(([value, entry]) => ({ value, description: entry.title })),
    ]),
  ];
}

/** Before the sign a path, step by step; behind it the values that the field takes. */
function assignments(current: string, world: CompletionWorld): Candidate[] {
  const root = (world.record?.kind ?? world.kind)?.root;
  if (root === undefined) return [];
  const sign = /^([^=]*?)(\+=|-=|=)/.exec(current);
  const steps = (sign?.[1] ?? current).split('.');
  const holderSteps = sign === null ? steps.slice(0, -1) : steps;
  const holder = follow(root, world.record?.value, holderSteps);
  if (holder === undefined) return [];
  if (sign !== null) return values(holder.field, world, sign[0]);
  const lead = holderSteps.map((step) => `${step}.`).join('');
  if (holder.field.type === 'list') return listItems(holder, lead);
  return holder.field.properties.map((property) => ({
    value: `${lead}${property.name}${hasFields(property) ? '.' : '='}`,
    description: property.title,
    isOpen: true,
  }));
}

interface Node {
  readonly field: Field;
  readonly value: Value | undefined;
}

function follow(root: Field, value: Value | undefined, steps: readonly string[]): Node | undefined {
  return steps.reduce<Node | undefined>((node, step) => (node === undefined ? undefined : below(node, step)), {
    field: root,
    value,
  });
}

function below({ field, value }: Node, step: string): Node | undefined {
  if (field.type === 'list' && field.item !== undefined) {
    const items = Array.isArray(value) ? value : [];
    const found = items.find((item, index) => itemKey(field, item) === step || String(index) === step);
    return { field: field.item, value: found };
  }
  const property = propertyOf(field, step);
  if (property === undefined) return undefined;
  return { field: property, value: isMap(value) && Object.hasOwn(value, step) ? value[step] : undefined };
}

/** The items that are there, by their keys. */
function listItems({ field, value }: Node, lead: string): Candidate[] {
  const items = Array.isArray(value) ? value : [];
  return items.map((item, index) => ({
    value: `${lead}${formatPath([itemKey(field, item) ?? index])}${field.item?.type === 'object' ? '.' : '='}`,
    description: field.title,
    isOpen: true,
  }));
}

function hasFields(field: Field): boolean {
  return field.type === 'object' || (field.type === 'list' && field.item?.type === 'object');
}

function values(field: Field, world: CompletionWorld, lead: string): Candidate[] {
  const target = field.type === 'list' ? field.item : field;
  if (target === undefined) return [];
  const offered = (value: string, description: string): Candidate => ({ value: lead + value, description });
  if (target.type === 'boolean') return [offered('true', 'yes'), offered('false', 'no')];
  if (target.type === 'choice')
    return choicesOf(target, { register: world.register, language: 'en' }).map((item) => offered(item.code, item.en));
  if (target.type === 'reference') {
    const kinds = targetsOf(target);
    return recordIds(world.register)
      .filter(({ value }) => kinds.includes('*') || kinds.includes(world.register.record(value)?.kind.name ?? ''))
      .map(({ value, description }) => offered(value, description));
  }
  return [];
}
