/** Commit messages from what a write changes, in the words of the schema. */
import { changeInWords, cut, plainChange, type Sides } from '../differences/change-words.ts';
import type { FieldChange } from '../differences/diff.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { lowerFirst } from '../schemas/place.ts';
import { lineSafe } from '../terminal-safe.ts';
import type { CommitMessage } from './plan.ts';

/** Letters of a subject, at most. */
export const subjectLength = 72;

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
    ...changes.map((change) => `${several ? '  ' : ''}${changeLine({ old: register, next: register }, change)}`),
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
export function changeLine(sides: Sides, change: FieldChange): string {
  return `${lineSafe(change.label)}: ${plainChange(changeInWords(sides, change))}`;
}

/** The fields that a subject names: "notice months", "title and purpose", "5 fields". */
export function fieldsInWords(changes: readonly FieldChange[]): string {
  const names = [...new Set(changes.map((change) => lowerFirst(lineSafe(change.label))))];
  if (names.length > 2) return `${names.length} fields`;
  return names.join(' and ');
}
