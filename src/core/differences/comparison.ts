/** Two states of a register side by side. */
import type { Problem } from '../../errors.ts';
import { clausesFolder } from '../register/clauses.ts';
import { holdsFingerprints } from '../register/fingerprints.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import type { Sides } from './change-words.ts';
import { changedRecords, type RecordChange, recordChange } from './registers.ts';
import { lineParts, type TextPart } from './word-diff.ts';

/** A register as it was read, from the disk or from a commit. */
export interface ReadRegister {
  readonly register: Register;
  readonly problems: readonly Problem[];
  readonly texts: ReadonlyMap<string, string>;
}

/** A file that cannot be read as a record on one side at least: its lines are compared instead. */
export interface UnreadableChange {
  readonly file: string;
  /** Why it cannot be read; undefined where it can, or is not there. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly lines: readonly TextPart[];
}

/** Another file of the workspace: a schema, a template, a scan. */
export interface FileChange {
  readonly path: string;
  readonly change: 'added' | 'changed' | 'removed';
}

export interface Comparison extends Sides {
  readonly changes: readonly RecordChange[];
  readonly unreadable: readonly UnreadableChange[];
  readonly files: readonly FileChange[];
}

/** What differs, in the order of files. `wants` leaves out what was not asked for. */
export function compareRegisters(
  old: ReadRegister,
  next: ReadRegister,
  files: readonly FileChange[],
  wants: (file: string, id: string) => boolean,
): Comparison {
  const unreadable = unreadableChanges(old, next).filter(({ file }) => wants(file, ''));
  const broken = new Set([...old.problems, ...next.problems].map(({ file }) => file));
  const sound = (register: Register): RecordEntry[] => register.records.filter(({ file }) => !broken.has(file));
  const pairs = changedRecords(sound(old.register), sound(next.register)).filter(({ before, after }) =>
    [before, after].some((record) => record !== undefined && wants(record.file, record.id)),
  );
  const changed = new Set(pairs.map(({ after }) => after?.file));
  const concerned = files.some(({ path }) => path.startsWith(`${clausesFolder}/`))
    ? concernedByClauses(
        old.register,
        next.register,
        (record) => wants(record.file, record.id) && !broken.has(record.file) && !changed.has(record.file),
      )
    : [];
  return {
    ...{ old: old.register, next: next.register, unreadable },
    changes: inOrderOfFiles([...pairs.map((pair) => recordChange(old.register, next.register, pair)), ...concerned]),
    files: files.filter(({ path }) => wants(path, '')),
  };
}

/** Records that are as they were, but whose approvals cover a clause that is not. */
function concernedByClauses(old: Register, next: Register, wants: (record: RecordEntry) => boolean): RecordChange[] {
  const before = new Map(old.records.map((record) => [record.file, record]));
  return next.records.flatMap((record) => {
    const was = before.get(record.file);
    if (was === undefined || !wants(record) || !holdsFingerprints(record)) return [];
    const change = recordChange(old, next, { before: was, after: record });
    return change.consequences.length === 0 ? [] : [change];
  });
}

function inOrderOfFiles(changes: readonly RecordChange[]): RecordChange[] {
  return [...changes].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
}

function unreadableChanges(old: ReadRegister, next: ReadRegister): UnreadableChange[] {
  const why = ({ problems }: ReadRegister): Map<string, string> =>
    new Map([...problems].reverse().map(({ file, message, line }) => [file, `line ${line}: ${message}`]));
  const [before, after] = [why(old), why(next)];
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((file) => {
    const [was, is] = [old.texts.get(file) ?? '', next.texts.get(file) ?? ''];
    if (was === is && before.get(file) === after.get(file)) return [];
    // What is no text (control characters, another encoding) cannot be shown line by line.
    const isText = [old, next].every(({ texts }, side) => texts.has(file) || ![before, after][side]?.has(file));
    return [{ file, before: before.get(file), after: after.get(file), lines: isText ? lineParts(was, is) : [] }];
  });
}
