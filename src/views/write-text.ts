/** A write as text and as JSON: what a dry run shows, and what was done. */
import type { Style } from '../context.ts';
import type { Proposal } from '../core/changes/proposal.ts';
import { changeInWords } from '../core/differences/change-words.ts';
import type { RecordChange } from '../core/differences/registers.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import { consequenceLines, fieldJson, paintedChange } from './diff-text.ts';

/** Each record with its changed fields, before → after, and what follows from them. */
export function proposalText(proposal: Proposal, style: Style): string {
  const laidOut = proposal.changes.filter(isLaidOut);
  const texts = proposal.changes
    .filter((change) => !isLaidOut(change))
    .map((change) => recordText(proposal, change, style));
  return [...texts, ...laidOutText(laidOut, style)].join('\n');
}

/** Nothing of what the record says changes. */
function isLaidOut({ change, renamedFrom, fields, consequences }: RecordChange): boolean {
  return change === 'changed' && renamedFrom === undefined && fields.length + consequences.length === 0;
}

const mostLaidOut = 5;

function laidOutText(changes: readonly RecordChange[], style: Style): string[] {
  if (changes.length === 0) return [];
  if (changes.length > mostLaidOut) return [`${changes.length} records: comments or layout only\n`];
  return [changes.map(({ id }) => `${style.bold(id)}  comments or layout only\n`).join('')];
}

function recordText(proposal: Proposal, change: RecordChange, style: Style): string {
  const entry = proposal.next.record(change.id);
  const title = entry === undefined ? '' : ` · ${lineSafe(proposal.next.title(entry))}`;
  const what = whatHappens(change);
  const width = Math.min(40, Math.max(0, ...change.fields.map((field) => field.label.length)));
  const fields = change.fields.map((field) => {
    const values = paintedChange(changeInWords(proposal, field), style);
    return `  ${style.dim(lineSafe(field.label).padEnd(width))}  ${values}`;
  });
  const follows = consequenceLines(change.consequences, style);
  return `${[`${style.bold(change.id)}${title}${what}`, ...fields, ...follows].join('\n')}\n`;
}

function whatHappens(change: RecordChange): string {
  if (change.change === 'removed') return ` (${change.kind} removed)`;
  if (change.renamedFrom !== undefined) return ` (until now ${change.renamedFrom})`;
  return change.change === 'added' ? ` (new ${change.kind})` : '';
}

interface Done {
  readonly commit: string | undefined;
  readonly documents: readonly string[];
}

/** The JSON shapes of writes; docs/json.md describes them. */
export const writeJson = {
  written: (proposal: Proposal, done: Done): object => ({
    id: proposal.changes[0]?.id,
    file: proposal.changes[0]?.file,
    records: proposal.changes.map(({ id, renamedFrom, kind, file, change }) => ({
      id,
      ...(renamedFrom === undefined ? {} : { renamedFrom }),
      kind,
      file,
      change,
    })),
    commit: done.commit ?? null,
    documents: done.documents,
  }),
  dryRun: (proposal: Proposal): object => ({
    records: proposal.changes.map(({ id, kind, change, fields }) => ({
      id,
      kind,
      change,
      fields: fields.map(fieldJson),
    })),
  }),
};
