/** The functions and operators that our expressions have beside those of CEL; docs/expressions.md lists them. */
import type { Environment } from '@marcbachmann/cel-js';
import {
  addDays,
  addMonths,
  daysBetween,
  firstDay,
  fiscalYear,
  lastDay,
  monthsBetween,
  termEnd,
} from '../measures/calendar.ts';
import { formatDate } from '../measures/date-format.ts';
import { exchanged, type Rate } from '../measures/exchange.ts';
import {
  addDecimals,
  compareDecimals,
  currencyDigits,
  formatMoney,
  subtractDecimals,
  totals,
} from '../measures/money.ts';
import { readingOrder } from '../reading-order.ts';
import { shellWord } from '../schemas/typed-text.ts';
import { lineSafe } from '../terminal-safe.ts';
import type { StepBudget } from './budget.ts';
import { type CelMap, type CelValue, celKey, celText, type Lookup, linearMatch, patternSize } from './values.ts';

type Handler = (...values: never[]) => unknown;

export function registerFunctions(
  environment: Environment,
  lookup: () => Lookup | undefined,
  budget: StepBudget,
): void {
  /** `steps`: what the answer takes, beside the weight of what is given and answered. */
  const known = (steps = 1): Lookup => {
    const found = lookup();
    if (found === undefined) throw new Error('no register to ask');
    budget.spend(steps);
    return found;
  };
  const functions: Record<string, Handler> = {
    'ref(dyn): dyn': (id: CelValue) => known().record(String(id)) ?? null,
    'records(string): list<dyn>': (kind: string) => known().records(kind),
    'referrers(dyn): list<dyn>': (id: CelValue) => known().referrers(String(id)),
    'problems(dyn): list<dyn>': (id: CelValue) => known(20_000).problems?.(String(id)) ?? [],
    'fingerprints(dyn): dyn': (record: CelMap) => known(2_000).fingerprints(record),
    'changedSince(dyn, dyn): list<dyn>': (record: CelMap, covers: CelMap) => known(2_000).departures(record, covers),
    'codelist(string): list<string>': (name: string) => known().codes(name),
    'label(string, string): string': (list: string, code: string) => known(100).label(list, code),
    'days(string, string): int': (from: string, to: string) => BigInt(daysBetween(from, to)),
    'addDays(string, int): string': (date: string, days: bigint) => addDays(date, Number(days)),
    'addMonths(string, int): string': (date: string, months: bigint) => addMonths(date, Number(months)),
    'monthsBetween(string, string): int': (from: string, to: string) => BigInt(monthsBetween(from, to)),
    'termEnd(string, int, int, string): string': (start: string, months: bigint, every: bigint, on: string) =>
      termEnd(start, Number(months), Number(every), on),
    'from(string): string': firstDay,
    'until(string): string': lastDay,
    'year(string): string': (date: string) => date.slice(0, 4),
    'fiscalYear(string): int': (date: string) =>
      BigInt(fiscalYear(firstDay(date), known().fiscalYearStart).name.replace(/\D/g, '')),
    'displayDate(string): string': (date: string) => {
      budget.spend(100);
      return formatDate(date, 'en', 'both');
    },
    'totals(list): list<dyn>': (list: CelValue[]) => totals(list.flatMap(moneyOf)),
    'totalOf(list, string): string': (list: CelValue[], currency: string) =>
      totals(list.flatMap(moneyOf)).find((total) => total.currency === currency)?.amount ?? '0',
    'lessDecimal(string, string): bool': (a: string, b: string) => compareDecimals(a, b) < 0,
    'addDecimal(string, string): string': addDecimals,
    'subtractDecimal(string, string): string': subtractDecimals,
    'currencyDigits(string): int': (code: string) => BigInt(currencyDigits(code)),
    'displayMoney(dyn): string': (value: CelValue) => moneyOf(value).map(formatMoney).join(', '),
    'exchanged(list, string, list): dyn': (list: CelValue[], currency: string, rates: CelValue[]) =>
      inOneCurrency(list, currency, rates, known().today),
    'overlap(list, list): list<string>': (some: CelValue[], others: CelValue[]) => {
      budget.spend(some.length * others.length);
      return overlap(some, others);
    },
    'distinct(list): list<dyn>': (list: CelValue[]) => {
      budget.spend(5 * list.length);
      return [...new Map(list.map((item) => [celKey(item), item])).values()];
    },
    'flat(list): list<dyn>': (list: CelValue[]) => list.flat() as CelValue[],
    'sum(list): double': (list: CelValue[]) => numbers(list).reduce((total, value) => total + value, 0),
    'mean(list): double': (list: CelValue[]) => mean(numbers(list)),
    'round(double, int): double': (value: number, digits: bigint) =>
      Number(`${Math.round(Number(`${value}e${digits}`))}e-${digits}`),
    'sortBy(list, string): list<dyn>': sortBy,
    'without(dyn, list<string>): dyn': without,
    'slug(string): string': slug,
    'shellWord(string): string': (text: string) => shellWord(lineSafe(text)),
    'text(dyn): string': (value: CelValue) => celText(value),
    'string.matchesLinear(string): bool': (text: string, pattern: string) => {
      budget.spend((text.length * patternSize(pattern)) >> 2);
      return linearMatch(text, pattern);
    },
  };
  for (const [signature, handler] of Object.entries(functions)) {
    environment.registerFunction(signature, handler as (...values: unknown[]) => unknown);
  }
  registerMixedNumbers(environment);
}

