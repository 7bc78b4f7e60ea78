/** History → state; which steps are open, and what each still needs. */
import { recordedState, standingSteps } from '../schemas/common-fields.ts';
import { type Field, neededFor, shortProperties } from '../schemas/field.ts';
import type { Kind } from '../schemas/kind.ts';
import type { LifecycleAnnotation, TransitionAnnotation } from '../schemas/lifecycle-annotation.ts';
import type { NeedAnnotation } from '../schemas/meta-schema.ts';
import { labelOf } from '../schemas/place.ts';
import { isMap, type Place, type Value } from '../value.ts';
import type { RecordEntry, Register } from './register.ts';

/** State on the register's day: the first derived state that follows the recorded one and holds, else the recorded one. */
export function derivedState(register: Register, record: RecordEntry): string | undefined {
  const lifecycle = record.kind.annotations.lifecycle;
  const recorded = recordedState(record.value);
  if (lifecycle === undefined || recorded === undefined) return recorded;
  for (const [name, state] of Object.entries(lifecycle.states)) {
    if (state.when === undefined || !state.from?.includes(recorded)) continue;
    if (register.evaluate(record, state.when) === true) return name;
  }
  return recorded;
}

/** The title of a state as the kind gives it. */
export function stateTitle(kind: Kind, state: string | undefined): string {
  if (state === undefined) return '';
  return kind.annotations.lifecycle?.states[state]?.title ?? state.replaceAll('_', ' ');
}

/** The step to `to` from where the record stands, if the life cycle has one. */
export function transitionTo(register: Register, record: RecordEntry, to: string): TransitionAnnotation | undefined {
  const from = [register.state(record), register.recorded(record)];
  return record.kind.annotations.lifecycle?.transitions.find(
    (transition) => transition.to === to && transition.from.some((state) => from.includes(state)),
  );
}

/** States that a step may go to from where the record stands, in the order of the schema. */
export function openSteps(register: Register, record: RecordEntry): string[] {
  const lifecycle = record.kind.annotations.lifecycle;
  if (lifecycle === undefined) return [];
  if (register.recorded(record) === undefined) return [...lifecycle.initial];
  return Object.keys(lifecycle.states).filter((state) => transitionTo(register, record, state) !== undefined);
}

/**
 * The steps that can be taken from the state of today, those that lead on first: ahead before back, what comes into effect
 * before what waits, and what ends the matter last.
 */
export function stepsOnward(register: Register, record: RecordEntry): string[] {
  const states = record.kind.annotations.lifecycle?.states ?? {};
  const names = Object.keys(states);
  const state = register.state(record) ?? '';
  const rank = (to: string): number => {
    const tone = states[to]?.tone;
    if (tone === 'over') return 4;
    return (names.indexOf(to) > names.indexOf(state) ? 0 : 2) + (tone === 'good' ? 0 : 1);
  };
  return openSteps(register, record)
    .filter((to) => transitionTo(register, record, to)?.from.includes(state))
    .sort((a, b) => rank(a) - rank(b));
}

/** One condition of a step, met or not. */
export interface Condition {
  readonly title: string;
  readonly met: boolean;
  /** Why it is not met, and what would mend it. */
  readonly message: string;
  readonly hint: string | undefined;
  /** Where in the record the matter stands. */
  readonly place: Place;
}

/** Every condition of the step to `to`: fields that the state needs, then the guards of the transition. */
export function conditionsOf(register: Register, record: RecordEntry, to: string): Condition[] {
  const reached = new Set([...reachedStates(record.kind, record), ...(dominators(record.kind).get(to) ?? []), to]);
  const fields = missingFields(register, record, reached).map((missing) => missingCondition(record, missing));
  const needs = transitionTo(register, record, to)?.needs ?? [];
  return [...fields, ...needs.flatMap((need) => conditionOf(register, record, need))];
}

