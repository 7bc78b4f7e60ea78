/** What expressions may do: none can keep a command busy for ever, or fill the memory. */
import { describe, expect, it } from 'vitest';
import { ExpressionTooSlow } from '../../../src/core/expressions/budget.ts';
import { Expressions, type Scope } from '../../../src/core/expressions/expression.ts';
import type { Lookup } from '../../../src/core/expressions/values.ts';

const limits = { expression: 300_000, run: 1_000_000 };

const many = Array.from({ length: 20_000 }, (_, index) => index);
const self = { many, same: [...many], group: { many }, alike: { many: [...many] }, text: 'a'.repeat(50_000) };
const scope = { self, record: { id: 'adama' }, office: {}, today: '2026-11-24' } as unknown as Scope;
const lookup = {
  today: '2026-11-24',
  records: () => Array.from({ length: 1_000 }, (_, index) => ({ id: `r${index}` })),
  fingerprints: () => ({}),
  problems: () => [],
} as unknown as Lookup;

const numbers = `[${Array.from({ length: 200 }, (_, index) => index).join(',')}]`;
const loops = (depth: number, macro: string, last: string): string =>
  depth === 0 ? last : `${numbers}.${macro}(x${depth}, ${loops(depth - 1, macro, last)})`;

/** `first`, then each time a value made of the one before. */
function grown(first: string, step: (before: string) => string, last: (value: string) => string, times = 24): string {
  let text = last(`v${times}`);
  for (let index = times; index > 0; index -= 1) text = `cel.bind(v${index}, ${step(`v${index - 1}`)}, ${text})`;
  return `cel.bind(v0, ${first}, ${text})`;
}

const endless: Readonly<Record<string, string>> = {
  'all within all': loops(6, 'all', 'true'),
  'exists within exists': loops(6, 'exists', 'false'),
  'exists_one within exists_one': loops(6, 'exists_one', 'true'),
  'map within map': loops(6, 'map', "'abc'"),
  'groups in map': loops(4, 'map', "{'a': {'b': [1]}}"),
  'filter within all': loops(5, 'all', '[1, 2].filter(y, true).size() == 2'),
  'turns that fail, which all bears': loops(6, 'all', 'self.nothing == 1'),
  'sides that fail, which || bears': loops(6, 'all', 'self.nothing || true'),
  'parts that are not there': loops(6, 'all', 'self.?a.orValue(self.?b.orValue(true))'),
  'records within records': "records('x').all(a, records('x').all(b, records('x').all(c, a.id != 'z')))",
  'a text that doubles': grown(
    "'aaaaaaaaaa'",
    (v) => `${v}+${v}`,
    (v) => `size(${v}) > 0`,
  ),
  'a list that doubles': grown(
    '[1, 2, 3]',
    (v) => `${v}+${v}`,
    (v) => `size(${v}) > 0`,
  ),
  'a list that holds itself thrice': grown(
    '[1]',
    (v) => `[${v},${v},${v}]`,
    (v) => `text(${v}) == ''`,
  ),
  'a group that holds itself thrice': grown(
    "{'a': 1}",
    (v) => `{'a':${v},'b':${v},'c':${v}}`,
    (v) => `distinct([${v}])`,
  ),
  'a value that is given back': grown(
    '[1]',
    (v) => `[${v},${v},${v}]`,
    (v) => v,
  ),
  'long lists compared': loops(3, 'all', 'self.many == self.same'),
  'groups compared': loops(3, 'all', 'self.group == self.alike'),
  'a list searched': loops(3, 'all', '19999 in self.many'),
  'a text searched': loops(3, 'all', "!self.text.contains('ab')"),
  'a text matched': loops(2, 'all', "!self.text.matches('\\\\pL{1000}\\\\pN{1000}')"),
  'a text cut': loops(3, 'all', "self.text.split('').size() > 0"),
  'two lists overlapped': 'overlap(self.many, self.same).size() > 0',
  'a list sorted': loops(3, 'all', "sortBy(self.many, 'a').size() > 0"),
  'prints of a record': loops(3, 'all', 'fingerprints(record) == {}'),
  'problems of a record': loops(3, 'all', "problems('adama') == []"),
  'hours of a zone': loops(3, 'all', "timestamp('2026-01-01T00:00:00Z').getHours('Africa/Addis_Ababa') >= 0"),
};

describe('an expression without end', () => {
  it.each(Object.entries(endless))('is stopped: %s', (_name, expression) => {
    const start = performance.now();
    expect(() => new Expressions(undefined, limits).evaluate(expression, scope, lookup)).toThrow(ExpressionTooSlow);
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('names what was stopped, on which record, and the limit', () => {
    const expressions = new Expressions(undefined, limits);
    expect(() => expressions.evaluate('self.many.all(x, self.many.all(y, true))', scope, lookup)).toThrow(
      'The expression self.many.all(x, self.many.all(y, true)) takes more work than it may (0.3 million steps) on adama.',
    );
  });

  it('is stopped also where its fields may be missing, and where an outer one would bear its failure', () => {
    const expressions = new Expressions(undefined, limits);
    expect(() => expressions.holdsForRecord(loops(6, 'all', 'nothing == 1'), scope, lookup)).toThrow(ExpressionTooSlow);
    const outer = {
      ...lookup,
      record: () => expressions.evaluate(endless['all within all'] as string, scope, lookup),
    } as unknown as Lookup;
    expect(() => expressions.evaluate("[1].exists(x, ref('a') == 1 || true)", scope, outer)).toThrow(ExpressionTooSlow);
  });
});

describe('an expression that ends', () => {
  it('gives its value, each time anew with all the steps that one may take', () => {
    const expressions = new Expressions(undefined, limits);
    for (let index = 0; index < 5; index += 1) {
      expect(expressions.evaluate('self.many.filter(x, x < 3).map(x, x + 1)', scope, lookup)).toEqual([1, 2, 3]);
    }
    expect(expressions.evaluate('self.many.exists(x, x == 1) && [1, 2].exists_one(y, y == 2)', scope, lookup)).toBe(
      true,
    );
    expect(expressions.evaluate("cel.bind(a, [1, 2], a == [1, 2]) ? 'yes' : 'no'", scope, lookup)).toBe('yes');
  });

  it('is stopped where many of them take more than a run may', () => {
    const expressions = new Expressions(undefined, limits);
    const all = (): unknown => expressions.evaluate('self.many.all(x, x >= 0.0)', scope, lookup);
    expect(() => {
      for (let index = 0; index < 100; index += 1) all();
    }).toThrow('takes more work than it may (1 million steps)');
  });
});
