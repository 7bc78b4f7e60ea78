/** The past of records, told from the log of files: which commit changed which record, and what in it. */
import type { FieldChange } from './diff.ts';
import { differences } from './diff.ts';
import { type Field, propertyOf } from './field.ts';
import { formatPath, parsePath } from './paths.ts';
import { findPlace, itemIndex, labelByKeys } from './place.ts';
import { changedRecords, type RecordPair } from './record-diff.ts';
import type { RecordEntry } from './register.ts';
import { emptyMap, isMap, sameValue, type Value, type ValueMap } from './value.ts';

/** One file of a commit, by its paths and git's names for the contents. */
export interface FileStep {
  readonly path: string;
  readonly from: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
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

/** The records of a commit that changed in a value; one that was only laid out anew is left out. */
export function recordSteps(files: readonly FileStep[], read: ReadPast): RecordStep[] {
  const entries = (side: (step: FileStep) => RecordEntry | undefined): RecordEntry[] =>
    files.flatMap((step) => side(step) ?? []);
  return changedRecords(
    entries((step) => read(step.from, step.before)),
    entries((step) => read(step.path, step.after)),
  ).flatMap((pair) => recordStep(pair) ?? []);
}

function recordStep({ before, after }: RecordPair): RecordStep | undefined {
  const record = after ?? before;
  if (record === undefined) return undefined;
  return {
    ...{ id: record.id, kind: record.kind.name },
    ...(before !== undefined && after !== undefined && before.id !== after.id ? { renamedFrom: before.id } : {}),
    change: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    fields: after === undefined ? [] : differences(record.kind.root, before?.value ?? emptyMap(), after.value),
  };
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