/** Every condition of a document: that it may be made of the record as it stands, and the fields that it needs. */
export function documentConditions(
  register: Register,
  record: RecordEntry,
  name: string,
  when: string | undefined,
): Condition[] {
  const may: Condition = {
    title: 'It can be made of this record',
    met: when === undefined || register.evaluate(record, when) === true,
    message: 'not as the record stands',
    hint: `irc show ${record.id}`,
    place: [],
  };
  const fields = missingFields(register, record, new Set([name])).map((missing) => missingCondition(record, missing));
  return [may.met ? { ...may, message: '', hint: undefined } : may, ...fields];
}

/** A condition of a step as it stands for the record; none where it does not apply. */
export function conditionOf(register: Register, record: RecordEntry, need: NeedAnnotation): Condition[] {
  const asking: Asking = {
    holds: (expression) => register.evaluate(record, expression) === true,
    fill: (text) => register.fill(record, text),
  };
  return guardCondition(asking, need);
}

/** How the expressions of conditions are asked: of a record, or of what an action makes of one. */
export interface Asking {
  /** Whether an expression gives true; one that fails does not. */
  holds(expression: string): boolean;
  fill(text: string): string;
}

/** A condition as the schema states it, met or not; [] where it does not apply. */
export function guardCondition(asking: Asking, need: NeedAnnotation): Condition[] {
  if (need.when !== undefined && !asking.holds(need.when)) return [];
  const met = asking.holds(need.rule);
  return [
    {
      title: need.title,
      met,
      message: met ? '' : asking.fill(need.message),
      hint: met || need.hint === undefined ? undefined : asking.fill(need.hint),
      place: need.at === undefined ? [] : need.at.split('.'),
    },
  ];
}

function missingCondition(record: RecordEntry, missing: MissingField): Condition {
  const label = labelOf(record.kind.root, record.value, missing.place);
  return {
    title: label,
    met: false,
    message: 'missing',
    hint: undefined,
    place: missing.place,
  };
}

/** A field that a state or a document needs and the record lacks. */
export interface MissingField {
  readonly field: Field;
  readonly place: Place;
  /** The state or document that needs it. */
  readonly for: string;
}

/**
 * Fields needed for one of the names and absent. Of an absent group those of its fields are named that are needed, where it has
 * such and no plain text makes it whole; one whose question would not be asked (`ask.when` false) is not needed.
 */
export function missingFields(register: Register, record: RecordEntry, names: ReadonlySet<string>): MissingField[] {
  const found: MissingField[] = [];
  const walk = (field: Field, value: Value | undefined, place: Place): void => {
    if (value === undefined || isEmpty(value)) {
      const need = neededFor(field).find((name) => names.has(name));
      if (need === undefined || !applies(register, record, field)) return;
      const parts = partsNeeded(field, names).filter((part) => applies(register, record, part));
      if (parts.length === 0) found.push({ field, place, for: need });
      for (const part of parts) found.push({ field: part, place: [...place, part.name], for: need });
      return;
    }
    if (field.type === 'list' && Array.isArray(value) && field.item !== undefined) {
      const item = field.item;
      value.forEach((entry, index) => {
        walk(item, entry, [...place, index]);
      });
    } else if (isMap(value)) {
      for (const property of field.properties) {
        walk(property, Object.hasOwn(value, property.name) ? value[property.name] : undefined, [
          ...place,
          property.name,
        ]);
      }
    }
  };
  for (const property of record.kind.root.properties) {
    walk(property, Object.hasOwn(record.value, property.name) ? record.value[property.name] : undefined, [
      property.name,
    ]);
  }
  return found;
}

/** The fields of a group that are needed for one of the names. */
function partsNeeded(field: Field, names: ReadonlySet<string>): readonly Field[] {
  if (field.type !== 'object' || shortProperties(field).length > 0) return [];
  return field.properties.filter((property) => neededFor(property).some((name) => names.has(name)));
}

