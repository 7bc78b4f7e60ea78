/** The shape of what a template of a kind may name: the same names that `template-data.ts` gives, out of the schemas alone. */
import { type Field, targetsOf } from '../core/field.ts';
import type { Kind } from '../core/kind.ts';
import { anything, group, listOf, type Shape, value } from '../core/template-shape.ts';

/** The root of a template of the kind. `copies` is the path of the list whose items the document has copies for. */
export function templateShape(kinds: readonly Kind[], kind: Kind, copies: string | undefined): Shape {
  const shapes = new Shapes(kinds);
  const root = shapes.record([kind]);
  if (root.type !== 'group') return root;
  return group([
    ...root.names,
    ['office', () => shapes.record(kinds.filter((entry) => entry.annotations.singleton === 'office'))],
    ['copy', () => shapes.copy(kind, copies)],
    ['language', () => value],
    ['today', () => value],
    ['articles', () => listOf(() => group(['id', 'title', 'text'].map((name) => [name, () => value] as const)))],
    ['unchecked', () => listOf(() => value)],
  ]);
}

type Names = [string, () => Shape][];

/** Shapes of records by their kinds, each made once: references lead round in circles. */
class Shapes {
  readonly #kinds: readonly Kind[];
  readonly #known = new Map<string, Shape>();

  constructor(kinds: readonly Kind[]) {
    this.#kinds = kinds;
  }

  /** A record of one of the kinds: every name that one of them has. */
  record(kinds: readonly Kind[]): Shape {
    const key = kinds.map((kind) => kind.name).join(' ');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const names = new Map<string, (() => Shape)[]>();
    for (const kind of kinds) {
      for (const [name, shape] of this.#recordNames(kind)) names.set(name, [...(names.get(name) ?? []), shape]);
    }
    const shape = group([...names].map(([name, shapes]) => [name, () => oneOf(shapes.map((make) => make()))] as const));
    this.#known.set(key, shape);
    return shape;
  }

  copy(kind: Kind, path: string | undefined): Shape {
    const list = path === undefined ? undefined : fieldBelow(kind.root, path.split('.'));
    return list?.item === undefined ? anything : this.#field(list.item);
  }

  #recordNames(kind: Kind): Names {
    const states = Object.entries(kind.annotations.lifecycle?.states ?? {}).filter(
      ([, state]) => state.when === undefined,
    );
    const condition = (): Shape => group(['title', 'met', 'message'].map((name) => [name, () => value] as const));
    return [
      ...this.#properties(kind.root),
      ['title_text', () => value],
      ['id', () => value],
      ['kind', () => value],
      ['state', () => labelled],
      [
        'related',
        () => group(this.#kinds.map((other) => [other.plural, () => listOf(() => this.record([other]))] as const)),
      ],
      ['conditions', () => group(states.map(([name]) => [name, () => listOf(condition)] as const))],
    ];
  }

  #properties(field: Field): Names {
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
        return group(this.#properties(field));
      case 'list': {
        const { item } = field;
        return listOf(() => (item === undefined ? anything : this.#field(item)));
      }
      case 'money':
        return money;
      case 'choice':
        return labelled;
      case 'reference': {
        const targets = targetsOf(field);
        const kinds = targets.includes('*') ? this.#kinds : this.#kinds.filter((kind) => targets.includes(kind.name));
        return kinds.length === 0 ? value : this.record(kinds);
      }
      default:
        return value;
    }
  }
}

const labelled = group([['code', () => value] as const, ['label', () => value] as const], true);
const money = group([['amount', () => value] as const, ['currency', () => value] as const], true);

function oneOf(shapes: readonly Shape[]): Shape {
  const [first = anything] = shapes;
  return shapes.every((shape) => shape === first || (shape.type === 'value' && first.type === 'value'))
    ? first
    : merged(shapes);
}

/** Where kinds differ in what a name means, all that one of them has may be named. */
function merged(shapes: readonly Shape[]): Shape {
  if (shapes.every((shape) => shape.type === 'list')) {
    return listOf(() => oneOf(shapes.map((shape) => (shape.type === 'list' ? shape.item() : anything))));
  }
  if (!shapes.every((shape) => shape.type === 'group')) return anything;
  const names = new Map<string, (() => Shape)[]>();
  for (const shape of shapes) {
    if (shape.type !== 'group') continue;
    for (const [name, make] of shape.names) names.set(name, [...(names.get(name) ?? []), make]);
  }
  const prints = shapes.every((shape) => shape.type === 'group' && shape.prints);
  return group(
    [...names].map(([name, makes]) => [name, () => oneOf(makes.map((make) => make()))] as const),
    prints,
  );
}

function fieldBelow(root: Field, path: readonly string[]): Field | undefined {
  return path.reduce<Field | undefined>(
    (field, name) => field?.properties.find((property) => property.name === name),
    root,
  );
}
