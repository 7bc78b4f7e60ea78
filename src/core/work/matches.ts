/** Which records fit a record, by the criteria that schemas name: figures with their parts, and why others are out. */
import type { CelMap } from '../expressions/values.ts';
import type { Beside, RecordEntry, Register } from '../register/register.ts';
import type { CriterionAnnotation, MatchAnnotation } from '../schemas/comparison-words.ts';
import type { Kind } from '../schemas/kind.ts';

/** What one criterion says of a pair. */
export interface Judgement {
  readonly title: string;
  readonly verdict: 'for' | 'against' | 'unknown';
  /** Points given, of the points that the criterion is worth. */
  readonly points: number;
  readonly of: number;
  readonly reason: string;
}

export interface Match {
  readonly record: RecordEntry;
  readonly points: number;
  readonly of: number;
  /** Criteria that are worth something, in the order of the schema. */
  readonly judgements: readonly Judgement[];
}

export interface Excluded {
  readonly record: RecordEntry;
  readonly reasons: readonly string[];
}

/** The records of one kind, as they fit. */
export interface MatchGroup {
  readonly kind: Kind;
  readonly title: string;
  /** Most points first. */
  readonly fitting: readonly Match[];
  /** Compared, and nothing speaks for them. */
  readonly without: readonly Match[];
  readonly excluded: readonly Excluded[];
}

/** A question that a kind can be asked: what fits it, by whose criteria. */
interface Question {
  readonly kind: Kind;
  readonly title: string;
  readonly annotation: MatchAnnotation;
  /** The criteria are those of the other kind, and it is `self` in them. */
  readonly isBack: boolean;
}

/** Kinds whose records can be matched with those of a kind: those that it names, and those that name it. */
export function matchableKinds(kinds: readonly Kind[], kind: Kind): Kind[] {
  return questionsOf(kinds, kind).map((question) => question.kind);
}

/** What fits a record, a group for each kind that it is compared with, or for one of them. */
export function matchesOf(register: Register, record: RecordEntry, among?: Kind): MatchGroup[] {
  return questionsOf(register.kinds, record.kind)
    .filter(({ kind }) => among === undefined || kind === among)
    .map((question) => groupOf(register, record, question));
}

function questionsOf(kinds: readonly Kind[], kind: Kind): Question[] {
  const own = Object.entries(kind.annotations.matches ?? {}).flatMap(([name, annotation]): Question[] => {
    const other = kinds.find((each) => each.name === name);
    return other === undefined ? [] : [{ kind: other, title: annotation.title, annotation, isBack: false }];
  });
  const back = kinds.flatMap((other): Question[] => {
    const annotation = other.annotations.matches?.[kind.name];
    return annotation?.back === undefined ? [] : [{ kind: other, title: annotation.back, annotation, isBack: true }];
  });
  return [...own, ...back];
}

function groupOf(register: Register, record: RecordEntry, { kind, title, annotation, isBack }: Question): MatchGroup {
  const fitting: Match[] = [];
  const without: Match[] = [];
  const excluded: Excluded[] = [];
  for (const found of register.ofKind(kind.name)) {
    if (found === record) continue;
    const [self, other] = isBack ? [found, record] : [record, found];
    const beside = { other, both: Object.create(null) as CelMap };
    if (annotation.among !== undefined && register.evaluate(self, annotation.among, undefined, beside) !== true)
      continue;
    for (const [name, value] of Object.entries(annotation.both ?? {}))
      beside.both[name] = register.evaluate(self, value, undefined, beside) ?? null;
    const judged = annotation.criteria.map((criterion) => judge(register, self, beside, criterion));
    const reasons = judged.flatMap((each) => each.excluded ?? []);
    if (reasons.length > 0) {
      excluded.push({ record: found, reasons });
      continue;
    }
    const judgements = judged.map((each) => each.judgement).filter((each) => each.of > 0);
    const match = { record: found, points: sum(judgements, 'points'), of: sum(judgements, 'of'), judgements };
    (match.points > 0 ? fitting : without).push(match);
  }
  fitting.sort((a, b) => b.points - a.points || (a.record.id < b.record.id ? -1 : 1));
  return { kind, title, fitting, without, excluded };
}

function judge(
  register: Register,
  self: RecordEntry,
  beside: Beside,
  criterion: CriterionAnnotation,
): { readonly judgement: Judgement; readonly excluded?: string } {
  const asked = (expression: string): unknown => register.evaluate(self, expression, undefined, beside);
  const said = (text: string | undefined, otherwise: string): string =>
    text === undefined ? otherwise : register.fill(self, text, undefined, beside);
  const { title, weight: of = 1 } = criterion;
  const value =
    criterion.when !== undefined && asked(criterion.when) !== true
      ? undefined
      : fitness(asked(criterion.rule ?? criterion.score ?? 'false'));
  if (value === undefined)
    return { judgement: { title, verdict: 'unknown', points: 0, of, reason: said(criterion.unknown, 'not known') } };
  if (value === 0 && criterion.excludes !== undefined) {
    const reason = said(criterion.excludes, '');
    return { judgement: { title, verdict: 'against', points: 0, of, reason }, excluded: reason };
  }
  const reason = value > 0 ? said(criterion.reason, 'yes') : said(criterion.against, 'no');
  return { judgement: { title, verdict: value > 0 ? 'for' : 'against', points: value * of, of, reason } };
}

/** From 0 to 1; undefined where an expression failed or gave no number. */
function fitness(value: unknown): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? Math.min(1, Math.max(0, number)) : undefined;
}

function sum(judgements: readonly Judgement[], what: 'points' | 'of'): number {
  return judgements.reduce((total, judgement) => total + judgement[what], 0);
}
