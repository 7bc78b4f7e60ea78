import { describe, expect, it } from 'vitest';
import { Gap } from '../../src/core/papers/gap.ts';
import { Markdown } from '../../src/core/papers/markdown-text.ts';
import { IrcError } from '../../src/errors.ts';
import { type RenderedTemplate, renderTemplate, type TemplateOptions } from '../../src/formats/template.ts';

const options: TemplateOptions = { name: 'templates/t.md.hbs', partials: {}, helpers: {}, language: 'en' };

function render(source: string, view: object, changes: Partial<TemplateOptions> = {}): RenderedTemplate {
  return renderTemplate(source, view, { ...options, ...changes });
}

function print(source: string, view: object, changes: Partial<TemplateOptions> = {}): string {
  return render(source, view, changes).markdown;
}

/** Message and hint of the error that a template gives. */
function failure(source: string, view: object, changes: Partial<TemplateOptions> = {}): readonly [string, string] {
  try {
    render(source, view, changes);
  } catch (error) {
    if (!(error instanceof IrcError)) throw error;
    expect([error.code, error.exitCode]).toEqual(['template-error', 3]);
    return [error.message, error.hint ?? ''];
  }
  throw new Error('the template should have been refused');
}

describe('values', () => {
  it('are escaped, also between three braces and in partials', () => {
    const view = { name: '*x* <b> {{y}}' };
    const escaped = '\\*x\\* \\<b\\> \\{\\{y\\}\\}';
    expect(print('{{name}}|{{{name}}}|{{&name}}|{{> p}}', view, { partials: { p: '{{{name}}}' } })).toBe(
      [escaped, escaped, escaped, escaped].join('|'),
    );
  });

  it('are never read as a template', () => {
    expect(print('{{a}}', { a: '{{> secret}}', secret: 'x' }, { partials: { secret: 'told' } })).toBe(
      '\\{\\{\\> secret\\}\\}',
    );
  });

  it('go in as they stand only as Markdown made by the program', () => {
    expect(print('{{body}} {{{body}}}', { body: new Markdown('*x*') })).toBe('*x* *x*');
  });

  it('print a code by its label, and a list with commas', () => {
    const mode = { code: 'on_signature', label: 'On signature', toString: () => 'On signature' };
    expect(print('{{mode}} {{mode.code}} {{list}}', { mode, list: ['a', 'b'] })).toBe(
      'On signature on\\_signature a, b',
    );
  });
});

describe('gaps', () => {
  const view = { title: new Gap('title.en'), list: new Gap('areas'), money: new Gap('costs.amount'), name: 'x' };

  it('are printed, told once, in the order of their use', () => {
    expect(render('{{money}} {{title}} {{title}}', view)).toEqual({
      markdown: ':gap[costs\\.amount] :gap[title\\.en] :gap[title\\.en]',
      gaps: ['costs.amount', 'title.en'],
    });
  });

  it('are nothing to conditions and lists, which then tell none', () => {
    const source = '{{#if title}}a{{else}}b{{/if}}{{#unless title}}c{{/unless}}{{#each list}}d{{else}}e{{/each}}';
    expect(render(`${source}{{#with list}}f{{/with}}{{#if (and name title)}}g{{/if}}`, view)).toEqual({
      markdown: 'bce',
      gaps: [],
    });
  });

  it('equal nothing, not even another gap', () => {
    expect(print('{{#if (eq title title)}}a{{/if}}{{#if (eq title "x")}}b{{/if}}', view)).toBe('');
  });

  it('hold gaps below them', () => {
    expect(render('{{list.first.name}}', view).gaps).toEqual(['areas.first.name']);
  });

  it('pass through helpers', () => {
    const source = '{{period title}} {{words title}} {{upper title}} {{join list}} {{shout title}}';
    const helpers = { shout: (value: unknown) => value };
    expect(render(source, view, { helpers }).gaps).toEqual(['title.en', 'areas']);
  });

  it('are told when they stand in a joined list', () => {
    expect(render('{{join names}}', { names: ['A', new Gap('parties.1.name'), 'C'] })).toMatchObject({
      gaps: ['parties.1.name'],
    });
  });
});

