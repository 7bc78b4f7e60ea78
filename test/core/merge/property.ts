/** The promise of a merge: nothing that a side added or took out is lost, unless a conflict tells of it. */
import fc from 'fast-check';
import { conflictsIn, withoutConflicts } from '../../../src/core/merge/conflicts.ts';
import { type MergeSides, mergeTexts } from '../../../src/core/merge/text.ts';
import { commentsOf } from '../../../src/core/records/guard.ts';
import { editText, readRecord } from '../../../src/core/records/record.ts';
import { editValue } from '../../../src/core/records/value-edit.ts';
import type { Field } from '../../../src/core/schemas/field.ts';
import { isMap, type Value, type ValueMap } from '../../../src/core/value.ts';
import { someEdit } from '../records/edit-property.ts';
import { anyHand, anyRecord, anyValue, layOut } from '../records/samples.ts';
import { anyDeal, dealRoot, mixed } from './samples.ts';

const someEdits = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 4 }), anyValue), { maxLength: 4 });
const choices = fc.array(fc.boolean(), { minLength: 7, maxLength: 7 });

/** Records of no kind, two sides each edited at random places. */
export function checkMerges(runs: number, seed: number): void {
  fc.assert(
    fc.property(anyRecord, anyHand, someEdits, someEdits, (record, hand, one, other) => {
      const base = layOut(record, hand);
      if (readRecord('', base).value === undefined) return;
      checkMerge(undefined, { base, ours: edited(base, one), theirs: edited(base, other) });
    }),
    { numRuns: runs, seed },
  );
}

const someSides = fc
  .tuple(fc.tuple(anyDeal, anyDeal, anyDeal), fc.tuple(choices, choices), fc.tuple(anyHand, anyHand, anyHand))
  .map(([deals, [one, other], hands]) => {
    const values = [deals[0], mixed(deals[0], deals[1], one), mixed(deals[0], deals[2], other)];
    const [base = '', ours = '', theirs = ''] = values.map((value, index) => layOut(value, hands[index] ?? [0]));
    return { base, ours, theirs };
  });

/** Records of a kind with keys, each side with some fields of another record, each written by another hand. */
export function checkKindMerges(runs: number, seed: number): void {
  fc.assert(
    fc.property(someSides, (sides) => checkMerge(dealRoot, sides)),
    { numRuns: runs, seed },
  );
}

/** Sides as `checkKindMerges` tries them. */
export function sampleSides(count: number, seed: number): { base: string; ours: string; theirs: string }[] {
  return fc.sample(someSides, { numRuns: count, seed });
}

function edited(text: string, edits: readonly (readonly [number, number, Value])[]): string {
  return edits.reduce((at, [where, what, value]) => {
    const record = readRecord('', at).value ?? {};
    const edit = someEdit(record, where, what, value);
    // A step into a text that an earlier edit put there.
    if (editValue(record, edit) === undefined) return at;
    const next = editText(at, [edit]);
    return readRecord('', next).value === undefined ? at : next;
  }, text);
}

function checkMerge(root: Field | undefined, sides: MergeSides): void {
  const { text } = mergeTexts(root, sides);
  const fail = (what: string): never => {
    throw new Error(
      `${what}\n--- base\n${sides.base}\n--- ours\n${sides.ours}\n--- theirs\n${sides.theirs}\n--- merged\n${text}\n---`,
    );
  };
  const [base, ours, theirs, merged] = [sides.base ?? '{}\n', sides.ours, sides.theirs, text].map(
    (side) => readRecord('', side).value,
  );
  if (merged === undefined) throw fail('cannot be read');
  checkNothingLost([base!, ours!, theirs!, merged], fail);
  for (const side of [sides.ours, sides.theirs]) {
    const before = commentsOf(sides.base ?? '');
    for (const comment of commentsOf(side)) {
      if (!before.includes(comment) && !commentsOf(text).includes(comment)) fail(`the comment ${comment} is lost`);
    }
  }
  const again = (one: MergeSides): Value => withoutConflicts(readRecord('', mergeTexts(root, one).text).value ?? {});
  if (mergeTexts(root, { ...sides, theirs: sides.ours }).text !== sides.ours) fail('with itself');
  if (mergeTexts(root, { ...sides, theirs: sides.base ?? '' }).text !== sides.ours) fail('with an unchanged side');
  const swapped = again({ base: sides.base, ours: sides.theirs, theirs: sides.ours });
  if (conflictsIn(merged).length === 0 && bag(swapped) !== bag(merged))
    fail(`not the same from the other side: ${JSON.stringify(swapped)}`);
}

type Counts = ReadonlyMap<string, number>;

/** Counts every single value with the names that lead to it, list positions left out; or each list item as a whole. */
function leaves(value: Value, whole: boolean, path = '', counts = new Map<string, number>()): Counts {
  if (Array.isArray(value)) {
    for (const item of value) leaves(whole ? bag(item) : item, whole, `${path}/*`, counts);
  } else if (isMap(value)) {
    for (const [name, entry] of Object.entries(value)) leaves(entry, whole, `${path}/${JSON.stringify(name)}`, counts);
  } else counts.set(`${path}=${JSON.stringify(value)}`, (counts.get(`${path}=${JSON.stringify(value)}`) ?? 0) + 1);
  return counts;
}

function checkNothingLost(values: readonly ValueMap[], fail: (what: string) => never): void {
  const told = conflictsIn(values[3]!).map(({ path }) => path[0]);
  const isTold = (leaf: string): boolean => {
    const field: unknown = JSON.parse(/^\/("(?:[^"\\]|\\.)*")/.exec(leaf)?.[1] ?? '""');
    return told.some((name) => name === undefined || name === field);
  };
  const count = (counts: Counts | undefined, leaf: string): number => counts?.get(leaf) ?? 0;
  for (const whole of [false, true]) {
    const [base, ours, theirs, merged] = values.map((value) => leaves(withoutConflicts(value), whole));
    for (const leaf of [base, ours, theirs].flatMap((counts) => [...(counts?.keys() ?? [])])) {
      if (isTold(leaf)) continue;
      const changes = [ours, theirs].map((side) => count(side, leaf) - count(base, leaf));
      const added = changes.map((change) => Math.max(0, change));
      const removed = Math.max(0, ...changes.map((change) => -change));
      const now = count(merged, leaf);
      // An item that both sides changed in different fields is neither side's item as a whole.
      if (!whole && now < Math.max(...added)) fail(`lost: ${leaf}`);
      if (whole && removed > 0 && now > count(base, leaf) - removed + added[0]! + added[1]!) fail(`came back: ${leaf}`);
    }
  }
}

/** The same for the same content, whatever the order of lists. */
function bag(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(bag).sort().join(',')}]`;
  if (!isMap(value)) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${bag(value[name]!)}`).join(',')}}`;
}
