/** Work of several people in words: what came in, what waits for a decision. */
import stringWidth from 'string-width';
import type { Style } from '../context.ts';
import { changeLine, fieldsInWords } from '../core/changes/commit-message.ts';
import type { FieldChange } from '../core/differences/diff.ts';
import { printField } from '../core/fields/index.ts';
import { conflictPlace } from '../core/merge/conflicts.ts';
import type { Conflict } from '../core/merge/merge.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { fieldAt } from '../core/schemas/field.ts';
import { labelOf } from '../core/schemas/place.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import type { Value } from '../core/value.ts';
import { padTo } from './table.ts';

/** A record as theirs changed it. */
export interface Incoming {
  readonly id: string;
  readonly title: string;
  readonly change: 'added' | 'changed' | 'removed';
  readonly fields: readonly FieldChange[];
  /** What ours had changed in the same record. */
  readonly own: readonly FieldChange[];
  readonly by: string;
}

const mostRecords = 40;

/** One line a record: id, fields, who. */
export function incomingText(register: Register, records: readonly Incoming[], style: Style): string {
  const shown = records.slice(0, mostRecords);
  const width = Math.max(0, ...shown.map(({ id }) => id.length));
  const what = shown.map((record) => whatChanged(register, record));
  const widest = Math.min(60, Math.max(0, ...what.map((text) => stringWidth(text))));
  const lines = shown.map(
    ({ id, by }, index) =>
      `${style.dim('came in')}   ${style.bold(id.padEnd(width))}   ${padTo(what[index] ?? '', widest)}   ${style.dim(lineSafe(by))}`,
  );
  if (records.length > shown.length) lines.push(`          and ${records.length - shown.length} records more`);
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function whatChanged(register: Register, { title, change, fields, own }: Incoming): string {
  if (change === 'added') return `new: ${lineSafe(title)}`;
  if (change === 'removed') return 'removed';
  const [only] = fields;
  const text =
    fields.length === 1 && only !== undefined && own.length === 0
      ? changeLine({ old: register, next: register }, only)
      : fields.length === 0
        ? 'layout and comments'
        : capital(fieldsInWords(fields));
  return own.length === 0 ? text : `${text}, joined with your ${fieldsInWords(own)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a conflict speaks of: "Renewal, notice months". */
export function conflictLabel(record: RecordEntry, conflict: Conflict): string {
  return lineSafe(labelOf(record.kind.root, record.value, conflictPlace(record.kind.root, record.value, conflict)));
}

/** One side's value as text; `–` where it does not hold the field. */
export function sideText(
  register: Register,
  record: RecordEntry,
  conflict: Conflict,
  value: Value | undefined,
): string {
  if (value === undefined) return conflict.path.length === 0 ? 'no such record' : '–';
  if (conflict.path.length === 0) return 'the whole record';
  const place = conflictPlace(record.kind.root, record.value, conflict);
  const field = fieldAt(record.kind.root, place);
  const text = field === undefined ? JSON.stringify(value) : printField(field, value, { register, language: 'en' });
  const line = lineSafe(text === '' ? JSON.stringify(value) : text);
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}

/** "2 fields in 1 record", or of whole records. */
export function conflictCount(conflicts: readonly { readonly conflict: Conflict }[]): string {
  const whole = conflicts.filter(({ conflict }) => conflict.path.length === 0).length;
  const fields = conflicts.length - whole;
  const counted = (count: number, word: string): string[] =>
    count === 0 ? [] : [`${count} ${count === 1 ? word : `${word}s`}`];
  return [...counted(fields, 'field'), ...counted(whole, 'record')].join(' and ');
}

/** One line a conflict. */
export function conflictsText(
  register: Register,
  conflicts: readonly { readonly record: RecordEntry; readonly conflict: Conflict }[],
  style: Style,
): string {
  return conflicts
    .map(({ record, conflict }) => {
      const side = (value: Value | undefined): string => sideText(register, record, conflict, value);
      const values = `yours ${side(conflict.ours)}    theirs ${side(conflict.theirs)}    before ${side(conflict.base)}`;
      return `  ${style.bold(record.id)} · ${conflictLabel(record, conflict)}    ${values}\n`;
    })
    .join('');
}
