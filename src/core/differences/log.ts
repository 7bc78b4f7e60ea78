/** The past of records, told from the log of files: which commit changed which record, and what in it. */
import { formatPath, parsePath, pathsOverlap } from '../paths.ts';
import type { RecordEntry } from '../register/register.ts';
import { type Field, propertyOf } from '../schemas/field.ts';
import { findPlace, itemIndex, labelByKeys } from '../schemas/place.ts';
import { emptyMap, isMap, sameValue, type Value, type ValueMap } from '../value.ts';
import type { FieldChange } from './diff.ts';
import { differences } from './diff.ts';
import { changedRecords, type RecordPair } from './registers.ts';

/** One file of a commit, by its paths and git's names for the contents. */
export interface FileStep {
  readonly path: string;
  readonly from: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Of a merge: what each side has there, the first (`before`) included, and what it was when they parted; else empty. */
  readonly sides: readonly { readonly blob: string | undefined; readonly base: string | undefined }[];
  /** Of a merge: fields that both sides had changed and a person decided; the empty path is the whole record. */
  readonly decided: readonly string[];
}

export interface CommitFiles {
  readonly files: readonly FileStep[];
}

/**
 * The commits, newest first as given, that changed one file, followed back through moves: those git saw, and those where
 * a file of a former id went as this one came.
 */
export function followFile<Commit extends CommitFiles>(
  commits: readonly Commit[],
  file: string,
  isFormer: (path: string) => boolean,
): { readonly commit: Commit; readonly step: FileStep }[] {
  let path = file;
  return commits.flatMap((commit) => {
    const found = commit.files.find((step) => step.path === path || (step.after === undefined && step.from === path));
    if (found === undefined) return [];
    const gone =
      found.before === undefined
        ? commit.files.find((step) => step.after === undefined && step.path !== path && isFormer(step.path))
        : undefined;
    const step = gone === undefined ? found : { ...found, from: gone.path, before: gone.before };
    path = step.from;
    return [{ commit, step }];
  });
}

/** Reads the record that a path and git's name for a content mean; undefined where there is none, or none to be read. */
export type ReadPast = (path: string, blob: string | undefined) => RecordEntry | undefined;

/** What happened to one record in one commit. */
export interface RecordStep {
  readonly id: string;
  readonly renamedFrom?: string;
  readonly kind: string;
  readonly change: 'added' | 'changed' | 'removed';
  readonly fields: readonly FieldChange[];
}

/**
 * The records of a commit that changed in a value; one that was only laid out anew is left out, and of a merge one that it
 * only joined.
 */
export function recordSteps(files: readonly FileStep[], read: ReadPast): RecordStep[] {
  const entries = (side: (step: FileStep) => RecordEntry | undefined): RecordEntry[] =>
    files.flatMap((step) => side(step) ?? []);
  const pairs = changedRecords(
    entries((step) => read(step.from, step.before)),
    entries((step) => read(step.path, step.after)),
  );
  // A merge may leave what its first side has, and have lost what another had changed.
  const kept = files.flatMap((step): RecordPair[] => {
    const after = read(step.path, step.after);
    return step.sides.length === 0 || after === undefined || pairs.some((pair) => pair.after?.file === after.file)
      ? []
      : [{ before: after, after }];
  });
  return [...pairs, ...kept].flatMap((pair) => recordStep(pair, files, read) ?? []);
}

function recordStep({ before, after }: RecordPair, files: readonly FileStep[], read: ReadPast): RecordStep | undefined {
  const record = after ?? before;
  if (record === undefined) return undefined;
  const changesFrom = (side: RecordEntry | undefined): readonly FieldChange[] =>
    after === undefined ? [] : differences(record.kind.root, side?.value ?? emptyMap(), after.value);
  const step = files.find(({ path }) => path === after?.file);
  const between = (one: RecordEntry | undefined, other: RecordEntry | undefined): readonly FieldChange[] =>
    differences(record.kind.root, one?.value ?? emptyMap(), other?.value ?? emptyMap());
  const fields = step === undefined ? changesFrom(before) : setInStep(changesFrom, between, before, step, read);
  if (before !== undefined && after !== undefined && fields.length === 0 && step?.sides.length !== 0) return undefined;
  return {
    ...{ id: record.id, kind: record.kind.name },
    ...(before !== undefined && after !== undefined && before.id !== after.id ? { renamedFrom: before.id } : {}),
    change: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    fields,
  };
}

/** What a named field became in one commit. */
export function changesOfStep(field: NamedField, step: FileStep, read: ReadPast): readonly FieldChange[] {
  const after = read(step.path, step.after);
  return setInStep((side) => field.changesIn(side, after), field.changesIn, read(step.from, step.before), step, read);
}

