/** A write before it is done: what changes, the register as it would be, and what is wrong with that. */
import type { Problem } from '../errors.ts';
import { checkRecord, inOrder } from './checks/index.ts';
import { differences, type FieldChange } from './diff.ts';
import type { CommitMessage, FileEdit, Plan } from './plan.ts';
import type { RecordEntry, Register } from './register.ts';
import { emptyMap } from './value.ts';

/** One record of a write. */
export interface RecordChange {
  readonly id: string;
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

export interface ProposedRecord {
  readonly before: RecordEntry | undefined;
  readonly after: RecordEntry;
}

/** Works out what writing the records would do. Nothing is written. */
export function propose(register: Register, records: readonly ProposedRecord[], message: CommitMessage): Proposal {
  const next = register.with(new Map(records.map(({ after }) => [after.file, after])));
  const changes = records.map((record) => describe(register, next, record));
  const edits: FileEdit[] = records.map(({ before, after }) => ({
    path: after.file,
    before: before?.source.text,
    after: after.source.text,
  }));
  const written = new Set(records.map(({ after }) => after.file));
  const added = addedProblems(
    register,
    next.records.flatMap((record) => checkRecord(next, record)),
  );
  return {
    plan: { edits, message },
    changes,
    next,
    errors: inOrder(added.filter((problem) => problem.severity === 'error')),
    warnings: inOrder(added.filter((problem) => problem.severity !== 'error' && written.has(problem.file))),
  };
}

/** Problems that were not there before; the place in the file does not count, since a write may move it. */
function addedProblems(register: Register, found: readonly Problem[]): Problem[] {
  const files = new Set(found.map((problem) => problem.file));
  const key = (problem: Problem): string => JSON.stringify([problem.file, problem.code, problem.path, problem.message]);
  const before = new Set(
    register.records
      .filter((record) => files.has(record.file))
      .flatMap((record) => checkRecord(register, record).map(key)),
  );
  return found.filter((problem) => !before.has(key(problem)));
}

function describe(register: Register, next: Register, { before, after }: ProposedRecord): RecordChange {
  return {
    id: after.id,
    kind: after.kind.name,
    file: after.file,
    change: before === undefined ? 'added' : 'changed',
    fields: differences(after.kind.root, before?.value ?? emptyMap(), after.value),
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
