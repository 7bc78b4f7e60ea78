/** The shape of what a template of a kind may name: the same names that `template-data.ts` gives, out of the schemas alone. */
import { anything, either, group, listOf, type Shape, value } from '../core/papers/template-shape.ts';
import type { CodeLists } from '../core/schemas/code-lists.ts';
import type { DocumentAnnotation } from '../core/schemas/document-annotation.ts';
import { type Field, fieldAt, targetsOf } from '../core/schemas/field.ts';
import type { Kind } from '../core/schemas/kind.ts';
import { matchableKinds } from '../core/work/matches.ts';

/** What the root of a document's template may name, and that of its clauses, which are made before the template is. */
export interface DocumentShapes {
  readonly template: Shape;
  readonly clauses: Shape;
}

type Names = [string, () => Shape][];

const always: Shape = { type: 'value', sure: 'always' };

/** Shapes of the kinds of a workspace, each made when it is first asked for: references lead round in circles. */
export class TemplateShapes {
  readonly #kinds: readonly Kind[];
  readonly #codeLists: CodeLists;
  readonly #records = new Map<string, Shape>();
  readonly #kindNames: Shape;

  constructor(kinds: readonly Kind[], codeLists: CodeLists) {
    this.#kinds = kinds;
    this.#codeLists = codeLists;
    this.#kindNames = { type: 'value', sure: 'always', codes: () => kinds.map((kind) => kind.name) };
  }

  /** The roots of a document of a kind. */
  of(kind: Kind, document: DocumentAnnotation): DocumentShapes {
    const offices = this.#kinds.filter((entry) => entry.annotations.singleton === 'office');
    const names: Names = [
      ...this.#namesOf(kind),
      ['office', () => this.#either(offices)],
      ['copy', () => this.#copy(kind, document)],
      ['language', () => always],
      ['today', () => always],
    ];
    const article = group(['id', 'title', 'text'].map((name) => [name, () => always] as const));
    const sure = document.clauses === undefined ? ({ sure: 'never' } as const) : {};
    const articles: Names = [
      ['articles', () => ({ ...listOf(() => article), ...sure })],
      ['unchecked', () => ({ ...listOf(() => always), ...sure })],
    ];
    return { template: group([...names, ...articles]), clauses: group(names) };
  }

  /** A record of the kind. */
  record(kind: Kind): Shape {
    const known = this.#records.get(kind.name);
    if (known !== undefined) return known;
    const shape = group(this.#namesOf(kind));
    this.#records.set(kind.name, shape);
    return shape;
  }

  /** A record of one of several kinds, which its `kind` tells. */
  #either(kinds: readonly Kind[]): Shape {
    return either(new Map(kinds.map((kind) => [kind.name, this.record(kind)])), 'kind');
  }

  #copy(kind: Kind, { copies }: DocumentAnnotation): Shape {
    const path = typeof copies === 'object' ? copies.of : copies;
    if (path === undefined) return { ...anything, sure: 'never' };
    const item = fieldAt(kind.root, path.split('.'))?.item;
    return item === undefined ? anything : this.#field(item);
  }

  #namesOf(kind: Kind): Names {
    const states = Object.entries(kind.annotations.lifecycle?.states ?? {});
    const recorded = states.filter(([, state]) => state.when === undefined).map(([name]) => name);
    const related: Names = this.#kinds.map((other) => [other.plural, () => listOf(() => this.record(other))]);
    const fitting: Names = matchableKinds(this.#kinds, kind).map((other) => [
      other.plural,
      () => listOf(() => this.#fitting(other)),
    ]);
    const conditions: Names = recorded.map((name) => [name, () => conditionsOfState]);
    return [
      ...this.#fields(kind.root),
      ['id', () => always],
      ['kind', () => this.#kindNames],
      ['title_text', () => always],
      ['state', () => (states.length === 0 ? stateless : labelled(() => states.map(([name]) => name)))],
      ['related', () => group(related, false, { sure: 'always' })],
      ['fitting', () => group(fitting, false, { sure: 'always' })],
      ['conditions', () => group(conditions, false, { sure: 'always' })],
    ];
  }

  /** A record that fits, with what speaks for it. */
  #fitting(kind: Kind): Shape {
    const reasons: Names = ['reasons', 'against', 'unknown'].map((name) => [name, () => listOf(() => judgement)]);
    const figures: Names = ['points', 'of'].map((name) => [name, () => always]);
    return group([['record', () => this.record(kind)], ...figures, ...reasons]);
  }

  #fields(field: Field): Names {
    return [
      ...field.properties.map((property): [string, () => Shape] => [property.name, () => this.#field(property)]),
      ...Object.entries(field.annotations.derived ?? {}).map(([name, derived]): [string, () => Shape] => [
        name,
        () => (derived.type === 'list' ? listOf(() => anything) : derived.type === 'money' ? money : value),
      ]),
    ];
  }

  #field(field: Field): Shape {
    switch (field.type) {
      case 'object':
        return group(this.#fields(field));
      case 'list':
        return listOf(() => (field.item === undefined ? anything : this.#field(field.item)));
      case 'money':
        return money;
      case 'choice':
        return this.#choice(field);
      case 'reference': {
        const targets = targetsOf(field);
        const kinds = targets.includes('*') ? this.#kinds : this.#kinds.filter((kind) => targets.includes(kind.name));
        return kinds.length === 0 ? value : this.#either(kinds);
      }
      default:
        return value;
    }
  }

  /** Of a part of a public list, and of the office's settings, no code is wrong. Records may still hold codes that are retired. */
  #choice(field: Field): Shape {
    const { codelist: name, setting } = field.annotations;
    return labelled(() => {
      if (setting !== undefined) return undefined;
      if (name === undefined) return field.choices;
      const list = this.#codeLists.get(name);
      return list?.partial === true ? undefined : list?.items.map((item) => item.code);
    });
  }
}

const labels = ['code', 'label'].map((name) => [name, () => value] as const);
const stateless = group(labels, true, { sure: 'never' });
const money = group(
  ['amount', 'currency'].map((name) => [name, () => value] as const),
  true,
);
const conditionsOfState = listOf(() => group(['title', 'met', 'message'].map((name) => [name, () => value] as const)));

const judgement = group(['title', 'reason', 'points', 'of'].map((name) => [name, () => value] as const));

function labelled(codes: () => readonly string[] | undefined): Shape {
  return group(labels, true, { codes });
}
