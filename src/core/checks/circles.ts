/**
 * Check: nothing is part of itself (`parent`), and nothing came before itself (`earlier`), by way of whatever other records.
 * A circle is told once, at the record in it whose id comes first. Code: reference-circle.
 */
import type { Problem } from '../../errors.ts';
import { formatPath } from '../paths.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { allFields, type Field, walkValues } from '../schemas/field.ts';
import type { Kind } from '../schemas/kind.ts';
import { labelOf, lowerFirst } from '../schemas/place.ts';
import type { Place } from '../value.ts';
import { problemOf } from './problem.ts';

export function checkCircles(register: Register, record: RecordEntry): Problem[] {
  if (!hasLinks(record.kind)) return [];
  const trees = linksOf(record, ({ annotations }) => annotations.parent === true).map((link) =>
    circle(register, record, link, (field) => field.path === link.field.path),
  );
  const before = linksOf(record, isEarlier).map((link) => circle(register, record, link, isEarlier));
  const found = new Map<string, Problem>();
  for (const way of [...trees, ...before]) {
    if (way === undefined) continue;
    const problem = circleProblem(record, way);
    const members = way.map(({ from }) => from.id).sort();
    found.set(members.join(' '), found.get(members.join(' ')) ?? problem);
  }
  return [...found.values()];
}

/** The records above a record, by the fields whose circles are looked for: a change of it may close one of theirs. */
export function recordsBefore(register: Register, record: RecordEntry): RecordEntry[] {
  const isLooked = (field: Field): boolean => field.annotations.parent === true || isEarlier(field);
  const seen = new Set<RecordEntry>();
  const waiting = [record];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const { to } of linksOf(at, isLooked)) {
      const next = register.record(to);
      if (next === undefined || seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return [...seen];
}

/** A field of a record, and the id that it names. */
interface Link {
  readonly from: RecordEntry;
  readonly field: Field;
  readonly place: Place;
  readonly to: string;
}

function isEarlier({ annotations }: Field): boolean {
  return annotations.earlier === true;
}

/** Kinds whose records may stand in a circle: most do not, and are not walked through for one. */
const linked = new WeakMap<Kind, boolean>();

function hasLinks(kind: Kind): boolean {
  const known = linked.get(kind);
  if (known !== undefined) return known;
  const has = allFields(kind.root).some((field) => field.annotations.parent === true || isEarlier(field));
  linked.set(kind, has);
  return has;
}

function linksOf(record: RecordEntry, isWanted: (field: Field) => boolean): Link[] {
  if (!hasLinks(record.kind)) return [];
  const links: Link[] = [];
  walkValues(record.kind.root, record.value, (field, value, place) => {
    if (typeof value === 'string' && isWanted(field)) links.push({ from: record, field, place, to: value });
  });
  return links;
}

/**
 * The shortest way that begins with a link and leads back to its record, through records whose ids come later; undefined where
 * there is none.
 */
function circle(
  register: Register,
  record: RecordEntry,
  first: Link,
  isWanted: (field: Field) => boolean,
): Link[] | undefined {
  const seen = new Set<string>();
  let ways: Link[][] = [[first]];
  while (ways.length > 0) {
    const longer: Link[][] = [];
    for (const way of ways) {
      const to = way.at(-1)?.to ?? '';
      if (to === record.id) return way;
      const next = to > record.id && !seen.has(to) ? register.record(to) : undefined;
      seen.add(to);
      if (next !== undefined) longer.push(...linksOf(next, isWanted).map((link) => [...way, link]));
    }
    ways = longer;
  }
  return undefined;
}

function circleProblem(record: RecordEntry, way: readonly Link[]): Problem {
  const [first] = way;
  const steps = way.map(({ from, field, place, to }) => {
    const words = field.annotations.parent === true ? 'is part of' : verb(from, place);
    return `${words} ${to}`;
  });
  const fields = way.map(({ from, place }) => `${formatPath(place.map(String))} of ${from.id}`);
  return problemOf(record, {
    code: 'reference-circle',
    severity: 'error',
    place: first?.place ?? [],
    message: `${record.id} ${steps.join(', which ')}`,
    hint: `correct one of them: ${[...new Set(fields)].join(', ')}`,
  });
}

/** "renews", of the field called "Renews". */
function verb(record: RecordEntry, place: Place): string {
  return lowerFirst(labelOf(record.kind.root, record.value, place));
}
