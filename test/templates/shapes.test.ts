import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DocumentMaker } from '../../src/commands/document-text.ts';
import type { Workspace } from '../../src/context.ts';
import { Gap } from '../../src/core/papers/gap.ts';
import type { Shape } from '../../src/core/papers/template-shape.ts';
import type { DocumentAnnotation } from '../../src/core/schemas/document-annotation.ts';
import { IrcError } from '../../src/errors.ts';
import { renderTemplate } from '../../src/formats/template.ts';
import { TemplateChecker } from '../../src/formats/template-check.ts';
import { openWorkspace } from '../../src/io/workspace.ts';
import { templateHelpers, templateView, withValues } from '../../src/views/template-data.ts';
import { TemplateShapes } from '../../src/views/template-shape.ts';
import type { TestRepository } from '../helpers/repository.ts';
import { sampleWorkspace } from '../helpers/samples.ts';

let repository: TestRepository;
let workspace: Workspace;

beforeAll(async () => {
  repository = sampleWorkspace();
  const { root, env } = repository;
  workspace = await openWorkspace({ cwd: root, env, today: '2026-11-24', now: () => '2026-11-24T09:00:00Z' });
});

afterAll(() => repository.remove());

const documentOf = (kind: Workspace['register']['kinds'][number]): DocumentAnnotation =>
  Object.values(kind.annotations.documents ?? {})[0] ?? { title: 'Any', template: 'any' };

/** Names that a view has and its shape lacks, and the other way round, as deep as one reference leads. */
function differences(view: unknown, shape: Shape, path: string, depth: number): string[] {
  if (depth === 0 || view instanceof Gap || typeof view !== 'object' || view === null) return [];
  if (Array.isArray(view)) {
    if (shape.type !== 'list') return shape.type === 'any' ? [] : [`${path} is a list`];
    return view.flatMap((item, index) => differences(item, shape.item(), `${path}.${index}`, depth));
  }
  if (shape.type === 'any') return [];
  const names = Object.keys(view).filter((name) => name !== 'toString');
  const own = shape.type === 'either' ? shape.of.get(String((view as { kind?: unknown }).kind)) : shape;
  if (own?.type !== 'group') return names.length === 0 ? [] : [`${path} is a group`];
  const extra = names.filter((name) => !own.names.has(name)).map((name) => `${path}.${name} has no shape`);
  const lacking = [...own.names.keys()]
    .filter((name) => !names.includes(name))
    .map((name) => `${path}.${name} is not there`);
  const inner = names.flatMap((name) => {
    const below = own.names.get(name);
    return below === undefined
      ? []
      : differences((view as Record<string, unknown>)[name], below(), `${path}.${name}`, depth - 1);
  });
  return [...extra, ...lacking, ...inner];
}

/** A template that names all that a shape has, down to a depth. */
function everyName(shape: Shape, depth: number): string {
  if (shape.type === 'value') return '{{this}}';
  if (shape.type === 'list') return `{{#each this}}${everyName(shape.item(), depth)}{{/each}}`;
  if (shape.type === 'either') {
    const parts = [...shape.of].map(([kind, one]) => `{{#if (eq this.kind "${kind}")}}${everyName(one, depth)}{{/if}}`);
    return shape.tag === undefined ? '' : parts.join('');
  }
  if (shape.type === 'any' || depth === 0) return '';
  // A reference to any record leads to all kinds: the one in `about` is enough, or the template would be too long.
  const told = [...shape.names].filter(([name]) => name !== 'distinct_from');
  const names = told.map(([name, below]) => {
    const inner = below();
    if (inner.type === 'value') return `{{this.${name}}} {{#if this.${name}}}x{{/if}}\n`;
    if (inner.type === 'list') return `{{#each this.${name}}}${everyName(inner.item(), depth - 1)}{{/each}}\n`;
    return `{{#with this.${name}}}${everyName(inner, depth - 1)}{{/with}}\n`;
  });
  return `${shape.prints ? '{{this}} ' : ''}${names.join('')}`;
}

const notTold = /\.conditions\.\w+\.\d+\.(hint|place) has no shape$/;

describe('what the check takes for there', () => {
  it('is what the values of every sample record have, and no more', () => {
    const { register, kinds, codeLists } = workspace;
    const shapes = new TemplateShapes(kinds.kinds, codeLists);
    const found = register.records.flatMap((record) => {
      const view = withValues(templateView(register, record, 'en'), { articles: [], unchecked: [] });
      return differences(view, shapes.of(record.kind, documentOf(record.kind)).template, record.id, 4);
    });
    expect(found.filter((difference) => !notTold.test(difference)).slice(0, 5)).toEqual([]);
    expect(register.records.length).toBeGreaterThan(40);
  });

  it('can be printed of every sample record, name by name', () => {
    const { register, kinds, codeLists } = workspace;
    const shapes = new TemplateShapes(kinds.kinds, codeLists);
    const helpers = templateHelpers('en');
    const partials = {};
    for (const kind of register.kinds) {
      const shape = shapes.of(kind, documentOf(kind)).template;
      const text = everyName(shape, 3);
      const checker = new TemplateChecker(new Map());
      checker.check({ template: { source: kind.name, text, shape } });
      expect(checker.slips.filter((slip) => slip.severity === 'error').map((slip) => slip.message)).toEqual([]);
      for (const record of register.records.filter((each) => each.kind === kind)) {
        const view = withValues(templateView(register, record, 'en'), { articles: [], unchecked: [] });
        expect(() => renderTemplate(text, view, { name: kind.name, partials, helpers, language: 'en' })).not.toThrow();
      }
    }
  });
});

it('every document of every sample record is made without a mistake of its template', async () => {
  const { register } = workspace;
  const maker = new DocumentMaker(workspace, register);
  let made = 0;
  for (const record of register.records) {
    for (const name of Object.keys(record.kind.annotations.documents ?? {})) {
      for (const language of ['en', 'am']) {
        try {
          await maker.make(record, name, language);
          made += 1;
        } catch (error) {
          if (!(error instanceof IrcError) || error.code !== 'document-refused') throw error;
        }
      }
    }
  }
  expect(made).toBeGreaterThan(80);
});
