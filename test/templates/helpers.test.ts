import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { expect, it } from 'vitest';
import { formatMoney } from '../../src/core/measures/money.ts';
import { Gap } from '../../src/core/papers/gap.ts';
import { readRecord } from '../../src/core/records/record.ts';
import { isMap, type Value } from '../../src/core/value.ts';
import { renderTemplate } from '../../src/formats/template.ts';
import { builtInHelpers } from '../../src/formats/template-helpers.ts';
import { signatures } from '../../src/formats/template-signatures.ts';
import { templateHelpers } from '../../src/views/template-data.ts';

const guide = readFileSync('docs/templates.md', 'utf8').replaceAll('\r', '');
const section = guide.slice(guide.indexOf('## Helpers'), guide.indexOf('## Markdown'));
const rows = [...section.matchAll(/^\| `(.+?)` \| `(.+?)` \|/gm)].map(
  ([, written = '', gives = '']) => [written, gives] as const,
);

/** Values as the guide lists them; amounts print as those of a record do. */
function viewed(value: Value): unknown {
  if (Array.isArray(value)) return value.map(viewed);
  if (!isMap(value)) return value;
  const { amount, currency } = value;
  if (typeof amount === 'string' && typeof currency === 'string')
    return { amount, currency, toString: () => formatMoney({ amount, currency }) };
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, viewed(entry)]));
}

const values = readRecord('guide', /```yaml\n([\s\S]*?)```/.exec(section)?.[1] ?? '').value ?? {};
const view = { ...(viewed(values) as object), founded: new Gap('founded', 'Founded') };

it.each(rows)('the guide says what %s gives', (written, gives) => {
  const options = { name: 'guide', partials: {}, helpers: templateHelpers('en'), language: 'en' };
  const { markdown } = renderTemplate(written.replaceAll('\\|', '|'), view, options);
  expect(markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1').trim()).toBe(gives);
});

it('the guide has a row for every helper, and the check knows each', () => {
  const refused = ['blockHelperMissing', 'log'];
  const all = { ...builtInHelpers(Handlebars.create(), 'en'), ...templateHelpers('en') };
  const helpers = Object.keys(all).filter((name) => !refused.includes(name));
  expect(Object.keys(signatures).sort()).toEqual([...helpers].sort());
  const told = rows.map(([written]) => written).join('\n');
  expect(helpers.filter((name) => !new RegExp(`[{(#]${name}\\b`).test(told))).toEqual([]);
});
