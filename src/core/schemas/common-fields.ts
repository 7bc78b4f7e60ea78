/**
 * The few fields that the program itself gives a meaning, whatever the kind: where a record stands and how well it is
 * known. All others are only the schema's.
 */
import { isMap, type ValueMap } from '../value.ts';

export const historyField = 'history';
export const knowledgeField = 'knowledge';
export const formerIdsField = 'formerly';
/** Ids of records that look like this one and are others: someone has looked. */
export const distinctFromField = 'distinct_from';
export const documentsField = 'documents';
export const ownerField = 'owner';
/** What a merge could not decide, until someone has. No schema has it: a record that holds it is not finished. */
export const conflictsField = 'conflicts';
/** Id of the singleton record, and how a field names the own house. */
export const officeId = 'office';

/** One dated step of a record. */
export interface Step {
  /** Absent in the first step of a partly known record. */
  readonly date: string | undefined;
  readonly to: string;
  readonly by: string | undefined;
  readonly note: string | undefined;
  /** The earlier step that this one strikes. */
  readonly voids: { readonly date: string | undefined; readonly to: string } | undefined;
  readonly index: number;
}

/** The steps of a record in the order written; entries that are no steps are left out (the schema check names them). */
export function stepsOf(value: ValueMap): Step[] {
  const history = Object.hasOwn(value, historyField) ? value[historyField] : undefined;
  if (!Array.isArray(history)) return [];
  return history.flatMap((entry, index) => {
    if (!isMap(entry) || typeof entry.to !== 'string') return [];
    const voids = isMap(entry.voids) && typeof entry.voids.to === 'string' ? entry.voids : undefined;
    return [
      {
        index,
        to: entry.to,
        date: textOr(entry.date),
        by: textOr(entry.by),
        note: textOr(entry.note),
        voids: voids === undefined ? undefined : { date: textOr(voids.date), to: String(voids.to) },
      },
    ];
  });
}

/** The steps that count: a struck one does not. A step that only strikes another stands for its own state too. */
export function standingSteps(value: ValueMap): Step[] {
  const steps = stepsOf(value);
  const struck = new Set<number>();
  for (const step of steps) {
    const voids = step.voids;
    if (voids === undefined) continue;
    const target = steps.findLast(
      (other) =>
        other.index < step.index && !struck.has(other.index) && other.to === voids.to && other.date === voids.date,
    );
    if (target !== undefined) struck.add(target.index);
  }
  return steps.filter((step) => !struck.has(step.index));
}

/** The state that the last standing step recorded, or undefined where no step is recorded. */
export function recordedState(value: ValueMap): string | undefined {
  return standingSteps(value).at(-1)?.to;
}

/** True for a record known from public sources only: completeness is not asked of it. */
export function isPartlyKnown(value: ValueMap): boolean {
  return Object.hasOwn(value, knowledgeField) && value[knowledgeField] === 'partial';
}

/** The day of one entry of a history, or undefined. */
export function stepDate(entry: unknown): string | undefined {
  return typeof entry === 'object' && entry !== null && 'date' in entry ? textOr(entry.date) : undefined;
}

function textOr(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Ids that the record had before it was renamed. */
export function formerIds(value: ValueMap): string[] {
  return idsIn(value, formerIdsField);
}

/** Ids of the records of which someone has said that they are others, however alike. */
export function distinctIds(value: ValueMap): string[] {
  return idsIn(value, distinctFromField);
}

function idsIn(value: ValueMap, field: string): string[] {
  const ids = Object.hasOwn(value, field) ? value[field] : undefined;
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}
