/** A write before it is done: what changes, the register as it would be, and what is wrong with that. */
import type { Problem } from '../errors.ts';
import { checkConflicts } from './checks/conflicts.ts';
import { checkRecord, inOrder } from './checks/index.ts';
import { differences, type FieldChange } from './diff.ts';
import { hasConflicts } from './merge-conflicts.ts';
import type { CommitMessage, FileEdit, Plan } from './plan.ts';
import type { RecordEntry, Register } from './register.ts';
import { emptyMap } from './value.ts';

/** One record of a write. */
export interface RecordChange {
  /** Its id after the write. */
  readonly id: string;
  /** The id that it had, where the write gives it another. */
  readonly renamedFrom?: string;
  readonly kind: string;
  readonly file: string;
  readonly change: 'added' | 'changed' | 'removed';
  readonly fields: readonly FieldChange[];
  /** What follows in the record's derived fields and state. */
  readonly consequences: readonly Consequence[];
}

export interface Consequence {
  readonly name: string;
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

export interface Proposal {
  readonly plan: Plan;
  readonly changes: readonly RecordChange[];
  readonly next: Register;
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
    }
  | { readonly before: RecordEntry; readonly after: undefined };

/** Works out what writing the records would do. Nothing is written. */
export function propose(register: Register, records: readonly ProposedRecord[], message: CommitMessage): Proposal {
  const next = register.with(new Map(records.flatMap(filesAfter)));
  const changes = records.map((record) => describe(register, next, record));
  const edits = records.flatMap(editsOf);
  const written = new Set(edits.map((edit) => edit.path));
  const added = addedProblems(
    register,
    next.records.flatMap((record) => checkRecord(next, record)),
    new Map(records.flatMap(({ before, after }) => (before && after ? [[after.file, before]] : []))),
  );
  return {
    plan: { edits, message },
    changes,
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

function describe(register: Register, next: Register, record: ProposedRecord): RecordChange {
  const { before, after } = record;
  if (after === undefined) {
    const { id, kind, file } = before;
    return { id, kind: kind.name, file, change: 'removed', fields: [], consequences: [] };
  }
  return {
    ...(before !== undefined && before.id !== after.id ? { renamedFrom: before.id } : {}),
    id: after.id,
    kind: after.kind.name,
    file: after.file,
    change: before === undefined ? 'added' : 'changed',
    fields: record.fields ?? differences(after.kind.root, before?.value ?? emptyMap(), after.value),
    consequences: consequencesOf(register, next, before, after),
  };
}

function consequencesOf(
  register: Register,
  next: Register,
  before: RecordEntry | undefined,
  after: RecordEntry,
): Consequence[] {
  const derived = Object.entries(after.kind.annotations.derived ?? {}).map(([name, entry]) => ({
    name,
    title: entry.title,
  }));
  const names = [
    ...(after.kind.annotations.lifecycle === undefined ? [] : [{ name: 'state', title: 'State' }]),
    ...derived,
  ];
  const old = before === undefined ? undefined : register.view(before);
  const now = next.view(after);
  return names.flatMap(({ name, title }): Consequence[] => {
    const [was, is] = [derivedText(old, name), derivedText(now, name)];
    return was === is || (before === undefined && is === '') ? [] : [{ name, title, before: was, after: is }];
  });
}

/** A derived value as text to compare and to show; a failing expression is told by the checks, and not here. */
function derivedText(view: unknown, name: string): string {
  try {
    const value = (view as Record<string, unknown> | undefined)?.[name];
    return value === undefined || value === null ? '' : textOf(value);
  } catch {
    return '';
  }
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  if (typeof value === 'object' && value !== null) {
    const map = value as Record<string, unknown>;
    return typeof map.amount === 'string'
      ? `${String(map.currency)} ${map.amount}`
      : Object.values(map).map(textOf).join(' ');
  }
  return String(value);
}
