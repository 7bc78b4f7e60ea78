/** An action while it is being done: the record with the answers so far, and what its expressions make of them. */
import { exitCodes, IrcError } from '../../errors.ts';
import { ExpressionError, type Scope } from '../expressions/expression.ts';
import type { CelValue } from '../expressions/values.ts';
import { type ActionRoots, fixedStep, namedField, stepCases } from '../register/actions.ts';
import type { Asking } from '../register/lifecycle.ts';
import type { OpenItem } from '../register/picked-items.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { storedValue } from '../register/view.ts';
import type { ActionAnnotation, StepCase } from '../schemas/action-annotation.ts';
import { itemKey } from '../schemas/field.ts';
import type { Kind } from '../schemas/kind.ts';
import { withoutValue, withValue } from '../schemas/value-edit.ts';
import { emptyMap, isMap, type Place, type Value, type ValueMap, valueAt } from '../value.ts';
import { draftEntry } from './draft-record.ts';

export interface ActionDraft {
  readonly register: Register;
  readonly name: string;
  readonly annotation: ActionAnnotation;
  readonly roots: ActionRoots;
  readonly before: RecordEntry;
  /** The item that it picks. */
  readonly picked?: OpenItem | undefined;
  /** ISO date. */
  readonly on: string;
  readonly by: string | undefined;
}

/** The record's value, and the place in it of the item that is added or picked. */
export interface ActionValue {
  readonly value: ValueMap;
  readonly item: Place | undefined;
}

/** The value with the item that is added at the end of its list; with what is said of the one that is picked. */
export function withItem({ annotation, picked }: ActionDraft, value: ValueMap, item: ValueMap): ActionValue {
  if (picked !== undefined) {
    const filled = Object.assign(emptyMap(), valueAt(value, picked.place), item);
    return { value: withValue(value, picked.place, filled), item: picked.place };
  }
  if (annotation.adds === undefined) return { value, item: undefined };
  const list = annotation.adds.split('.');
  const there = valueAt(value, list);
  const place = [...list, Array.isArray(there) ? there.length : 0];
  return { value: withValue(value, place, item), item: place };
}

/** The item of the list that has the same key as the one that is added. */
export function sameItem({ roots }: ActionDraft, { value, item }: ActionValue): Place | undefined {
  if (item === undefined || roots.list === undefined) return undefined;
  const list = roots.list;
  const key = itemKey(list, valueAt(value, item) ?? null);
  const items = valueAt(value, item.slice(0, -1));
  const index =
    !Array.isArray(items) || key === undefined ? -1 : items.findIndex((other) => itemKey(list, other) === key);
  return index < 0 || index === item.at(-1) ? undefined : [...item.slice(0, -1), index];
}

/** The value of an expression; undefined where what it reads is not there. Throws `schema-expression`. */
export function workedOut(draft: ActionDraft, state: ActionValue, expression: string): CelValue | undefined {
  const { register } = draft;
  try {
    return register.expressions.evaluate(expression, scopeOf(draft, state), register.lookup) ?? undefined;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    if (error.missing !== undefined) return undefined;
    throw failure(draft, `${error.message} (in ${error.expression})`);
  }
}

/** Whether a condition of the schema holds; what it reads and finds absent makes it false. */
export function applies(draft: ActionDraft, state: ActionValue, expression: string): boolean {
  const { register } = draft;
  try {
    return register.expressions.holdsForRecord(expression, scopeOf(draft, state), register.lookup);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw failure(draft, `${error.message} (in ${error.expression})`);
  }
}

/** How the `needs` of an action are asked. */
export function askingOf(draft: ActionDraft, state: ActionValue): Asking {
  const { register } = draft;
  return {
    holds: (expression) => applies(draft, state, expression),
    fill: (text) => register.expressions.fill(text, scopeOf(draft, state), register.lookup),
  };
}

/** The record as it will be but for its step: the item in its place, and all that is set. Throws `schema-expression`. */
export function finished(draft: ActionDraft, answers: ActionValue): ActionValue {
  let state = merged(draft, answers);
  for (const [path, expression] of Object.entries(draft.annotation.sets ?? {})) {
    const named = namedField(draft.roots, path);
    const result = named === undefined ? undefined : workedOut(draft, state, expression);
    if (named === undefined || result === undefined) continue;
    const place = named.target === 'item' ? [...(state.item ?? []), ...named.steps] : named.steps;
    state = { ...state, value: withValue(state.value, place, storedValue(named.field, result)) };
  }
  // What is set may be the key of the item.
  return merged(draft, state);
}

/** An item whose key the list has already is filled in there: what is not answered anew stays. */
function merged(draft: ActionDraft, state: ActionValue): ActionValue {
  const { value, item } = state;
  const same = sameItem(draft, state);
  if (item === undefined || same === undefined) return state;
  const [old, added] = [valueAt(value, same), valueAt(value, item)];
  if (!isMap(old) || !isMap(added)) return state;
  const joined = Object.assign(emptyMap(), old, added);
  return { value: withValue(withoutValue(value, item), same, joined), item: same };
}

/** The state that the step records, or undefined where there is none. Throws `schema-expression`. */
export function stepOf(draft: ActionDraft, state: ActionValue): string | undefined {
  return fixedStep(draft.annotation) ?? caseOf(draft, state)?.to;
}

/** The first case of the action's step that the answers fit. Throws `schema-expression`. */
export function caseOf(draft: ActionDraft, state: ActionValue): StepCase | undefined {
  const isGiven = ([path, value]: [string, string]): boolean => {
    const named = namedField(draft.roots, path);
    const above = named?.target === 'item' ? (state.item ?? []) : [];
    return named !== undefined && valueAt(state.value, [...above, ...named.steps]) === value;
  };
  return stepCases(draft.annotation).find(
    ({ answers = {}, when }) =>
      Object.entries(answers).every(isGiven) && (when === undefined || applies(draft, state, when)),
  );
}

/** The values of the record that the action makes, or undefined where it makes none. Throws `schema-expression`. */
export function madeValues(draft: ActionDraft, state: ActionValue, kind: Kind): ValueMap | undefined {
  const creates = draft.annotation.creates;
  if (creates === undefined || (creates.when !== undefined && !applies(draft, state, creates.when))) return undefined;
  let made = emptyMap();
  for (const [path, expression] of Object.entries(creates.with ?? {})) {
    const named = namedField({ record: kind.root, list: undefined, item: undefined, made: undefined }, path);
    const result = named === undefined ? undefined : workedOut(draft, state, expression);
    if (named !== undefined && result !== undefined)
      made = withValue(made, named.steps, storedValue(named.field, result) as Value);
  }
  return made;
}

function scopeOf(draft: ActionDraft, { value, item }: ActionValue): Scope {
  const { register, before } = draft;
  const entry = draftEntry(before.kind, value, before.id, before.file);
  const self = item === undefined ? register.view(entry) : register.viewAt(entry, item);
  return { ...register.scope(entry, self), old: register.view(before), on: draft.on, by: draft.by ?? null };
}

function failure({ name, before }: ActionDraft, message: string): IrcError {
  return new IrcError('schema-expression', `irc ${name} on ${before.id}: ${message}. Nothing was changed.`, {
    exitCode: exitCodes.mendFirst,
    hint: `mend the action "${name}" in ${before.kind.schemaFile}`,
  });
}
