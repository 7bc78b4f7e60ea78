import { describe, expect, it } from 'vitest';
import { anything, either, group, listOf, type Shape, value } from '../../src/core/papers/template-shape.ts';
import { TemplateChecker } from '../../src/formats/template-check.ts';

const texts = group([
  ['en', () => value],
  ['am', () => value],
]);
const kind: Shape = { type: 'value', sure: 'always', codes: () => ['person', 'house'] };
const person: Shape = group([
  ['kind', () => kind],
  ['name', () => value],
  ['title_text', () => value],
  ['friends', () => listOf(() => person)],
]);
const house: Shape = group([
  ['kind', () => kind],
  ['address', () => value],
  ['title_text', () => value],
]);
const someone = either(
  new Map([
    ['person', person],
    ['house', house],
  ]),
  'kind',
);
const shape: Shape = group([
  ['title', () => texts],
  ['type', () => group([['code', () => value]], true, { codes: () => ['mou', 'treaty'] })],
  ['people', () => listOf(() => person)],
  ['days', () => listOf(() => value)],
  ['hosts', () => listOf(() => group([['who', () => someone]]))],
  ['host', () => someone],
  ['free', () => anything],
  ['date', () => value],
  ['id', () => ({ ...value, sure: 'always' })],
  ['copy', () => ({ ...anything, sure: 'never' })],
]);

function checked(text: string, partials: Record<string, string> = {}): TemplateChecker {
  const checker = new TemplateChecker(new Map(Object.entries(partials)));
  const mayBeArticle = (id: string): boolean => id.startsWith('own-');
  checker.check({ template: { source: 't', text, shape }, articleIds: ['costs'], mayBeArticle });
  return checker;
}

function slips(text: string, partials: Record<string, string> = {}): string[] {
  return checked(text, partials).slips.map(({ source, line, column, code, message, hint, calledAt }) => {
    const caller = calledAt === undefined ? '' : ` from ${calledAt.source}:${calledAt.line}`;
    return `${source}:${line}:${column} ${code}: ${message}${caller}${hint === undefined ? '' : ` / ${hint}`}`;
  });
}

describe('a template is right', () => {
  it.each([
    '{{title.en}} {{type}} {{type.code}} {{local title}} {{this.date}} {{date date}}',
    '{{#each people}}{{name}}{{#each friends}}{{name}} of {{../name}}{{/each}}{{@index}}{{@root.title.en}}{{/each}}',
    '{{#each people as |p|}}{{#each p.friends as |f n|}}{{f.name}} {{n}} {{p.name}} {{@../first}}{{/each}}{{/each}}',
    '{{#with people as |all|}}{{count all}}{{/with}}{{#if title.en}}x{{else if people}}y{{else}}{{type}}{{/if}}',
    '{{#each (sort people "-name")}}{{name}}{{/each}}{{#each (group people "name")}}{{key}}{{#each items}}{{name}}{{/each}}{{/each}}',
    '{{free.anything.at.all}}{{#each free}}{{whatever}}{{/each}}{{people.length}}',
    '{{#if (and title.en (eq type "mou"))}}x{{/if}}{{#if (includes days "2026")}}x{{/if}}',
    '{{!-- a comment }} --}}{{{title.en}}}\\{{not.this}}{{#if free}}{{! on purpose }}{{/if}}',
  ])('%s', (text) => {
    expect(slips(text)).toEqual([]);
  });

  it.each([
    '{{#each people}}{{name}}{{else}}{{people}}{{/each}}',
    '{{#if title}}{{local title}}{{else}}{{title}} {{upper title}}{{/if}}',
  ])('where what is known to be absent is printed, as it is a gap: %s', (text) => {
    expect(slips(text)).toEqual([]);
  });

  it.each([
    '{{#if (eq host.kind "person")}}{{host.name}}{{else}}{{host.address}}{{/if}}',
    '{{#if (ne host.kind "person")}}{{host.address}}{{else if title.en}}{{host.name}}{{/if}}{{host.title_text}}',
    '{{#if (and title.en (eq host.kind "house"))}}{{host.address}}{{/if}}',
    '{{#unless (eq host.kind "house")}}{{host.name}}{{/unless}}',
    '{{#if (or (eq host.kind "house") (not title.en))}}x{{else}}{{host.name}}{{/if}}',
    '{{#each (where hosts "who.kind" "person")}}{{who.name}}{{/each}}',
    '{{#each hosts}}{{#if (eq who.kind "house")}}{{who.address}}{{/if}}{{/each}}',
  ])('where a condition has told the kind: %s', (text) => {
    expect(slips(text)).toEqual([]);
  });

  it.each([
    ':::title\nx\n:::\n\n::::signatures\n:::signature\n:::\n::::\n\n{{#if type}}:::note{{/if}}\n\n{{type}}::: no directive',
    '## A {#a}\n\nSee :ref[a], :ref[costs] and :ref[own-data], not \\:ref[b].',
    '## {{type}} {#of-{{type}}-x}\n\n:ref[any]',
  ])('in its directives and references: %s', (text) => {
    expect(slips(text)).toEqual([]);
  });
});