/**
 * JSON knows one number, CEL two: without these a rule's author would have to write `1.0` wherever a field is a
 * number and not an integer.
 */
function registerMixedNumbers(environment: Environment): void {
  const operators: Record<string, (a: number, b: number) => number> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
    '/': (a, b) => a / b,
  };
  for (const [sign, operate] of Object.entries(operators)) {
    environment.registerOperator(`double ${sign} int`, (a: number, b: bigint) => operate(a, Number(b)));
    environment.registerOperator(`int ${sign} double`, (a: bigint, b: number) => operate(Number(a), b));
  }
}

/** Lower-case words of a text joined by dashes, as ids want them; letters outside a–z and digits are left out. */
export function slug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[̀-ͯ]/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** The items by one of their fields, with `-` before its name from the greatest down; those that lack it stand last. */
function sortBy(list: readonly CelValue[], by: string): CelValue[] {
  const sign = by.startsWith('-') ? -1 : 1;
  const name = by.replace(/^-/, '');
  const keyed = list.map((item) => ({ item, key: (item as CelMap | null)?.[name] ?? undefined }));
  const compare = (a: CelValue, b: CelValue): number =>
    typeof a === 'string' && typeof b === 'string'
      ? readingOrder(a, b) * sign
      : a === b
        ? 0
        : (a ?? '') < (b ?? '')
          ? -sign
          : sign;
  return keyed
    .sort((a, b) => {
      if (a.key === undefined || b.key === undefined) return Number(a.key === undefined) - Number(b.key === undefined);
      return compare(a.key, b.key);
    })
    .map(({ item }) => item);
}

/** A group without some of its fields, to make another of it. */
function without(group: CelValue, names: readonly CelValue[]): CelMap {
  const entries = typeof group === 'object' && group !== null && !Array.isArray(group) ? Object.entries(group) : [];
  const kept: CelMap = Object.create(null);
  for (const [name, value] of entries) if (!names.includes(name)) kept[name] = value;
  return kept;
}

/** The codes of the first list that are also in the second, or stand above or below one of it, as 2 stands above 2.9. */
function overlap(some: readonly CelValue[], others: readonly CelValue[]): string[] {
  const codes = others.map(String);
  const meets = (a: string, b: string): boolean => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
  return [...new Set(some.map(String))].filter((code) => codes.some((other) => meets(code, other)));
}

/** One amount with the rates it was worked out by, or null where a rate is missing. */
function inOneCurrency(list: CelValue[], currency: string, rates: CelValue[], today: string): CelValue {
  const known = rates.flatMap((rate): Rate[] => {
    const { from, to, rate: factor, date, source } = rate as CelMap;
    return [from, to, factor, date].every((part) => typeof part === 'string')
      ? [{ from, to, rate: factor, date, source: typeof source === 'string' ? source : '' } as Rate]
      : [];
  });
  const found = exchanged(list.flatMap(moneyOf), currency, known, today);
  if (found === undefined) return null;
  const by = found.rates.map(
    (rate) => `${rate.from} 1 = ${rate.to} ${rate.rate} on ${formatDate(rate.date, 'en', 'long')} (${rate.source})`,
  );
  return { amount: found.amount, currency: found.currency, by };
}

/** The amounts in a value, also in lists within lists. */
function moneyOf(value: CelValue): { amount: string; currency: string }[] {
  if (Array.isArray(value)) return value.flatMap(moneyOf);
  const money = value as CelMap | null;
  return typeof money?.amount === 'string' && typeof money.currency === 'string'
    ? [{ amount: money.amount, currency: money.currency }]
    : [];
}

function numbers(list: readonly CelValue[]): number[] {
  return list.map(Number).filter(Number.isFinite);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((total, value) => total + value, 0) / values.length;
}
