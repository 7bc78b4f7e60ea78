/** Differences: made in the old value they give the new one, and they name what people would name. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedValue, patchText } from '../../../src/core/changes/patch.ts';
import { differences } from '../../../src/core/differences/diff.ts';
import { printRecord, readRecord } from '../../../src/core/records/record.ts';
import type { Field } from '../../../src/core/schemas/field.ts';
import { sameValue, type Value, type ValueMap } from '../../../src/core/value.ts';

function field(name: string, type: Field['type'], more: Partial<Field> = {}): Field {
  return {
    ...{ name, path: name, type, title: name, description: '', examples: [], required: false },
    ...{ default: undefined, choices: [], annotations: {}, properties: [], item: undefined },
    ...{ minimum: undefined, maximum: undefined, minItems: 0 },
    ...more,
  };
}

const visit = field('*', 'object', {
  properties: [
    field('place', 'text'),
    field('nights', 'integer'),
    field('notes', 'list', { item: field('*', 'text') }),
  ],
});
const root = field('', 'object', {
  properties: [
    field('title', 'text'),
    field('group', 'object', { properties: [field('a', 'text'), field('b', 'integer')] }),
    field('words', 'list', { item: field('*', 'text') }),
    field('visits', 'list', { item: visit, annotations: { key: 'place' } }),
    field('sources', 'list', {
      item: field('*', 'object', { properties: [field('at', 'text'), field('on', 'text')] }),
    }),
  ],
});

const word = fc.constantFrom('north', 'south', 'east', 'west', 'two words', '2026-11-24', 'no', '');
const anyRecord = fc.record(
  {
    title: word,
    group: fc.record({ a: word, b: fc.nat({ max: 3 }) }, { requiredKeys: [] }),
    words: fc.array(word, { maxLength: 5 }),
    visits: fc.array(
      fc.record(
        { place: word, nights: fc.nat({ max: 3 }), notes: fc.array(word, { maxLength: 3 }) },
        { requiredKeys: [] },
      ),
      { maxLength: 5 },
    ),
    sources: fc.array(fc.record({ at: word, on: word }), { maxLength: 4 }),
    other: fc.oneof(word, fc.array(word, { maxLength: 2 }), fc.dictionary(word, fc.nat({ max: 2 }), { maxKeys: 3 })),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<ValueMap>;

describe('differences', () => {
  it('made in the old record give the new one, as value and as text', () => {
    fc.assert(
      fc.property(anyRecord, anyRecord, (old, now) => {
        const changes = differences(root, old, now);
        if (!sameValue(changedValue(root, old, changes), now)) throw new Error(JSON.stringify(changes));
        const text = printRecord(old);
        const read = readRecord('r.yaml', text);
        if (read.value === undefined || !sameValue(read.value, old)) return;
        const patched = readRecord('r.yaml', patchText(root, text, read.value, changes)).value;
        if (!sameValue(patched, now)) throw new Error(text);
      }),
      { numRuns: 150, seed: 20261124 },
    );
  });

  it('are none between a record and itself, in whatever order its fields stand', () => {
    fc.assert(
      fc.property(anyRecord, (record) => {
        const turned = Object.fromEntries(Object.entries(record).reverse());
        if (differences(root, record, turned).length > 0) throw new Error('it differs from itself');
      }),
      { numRuns: 200, seed: 20261124 },
    );
  });

  const told = (old: ValueMap, now: ValueMap): string[] =>
    differences(root, old, now).map(
      ({ path, label, item, before, after }) =>
        `${path} [${label}] ${show(before)} > ${show(after)}${item === undefined ? '' : ` ${item.from} > ${item.to}`}`,
    );
  const show = (value: Value | undefined): string => (value === undefined ? '–' : JSON.stringify(value));

  it('follow items by their key, wherever they stand', () => {
    const old = { visits: [{ place: 'a', nights: 1 }, { place: 'b' }, { place: 'e' }, { place: 'c' }] };
    expect(told(old, { visits: [{ place: 'c' }, { place: 'a', nights: 2 }, { place: 'e' }, { place: 'd' }] })).toEqual([
      'visits.a.nights [visits, a, nights] 1 > 2',
      'visits.b [visits] {"place":"b"} > – 1 > undefined',
      'visits.c [visits] {"place":"c"} > {"place":"c"} 3 > 0',
      'visits.d [visits] – > {"place":"d"} undefined > 3',
    ]);
  });

  it('see an item without a key as changed where half of it stayed', () => {
    expect(
      told(
        { sources: [{ at: 'x', on: '1' }] },
        {
          sources: [
            { at: 'y', on: '9' },
            { at: 'x', on: '2' },
          ],
        },
      ),
    ).toEqual([
      'sources.1.on [sources, 2nd, on] "1" > "2"',
      'sources.0 [sources] – > {"at":"y","on":"9"} undefined > 0',
    ]);
  });
});
