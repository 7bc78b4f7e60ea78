/** What has changed since a commit, and how the records are checked with it. */
import type { Past, Snapshot } from '../context/past.ts';
import type { Workspace } from '../context.ts';
import { affectedRecords } from '../core/changes/affected.ts';
import type { Before } from '../core/checks/before.ts';
import { expressionProblems } from '../core/checks/expressions.ts';
import { checkRecord } from '../core/checks/index.ts';
import { checkRemoved } from '../core/checks/removed.ts';
import { type Comparison, compareRegisters, type ReadRegister } from '../core/differences/comparison.ts';
import { changedRecords } from '../core/differences/registers.ts';
import { attachmentsOf } from '../core/register/attachments.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import type { Problem } from '../errors.ts';
import { presentChanges } from './changed-files.ts';

export interface Change {
  /** The commit that the files are compared with. */
  readonly base: string;
  /** Records to check: those that changed and those that hang on them; all where a schema, code list or clause changed. */
  readonly records: readonly RecordEntry[];
  /** Whether a file that is no record of the register is to be told: it is new, or not what it was. */
  readonly isConcerned: (file: string) => boolean;
  readonly isOfTemplates: boolean;
  /** Whether the schemas, code lists or clauses are others than those of the base. */
  readonly isOfSchemas: boolean;
  readonly check: (records: readonly RecordEntry[]) => Problem[];
  /** Records of the base that are gone and may not be. */
  readonly checkGone: (wanted: (file: string, id: string) => boolean) => Problem[];
  /** The same files, checked by the schemas of the base; nothing where they are the same. */
  readonly checkByBase: (wanted: (file: string, id: string) => boolean) => {
    readonly problems: readonly Problem[];
    /** Expressions of its schemas that failed. */
    readonly failures: readonly Problem[];
  };
  readonly comparison: () => Comparison;
}

/**
 * Compares the files with a commit, or rather with where the branch parted from it, so that what others did meanwhile
 * does not count as undone here. Rejects with `unknown-revision` and `no-common-commit`.
 */
export async function findChange(workspace: Workspace, revision: string): Promise<Change> {
  const past = await workspace.past();
  const named = await past.commitOf(revision);
  const head = await past.commitOf('HEAD');
  const base = await past.partedAt(named, head);
  const old = await past.snapshot(base);
  const { nowByThen, thenByNow } = await past.crossing(base);
  const { register } = workspace;
  const pairs = changedRecords(thenByNow.register.records, register.records);
  const texts = changedTexts(old, workspace);
  const affected = new Set(affectedRecords(pairs, register));
  const isOtherFile = await changedScans(past, old, head);
  const isOfSchemas = nowByThen !== undefined;
  const isThere = (file: string): boolean =>
    workspace.texts.has(file) || workspace.problems.some((problem) => problem.file === file);
  const records = register.records.filter(
    (record) =>
      isOfSchemas ||
      affected.has(record) ||
      texts.has(record.file) ||
      attachmentsOf(record).some(({ path }) => isOtherFile(path)),
  );
  return {
    ...{ base, records, isOfSchemas },
    isConcerned: (file) => isOfSchemas || texts.has(file),
    isOfTemplates: isOfSchemas || presentChanges(past, old, ['templates']).length > 0,
    check: (some) => checkAll(register, some, thenByNow.register),
    checkGone: (wanted) => checkRemoved(thenByNow.register, register, isThere, wanted),
    checkByBase: (wanted) => {
      if (nowByThen === undefined) return { problems: [], failures: [] };
      const some = nowByThen.register.records.filter(({ file, id }) => wanted(file, id));
      const problems = [
        ...nowByThen.problems.filter(({ file }) => wanted(file, '')),
        ...checkAll(nowByThen.register, some, old.register),
        ...checkRemoved(old.register, nowByThen.register, isThere, wanted),
      ];
      return { problems, failures: expressionProblems(nowByThen.register) };
    },
    comparison: () => compareRegisters(old, workspace, presentChanges(past, old), () => true),
  };
}

/** Each record with what it was at the base, as the same schemas see it. */
function checkAll(register: Register, records: readonly RecordEntry[], old: Register): Problem[] {
  const before = new Map<RecordEntry, Before>();
  for (const pair of changedRecords(old.records, register.records)) {
    if (pair.before !== undefined && pair.after !== undefined) {
      before.set(pair.after, { register: old, record: pair.before });
    }
  }
  return records.flatMap((record) => checkRecord(register, record, before.get(record)));
}

/** Files that records name, as the branch has committed them: to read them all would take long. */
async function changedScans(past: Past, old: Snapshot, head: string): Promise<(path: string) => boolean> {
  if (old.commit === head) return () => false;
  const files = await past.files(head);
  return (path) => files.get(path)?.blob !== old.files.get(path)?.blob;
}

/** Files below records/ whose text is another, or that were not there. */
function changedTexts(old: ReadRegister, next: ReadRegister): ReadonlySet<string> {
  const files = [...next.texts.keys(), ...next.problems.map(({ file }) => file)];
  return new Set(
    files.filter((file) => {
      const [was, is] = [old.texts.get(file), next.texts.get(file)];
      return was === undefined || is === undefined || was.replaceAll('\r\n', '\n') !== is.replaceAll('\r\n', '\n');
    }),
  );
}
