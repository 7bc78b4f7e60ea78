/** What `irc doctor` finds, and what it can mend by itself. */
import type { FileEdit } from '../changes/plan.ts';

export interface Finding {
  /** What was looked at, in one or two words. */
  readonly check: string;
  /** `note`: worth knowing, and nothing has to be done. `fault`: it is to be mended. */
  readonly status: 'ok' | 'note' | 'fault';
  /** What there is, in a few words. */
  readonly detail: string;
  /** What to do, as a command where there is one. */
  readonly remedy?: string;
  /** How irc mends it when asked to; then the remedy need not be told. */
  readonly fix?: Fix;
}

export interface Fix {
  /** What is done, as one line of the commit message. */
  readonly what: string;
  readonly edits: readonly FileEdit[];
  /** Settings of git in this clone. */
  readonly settings: readonly (readonly [key: string, value: string])[];
}

/** A finding that all is well. */
export function fine(check: string, detail: string): Finding {
  return { check, status: 'ok', detail };
}

/** A fix that changes files alone. */
export function fileFix(what: string, edits: readonly FileEdit[]): Fix {
  return { what, edits, settings: [] };
}

/** Whether a version such as 2.39.5 is that of `needed`, or a later one. */
export function isAtLeast(version: string, needed: string): boolean {
  const [have, want] = [version, needed].map((text) => text.split('.').map(Number));
  for (const [index, number] of (want ?? []).entries()) {
    const other = have?.[index] ?? 0;
    if (other !== number) return other > number;
  }
  return true;
}

/** A text with the lines added that it lacks. */
export function withLines(text: string | undefined, lines: readonly string[]): string {
  const there = new Set((text ?? '').split(/\r?\n/).map((line) => line.trim()));
  const missing = lines.filter((line) => !there.has(line));
  const start = text === undefined || text === '' || text.endsWith('\n') ? (text ?? '') : `${text}\n`;
  return start + missing.map((line) => `${line}\n`).join('');
}

/** A text without these lines. */
export function withoutLines(text: string | undefined, lines: readonly string[]): string | undefined {
  return text?.replace(/.*(\n|$)/g, (line) => (lines.includes(line.trim()) ? '' : line));
}
