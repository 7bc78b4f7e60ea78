/** Records of a kind in order, by the figure that its schema names; with what it is made of, and who judged. */
import type { CelMap } from '../expressions/values.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import type { Kind } from '../schemas/kind.ts';

export interface RankingPart {
  readonly title: string;
  readonly value: number;
  readonly weight: number | undefined;
}

export interface Ranked {
  readonly record: RecordEntry;
  /** From 1; equal figures share one. Undefined where there is not enough to rank it. */
  readonly rank: number | undefined;
  /** Undefined: nobody has judged it. */
  readonly score: number | undefined;
  readonly parts: readonly RankingPart[];
  /** How far those who judged lie apart. */
  readonly spread: number | undefined;
  readonly judges: number | undefined;
  /** How many are needed. */
  readonly least: number | undefined;
  /** What was judged. */
  readonly judged: string;
  /** What is to be done where there is not enough. */
  readonly lacking: string;
}

/** Kinds that say how their records are ranked. */
export function rankedKinds(register: Register): Kind[] {
  return register.kinds.filter((kind) => kind.annotations.ranking !== undefined);
}

/** The records of a kind, the greatest figure first; after them those that cannot be ranked, by their ids. */
export function rankingOf(register: Register, kind: Kind, records: readonly RecordEntry[]): Ranked[] {
  const figures = records.map((record) => figureOf(register, kind, record));
  const isEnough = (entry: Ranked): boolean =>
    entry.score !== undefined && (entry.least === undefined || (entry.judges ?? 0) >= entry.least);
  const byId = (a: Ranked, b: Ranked): number => (a.record.id < b.record.id ? -1 : 1);
  const enough = figures.filter(isEnough).sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || byId(a, b));
  const ranked = enough.map((entry) => ({
    ...entry,
    rank: enough.findIndex((other) => other.score === entry.score) + 1,
  }));
  return [...ranked, ...figures.filter((entry) => !isEnough(entry)).sort(byId)];
}

function figureOf(register: Register, kind: Kind, record: RecordEntry): Ranked {
  const words = kind.annotations.ranking;
  const asked = (expression: string | undefined): unknown =>
    expression === undefined ? undefined : register.evaluate(record, expression);
  const filled = (text: string | undefined): string => (text === undefined ? '' : register.fill(record, text));
  const parts = asked(words?.parts);
  return {
    record,
    rank: undefined,
    score: numberOf(asked(words?.score)),
    parts: Array.isArray(parts) ? parts.flatMap((part) => partOf(part)) : [],
    spread: numberOf(asked(words?.spread)),
    judges: numberOf(asked(words?.judges)),
    least: numberOf(asked(words?.least)),
    judged: filled(words?.judged),
    lacking: filled(words?.lacking),
  };
}

function partOf(part: unknown): RankingPart[] {
  if (typeof part !== 'object' || part === null) return [];
  const { title, value, weight } = part as CelMap;
  const number = numberOf(value);
  return number === undefined ? [] : [{ title: String(title), value: number, weight: numberOf(weight) }];
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
