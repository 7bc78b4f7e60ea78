import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDecimals,
  compareDecimals,
  currencyDigits,
  formatDecimal,
  formatMoney,
  isDecimal,
  readMoney,
  subtractDecimals,
  totals,
} from '../../../src/core/measures/money.ts';

describe('typed amounts', () => {
  it.each([
    ['120000 USD', '120000', 'USD'],
    ['USD 120,000.00', '120000', 'USD'],
    ['120000 usd', '120000', 'USD'],
    ['USD120000', '120000', 'USD'],
    ['120 000 USD', '120000', 'USD'],
    ["1'200'000.50 chf", '1200000.5', 'CHF'],
    ['0.05 USD', '0.05', 'USD'],
    ['007 ETB', '7', 'ETB'],
    ['0 ETB', '0', 'ETB'],
    ['5 million birr', '5000000', 'ETB'],
    ['1.25 million ETB', '1250000', 'ETB'],
    ['USD 0.5 million', '500000', 'USD'],
    ['2 thousand br.', '2000', 'ETB'],
    ['500 ብር', '500', 'ETB'],
    ['€ 20', '20', 'EUR'],
    ['1000 JPY', '1000', 'JPY'],
    ['1.125 KWD', '1.125', 'KWD'],
  ])('%s is %s %s', (typed, amount, currency) => {
    expect(readMoney(typed)).toEqual({ money: { amount, currency } });
  });

  it.each([
    ['120000', 'Say which currency: 120000 USD or 120000 ETB?'],
    ['$120000', 'Several currencies are called $: say which, like 120000 USD.'],
    ['-5 USD', 'An amount is not negative: -5. Write 120000 USD or USD 120,000.00.'],
    ['0.005 USD', 'USD has 2 decimals; 0.005 has more.'],
    ['1.5 JPY', 'JPY has no decimals; 1.5 has more.'],
    ['12,50 EUR', 'It is not clear how much 12,50 is. Write a point before the decimals: 120000.50 EUR.'],
    ['1.200.000 EUR', 'It is not clear how much 1.200.000 is. Write a point before the decimals: 120000.50 EUR.'],
    ['12,0000 USD', 'It is not clear how much 12,0000 is. Write a point before the decimals: 120000.50 USD.'],
    ['USD 5 ETB', 'One amount has one currency: USD or ETB? Write 120000 USD or USD 120,000.00.'],
    [
      '5 shells',
      'shells is no currency code of ISO 4217, such as ETB, USD or EUR. Write 120000 USD or USD 120,000.00.',
    ],
    ['much', 'This is no amount of money: much. Write 120000 USD or USD 120,000.00.'],
    ['1e9 USD', 'This is no amount of money: 1e9 USD. Write 120000 USD or USD 120,000.00.'],
    ['', 'No amount was typed. Write 120000 USD or USD 120,000.00.'],
  ])('%s is refused: %s', (typed, problem) => {
    expect(readMoney(typed)).toEqual({ problem });
  });

  it('asks the list of currencies where it is given', () => {
    const isCurrency = (code: string): boolean => code === 'USD';
    expect(readMoney('5 USD', { isCurrency })).toEqual({ money: { amount: '5', currency: 'USD' } });
    expect(readMoney('5 XYZ', { isCurrency })).toHaveProperty('problem');
  });

  it('gives back no control or direction characters and no endless text', () => {
    const answer = JSON.stringify(readMoney(`\u001b[31m \u202e${'x'.repeat(9999)}`));
    expect(answer).not.toMatch(/\\u001b|\u202e/);
    expect(answer.length).toBeLessThan(250);
  });

  it('reads back what it prints', () => {
    const money = fc.record({
      amount: fc
        .nat()
        .map((cents) => subtractDecimals(`${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`, '0')),
      currency: fc.constantFrom('USD', 'ETB', 'EUR'),
    });
    fc.assert(
      fc.property(money, (value) => {
        expect(readMoney(formatMoney(value))).toEqual({ money: value });
      }),
    );
  });
});

describe('amounts in words', () => {
  it.each([
    ['120000', 'USD', 'USD 120,000.00'],
    ['0.5', 'USD', 'USD 0.50'],
    ['999', 'ETB', 'ETB 999.00'],
    ['-1234567.891', 'USD', 'USD -1,234,567.891'],
    ['1000000', 'JPY', 'JPY 1,000,000'],
    ['1', 'KWD', 'KWD 1.000'],
    ['much', 'USD', 'USD much'],
  ])('%s %s is %s', (amount, currency, expected) => {
    expect(formatMoney({ amount, currency })).toBe(expected);
  });

  it('shows a decimal without a currency with the decimals it has', () => {
    expect(formatDecimal('40000')).toBe('40,000');
    expect(formatDecimal('1234.5')).toBe('1,234.5');
  });
});

describe('exact reckoning', () => {
  it('adds and subtracts decimals without rounding', () => {
    expect(addDecimals('0.1', '0.2')).toBe('0.3');
    expect(addDecimals('9007199254740993', '1')).toBe('9007199254740994');
    expect(subtractDecimals('120000', '160000.50')).toBe('-40000.5');
    expect(subtractDecimals('0.10', '0.1')).toBe('0');
    expect(addDecimals('-0.05', '0')).toBe('-0.05');
  });

  it('compares by value, not by text', () => {
    expect(compareDecimals('9', '10')).toBe(-1);
    expect(compareDecimals('1.0', '1')).toBe(0);
    expect(compareDecimals('-1', '-2')).toBe(1);
  });

  it('gives back what was added, whatever the decimals', () => {
    const decimal = fc
      .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.stringMatching(/^\d{1,9}$/))
      .map(([whole, fraction]) => `${whole}.${fraction}`);
    fc.assert(
      fc.property(decimal, decimal, (a, b) => compareDecimals(subtractDecimals(addDecimals(a, b), b), a) === 0),
    );
  });

  it('totals each currency by itself, in the order of the codes', () => {
    const list = [
      { amount: '0.1', currency: 'USD' },
      { amount: '5', currency: 'ETB' },
      { amount: '0.2', currency: 'USD' },
    ];
    expect(totals(list)).toEqual([
      { amount: '5', currency: 'ETB' },
      { amount: '0.3', currency: 'USD' },
    ]);
    expect(totals([])).toEqual([]);
  });

  it.each(['', '1e3', '1,000', '+1', '.5', '1.', ' 1', '1\n', '٣', '1'.repeat(41)])('%j is no decimal', (text) => {
    expect(isDecimal(text)).toBe(false);
  });

  it('refuses to reckon with what is no decimal', () => {
    expect(() => addDecimals('1', 'x')).toThrow(RangeError);
    expect(() => totals([{ amount: '1,5', currency: 'USD' }])).toThrow(RangeError);
  });

  it('knows the decimals of currencies', () => {
    expect(['ETB', 'USD', 'JPY', 'KWD', 'CLF', 'XYZ'].map(currencyDigits)).toEqual([2, 2, 0, 3, 4, 2]);
  });
});
