/** A ranking as text and as JSON: each figure with its parts, those who judged, and what was judged. */
import type { Style } from '../context.ts';
import { wrapped } from '../core/line-breaks.ts';
import type { Register } from '../core/register/register.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { lineSafe } from '../core/terminal-safe.ts';
import type { Ranked } from '../core/work/ranking.ts';

/** So many that too few have judged are told of one by one: who ranks a portfolio looks for its head. */
const mostOpen = 10;

export function rankingText(
  register: Register,
  kind: Kind,
  ranked: readonly Ranked[],
  columns: number,
  style: Style,
): string {
  const words = kind.annotations.ranking;
  const enough = ranked.filter(({ rank }) => rank !== undefined);
  const others = ranked.filter(({ rank }) => rank === undefined);
  const name = ({ record }: Ranked): string => `${style.bold(record.id)}  ${lineSafe(register.title(record, 'en'))}`;
  const lines = enough.length === 0 ? [] : [style.bold(`${words?.title ?? kind.title} · ${kind.plural}`)];
  for (const entry of enough) {
    lines.push(`${`${entry.rank}.`.padStart(4)} ${name(entry)}`);
    lines.push(...wrapped('     ', [figure(entry, words?.most), ...details(entry)].join(' · '), columns));
    if (entry.parts.length > 0) lines.push(...wrapped('     ', partsText(entry), columns));
  }
  if (others.length > 0) lines.push(style.bold(`${words?.title ?? kind.title} · ${kind.plural}, not enough data`));
  const bare = others.filter(({ judges = 0, judged, lacking }) => judges === 0 && `${judged}${lacking}` === '');
  const open = others.filter((entry) => !bare.includes(entry));
  for (const entry of open.slice(0, mostOpen)) {
    lines.push(`   ${style.yellow('?')} ${name(entry)}`);
    lines.push(...wrapped('     ', [...shortage(entry), ...details(entry)].join(' · '), columns));
    if (entry.lacking !== '') lines.push(`     ${style.cyan(lineSafe(entry.lacking))}`);
  }
  if (open.length > mostOpen) lines.push(`     and ${open.length - mostOpen} more; narrow with --where or --about`);
  if (bare.length > 0) {
    const ids = bare.slice(0, 20).map(({ record }) => record.id);
    const more = bare.length > ids.length ? `, and ${bare.length - ids.length} more` : '';
    lines.push(...wrapped('   ', `not judged: ${ids.join(', ')}${more}`, columns));
  }
  return `${lines.join('\n')}\n`;
}

function figure({ score = 0 }: Ranked, most: number | undefined): string {
  return `${shown(score)}${most === undefined ? '' : ` of ${shown(most)}`}`;
}

/** "Relevance 3.5 × 2 · Coherence 3": a part counts once unless it says more. */
function partsText({ parts }: Ranked): string {
  return parts
    .map(({ title, value, weight }) => `${title} ${shown(value)}${weight === undefined ? '' : ` × ${shown(weight)}`}`)
    .join(' · ');
}

/** How many judged, how far they lie apart, and what they judged. */
function details({ judges, least, spread, judged, rank }: Ranked): string[] {
  const people = judges === undefined || (rank === undefined && least !== undefined) ? [] : [`${shown(judges)} judged`];
  const apart = spread === undefined ? [] : [`${shown(spread)} apart`];
  return [...people, ...apart, ...(judged === '' ? [] : [judged])];
}

function shortage({ score, judges, least }: Ranked): string[] {
  if (least !== undefined && (judges ?? 0) < least) return [`${shown(judges ?? 0)} of ${shown(least)} judgements`];
  return score === undefined ? ['no figure yet'] : [];
}

function shown(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export function rankingJson(register: Register, kind: Kind, ranked: readonly Ranked[]): object {
  return {
    kind: kind.name,
    title: kind.annotations.ranking?.title,
    most: kind.annotations.ranking?.most ?? null,
    records: ranked.map(({ record, rank, score, parts, spread, judges, least, judged }) => ({
      id: record.id,
      title: register.title(record, 'en'),
      rank: rank ?? null,
      score: score ?? null,
      enough: rank !== undefined,
      parts,
      spread: spread ?? null,
      judges: judges ?? null,
      least: least ?? null,
      judged: judged === '' ? null : judged,
    })),
  };
}
