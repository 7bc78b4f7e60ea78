import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { currencyDigits } from '../../../src/core/measures/money.ts';
import { readRecord } from '../../../src/core/records/record.ts';
import { type CodeList, countryList, findCode, parseCodeList } from '../../../src/core/schemas/codelist.ts';
import type { Value } from '../../../src/core/value.ts';

const folder = new URL('../../../schemas/codelists/', import.meta.url);
const names = readdirSync(folder).map((file) => file.replace(/\.yaml$/, ''));

function packaged(name: string): CodeList {
  const { value, problems } = readRecord(
    `schemas/codelists/${name}.yaml`,
    readFileSync(new URL(`${name}.yaml`, folder), 'utf8'),
  );
  expect(problems).toEqual([]);
  const parsed = parseCodeList(name, value ?? null);
  if ('problems' in parsed) throw new Error(`${name}: ${JSON.stringify(parsed.problems)}`);
  return parsed;
}

describe('reading a code list', () => {
  const item = { code: '2.10', en: 'Nanotechnology' };

  it('takes what the format allows', () => {
    const value: Value = {
      title: 'T',
      source: 'S',
      partial: true,
      items: [item, { code: 'x', en: 'X', am: 'ኤክስ', retired: true }],
    };
    expect(parseCodeList('fields', value)).toEqual({
      name: 'fields',
      title: 'T',
      source: 'S',
      partial: true,
      items: [item, { code: 'x', en: 'X', am: 'ኤክስ', retired: true }],
    });
  });

  it.each<[string, Value, string, string]>([
    [
      'a code that is a number',
      { title: 'T', source: 'S', items: [{ code: 2.1, en: 'X' }] },
      'items.0.code',
      'A code is text: write it in quotes, "2.1".',
    ],
    [
      'a code twice',
      { title: 'T', source: 'S', items: [item, item] },
      'items.1.code',
      'The code 2.10 stands twice in this list.',
    ],
    [
      'no English label',
      { title: 'T', source: 'S', items: [{ code: '1' }] },
      'items.0.en',
      'en is a text that is not empty.',
    ],
    [
      'a misspelt property',
      { title: 'T', source: 'S', items: [{ ...item, retird: true }] },
      'items.0.retird',
      'retird is not a property here; known are code, en, am, retired.',
    ],
    [
      'retired that is no boolean',
      { title: 'T', source: 'S', items: [{ ...item, retired: 'yes' }] },
      'items.0.retired',
      'retired is true or false.',
    ],
    ['no items', { title: 'T', source: 'S', items: [] }, 'items', 'A code list has at least one item.'],
    ['no source', { title: 'T', items: [item] }, 'source', 'source is a text that is not empty.'],
    [
      'an item that is no map',
      { title: 'T', source: 'S', items: ['a'] },
      'items.0',
      'An item has a code and an English label: {code: "1", en: …}.',
    ],
    ['a file that is no map', 'x', '', 'A code list has title, source and items.'],
  ])('refuses %s', (_, value, place, message) => {
    const parsed = parseCodeList('list', value);
    const problems = 'problems' in parsed ? parsed.problems : [];
    expect(problems.map((problem) => [problem.place.join('.'), problem.message])).toEqual([[place, message]]);
  });
});

describe('finding a code', () => {
  const codes = (name: string, text: string): string[] => findCode(packaged(name), text).map((item) => item.code);

  it.each([
    ['ford', 'biotech', ['2.8', '2.9', '3.4', '4.4']],
    ['ford', '2.10', ['2.10']],
    ['ford', 'INDUSTRIAL biotechnology', ['2.9']],
    ['ford', 'engineering information', ['2.2']],
    ['forms', 'joint research', ['joint_research']],
    ['forms', 'joint-research', ['joint_research']],
    ['forms', 'የመረጃ ልውውጥ', ['information_exchange']],
    ['forms', 'የመረጀ', []],
    ['currency', 'etb', ['ETB']],
    ['currency', 'kuna', []],
    ['agreement-type', 'ስምምነት', ['agreement', 'grant']],
    ['sdg-target', '9.b', ['9.b']],
  ])('in %s, "%s" finds %j', (name, text, expected) => {
    expect(codes(name, text)).toEqual(expected);
  });

  it('puts the code and the whole label before beginnings, these before what stands within', () => {
    expect(codes('ford', '3')[0]).toBe('3');
    expect(codes('agreement-type', 'agreement')).toEqual(['agreement', 'grant']);
    expect(codes('dac-sector', 'educational')[0]).toBe('11182');
  });

  it('gives all that are not retired for an empty text', () => {
    const currencies = packaged('currency');
    const all = findCode(currencies, ' ');
    expect(all.map((item) => item.code)).toContain('ETB');
    expect(all.map((item) => item.code)).not.toContain('HRK');
    expect(all.length).toBe(currencies.items.filter((item) => item.retired !== true).length);
  });
});

describe('countries', () => {
  it('have ISO codes with English and Amharic names', async () => {
    const countries = await countryList();
    expect(countries.items).toHaveLength(250);
    expect(countries.items.find((item) => item.code === 'ET')).toEqual({ code: 'ET', en: 'Ethiopia', am: 'ኢትዮጵያ' });
    expect(countries.items.every((item) => /^[A-Z]{2}$/.test(item.code) && item.am !== undefined)).toBe(true);
    expect(findCode(countries, 'ኩባ').map((item) => item.code)).toEqual(['CU']);
    expect(findCode(countries, 'turkiye').map((item) => item.code)).toEqual(['TR']);
  });
});

describe('the lists that come with irc', () => {
  it.each(names)('%s is read without problems and tells its source', (name) => {
    const list = packaged(name);
    expect(list.source.length).toBeGreaterThan(10);
  });

  it('hold the whole of the public lists', () => {
    const size = (name: string): number => packaged(name).items.length;
    expect(packaged('ford').items.filter((item) => /^\d$/.test(item.code))).toHaveLength(6);
    expect(packaged('ford').items.filter((item) => /^\d\.\d+$/.test(item.code))).toHaveLength(42);
    expect([size('sdg-goal'), size('sdg-target'), size('trl'), size('dac-criterion')]).toEqual([17, 169, 9, 6]);
    expect([size('language'), size('transaction-type'), size('aid-type'), size('finance-type')]).toEqual([
      184, 13, 24, 47,
    ]);
  });

  it('put every target under a goal', () => {
    const goals = new Set(packaged('sdg-goal').items.map((item) => item.code));
    expect(packaged('sdg-target').items.filter((item) => !goals.has(item.code.split('.')[0]!))).toEqual([]);
  });

  it('say where only a part of a public list is kept', () => {
    expect(names.filter((name) => packaged(name).partial === true)).toEqual(['dac-sector', 'identifier-scheme']);
  });

  it('know the currencies whose decimals are not two', () => {
    const special = packaged('currency').items.filter((item) => currencyDigits(item.code) !== 2);
    expect(special.map((item) => item.code).join(' ')).toBe(
      'BHD BIF CLP DJF GNF IQD ISK JOD JPY KMF KRW KWD LYD OMR PYG RWF TND UGX VND VUV XAF XOF XPF',
    );
  });
});
