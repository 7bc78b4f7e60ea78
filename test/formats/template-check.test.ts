import { describe, expect, it } from 'vitest';
import { anything, group, listOf, type Shape, value } from '../../src/core/template-shape.ts';
import { TemplateChecker } from '../../src/formats/template-check.ts';
import { helperArity } from '../../src/formats/template-helpers.ts';

const person: Shape = group([
  ['name', () => value],
  ['friends', () => listOf(() => person)],
]);
const shape: Shape = group([
  ['title', () => group([['en', () => value]])],
  ['type', () => group([['code', () => value]], true)],
  ['people', () => listOf(() => person)],
  ['free', () => anything],
  ['count_of', () => value],
]);

function slips(text: string, partials: Record<string, string> = {}): string[] {
  const checker = new TemplateChecker(new Map(Object.entries(partials)), Object.keys(helperArity));
  checker.check({ source: 't', text, shape });
  return checker.slips.map(
    ({ source, line, column, code, message, hint }) =>
      `${source}:${line}:${column} ${code}: ${message}${hint === undefined ? '' : ` / ${hint}`}`,
  );
}

describe('a template is right', () => {
  it.each([
    '{{title.en}} {{type}} {{type.code}}',
    '{{#each people}}{{name}}{{#each friends}}{{name}} of {{../name}}{{/each}}{{@index}}{{@root.title.en}}{{/each}}',
    '{{#each people as |p|}}{{#each p.friends as |f n|}}{{f.name}} {{n}} {{p.name}}{{/each}}{{/each}}',
    '{{#with people as |all|}}{{/with}}{{#if title.en}}x{{else if people}}y{{else}}{{type}}{{/if}}',
    '{{#each (sort people "name")}}{{name}}{{/each}}{{#each (group people "name")}}{{key}}{{#each items}}{{name}}{{/each}}{{/each}}',
    '{{free.anything.at.all}}{{#each free}}{{whatever}}{{/each}}',
    '{{#if (and title.en (eq type "mou"))}} {{/if}}',
    '{{!-- a comment --}}{{{title.en}}}\\{{not.this}}',
  ])('%s', (text) => {
    expect(slips(text).filter((slip) => !slip.includes('template-unused'))).toEqual([]);
  });
});

describe('a template is wrong', () => {
  it.each([
    ['{{titel.en}}', 't:1:3 template-name: There is no value "titel" (in titel.en) / did you mean title?'],
    ['\n  {{title.fr}}', 't:2:5 template-name: There is no value "fr" (in title.fr)'],
    ['{{#if pepole}}x{{/if}}', 't:1:7 template-name: There is no value "pepole" / did you mean people?'],
    ['{{#if title.en}}{{else}}{{oops}}{{/if}}', 't:1:27 template-name: There is no value "oops"'],
    ['{{title}}', 't:1:1 template-name: "title" is a group and cannot be printed as a whole; name one of en'],
    ['{{#each title.en}}x{{/each}}', 't:1:1 template-name: {{#each}} takes a list, and this is none'],
    ['{{#each people}}{{../../title.en}}{{/each}}', 't:1:19 template-name: "../../title.en" leads out of the template'],
    ['{{#each people}}{{title.en}}{{/each}}', 't:1:19 template-name: There is no value "title" (in title.en)'],
    ['{{@indx}}', 't:1:3 template-name: There is no "@indx" / did you mean index?'],
    ['{{count_of.x}}', 't:1:3 template-name: There is nothing here that has a value "x" (in count_of.x)'],
    ['{{dat title.en}}', 't:1:1 template-helper: There is no helper "dat" / did you mean day?'],
    ['{{#if (eq type)}}x{{/if}}', 't:1:7 template-helper: "eq" takes 2 values, and here are 1'],
    ['{{link title.en title.en title.en}}', 't:1:1 template-helper: "link" takes 1 to 2 values, and here are 3'],
    [
      '{{#people}}x{{/people}}',
      't:1:1 template-helper: A block begins with if, unless, each or with, not with "people"',
    ],
    ['{{#if}}x{{/if}}', 't:1:1 template-helper: {{#if}} takes one value, and here are 0'],
    ['{{> nobody}}', 't:1:1 template-partial: There is no partial "nobody"'],
    ['{{#if title.en}}\n{{/if}}', 't:1:1 template-unused: {{#if}} holds nothing'],
    [
      '{{#*inline "x"}}y{{/inline}}',
      't:1:1 template-syntax: Partials within templates are not used here: make a file of it',
    ],
  ])('%s', (text, expected) => {
    expect(slips(text)).toEqual([expected]);
  });

  it('where it cannot be read at all, with its line', () => {
    expect(slips('a\n{{#if title.en}}\nb')[0]).toMatch(/^t:3:1 template-syntax: This cannot be read as a template/);
  });
});

describe('partials', () => {
  const partials = {
    name: '{{name}}',
    deep: '{{#each friends}}{{> deep}}{{/each}}{{nmae}}',
    of: '{{who}} {{name}}',
    idle: '{{whatever}}',
  };

  it('are checked where they are called, and told in their own file', () => {
    expect(slips('{{> name}}', partials)).toEqual(['partials/name.md.hbs:1:3 template-name: There is no value "name"']);
    expect(slips('{{#each people}}{{> name}}{{/each}}', partials)).toEqual([]);
  });

  it('may take themselves in', () => {
    expect(slips('{{#each people}}{{> deep}}{{/each}}', partials)).toEqual([
      'partials/deep.md.hbs:1:39 template-name: There is no value "nmae" / did you mean name?',
    ]);
  });

  it('see the values that a call gives', () => {
    expect(slips('{{#each people}}{{> of who=@root.title.en}}{{/each}}', partials)).toEqual([]);
  });

  it('count as used only when some template takes them in', () => {
    const checker = new TemplateChecker(new Map(Object.entries(partials)), Object.keys(helperArity));
    checker.check({ source: 't', text: '{{#each people}}{{> name}}{{/each}}', shape });
    expect([...checker.used]).toEqual(['name']);
  });
});

it('stops counting at a number that nobody reads to the end', () => {
  expect(slips('{{oops}}\n'.repeat(500))).toHaveLength(200);
});