describe('an unknown name', () => {
  const view = { title: 'x', costs: { rule: 'each', currency: 'USD' }, areas: [{ text: 'a' }] };

  it.each([
    ['{{titel}}', 'templates/t.md.hbs:1: there is no value "titel".', 'did you mean title?'],
    ['\n\n{{costs.rlue}}', 'templates/t.md.hbs:3: there is no value "rlue".', 'did you mean rule?'],
    ['\n{{#if costs.curency}}a{{/if}}', 'templates/t.md.hbs:2: there is no value "curency".', 'did you mean currency?'],
    ['{{#if (eq titel "x")}}a{{/if}}', 'templates/t.md.hbs:1: there is no value "titel".', 'did you mean title?'],
    ['{{#each areas}}\n{{txet}}{{/each}}', 'templates/t.md.hbs:2: there is no value "txet".', 'did you mean text?'],
    ['{{upper titel}}', 'templates/t.md.hbs:1: there is no value "titel".', 'did you mean title?'],
    ['\n{{uper title}}', 'templates/t.md.hbs:2: there is no helper "uper".', 'did you mean upper?'],
    ['\n\n{{> prty}}', 'templates/t.md.hbs:3: there is no partial "prty".', 'did you mean party?'],
    ['x\n{{> party}}', 'partial party:2: there is no value "titel".', 'did you mean title?'],
    ['{{title.en}}', 'templates/t.md.hbs:1: there is nothing here that has a value "en".', 'mend the template'],
  ])('in %j is an error that tells the place and the nearest name', (source, message, hint) => {
    const [told, hinted] = failure(source, view, { partials: { party: '\n{{titel}}' } });
    expect(told).toBe(message);
    expect(hinted.split(';')[0]).toBe(hint);
  });

  it.each(['constructor', '__proto__', 'toString', 'constructor.constructor', 'areas.length.constructor'])(
    'is also what every object has: %s',
    (name) => {
      expect(failure(`{{${name}}}`, view)[0]).toMatch(/there is (no value|nothing here)/);
    },
  );

  it.each([
    ['{{#if title}}', /^templates\/t\.md\.hbs:\d: /],
    ['{{#costs}}x{{/costs}}', /write \{\{#if\}\}, \{\{#each\}\} or \{\{#with\}\}/],
    ['{{log title}}', /"log" has no place in a paper/],
    ['{{> loop}}', /partials take each other in without end/],
    ['{{> many}}', /partials take each other in without end/],
  ])('is not all that is refused: %s', (source, message) => {
    const partials: Record<string, string> = { loop: '{{> loop}}', many: '{{> many1}}{{> many1}}' };
    for (let index = 1; index < 40; index += 1)
      partials[`many${index}`] = `{{> many${index + 1}}}{{> many${index + 1}}}`;
    partials.many40 = 'x';
    expect(failure(source, view, { partials })[0]).toMatch(message);
  });
});

describe('helpers', () => {
  it.each([
    ['{{words 5}} {{words 21}} {{words 118}}', 'en', 'five twenty\\-one one hundred and eighteen'],
    ['{{words 5}} {{words 12}} {{words 20}}', 'am', 'አምስት አሥራ ሁለት ሃያ'],
    [
      '{{period 60}}, {{period 12}}, {{period 18}}',
      'en',
      'five \\(5\\) years, one \\(1\\) year, eighteen \\(18\\) months',
    ],
    ['{{period 60}}', 'am', 'አምስት \\(5\\) ዓመት'],
    ['{{period none}}', 'en', 'unlimited'],
    ['{{join two}} {{join three}}', 'en', 'a and b x, y and z'],
    ['{{join three}}', 'am', 'x፣ y እና z'],
    ['{{count three}}{{#if (more (count three) 2)}}!{{/if}}', 'en', '3!'],
    ['{{#if (more "2027-01-01" "2026-12")}}a{{/if}}{{#if (more "2026-12" "2027")}}b{{/if}}', 'en', 'a'],
    ['{{figure 1234567.25}} {{figure "0.27"}} {{figure none}}', 'en', '1\\,234\\,567\\.25 0\\.27 unlimited'],
    ['{{#if (includes three "y")}}a{{/if}}{{#if (includes three "q")}}b{{/if}}', 'en', 'a'],
    ['{{#each three}}{{@number}}{{this}}{{#unless @last}}, {{/unless}}{{/each}}', 'en', '1x, 2y, 3z'],
    ['{{#each three as |letter|}}{{letter}}{{/each}}', 'en', 'xyz'],
    ['{{capital none}} {{upper none}}', 'en', 'Unlimited UNLIMITED'],
    ['{{link site}} {{link script}}', 'en', '[https\\:\\/\\/a\\.org](<https\\:\\/\\/a\\.org>) javascript\\:x'],
  ])('%s in %s', (source, language, expected) => {
    const view = {
      two: ['a', 'b'],
      three: ['x', 'y', 'z'],
      none: 'unlimited',
      site: 'https://a.org',
      script: 'javascript:x',
    };
    expect(print(source, view, { language })).toBe(expected);
  });

  it('from outside get the values alone, and what they give is escaped', () => {
    const helpers = { both: (...values: unknown[]) => `${values.length}*${String(values[0])}*` };
    expect(print('{{both a b}}', { a: 'x', b: 'y' }, { helpers })).toBe('2\\*x\\*');
  });
});

describe('lists', () => {
  const list = [
    { code: { code: 'b', toString: () => 'Bees' }, year: 2020, by: { town: 'Adama' } },
    { code: { code: 'a', toString: () => 'Ants' }, year: 9, by: new Gap('by') },
    { code: { code: 'b', toString: () => 'Bees' }, year: new Gap('year'), by: { town: 'Harar' } },
  ];
  const scores = [{ score: 0 }, { score: new Gap('score') }, { score: 2 }];
  const view = { list, scores, none: new Gap('areas', 'Areas'), name: 'x', day: new Gap('dates.end', 'Planned end') };

  it.each([
    ['{{#each (sort list "year")}}{{code}} {{/each}}', 'Ants Bees Bees '],
    ['{{#each (sort list "-year")}}{{#if year}}{{year}}{{else}}?{{/if}} {{/each}}', '2020 9 ? '],
    ['{{#each (sort list "by.town")}}{{code.code}}{{/each}}', 'bba'],
    ['{{#each (group list "code")}}{{key}}: {{count items}}; {{/each}}', 'Bees: 2; Ants: 1; '],
    ['{{#each (group list "by.town")}}{{#if key}}{{key}}{{else}}none{{/if}} {{/each}}', 'Adama none Harar '],
    ['{{#each (where list "code" "a" "c")}}{{code}}{{/each}}', 'Ants'],
    ['{{#each (where list "by.town")}}{{by.town}} {{/each}}', 'Adama Harar '],
    ['{{#each (where scores "score")}}{{score}} {{/each}}', '0 2 '],
    ['{{#each (sort none "year")}}{{code}}{{else}}nothing{{/each}}', 'nothing'],
    ['{{join (lower (absent name none day))}}', 'areas and planned end'],
  ])('%s', (source, expected) => {
    expect(render(source, view)).toEqual({ markdown: expected, gaps: [] });
  });

  it('are refused where a name is not that of their items, or they are none', () => {
    expect(failure('{{#each (sort list "yaer")}}{{/each}}', view)[0]).toContain('no value "yaer"');
    expect(failure('{{#each (where name "year")}}{{/each}}', view)[0]).toContain('take a list');
  });
});

it('leaves the library as it was for others', async () => {
  const { default: Handlebars } = await import('handlebars');
  print('{{a}}', { a: '*' });
  failure('{{b}}', { a: '*' });
  expect(Handlebars.compile('{{a}}')({ a: '*<' })).toBe('*&lt;');
});