const tags = 'a tag is {{name}}, {{helper value}}, {{#block}} … {{/block}} or {{> partial}}';
const directives = 'letterhead, title, parties, recitals, definitions, signatures, table, chart, note, annex';

describe('a template is wrong', () => {
  it.each([
    ['{{titel.en}}', '1:3 template-name: There is no value "titel" (in titel.en) / did you mean title?'],
    ['\n  {{title.fr}}', '2:5 template-name: There is no value "fr" (in title.fr) / names here: en, am'],
    ['{{#if pepole}}x{{/if}}', '1:7 template-name: There is no value "pepole" / did you mean people?'],
    ['{{#if title.en}}{{else}}{{tpye}}{{/if}}', '1:27 template-name: There is no value "tpye" / did you mean type?'],
    ['{{#each people}}{{nam}}{{/each}}', '1:19 template-name: There is no value "nam" / did you mean name?'],
    [
      '{{#each people}}{{../../type}}{{/each}}',
      '1:19 template-name: "../../type" leads out of the template / begin with @root',
    ],
    ['{{@indx}}', '1:3 template-name: There is no "@indx" / did you mean index?'],
    ['{{@first}}', '1:3 template-name: "@first" is there only within {{#each}}'],
    ['{{date.x}}', '1:3 template-name: There is nothing here that has a value "x" (in date.x)'],
    [
      '{{people.name}}',
      '1:3 template-name: A list has no value "name" (in people.name) / go through it with {{#each}}',
    ],
    [
      '{{#each (sort people "nam")}}x{{/each}}',
      '1:22 template-name: The items have no value "nam" (in "nam") / did you mean name?',
    ],
    [
      '{{host.name}}',
      '1:3 template-name: Of house there is no value "name" (in host.name) / ask before: {{#if (eq host.kind "person")}}',
    ],
    [
      '{{#each hosts}}{{#if (eq who.kind "person")}}{{#each ../hosts}}{{who.name}}{{/each}}{{/if}}{{/each}}',
      '1:66 template-name: Of house there is no value "name" (in who.name) / ask before: {{#if (eq who.kind "person")}}',
    ],
  ])('in its names: %s', (text, expected) => {
    expect(slips(text)).toEqual([`t:${expected}`]);
  });

  const group = (name: string): string => `"${name}" is a group of values, and cannot be printed as a whole`;

  it.each([
    ['{{title}}', `1:3 template-value: ${group('title')} / name one of en, am`],
    ['{{upper title}}', `1:9 template-value: ${group('title')} / name one of en, am`],
    ['{{host}}', `1:3 template-value: ${group('host')} / a record is printed by its title_text`],
    ['{{#each days}}{{this}}{{/each}}{{this}}', `1:34 template-value: ${group('this')}`],
    [
      '{{#if (eq host "x")}}x{{/if}}',
      '1:11 template-value: "host" is a group of values, which equals nothing / a record is printed by its title_text',
    ],
    ['{{#each title}}x{{/each}}', '1:9 template-value: "each" takes a list, and "title" is none'],
    ['{{count type}}', '1:9 template-value: "count" takes a list, and "type" is none'],
    ['{{upper days}}', '1:9 template-value: "upper" takes a text, and "days" is a list / join makes a text of a list'],
    [
      '{{#if (eq type "muo")}}x{{/if}}',
      '1:16 template-value: "muo" is no code of type, so that this never holds / did you mean mou?',
    ],
    [
      '{{#each (where hosts "who.kind" "persn")}}x{{/each}}',
      '1:33 template-value: "persn" is no code of who.kind, so that this never holds / did you mean person?',
    ],
  ])('in its use of values: %s', (text, expected) => {
    expect(slips(text)[0]).toContain(`t:${expected}`);
    expect(slips(text)).toHaveLength(1);
  });

  it.each([
    ['{{dat title.en}}', '1:3 template-helper: There is no helper "dat" / did you mean day?'],
    ['{{lookup title "en"}}', '1:3 template-helper: There is no helper "lookup"'],
    [
      '{{date}}',
      '1:3 template-helper: "date" takes 1 value, and here are 0 / for the value of that name write this.date',
    ],
    ['{{#if (eq type)}}x{{/if}}', '1:8 template-helper: "eq" takes 2 values, and here are 1'],
    ['{{link date date date}}', '1:3 template-helper: "link" takes 1 to 2 values, and here are 3'],
    ['{{and type}}', '1:3 template-helper: "and" takes 2 values or more, and here are 1'],
    ['{{upper date x=1}}', '1:14 template-helper: "upper" takes no named values; only partials do'],
    ['{{#people}}x{{/people}}', '1:1 template-helper: A block begins with if, unless, each or with, not with "people"'],
    [
      '{{#upper date}}x{{/upper}}',
      '1:1 template-helper: A block begins with if, unless, each or with, not with "upper"',
    ],
    ['{{if type}}', '1:3 template-helper: "if" is a block: {{#if …}} … {{/if}}'],
    ['{{#if}}x{{/if}}', '1:4 template-helper: "if" takes 1 value, and here are 0'],
    ['{{> nobody}}', '1:5 template-partial: There is no partial "nobody"'],
    ['{{> (upper type)}}', '1:5 template-partial: A partial is named as it is called, not worked out'],
  ])('in its calls: %s', (text, expected) => {
    expect(slips(text)[0]).toContain(`t:${expected}`);
    expect(slips(text)).toHaveLength(1);
  });

  const never = 'so that what stands in it is never printed / take it out, or correct the condition';

  it.each([
    ['{{#if type}}\n{{/if}}', '1:1 template-unused: {{#if}} holds nothing / fill it, or take it out'],
    ['{{#if id}}x{{/if}}', '1:7 template-unused: This {{#if}} always holds / what stands in it needs no condition'],
    [
      '{{#if type}}{{#if type}}x{{/if}}{{/if}}',
      '1:19 template-unused: This {{#if}} always holds / what stands in it needs no condition',
    ],
    ['{{#if copy}}x{{/if}}', `1:7 template-unused: This {{#if}} never holds, ${never}`],
    [
      '{{#each people}}x{{else}}{{#each people}}x{{/each}}{{/each}}',
      `1:34 template-unused: This list is always empty, ${never}`,
    ],
    ['{{#*inline "x"}}y{{/inline}}', '1:1 template-unused: Nothing takes the partial "x" in / {{> x}} does'],
  ])('in what is never printed: %s', (text, expected) => {
    expect(slips(text)).toEqual([`t:${expected}`]);
  });

  it.each([
    [':::titel\n:::', '1:1 template-directive: There is no directive ":::titel" / did you mean :::title?'],
    ['x\n::break', `2:1 template-directive: There is no directive "::break" / directives: ${directives}`],
    [
      '{{type}} :ref[cost]',
      '1:10 template-directive: No article can have the id "cost", so that this leads nowhere / did you mean costs?',
    ],
    ['{{"x"}}', '1:1 template-syntax: A text is written without braces'],
    ['a\n{{#if type}}\nb', '2:1 template-syntax: {{#if type}} has no end / end it with {{/if}}'],
    ['{{#if type}}b{{/each}}', '1:4 template-syntax: {{#if}} is ended by {{/each}} / end it with {{/if}}'],
    ['ok\nab {{type)}}', `2:10 template-syntax: This cannot be read as a template / ${tags}`],
  ])('in its text: %s', (text, expected) => {
    expect(slips(text)).toEqual([`t:${expected}`]);
  });
});

