/** The questions of an action: each field that it asks for, as far as the answers so far call for it. */
import { type ActionDraft, type ActionValue, applies, sameItem, workedOut } from '../core/changes/action-draft.ts';
import { defaultOf, isAsked } from '../core/changes/draft-record.ts';
import { printField } from '../core/fields/index.ts';
import { formatPath, wildcard } from '../core/paths.ts';
import { askedParts, askedPaths, namedField, standsFor, stepCases } from '../core/register/actions.ts';
import { transitionTo } from '../core/register/lifecycle.ts';
import { storedValue } from '../core/register/view.ts';
import type { AskedPath, StepCase } from '../core/schemas/action-annotation.ts';
import { type Field, propertyOf, shortProperties } from '../core/schemas/field.ts';
import { dottedPath } from '../core/schemas/place.ts';
import { isMap, type Place, type Value, valueAt } from '../core/value.ts';
import { promptOf, type Question } from './questions.ts';

/**
 * The questions in their order; those of the record that the action makes are not among them. What is asked for of each
 * item of a list is asked item by item.
 */
export function actionQuestions(draft: ActionDraft, state: ActionValue): Question[] {
  const asked = askedPaths(draft.roots, draft.annotation);
  const rounds = asked.map((entry) => roundOf(entry.path));
  return asked.flatMap((_entry, index) => {
    const round = rounds[index];
    if (round === undefined) return questionsOf(draft, state, asked.slice(index, index + 1));
    if (rounds[index - 1] === round) return [];
    const end = rounds.findIndex((other, position) => position > index && other !== round);
    const questions = questionsOf(draft, state, asked.slice(index, end < 0 ? undefined : end));
    const item = ({ place }: Question): number => Number(place[round.split('.').length]);
    return [...questions].sort((a, b) => item(a) - item(b));
  });
}

/** The list of which each item is asked about, or undefined. */
function roundOf(path: string): string | undefined {
  const at = path.split('.').indexOf(wildcard);
  return at < 0 ? undefined : path.split('.').slice(0, at).join('.');
}

function questionsOf(draft: ActionDraft, state: ActionValue, some: readonly AskedPath[]): Question[] {
  return some.flatMap((asked) => {
    const named = namedField(draft.roots, asked.path);
    if (named === undefined || named.target === 'made') return [];
    if (asked.when !== undefined && !applies(draft, state, asked.when)) return [];
    const start: Spot =
      named.target === 'item' && draft.roots.item !== undefined
        ? { field: draft.roots.item, place: state.item ?? [], titles: [], of: '' }
        : { field: draft.roots.record, place: [], titles: [], of: '' };
    return follow(draft, state, start, named.steps)
      .filter((spot) => isAsked(draft.register, draft.before.kind, state.value, spot.field))
      .flatMap((spot) => leaves(spot, asked.optional !== true))
      .map((leaf) => question(draft, state, asked, leaf));
  });
}

/** The paths of the new record that the action asks for beside what its kind cannot be without. */
export function askedOfMade({ annotation, roots }: Pick<ActionDraft, 'annotation' | 'roots'>): string[] {
  return askedPaths(roots, annotation)
    .filter(({ path }) => namedField(roots, path)?.target === 'made')
    .map(({ path }) => path.slice(path.indexOf('.') + 1));
}

/** A place on the way to what is asked for. */
interface Spot {
  readonly field: Field;
  readonly place: Place;
  /** Titles of the fields on the way. */
  readonly titles: readonly string[];
  /** The list item that it belongs to, as people call it. */
  readonly of: string;
}

/** The places that a path leads to: for `*` one for each item that is there. */
function follow(draft: ActionDraft, state: ActionValue, start: Spot, steps: readonly string[]): Spot[] {
  return steps.reduce<Spot[]>(
    (spots, step) =>
      spots.flatMap((spot): Spot[] => {
        if (step !== wildcard) {
          const property = propertyOf(spot.field, step);
          return property === undefined ? [] : [below(spot, property)];
        }
        const items = valueAt(state.value, spot.place);
        const { item } = spot.field;
        if (!Array.isArray(items) || item === undefined) return [];
        return items.map((entry, index) => ({
          field: item,
          place: [...spot.place, index],
          titles: [],
          of: nameOf(draft, item, entry),
        }));
      }),
    [start],
  );
}

function below(spot: Spot, property: Field): Spot {
  const silent = shortProperties(spot.field)[0] === property && spot.titles.length > 0;
  return {
    ...spot,
    field: property,
    place: [...spot.place, property.name],
    titles: silent ? spot.titles : [...spot.titles, property.title],
  };
}

/** An item by what plain text fills it with, a record by its title. */
function nameOf(draft: ActionDraft, item: Field, entry: Value): string {
  const world = { register: draft.register, language: 'en' };
  const first = shortProperties(item)[0] ?? item.properties[0];
  const value = first !== undefined && isMap(entry) ? entry[first.name] : undefined;
  return first === undefined || value === undefined ? printField(item, entry, world) : printField(first, value, world);
}

interface Leaf extends Spot {
  readonly required: boolean;
}

/** A group is asked for field by field. */
function leaves(spot: Spot, required: boolean): Leaf[] {
  if (spot.field.type !== 'object') return [{ ...spot, required }];
  return askedParts(spot.field).flatMap((property) => leaves(below(spot, property), required));
}

function question(draft: ActionDraft, state: ActionValue, asked: AskedPath, leaf: Leaf): Question {
  const { field, place } = leaf;
  const { item } = state;
  const prompt = asked.prompt ?? promptOf(leaf.titles);
  return {
    field,
    place,
    path:
      item !== undefined && isBelow(place, item)
        ? formatPath(place.slice(item.length))
        : dottedPath(draft.roots.record, state.value, place),
    prompt: leaf.of === '' ? prompt : `${leaf.of}: ${prompt.charAt(0).toLowerCase()}${prompt.slice(1)}`,
    group: '',
    fallback: fallbackOf(draft, state, asked, leaf),
    required: leaf.required,
    quiet: false,
    leftOut: closedChoices(draft, asked),
  };
}

/** Choices that would record a step which does not lead on from where the record stands. */
function closedChoices({ register, before, annotation }: ActionDraft, { path }: AskedPath): string[] {
  const cases = stepCases(annotation).filter(({ answers }) => answers !== undefined && Object.hasOwn(answers, path));
  const isOpen = (found: StepCase): boolean =>
    found.when !== undefined ||
    (standsFor(register, before, found) && transitionTo(register, before, found.to) !== undefined);
  const codes = new Set(cases.flatMap(({ answers }) => answers?.[path] ?? []));
  return [...codes].filter((code) => !cases.some((found) => found.answers?.[path] === code && isOpen(found)));
}

/** What Enter takes: what the item of that key holds already, else what the action proposes, else the schema. */
function fallbackOf(draft: ActionDraft, state: ActionValue, asked: AskedPath, leaf: Leaf): Value | undefined {
  const { item } = state;
  const same = sameItem(draft, state);
  if (item !== undefined && same !== undefined && isBelow(leaf.place, item)) {
    const there = valueAt(state.value, [...same, ...leaf.place.slice(item.length)]);
    if (there !== undefined) return there;
  }
  const proposed = asked.default === undefined ? undefined : workedOut(draft, state, asked.default);
  if (proposed !== undefined) return storedValue(leaf.field, proposed);
  return defaultOf(draft.register, draft.before.kind, state.value, leaf.field);
}

function isBelow(place: Place, holder: Place): boolean {
  return holder.every((step, index) => place[index] === step);
}
