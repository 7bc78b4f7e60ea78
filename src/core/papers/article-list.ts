/** The list that chooses the articles of one record: written out, chosen anew, moved about. */
import { applies, type ClausesAnnotation, clausesOf } from '../register/articles.ts';
import type { ClauseLibrary } from '../register/clauses.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { emptyMap, isMap, type Place, type Value, type ValueMap, valueAt } from '../value.ts';

/** The list of the house for a record: each clause that applies, in the order of the library. */
export function standardList(register: Register, record: RecordEntry): ValueMap[] {
  return [...register.clauses().clauses.values()]
    .filter((clause) => applies(register, record, clause))
    .map((clause) => entryOf(clause.id));
}

/** The list as it stands in a record; where there is none, that of the house. */
export function listOf(register: Register, record: RecordEntry, annotation: ClausesAnnotation): ValueMap[] {
  const list = valueAt(record.value, annotation.field.split('.'));
  return Array.isArray(list) ? list.filter(isMap) : standardList(register, record);
}

/**
 * The list of the house, where a change of the path is a change of one article and the record has no list yet: without it
 * an article that is added would be the only one.
 */
export function listToStartFrom(
  register: Register,
  record: RecordEntry,
  change: { readonly path: string; readonly operator: string },
): { readonly place: Place; readonly value: Value } | undefined {
  const field = clausesOf(record.kind)?.clauses.field;
  if (field === undefined || (change.path !== field && !change.path.startsWith(`${field}.`))) return undefined;
  const place = field.split('.');
  const isWhole = change.path === field && change.operator === '=';
  if (isWhole || valueAt(record.value, place) !== undefined) return undefined;
  return { place, value: standardList(register, record) };
}

/** The list with exactly these articles; those that come in stand where the library has them. */
export function withArticles(library: ClauseLibrary, list: readonly ValueMap[], ids: readonly string[]): ValueMap[] {
  const kept = list.filter((entry) => ids.includes(idOf(entry)));
  const order = (id: string): number => library.clauses.get(id)?.order ?? Number.POSITIVE_INFINITY;
  for (const id of ids) {
    if (kept.some((entry) => idOf(entry) === id)) continue;
    const at = kept.findIndex((entry) => library.clauses.has(idOf(entry)) && order(idOf(entry)) > order(id));
    kept.splice(at < 0 ? kept.length : at, 0, entryOf(id));
  }
  return kept;
}

/** The list with an article behind another, or at the beginning. An article that is there already is moved. */
export function placedAfter(list: readonly ValueMap[], entry: ValueMap, after: string | undefined): ValueMap[] {
  const others = list.filter((other) => idOf(other) !== idOf(entry));
  const at = after === undefined ? 0 : others.findIndex((other) => idOf(other) === after) + 1;
  return [...others.slice(0, at), entry, ...others.slice(at)];
}

/** `own-data-sharing` for "Data sharing": the id that a new article of a record gets, free of those in the list. */
export function proposedArticleId(title: string, list: readonly ValueMap[]): string {
  const words = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const base = `own-${words === '' ? 'article' : words}`;
  const taken = new Set(list.map(idOf));
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? base : `${base}-${count}`;
    if (!taken.has(id)) return id;
  }
}

export function idOf(entry: ValueMap): string {
  return String(entry.clause);
}

function entryOf(id: string): ValueMap {
  return Object.assign(emptyMap(), { clause: id });
}
