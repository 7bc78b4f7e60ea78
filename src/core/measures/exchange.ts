/** Money of several currencies as one amount, only by rates that the office has written down with their day and source. */
import { currencyDigits, isDecimal, type Money, totals } from './money.ts';

export interface Rate {
  readonly from: string;
  readonly to: string;
  /** How much of `to` one unit of `from` is: a decimal. */
  readonly rate: string;
  /** ISO day. */
  readonly date: string;
  readonly source: string;
}

export interface Exchanged extends Money {
  /** The rates that were used, as a reader can look them up; [] where nothing had to be changed. */
  readonly rates: readonly Rate[];
}

/**
 * The sum of all amounts in one currency, by the latest rate on or before a day; undefined where a rate is missing. Each
 * currency is added up first and rounded once, half up, to the decimals of the currency.
 */
export function exchanged(
  list: readonly Money[],
  currency: string,
  rates: readonly Rate[],
  day: string,
): Exchanged | undefined {
  const used: Rate[] = [];
  const changed: Money[] = [];
  for (const total of totals(list)) {
    if (total.currency === currency) {
      changed.push(total);
      continue;
    }
    const rate = latest(rates, total.currency, currency, day);
    if (rate === undefined) return undefined;
    used.push(rate);
    changed.push({ amount: product(total.amount, rate.rate, currencyDigits(currency)), currency });
  }
  const amount = totals(changed)[0]?.amount ?? '0';
  return { amount, currency, rates: used };
}

function latest(rates: readonly Rate[], from: string, to: string, day: string): Rate | undefined {
  return rates
    .filter((rate) => rate.from === from && rate.to === to && rate.date <= day && isDecimal(rate.rate))
    .reduce<Rate | undefined>(
      (found, rate) => (found === undefined || rate.date > found.date ? rate : found),
      undefined,
    );
}

/** The product of two decimals, rounded half up. */
function product(a: string, b: string, digits: number): string {
  const [units, places] = [a, b].reduce<[bigint, number]>(
    ([value, count], decimal) => {
      const [whole = '', fraction = ''] = decimal.split('.');
      return [value * BigInt(whole + fraction), count + fraction.length];
    },
    [1n, 0],
  );
  const sign = units < 0n ? '-' : '';
  const positive = units < 0n ? -units : units;
  const scale = 10n ** BigInt(Math.max(0, places - digits));
  const rounded = (positive + scale / 2n) / scale;
  const kept = Math.min(places, digits);
  const text = rounded.toString().padStart(kept + 1, '0');
  return `${sign}${text.slice(0, text.length - kept)}${kept === 0 ? '' : `.${text.slice(text.length - kept)}`}`;
}