type Between = (before: RecordEntry | undefined, after: RecordEntry | undefined) => readonly FieldChange[];

/**
 * The changes that were made in a commit. Of a merge that is what differs from what it would have been by itself: a value
 * that no side has, and one that a side had changed and that was not kept. All else was set on one of its sides.
 */
function setInStep(
  changesFrom: (side: RecordEntry | undefined) => readonly FieldChange[],
  between: Between,
  before: RecordEntry | undefined,
  step: FileStep,
  read: ReadPast,
): readonly FieldChange[] {
  const changes = changesFrom(before);
  if (step.sides.length === 0) return changes;
  const sides = step.sides.map(({ blob, base }) => {
    const side = read(step.path, blob);
    return { made: changesFrom(side), had: blob === base ? [] : between(read(step.path, base), side) };
  });
  const isDecided = ({ path }: FieldChange): boolean => step.decided.some((decided) => pathsOverlap(decided, path));
  const set: FieldChange[] = [];
  for (const { made, had } of sides) {
    const isSet = (change: FieldChange): boolean =>
      isDecided(change) ||
      sides.every((side) => side.made.some((other) => isSame(other, change))) ||
      had.some((earlier) => takesBack(change, earlier));
    set.push(...made.filter((change) => isSet(change) && !set.some((known) => isSame(known, change))));
  }
  return set;
}

/** Whether two changes, made from two sides, come to the same in the merge. */
function isSame(one: FieldChange, other: FieldChange): boolean {
  if (one.item === undefined || other.item === undefined) return pathsOverlap(one.path, other.path);
  if ((one.after === undefined) !== (other.after === undefined)) return false;
  // The places of what is gone are those of each side.
  return one.after === undefined ? sameValue(one.before, other.before) : one.path === other.path;
}

/**
 * Whether a change undoes what a side had changed before. Of items without a key the place says nothing, as each side has its
 * own: what came into a list undoes only that it went, and the other way round.
 */
function takesBack(change: FieldChange, earlier: FieldChange): boolean {
  if (change.item === undefined || earlier.item === undefined) {
    return !isNewItem(change) && pathsOverlap(change.path, earlier.path);
  }
  if (change.after === undefined) return sameValue(change.before, earlier.after);
  return earlier.after === undefined && sameValue(change.after, earlier.before);
}

function isNewItem({ item, before }: FieldChange): boolean {
  return item !== undefined && before === undefined;
}

/** A field by its path, to be looked up in any state of the record. Throws `unknown-field`. */
export interface NamedField {
  readonly path: string;
  readonly field: Field;
  valueIn(record: RecordEntry | undefined): Value | undefined;
  /** What changed in it between two states: of a group or a list, which parts of it. */
  changesIn(before: RecordEntry | undefined, after: RecordEntry | undefined): readonly FieldChange[];
}

export function namedField(root: Field, value: ValueMap, path: string): NamedField {
  const segments = parsePath(path);
  let field: Field | undefined = root;
  for (const segment of segments) field = field?.type === 'list' ? field.item : field && propertyOf(field, segment);
  // This names the nearest, and throws where there is none.
  const known = field ?? findPlace(root, value, path).field;
  const valueIn = (record: RecordEntry | undefined): Value | undefined => valueByPath(root, record?.value, segments);
  return {
    ...{ path: formatPath(segments), field: known, valueIn },
    changesIn: (before, after) => {
      const [was, is] = [valueIn(before), valueIn(after)];
      if (sameValue(was, is)) return [];
      if (isWhole(was) && isWhole(is)) {
        const all = differences(root, before?.value ?? emptyMap(), after?.value ?? emptyMap());
        return all.filter((change) => segments.every((segment, index) => change.segments[index] === segment));
      }
      const label = labelByKeys(root, value, segments);
      return [{ path: formatPath(segments), segments, place: segments, label, field: known, before: was, after: is }];
    },
  };
}

/** A group or a list: it changes by its parts. */
function isWhole(value: Value | undefined): boolean {
  return isMap(value) || Array.isArray(value);
}

function valueByPath(root: Field, value: Value | undefined, segments: readonly string[]): Value | undefined {
  let field: Field | undefined = root;
  let at = value;
  for (const segment of segments) {
    if (field?.type === 'list' && Array.isArray(at)) {
      const index = itemIndex(field, at, segment);
      at = index === undefined ? undefined : at[index];
      field = field.item;
    } else {
      at = isMap(at) && Object.hasOwn(at, segment) ? at[segment] : undefined;
      field = field === undefined ? undefined : propertyOf(field, segment);
    }
  }
  return at;
}