function isEmpty(value: Value): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function applies(register: Register, record: RecordEntry, field: Field): boolean {
  const when = field.annotations.ask?.when;
  return when === undefined || register.expressions.holdsForRecord(when, register.scope(record), register.lookup);
}

/** States that the record has reached: those of its standing steps and those that no way to its state goes round. */
export function reachedStates(kind: Kind, record: RecordEntry): Set<string> {
  const reached = new Set<string>(standingSteps(record.value).map((step) => step.to));
  const recorded = recordedState(record.value);
  for (const state of dominators(kind).get(recorded ?? '') ?? []) reached.add(state);
  return reached;
}

const dominatorsOf = new WeakMap<LifecycleAnnotation, ReadonlyMap<string, ReadonlySet<string>>>();

/**
 * For each recorded state the states that every way from the beginning leads through. What is needed for `clearance`
 * is then needed of a signed agreement, but not of one that was dropped as an idea.
 */
function dominators(kind: Kind): ReadonlyMap<string, ReadonlySet<string>> {
  const lifecycle = kind.annotations.lifecycle;
  if (lifecycle === undefined) return new Map();
  let known = dominatorsOf.get(lifecycle);
  if (known === undefined) {
    known = computeDominators(lifecycle);
    dominatorsOf.set(lifecycle, known);
  }
  return known;
}

function computeDominators(lifecycle: LifecycleAnnotation): Map<string, Set<string>> {
  const before = new Map<string, Set<string>>();
  for (const transition of lifecycle.transitions) {
    const from = transition.from.flatMap((state) => lifecycle.states[state]?.from ?? [state]);
    const known = before.get(transition.to) ?? new Set<string>();
    for (const state of from) known.add(state);
    before.set(transition.to, known);
  }
  const [first] = lifecycle.initial;
  const states = Object.keys(lifecycle.states).filter((state) => lifecycle.states[state]?.when === undefined);
  const result = new Map(states.map((state) => [state, new Set(state === first ? [state] : states)]));
  for (let changed = true; changed; ) {
    changed = false;
    for (const state of states) {
      if (state === first) continue;
      const ways = [...(before.get(state) ?? [])].map((from) => result.get(from) ?? new Set<string>());
      const shared =
        ways.length === 0 ? [] : [...(ways[0] as Set<string>)].filter((name) => ways.every((way) => way.has(name)));
      const next = new Set([...shared, state]);
      if (next.size !== result.get(state)?.size) {
        result.set(state, next);
        changed = true;
      }
    }
  }
  return result;
}

/** States that a step may record after the recorded state `from`, by the transitions alone. */
export function lifecycleWay(lifecycle: LifecycleAnnotation, from: string): string[] {
  const standsFor = (state: string): readonly string[] => lifecycle.states[state]?.from ?? [state];
  return [
    ...new Set(
      lifecycle.transitions
        .filter((transition) => transition.from.some((state) => standsFor(state).includes(from)))
        .map((transition) => transition.to),
    ),
  ];
}

/** The states on the shortest way of steps from where a record stands to a state; [] where none leads there. */
export function wayTo(register: Register, record: RecordEntry, target: string): readonly string[] {
  const { lifecycle } = record.kind.annotations;
  if (lifecycle === undefined) return [];
  const seen = new Set<string>();
  let ways: string[][] = openSteps(register, record).map((step) => [step]);
  while (ways.length > 0) {
    const found = ways.find((way) => way.at(-1) === target);
    if (found !== undefined) return found;
    ways = ways.flatMap((way) => {
      const last = way.at(-1) ?? '';
      if (seen.has(last)) return [];
      seen.add(last);
      return lifecycleWay(lifecycle, last).map((step) => [...way, step]);
    });
  }
  return [];
}

/** States reached by a record whose first step records `start`. */
export function reachedFrom(kind: Kind, start: string | undefined): ReadonlySet<string> {
  return new Set(start === undefined ? [] : [start, ...(dominators(kind).get(start) ?? [])]);
}
