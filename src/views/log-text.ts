/** Past changes for a person and as JSON. */
import stringWidth from 'string-width';
import type { LoggedCommit } from '../context/past.ts';
import type { Style } from '../context.ts';
import { changeInWords, type Sides } from '../core/differences/change-words.ts';
import type { FieldChange } from '../core/differences/diff.ts';
import type { RecordStep } from '../core/differences/log.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { fieldJson, paintedChange } from './diff-text.ts';
import { count } from './problems.ts';

export interface LogEntry {
  readonly commit: LoggedCommit;
  readonly records: readonly RecordStep[];
}

export interface FieldLogEntry {
  readonly commit: LoggedCommit;
  /** The field that was asked for; the change may be of a part of it. */
  readonly path: string;
  readonly change: FieldChange;
}

const mostFields = 8;
const mostRecords = 6;

/** Each commit with what it changed; of one record without its id, which the reader has asked for. */
export function logText(sides: Sides, entries: readonly LogEntry[], style: Style, isOfOne: boolean): string {
  return entries
    .flatMap(({ commit, records }) => {
      const shown = records.slice(0, mostRecords);
      const rest = records.length - shown.length;
      return [
        `${headline(commit, style)}  ${lineSafe(commit.subject)}`,
        ...shown.flatMap((step) => stepLines(sides, step, style, isOfOne)),
        ...(rest > 0 ? [`  … and ${count(rest, 'record')} more`] : []),
      ];
    })
    .map((line) => `${line}\n`)
    .join('');
}

/** "2026-11-24  4e9a6d1  Desk for organisations". */
function headline(commit: LoggedCommit, style: Style): string {
  const { day, hash } = named(commit);
  return `${day}  ${style.yellow(hash)}  ${style.bold(lineSafe(commit.author))}`;
}

function named({ authored, commit }: LoggedCommit): { day: string; hash: string } {
  return { day: authored.slice(0, 10), hash: commit.slice(0, 7) };
}

function stepLines(sides: Sides, step: RecordStep, style: Style, isOfOne: boolean): string[] {
  const { id, kind, change, renamedFrom, fields } = step;
  const what = [
    ...(change === 'added' ? [`new ${kind}`] : change === 'removed' ? [`${kind} removed`] : []),
    ...(renamedFrom === undefined ? [] : [`renamed from ${lineSafe(renamedFrom)}`]),
  ].join(', ');
  const head = isOfOne ? what : `${lineSafe(id)}${what === '' ? '' : `  ${what}`}`;
  const shown = change === 'changed' ? fields.slice(0, mostFields) : [];
  const rest = change === 'changed' ? fields.length - shown.length : 0;
  const indent = isOfOne ? '  ' : '    ';
  return [
    ...(head === '' ? [] : [`  ${head}`]),
    ...shown.map(
      (field) =>
        `${indent}${style.dim(`${lineSafe(field.label)}:`)} ${paintedChange(changeInWords(sides, field), style)}`,
    ),
    ...(rest > 0 ? [`${indent}… and ${count(rest, 'field')} more`] : []),
  ];
}

/** One line a commit: when, which, what the field was and became, who, and why. */
export function fieldLogText(sides: Sides, entries: readonly FieldLogEntry[], style: Style): string {
  const rows = entries.map(({ commit, path, change }) => {
    const part = change.path === path ? '' : `${lineSafe(change.label)}: `;
    const words = changeInWords(sides, change);
    return { commit, painted: part + paintedChange(words, style), plain: part + paintedChange(words, plainStyle) };
  });
  const width = Math.min(60, Math.max(0, ...rows.map(({ plain }) => stringWidth(plain))));
  return rows
    .map(({ commit, painted, plain }) => {
      const { day, hash } = named(commit);
      const undone = commit.trailers.get('Irc-Undoes');
      const why = undone === undefined ? lineSafe(commit.subject) : `takes back ${lineSafe(undone.slice(0, 7))}`;
      const value = painted + ' '.repeat(Math.max(0, width - stringWidth(plain)));
      return `${day}  ${style.yellow(hash)}  ${value}  ${style.bold(lineSafe(commit.author))}  ${style.dim(why)}\n`;
    })
    .join('');
}

const asIs = (text: string): string => text;
const plainStyle: Style = { bold: asIs, dim: asIs, red: asIs, yellow: asIs, green: asIs, cyan: asIs, link: asIs };

/** The shape of `irc log --json`; docs/commands.md describes it. */
export function logJson(entries: readonly LogEntry[]): object {
  return entries.map(({ commit, records }) => ({
    ...commitJson(commit),
    records: records.map(({ id, renamedFrom, kind, change, fields }) => ({
      ...{ id, ...(renamedFrom === undefined ? {} : { renamedFrom }), kind, change },
      fields: fields.map(fieldJson),
    })),
  }));
}

export function fieldLogJson(entries: readonly FieldLogEntry[]): object {
  return entries.map(({ commit, change }) => ({ ...commitJson(commit), ...fieldJson(change) }));
}

function commitJson({ commit, authored, author, subject, trailers }: LoggedCommit): object {
  const undoes = trailers.get('Irc-Undoes');
  return {
    ...{ commit, date: authored, author, subject, action: trailers.get('Irc-Action') ?? null },
    ...(undoes === undefined ? {} : { undoes }),
  };
}
