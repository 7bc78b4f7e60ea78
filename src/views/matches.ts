/** What fits a record, as text and as JSON: each figure with its parts, and each reason that keeps another out. */
import type { Style } from '../context.ts';
import { wrapped } from '../core/line-breaks.ts';
import type { RecordEntry, Register } from '../core/register/register.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import type { Excluded, Judgement, Match, MatchGroup } from '../core/work/matches.ts';

interface MatchTextOptions {
  readonly columns: number;
  readonly style: Style;
  /** How many of each list are shown; the rest is counted. */
  readonly most: number;
}

/** A group of records that were compared: those that fit with their points, then those that are out with the reason. */
export function matchText(register: Register, group: MatchGroup, options: MatchTextOptions): string {
  const { style, most, columns } = options;
  const shown = group.fitting.slice(0, most);
  const named = (record: RecordEntry): string =>
    `${style.bold(record.id)}  ${lineSafe(register.title(record, 'en'))}`.trimEnd();
  const lines = [style.bold(group.title)];
  const isEmpty = group.without.length + group.excluded.length === 0;
  if (shown.length === 0) lines.push(isEmpty ? '  Nothing to compare it with, as it stands.' : '  None fits.');
  for (const [index, match] of shown.entries()) {
    lines.push(`${`${index + 1}.`.padStart(4)} ${named(match.record)}`);
    lines.push(`     ${pointsText(match)}`);
    const known = match.judgements.filter(({ verdict }) => verdict !== 'unknown');
    for (const judgement of known) lines.push(...judgementLines(judgement, columns, style));
    lines.push(...unknownLines(match.judgements, columns, style));
  }
  const left = group.fitting.length - shown.length;
  if (left > 0) lines.push(`     … and ${left} more that fit: --all`);
  if (group.without.length > 0) {
    const some = group.without.slice(0, most).map((match) => match.record.id);
    const more = group.without.length - some.length;
    const names = `${some.join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
    lines.push(...wrapped('  ', `Nothing speaks for ${names}.`, columns));
  }
  if (group.excluded.length > 0) lines.push('  Out:', ...excludedLines(group.excluded, most, columns, style));
  return `${lines.join('\n')}\n`;
}

function excludedLines(excluded: readonly Excluded[], most: number, columns: number, style: Style): string[] {
  const shown = excluded.slice(0, most);
  const width = Math.max(...shown.map(({ record }) => record.id.length));
  const lines = shown.flatMap(({ record, reasons }) => {
    const [first = '', ...rest] = wrapped(`     ${record.id.padEnd(width)}  `, reasons.join('; '), columns);
    return [`   ${style.red('✗')} ${first.slice(5)}`, ...rest];
  });
  const left = excluded.length - shown.length;
  return left > 0 ? [...lines, `     … and ${left} more that are out: --all`] : lines;
}

/** "6.5 of 9 points, 2 of them not known". */
function pointsText({ points, of, judgements }: Match): string {
  const unknown = judgements.filter(({ verdict }) => verdict === 'unknown').reduce((sum, each) => sum + each.of, 0);
  return `${rounded(points)} of ${rounded(of)} points${unknown > 0 ? `; ${rounded(unknown)} not known` : ''}`;
}

function judgementLines({ title, verdict, points, of, reason }: Judgement, columns: number, style: Style): string[] {
  const sign = verdict === 'for' ? style.green('+') : style.yellow('−');
  const given = `${rounded(points)}/${rounded(of)}`.padEnd(5);
  const [first = '', ...rest] = wrapped(`       ${given} `, `${title}: ${reason}`, columns);
  return [`     ${sign} ${first.slice(7)}`, ...rest];
}

/** What is not known stands together: it speaks neither for a record nor against it. */
function unknownLines(judgements: readonly Judgement[], columns: number, style: Style): string[] {
  const unknown = judgements.filter(({ verdict }) => verdict === 'unknown');
  if (unknown.length === 0) return [];
  const parts = unknown.map(({ title, of, reason }) => `${title} (${rounded(of)}): ${reason}`);
  const [first = '', ...rest] = wrapped('       not known ', parts.join('; '), columns);
  return [`     ${style.dim('?')} ${first.slice(7)}`, ...rest];
}

/** With one decimal at most, and none where it says nothing. */
export function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}

export function matchJson(register: Register, group: MatchGroup): object {
  const match = (entry: Match): object => ({
    id: entry.record.id,
    title: register.title(entry.record, 'en'),
    points: entry.points,
    of: entry.of,
    criteria: entry.judgements,
  });
  return {
    kind: group.kind.name,
    title: group.title,
    matches: group.fitting.map(match),
    without: group.without.map(match),
    excluded: group.excluded.map(({ record, reasons }) => ({
      id: record.id,
      title: register.title(record, 'en'),
      reasons,
    })),
  };
}
