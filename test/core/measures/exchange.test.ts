import { describe, expect, it } from 'vitest';
import { fiscalYearNamed } from '../../../src/core/measures/calendar.ts';
import { exchanged, type Rate } from '../../../src/core/measures/exchange.ts';

const rate = (from: string, to: string, value: string, date: string): Rate => ({
  ...{ from, to, rate: value, date },
  source: 'National Bank',
});
const rates = [
  rate('USD', 'ETB', '57.5', '2024-01-02'),
  rate('USD', 'ETB', '150.255', '2026-11-02'),
  rate('USD', 'ETB', '900', '2026-12-02'),
  rate('EUR', 'JPY', '160.5', '2026-11-02'),
];
const usd = (amount: string): { amount: string; currency: string } => ({ amount, currency: 'USD' });

describe('amounts in one currency', () => {
  it('go by the latest rate on or before the day', () => {
    expect(exchanged([usd('100')], 'ETB', rates, '2026-11-02')).toEqual({
      amount: '15025.5',
      currency: 'ETB',
      rates: [rates[1]],
    });
    expect(exchanged([usd('100')], 'ETB', rates, '2026-11-01')?.amount).toBe('5750');
  });

  it('are added up before they are changed, and rounded once', () => {
    expect(exchanged([usd('0.01'), usd('0.02')], 'ETB', rates, '2026-11-24')?.amount).toBe('4.51');
    expect(exchanged([{ amount: '1', currency: 'EUR' }], 'JPY', rates, '2026-11-24')?.amount).toBe('161');
  });

  it('are none where a rate is missing, and the sum where none is needed', () => {
    expect(exchanged([usd('1')], 'EUR', rates, '2026-11-24')).toBeUndefined();
    expect(exchanged([usd('1')], 'ETB', rates, '2023-01-01')).toBeUndefined();
    expect(exchanged([usd('0.1'), usd('0.2')], 'USD', [], '2026-11-24')).toEqual({
      amount: '0.3',
      currency: 'USD',
      rates: [],
    });
    expect(exchanged([], 'ETB', [], '2026-11-24')?.amount).toBe('0');
  });
});

it.each([
  [2019, '07-08', '2026-07-08', '2027-07-07'],
  [2018, '07-08', '2025-07-08', '2026-07-07'],
  [2026, '01-01', '2026-01-01', '2026-12-31'],
  [202627, '04-01', '2026-04-01', '2027-03-31'],
])('the fiscal year %i that begins on %s is %s to %s', (digits, starts, from, to) => {
  expect(fiscalYearNamed(digits, starts)).toMatchObject({ from, to });
});

it('there is no fiscal year of other digits', () => {
  expect([fiscalYearNamed(1, '07-08'), fiscalYearNamed(202699, '04-01')]).toEqual([undefined, undefined]);
});
