/**
 * Taking one change of a record back: a merge whose other side is the record as it was before. What nobody has touched
 * since goes back; what changed again in between is in the way.
 */
import { conflictsIn } from '../merge/conflicts.ts';
import { mergeTexts } from '../merge/text.ts';
import { formatPath } from '../paths.ts';
import { readRecord } from '../records/record.ts';
import { historyField, recordedState } from '../schemas/common-fields.ts';
import { type Field, propertyOf } from '../schemas/field.ts';
import { emptyMap, isMap, sameValue, type Value, type ValueMap } from '../value.ts';
import { changeText } from './record-change.ts';

export interface UndoneText {
  /** Undefined: the record goes. */
  readonly text: string | undefined;
  /** Dotted paths of fields that have changed again; an empty one is the whole record. */
  readonly inTheWay: readonly string[];
}

export interface UndoSides {
  /** Before the change, after it, and now; undefined where there is no record. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly now: string | undefined;
}

/** How a step is struck: on which day, and by which post. */
export interface Striking {
  readonly today: string;
  readonly by: string | undefined;
}

/** `striking`: others have the change already, so its steps of the history stay and are struck. */
export function undoneText(root: Field, sides: UndoSides, striking: Striking | undefined): UndoneText {
  const { before, after, now } = sides;
  if (after === now) {
    if (before === undefined || after === undefined || striking === undefined) return { text: before, inTheWay: [] };
  }
  if (before === undefined || after === undefined || now === undefined) {
    const isSame = after !== undefined && now !== undefined && sameValue(valueIn(after), valueIn(now));
    return isSame ? { text: before, inTheWay: [] } : { text: now, inTheWay: [''] };
  }
  const steps = striking === undefined || !canStrike(root) ? [] : addedSteps(valueIn(before), valueIn(after));
  const theirs = steps.reduce<string>((text, step) => append(root, text, step), before);
  const merged = mergeTexts(root, { base: after, ours: now, theirs }).text;
  const conflicts = conflictsIn(valueIn(merged));
  if (conflicts.length > 0) return { text: now, inTheWay: conflicts.map(({ path }) => formatPath(path)) };
  return { text: striking === undefined ? merged : struck(root, merged, steps, striking), inTheWay: [] };
}

function addedSteps(before: ValueMap, after: ValueMap): Value[] {
  const old = stepsIn(before);
  return stepsIn(after).filter((step) => !old.some((other) => sameValue(other, step)));
}

function stepsIn(value: ValueMap): Value[] {
  const history = Object.hasOwn(value, historyField) ? value[historyField] : undefined;
  return Array.isArray(history) ? history : [];
}

/** The last step first; all restate where the record stood before them. */
function struck(root: Field, text: string, steps: readonly Value[], { today, by }: Striking): string {
  const value = valueIn(text);
  const kept = stepsIn(value).filter((step) => !steps.some((other) => sameValue(other, step)));
  const to = recordedState(Object.assign(emptyMap(), { [historyField]: kept }));
  if (to === undefined) return text;
  return [...steps].reverse().reduce<string>((edited, step) => {
    if (!isMap(step)) return edited;
    const voids = Object.assign(emptyMap(), step.date === undefined ? {} : { date: step.date }, { to: step.to });
    return append(
      root,
      edited,
      Object.assign(emptyMap(), { date: today, to }, by === undefined ? {} : { by }, { voids }),
    );
  }, text);
}

function append(root: Field, text: string, step: Value): string {
  return changeText(root, text, valueIn(text), { place: [historyField], value: step, append: true });
}

function canStrike(root: Field): boolean {
  const step = propertyOf(root, historyField)?.item;
  return step !== undefined && propertyOf(step, 'voids') !== undefined;
}

function valueIn(text: string): ValueMap {
  return readRecord('', text).value ?? emptyMap();
}
