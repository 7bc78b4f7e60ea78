/** Commit messages from what a write changes, in the words of the schema. */
import type { FieldChange } from './diff.ts';
import { printField } from './fields/index.ts';
import { lowerFirst } from './place.ts';
import type { CommitMessage } from './plan.ts';
import type { RecordEntry, Register } from './register.ts';
import { lineSafe } from './terminal-safe.ts';
import type { Value } from './value.ts';

const subjectLength = 72;

interface MessageParts {
  /** What was done: `new`, `set`, `edit`, `advance`. */
  readonly action: string;
  readonly subject: string;
  readonly records: readonly { readonly entry: RecordEntry; readonly changes: readonly FieldChange[] }[];
}

/** Subject, one line a changed field, and the trailers that say which records and which action. */
export function commitMessage(register: Register, parts: MessageParts): CommitMessage {
  const several = parts.records.length > 1;
  const body = parts.records.flatMap(({ entry, changes }) => [
    ...(several ? [`${entry.id}:`] : []),
    ...changes.map((change) => `${several ? '  ' : ''}${changeLine(register, change)}`),
  ]);
  return {
    subject: cut(lineSafe(parts.subject), subjectLength),
    body: body.join('\n'),
    trailers: [
      ...parts.records.map(({ entry }) => ({ name: 'Irc-Record', value: entry.id })),
      { name: 'Irc-Action', value: parts.action },
    ],
  };
}

/** "Termination, notice months: 3 → 6". */
export function changeLine(register: Register, change: FieldChange): string {
  return `${lineSafe(change.label)}: ${beforeAfter(change, (value) => printed(register, change, value))}`;
}

/** "3 → 6", "+ new", "- old". */
export function beforeAfter(change: FieldChange, print: (value: Value) => string): string {
  if (change.before === undefined) return print(change.after ?? null);
  if (change.after === undefined) return `${print(change.before)} → (removed)`;
  return `${print(change.before)} → ${print(change.after)}`;
}

/** A value of a changed field, short and on one line. */
export function printed(register: Register, change: FieldChange, value: Value): string {
  const text =
    change.field === undefined ? JSON.stringify(value) : printField(change.field, value, { register, language: 'en' });
  return cut(lineSafe(text), 160);
}

/** The fields that a subject names: "notice months", "title and purpose", "5 fields". */
export function fieldsInWords(changes: readonly FieldChange[]): string {
  const names = [...new Set(changes.map((change) => lowerFirst(lineSafe(change.label))))];
  if (names.length > 2) return `${names.length} fields`;
  return names.join(' and ');
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1).trimEnd()}…` : text;
}
