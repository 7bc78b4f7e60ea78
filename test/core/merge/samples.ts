/** A kind for merges: groups, a list with a key, lists without, an amount and a history. */
import fc from 'fast-check';
import type { Field } from '../../../src/core/schemas/field.ts';
import { KindSet } from '../../../src/core/schemas/kind.ts';
import type { Value, ValueMap } from '../../../src/core/value.ts';

const text = { type: 'string' };
const item = { type: 'object', properties: { partner: text, signed_on: text, signed_at: text } };
/** As it would stand in schemas/deal.schema.json. */
export const dealSchema = {
  type: 'object',
  'x-irc': { plural: 'deals', title: 'title' },
  properties: {
    title: { type: 'object', title: 'Title', properties: { en: text, am: text } },
    renewal: {
      type: 'object',
      title: 'Renewal',
      properties: { mode: text, notice_months: { type: 'integer', title: 'Notice months' } },
    },
    cost: { type: 'object', title: 'Cost', 'x-irc': { type: 'money' }, properties: { amount: text, currency: text } },
    parties: { type: 'array', title: 'Parties', 'x-irc': { key: 'partner' }, items: item },
    areas: { type: 'array', title: 'Areas', items: { type: 'object', properties: { text, code: text } } },
    words: { type: 'array', title: 'Words', items: text },
    history: { type: 'array', title: 'History', items: { type: 'object', properties: { date: text, to: text } } },
  },
} as unknown as ValueMap;

const kinds = new KindSet(
  [{ name: 'deal', file: 'schemas/deal.schema.json', text: '', schema: dealSchema }],
  undefined,
);

/** The fields of that kind. */
export const dealRoot = kinds.kind('deal')?.root as Field;

const word = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const maybe = (value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> => fc.option(value, { nil: undefined });

function group(fields: Record<string, fc.Arbitrary<Value | undefined>>): fc.Arbitrary<Value> {
  return fc.record(fields).map((value) => JSON.parse(JSON.stringify(value)) as Value);
}

const someItem = group({ signed_on: maybe(word), signed_at: maybe(word) });

/** Any record of that kind: few different values, so that sides often meet. */
export const anyDeal = group({
  title: maybe(group({ en: maybe(word), am: maybe(word) })),
  renewal: maybe(group({ mode: maybe(word), notice_months: maybe(fc.nat({ max: 5 })) })),
  cost: maybe(group({ amount: word, currency: word })),
  parties: maybe(
    fc
      .dictionary(word, someItem, { maxKeys: 4 })
      .map((items) => Object.entries(items).map(([partner, rest]) => ({ partner, ...(rest as ValueMap) }))),
  ),
  areas: maybe(fc.array(group({ text: maybe(word), code: maybe(word) }), { maxLength: 4 })),
  words: maybe(fc.array(word, { maxLength: 5 })),
  history: maybe(fc.array(group({ date: word, to: word }), { maxLength: 4 })),
}) as fc.Arbitrary<ValueMap>;

/** The record with some of its fields as another one has them. */
export function mixed(base: ValueMap, other: ValueMap, choices: readonly boolean[]): ValueMap {
  const value: ValueMap = {};
  ['title', 'renewal', 'cost', 'parties', 'areas', 'words', 'history'].forEach((name, index) => {
    const from = choices[index] ? other : base;
    if (from[name] !== undefined) value[name] = from[name];
  });
  return value;
}
