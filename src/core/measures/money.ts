/**
 * Amounts as decimal texts (`"120000"`, `"0.5"`), reckoned with BigInt: a float cannot hold 0.1, and birr and dollars
 * are never added. A decimal has at most 40 characters, so that no record can make the arithmetic slow.
 */

export interface Money {
  /** A decimal: digits, at most one point, perhaps a minus sign; no separators. */
  readonly amount: string;
  /** ISO 4217, three capital letters. */
  readonly currency: string;
}

export type MoneyReading = { readonly money: Money } | { readonly problem: string };

interface ReadMoneyOptions {
  /** Whether a code is a currency; without it any three letters are taken. */
  readonly isCurrency?: (code: string) => boolean;
}

/**
 * Reads an amount as people type it: `120000 USD`, `USD 120,000.00`, `120000 usd`, `1.5 million birr`. Zeros that say
 * nothing are dropped. The problem is a sentence that tells what would be taken.
 */
export function readMoney(text: string, options: ReadMoneyOptions = {}): MoneyReading {
  const typed = text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 80);
  if (typed === '') return { problem: `No amount was typed. ${examples}` };
  if (typed.includes('$')) return { problem: 'Several currencies are called $: say which, like 120000 USD.' };
  const match = /^(\p{L}+\.?|[€£])? ?([-+−]?[\d.,' ]*\d) ?(thousand|million|billion)? ?(\p{L}+\.?|[€£])?$/iu.exec(
    typed,
  );
  if (match === null) return { problem: `This is no amount of money: ${typed}. ${examples}` };
  const [, before, digits = '', scale, after] = match;
  if (before !== undefined && after !== undefined) {
    return { problem: `One amount has one currency: ${before} or ${after}? ${examples}` };
  }
  const named = before ?? after;
  if (named === undefined) return { problem: `Say which currency: ${digits} USD or ${digits} ETB?` };
  const currency = currencyNames[named.toLowerCase()] ?? named.toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency) || options.isCurrency?.(currency) === false) {
    return { problem: `${named} is no currency code of ISO 4217, such as ETB, USD or EUR. ${examples}` };
  }
  if (/^[-−]/.test(digits)) return { problem: `An amount is not negative: ${digits}. ${examples}` };
  const plain = ungrouped(digits.replace(/^\+/, ''));
  if (plain === undefined || !isDecimal(plain)) {
    return {
      problem: `It is not clear how much ${digits} is. Write a point before the decimals: 120000.50 ${currency}.`,
    };
  }
  const amount = shortest(scaled(plain, scale?.toLowerCase()));
  const digitsAllowed = currencyDigits(currency);
  if ((amount.split('.')[1] ?? '').length > digitsAllowed) {
    const allowed = digitsAllowed === 0 ? 'no decimals' : `${digitsAllowed} decimals`;
    return { problem: `${currency} has ${allowed}; ${amount} has more.` };
  }
  return { money: { amount, currency } };
}

/** `USD 120,000.00`: the currency's own number of decimals, more only where the amount has more. */
export function formatMoney(money: Money): string {
  return `${money.currency} ${formatDecimal(money.amount, currencyDigits(money.currency))}`;
}

/**
 * A decimal with commas between thousands and at least so many decimals: `120000` → `120,000.00`. What is no decimal is
 * given back as it is, since a faulty record must still be shown.
 */
export function formatDecimal(amount: string, decimals = 0): string {
  if (!isDecimal(amount)) return amount;
  const [whole = '', fraction = ''] = amount.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const padded = fraction.padEnd(decimals, '0');
  return padded === '' ? grouped : `${grouped}.${padded}`;
}

/** Sums per currency, in the order of the codes. Throws a RangeError for an amount that is no decimal. */
export function totals(list: readonly Money[]): Money[] {
  const sums = new Map<string, string>();
  for (const { amount, currency } of list) sums.set(currency, addDecimals(sums.get(currency) ?? '0', amount));
  return [...sums]
    .map(([currency, amount]) => ({ amount, currency }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** The exact sum, without zeros that say nothing. Throws a RangeError for what is no decimal. */
export function addDecimals(a: string, b: string): string {
  return reckon(a, b, (x, y) => x + y);
}

/** The exact difference a − b, without zeros that say nothing. Throws a RangeError for what is no decimal. */
export function subtractDecimals(a: string, b: string): string {
  return reckon(a, b, (x, y) => x - y);
}

/** Negative, 0 or positive as a is less than, equal to or more than b. Throws a RangeError for what is no decimal. */
export function compareDecimals(a: string, b: string): number {
  const difference = subtractDecimals(a, b);
  if (difference === '0') return 0;
  return difference.startsWith('-') ? -1 : 1;
}

/** Whether the text is a decimal: `120000`, `-3`, `0.5`; no plus sign, exponent or separator, at most 40 characters. */
export function isDecimal(text: string): boolean {
  return text.length <= 40 && /^-?\d+(\.\d+)?$/.test(text);
}

/** How many decimals a currency has by ISO 4217; 2 for a code that is not in the list. */
export function currencyDigits(code: string): number {
  if (withoutDecimals.has(code)) return 0;
  if (withThreeDecimals.has(code)) return 3;
  return code === 'CLF' || code === 'UYW' ? 4 : 2;
}

const examples = 'Write 120000 USD or USD 120,000.00.';

const withoutDecimals = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '));
const withThreeDecimals = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** What the desk types for a code. Dollars, pounds in words and ¥ are left out: each names several currencies. */
const currencyNames: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  birr: 'ETB',
  br: 'ETB',
  'br.': 'ETB',
  ብር: 'ETB',
  euro: 'EUR',
  euros: 'EUR',
  '€': 'EUR',
  '£': 'GBP',
});

const zeros: Readonly<Record<string, number>> = { thousand: 3, million: 6, billion: 9 };

/** The digits without separators between thousands; undefined where a separator could be a decimal comma. */
function ungrouped(digits: string): string | undefined {
  const grouped = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d{1,3}(?:[ ']\d{3})+(?:\.\d+)?$|^\d+(?:\.\d+)?$/;
  return grouped.test(digits) ? digits.replace(/[, ']/g, '') : undefined;
}

function scaled(decimal: string, scale: string | undefined): string {
  const places = scale === undefined ? 0 : (zeros[scale] ?? 0);
  const [whole = '', fraction = ''] = decimal.split('.');
  const rest = fraction.slice(places);
  return `${whole}${fraction.slice(0, places).padEnd(places, '0')}${rest === '' ? '' : `.${rest}`}`;
}

function shortest(decimal: string): string {
  return addDecimals(decimal, '0');
}

function reckon(a: string, b: string, operation: (x: bigint, y: bigint) => bigint): string {
  const places = Math.max(fractionDigits(a), fractionDigits(b));
  const result = operation(toUnits(a, places), toUnits(b, places));
  const digits = (result < 0n ? -result : result).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  return `${result < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

function toUnits(decimal: string, places: number): bigint {
  const [whole = '', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
}

function fractionDigits(decimal: string): number {
  // Sums may grow beyond the 40 characters of a single amount, so only the shape is tested here.
  if (!/^-?\d+(\.\d+)?$/.test(decimal)) throw new RangeError(`${decimal} is no decimal`);
  return decimal.split('.')[1]?.length ?? 0;
}