describe('partials', () => {
  const partials = {
    name: '{{name}}',
    deep: '{{#each friends}}{{> deep}}{{/each}}{{nmae}}',
    of: '{{who}} {{name}}',
    up: '{{../type}}',
    sure: '{{#if (eq kind "person")}}{{title_text}}{{/if}}',
    named: '{{host.name}}',
    frame: '<{{> @partial-block}}>',
    still: 'x',
  };

  it('are checked where they are called, and told in their own file', () => {
    expect(slips('\n{{> name}}', partials)[0]).toContain(
      'partials/name.md.hbs:1:3 template-name: There is no value "name" from t:2',
    );
    expect(slips('{{#each people}}{{> name}}{{/each}}', partials)).toEqual([]);
  });

  it('tell a name that they lack once for each call, however often they use it', () => {
    expect(slips('{{> name}}', { name: '{{name}}{{#if name}}{{upper name}}{{/if}}' })).toHaveLength(1);
  });

  it('may take themselves in, and see no further than their own value', () => {
    expect(slips('{{#each people}}{{> deep}}{{/each}}', partials)).toEqual([
      'partials/deep.md.hbs:1:39 template-name: There is no value "nmae" from t:1 / did you mean name?',
    ]);
    expect(slips('{{#each people}}{{> up}}{{/each}}', partials)[0]).toContain('"../type" leads out of the partial');
  });

  it('see the values that a call gives, and what the conditions around it tell', () => {
    expect(slips('{{#each people}}{{> of who=@root.title.en}}{{/each}}', partials)).toEqual([]);
    expect(slips('{{#if (eq host.kind "person")}}{{> named}}{{/if}}', partials)).toEqual([]);
    expect(slips('{{> named}}', partials)).toHaveLength(1);
  });

  it('have no useless condition where it depends on the call', () => {
    const both = '{{#with host}}{{#if (eq kind "person")}}{{> sure}}{{else}}{{> sure}}{{/if}}{{/with}}';
    expect(slips(both, partials)).toEqual([]);
    expect(slips('{{#with host}}{{#if (eq kind "person")}}{{> sure}}{{/if}}{{/with}}', partials)).toHaveLength(1);
  });

  it('may stand in the template, or frame a part of it', () => {
    expect(slips('{{#*inline "row"}}{{name}}{{/inline}}{{#each people}}{{> row}}{{/each}}')).toEqual([]);
    expect(slips('{{#*inline "row"}}{{nam}}{{/inline}}{{#each people}}{{> row}}{{/each}}')).toHaveLength(1);
    expect(slips('{{#> frame}}{{type}}{{/frame}}', partials)).toEqual([]);
    expect(slips('{{#> frame}}{{tpye}}{{/frame}}', partials)).toHaveLength(1);
    expect(slips('{{#> still}}{{type}}{{/still}}', partials)[0]).toContain(
      'What stands in {{#> still}} is never printed',
    );
    expect(slips('{{> frame}}', partials)[0]).toContain('There is no partial "@partial-block"');
  });

  it('count as used only when some template takes them in, also one that cannot be read', () => {
    expect([...checked('{{#each people}}{{> name}}{{/each}}', partials).used]).toEqual(['name']);
    expect([...checked('{{#each people}}{{> name}}', partials).used]).toEqual(['name']);
  });
});

describe('a template made to hold the check up', () => {
  const twice = Array.from({ length: 40 }, (_, index) => [`p${index}`, `{{> p${index + 1}}}{{> p${index + 1} x=1}}`]);

  it.each([
    ['of many mistakes', '{{oops}}\n'.repeat(500), 200],
    ['of deep blocks', `${'{{#if type}}'.repeat(3000)}x${'{{/if}}'.repeat(3000)}`, undefined],
    ['of deep calls', `{{upper ${'(upper '.repeat(20_000)}type${')'.repeat(20_000)}}}`, undefined],
    ['longer than any', '{{type}}'.repeat(40_000), 1],
    ['of partials that double at each step', '{{> p0}}', 0],
  ])('ends: %s', (_what, text, count) => {
    const found = slips(text, { ...Object.fromEntries(twice), p40: 'x' });
    if (count === undefined) expect(found.join()).toContain('template-syntax');
    else expect(found).toHaveLength(count);
  });
});
