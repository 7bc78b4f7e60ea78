/** A write before it is done: what changes, the register as it would be, and what is wrong with that. */
import type { Problem } from '../../errors.ts';
import { mayBeWrongByOthers } from '../checks/by-others.ts';
import { checkConflicts } from '../checks/conflicts.ts';
import { checkRecord, inOrder } from '../checks/index.ts';
import type { Sides } from '../differences/change-words.ts';
import type { FieldChange } from '../differences/diff.ts';
import { type RecordChange, type RecordPair, recordChange } from '../differences/registers.ts';
import { hasConflicts } from '../merge/conflicts.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { officeId } from '../schemas/common-fields.ts';
import type { CommitMessage, FileEdit, Plan } from './plan.ts';

export interface Proposal extends Sides {
  readonly plan: Plan;
  readonly changes: readonly RecordChange[];
  /** Errors that the write would add: it is refused for them. */
  readonly errors: readonly Problem[];
  /** Warnings and notes that the write would add to the records written. */
  readonly warnings: readonly Problem[];
}

/** Without `before` the record is new, without `after` it goes away; with another file it gets another id. */
export type ProposedRecord =
  | {
      readonly before: RecordEntry | undefined;
      readonly after: RecordEntry;
      /** What changes, where the writer can say it better than a comparison. */
      readonly fields?: readonly FieldChange[];
      /** It takes back a write that nobody else has yet: what that one added to the history may go again. */
      readonly takesBack?: boolean;
    }
  | { readonly before: RecordEntry; readonly after: undefined };

/** Pairs of records as they are to be written; a pair of none is left out. */
export function proposedPairs(pairs: readonly RecordPair[]): ProposedRecord[] {
  return pairs.flatMap(({ before, after }): ProposedRecord[] => {
    if (after !== undefined) return [{ before, after }];
    return before === undefined ? [] : [{ before, after }];
  });
}

/** Works out what writing the records would do. Nothing is written. A change of the office can touch every rule. */
export function propose(register: Register, records: readonly ProposedRecord[], message: CommitMessage): Proposal {
  const next = register.with(new Map(records.flatMap(filesAfter)));
  const changes = records.map((record) =>
    recordChange(register, next, record, record.after === undefined ? undefined : record.fields),
  );
  const edits = records.flatMap(editsOf);
  const written = new Set(edits.map((edit) => edit.path));
  const compared = new Map(records.flatMap(comparedWith));
  const isOffice = records.some(({ before, after }) => before?.id === officeId || after?.id === officeId);
  const touched = next.records.filter(
    (record) => isOffice || written.has(record.file) || mayBeWrongByOthers(next, record),
  );
  const added = addedProblems(
    register,
    touched.flatMap((record) => {
      const before = compared.get(record.file);
      return checkRecord(next, record, before === undefined ? undefined : { register, record: before });
    }),
    new Map(records.flatMap(({ before, after }) => (before && after ? [[after.file, before]] : []))),
  );
  return {
    plan: { edits, message },
    changes,
    old: register,
    next,
    errors: inOrder([...added.filter((problem) => problem.severity === 'error'), ...undecided(records)]),
    warnings: inOrder(added.filter((problem) => problem.severity !== 'error' && written.has(problem.file))),
  };
}

/** A record with conflicts of a merge is not saved over, also where it was no better before. */
function undecided(records: readonly ProposedRecord[]): Problem[] {
  return records.flatMap(({ before, after }) =>
    before !== undefined && after !== undefined && hasConflicts(after.value) ? checkConflicts(after) : [],
  );
}

/** The record of old for each file whose change must be one that may be made. */
function comparedWith(record: ProposedRecord): [string, RecordEntry][] {
  const { before, after } = record;
  if (before === undefined || after === undefined || record.takesBack === true) return [];
  return [[after.file, before]];
}

/** What each file concerned holds after the write; undefined where it goes away. */
function filesAfter({ before, after }: ProposedRecord): [string, RecordEntry | undefined][] {
  const isMoved = before !== undefined && before.file !== after?.file;
  return [
    ...(isMoved ? [[before.file, undefined] as [string, undefined]] : []),
    ...(after === undefined ? [] : [[after.file, after] as [string, RecordEntry]]),
  ];
}

function editsOf(record: ProposedRecord): FileEdit[] {
  const { before, after } = record;
  return filesAfter(record).map(([path]) => ({
    path,
    before: before?.file === path ? before.source.text : undefined,
    after: after?.file === path ? after.source.text : undefined,
  }));
}

/**
 * Problems that were not there before; the place in the file does not count, since a write may move it, nor does the
 * file itself, where a record gets another id. `written` gives the record of old for each file written.
 */
function addedProblems(
  register: Register,
  found: readonly Problem[],
  written: ReadonlyMap<string, RecordEntry>,
): Problem[] {
  const key = (file: string, problem: Problem): string =>
    JSON.stringify([file, problem.code, problem.path, problem.message]);
  const known = new Map(register.records.map((record) => [record.file, record]));
  const before = new Set<string>();
  for (const file of new Set(found.map((problem) => problem.file))) {
    const record = written.get(file) ?? known.get(file);
    if (record === undefined) continue;
    for (const problem of checkRecord(register, record)) before.add(key(file, problem));
  }
  return found.filter((problem) => !before.has(key(problem.file, problem)));
}
