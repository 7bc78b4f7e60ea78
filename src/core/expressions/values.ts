/** Values as expressions see them, and what expressions may ask of the register. */
import { RE2JS } from 're2js';
import { emptyMap, type Value } from '../value.ts';

/** A value as CEL sees it: integers of the schema are BigInt, maps have own properties only. */
export type CelValue = string | number | bigint | boolean | null | CelValue[] | CelMap;
export interface CelMap {
  [key: string]: CelValue;
}

/** What expressions may ask of the register. */
export interface Lookup {
  readonly today: string;
  /** First day of the fiscal year, MM-DD. */
  readonly fiscalYearStart: string;
  record(id: string): CelMap | undefined;
  records(kind: string): CelMap[];
  referrers(id: string): CelMap[];
  /** What an approval of the record, as it is, would cover; and what is no longer as one covered it. */
  fingerprints(record: CelMap): CelMap;
  departures(record: CelMap, covers: CelMap): CelMap[];
  codes(list: string): readonly string[];
  label(list: string, code: string): string;
  /** What a check finds in a record; only where someone asks who can check. */
  problems?(id: string): CelMap[];
}

/** A value in a text: null and lists are said plainly, so that a wrong hole is seen. */
export function celText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(celText).join(', ');
  return typeof value === 'object' ? String((value as CelMap).id ?? '') : String(value);
}

/** `matches` of CEL in linear time: a pattern may be a stranger's. */
export function linearMatch(text: string, pattern: string): boolean {
  return RE2JS.compile(pattern).matcher(text).find();
}

/** About how many places a pattern has, which with the letters of a text is the work of matching. */
export function patternSize(pattern: string): number {
  const repeats = [...pattern.matchAll(/\{(\d+)/g)].map(([, most]) => Number(most));
  return pattern.length + repeats.reduce((sum, most) => sum + most, 0);
}

/** A value of an expression as text; nothing where it failed. */
export function printedCel(value: CelValue | undefined): string {
  return value === undefined ? '' : celText(value);
}

/** A value of an expression as a record holds it: CEL integers become numbers. */
export function plainValue(value: CelValue): Value {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value !== 'object' || value === null) return value;
  const map = emptyMap();
  for (const [name, entry] of Object.entries(value)) map[name] = plainValue(entry);
  return map;
}

/** What tells one value from another: a record by its id. */
export function celKey(value: CelValue): string {
  if (typeof value !== 'object' || value === null) return `${typeof value}:${String(value)}`;
  const { id } = value as CelMap;
  return typeof id === 'string'
    ? `record:${id}`
    : JSON.stringify(value, (_name, part) => (typeof part === 'bigint' ? String(part) : part));
}
