/** What a call of a helper may be given, and what it gives: as far as shapes tell. */
import {
  anything,
  below,
  codesOf,
  group,
  isList,
  itemOf,
  listOf,
  prints,
  type Shape,
  value,
} from '../core/papers/template-shape.ts';
import { nearest } from '../core/suggest.ts';
import {
  allOf,
  conditionOf,
  equality,
  type Fact,
  type Facts,
  type Given,
  nameBelow,
  opposite,
  unknown,
} from './template-scope.ts';
import { type Signature, takenAt } from './template-signatures.ts';

interface CallFault {
  /** Position of the value that is wrong. */
  readonly at: number;
  readonly code: 'template-name' | 'template-value';
  readonly message: string;
  readonly hint?: string | undefined;
}

/** A call as the template writes it: its values, and how each is written. */
export interface Call {
  readonly name: string;
  readonly given: readonly Given[];
  readonly written: readonly string[];
}

/** What is wrong with the values of a call. */
export function callFaults(signature: Signature, call: Call, facts: Facts): CallFault[] {
  return call.given.flatMap((one, at): CallFault[] => {
    const written = call.written[at] ?? '';
    const fault = (message: string, hint?: string): CallFault[] => [{ at, code: 'template-value', message, hint }];
    const asText = (): CallFault[] => (prints(one.shape) ? [] : fault(groupMessage(written), groupHint(one.shape)));
    // What is not there is a gap, and every helper takes one.
    if (facts.isThere(one.key) === false) return [];
    switch (takenAt(signature, at)) {
      case 'list':
        return isList(one.shape) ? [] : fault(`"${call.name}" takes a list, and "${written}" is none`);
      case 'text':
        if (one.shape.type !== 'list') return asText();
        return fault(`"${call.name}" takes a text, and "${written}" is a list`, 'join makes a text of a list');
      case 'texts':
        return asText();
      case 'local':
        if (prints(one.shape) || 'shape' in below(one.shape, 'en')) return [];
        return fault(`"${written}" is no text in several languages`, groupHint(one.shape));
      case 'path':
        return pathFault(call, at, facts);
      case 'compared':
        return comparedFault(call, at, facts);
      default:
        return [];
    }
  });
}

/** Codes are compared by literal texts: a misspelt one would be false for ever. */
function comparedFault({ given, written }: Call, at: number, facts: Facts): CallFault[] {
  const one = given[at] ?? unknown;
  const fault = (message: string, hint: string | undefined): CallFault[] => [
    { at, code: 'template-value', message, hint },
  ];
  if (one.literal === undefined) {
    if (prints(one.shape) || isList(one.shape)) return [];
    return fault(`"${written[at]}" is a group of values, which equals nothing`, groupHint(one.shape));
  }
  if (typeof one.literal !== 'string') return [];
  const other = at === 0 ? 1 : 0;
  const path = at > 1 ? given[1]?.literal : undefined;
  const from = given[other] ?? unknown;
  const among =
    typeof path === 'string' ? atPath(from, path, facts)?.shape : isList(from.shape) ? itemOf(from.shape) : from.shape;
  const codes = among === undefined ? undefined : codesOf(among);
  if (codes === undefined || codes.includes(one.literal)) return [];
  const near = nearest(one.literal, codes);
  const all = codes.length <= 12 ? `codes: ${codes.join(', ')}` : undefined;
  const of = typeof path === 'string' ? path : written[other];
  return fault(
    `"${one.literal}" is no code of ${of}, so that this never holds`,
    near === undefined ? all : `did you mean ${near}?`,
  );
}

/** The key of an item while its list is looked at. */
const anItem = '?';

function pathFault({ given }: Call, at: number, facts: Facts): CallFault[] {
  const [list = unknown] = given;
  const path = given[at]?.literal;
  if (typeof path !== 'string' || !isList(list.shape)) return [];
  const known = facts.with(list.ofItems?.(anItem) ?? []);
  let item: Given = { shape: itemOf(list.shape), key: anItem };
  for (const name of stepsOf(path)) {
    const found = nameBelow(item, name, known);
    if (!('shape' in found)) {
      const message = `The items have no value "${name}" (in "${path}")`;
      return [{ at, code: 'template-name', message, hint: nameHint(name, found.names) }];
    }
    item = found;
  }
  return [];
}

/** What stands at a path below the items of a list. */
function atPath(list: Given, path: string, facts: Facts): Given | undefined {
  const known = facts.with(list.ofItems?.(anItem) ?? []);
  return stepsOf(path).reduce<Given | undefined>(
    (at, name) => {
      const found = at === undefined ? undefined : nameBelow(at, name, known);
      return found !== undefined && 'shape' in found ? found : undefined;
    },
    { shape: itemOf(list.shape), key: anItem },
  );
}

function stepsOf(path: string): string[] {
  return path.replace(/^-/, '').split('.');
}

export function groupMessage(written: string): string {
  return `"${written}" is a group of values, and cannot be printed as a whole`;
}

/** What may be named in place of a group. */
export function groupHint(shape: Shape): string | undefined {
  const names = namesOf(itemOrSelf(shape));
  if (names.includes('title_text')) return 'a record is printed by its title_text';
  if (names.length === 0) return undefined;
  return shape.type === 'list'
    ? `go through it with {{#each}}; its items have ${some(names)}`
    : `name one of ${some(names)}`;
}

function itemOrSelf(shape: Shape): Shape {
  return shape.type === 'list' ? shape.item() : shape;
}

function namesOf(shape: Shape): string[] {
  if (shape.type === 'either') return [...shape.of.values()].flatMap(namesOf);
  return shape.type === 'group' ? [...shape.names.keys()] : [];
}

/** The nearest name, or else those that there are. */
export function nameHint(name: string, names: readonly string[]): string | undefined {
  const near = nearest(name, names);
  if (near !== undefined) return `did you mean ${near}?`;
  return names.length === 0 ? undefined : `names here: ${some(names)}`;
}

function some(names: readonly string[]): string {
  const few = [...new Set(names)];
  return few.length <= 12 ? few.join(', ') : `${few.slice(0, 12).join(', ')} …`;
}

/** What a call gives, and what follows from it as a condition. */
export function resultOf({ name, given }: Call, facts: Facts): Given {
  const result = (shape: Shape, more: Partial<Given> = {}): Given => ({ shape, key: undefined, ...more });
  const [first = unknown, second = unknown] = given;
  const conditions = (): ReturnType<typeof conditionOf>[] => given.map((one) => conditionOf(one, facts));
  const below = (): Shape => {
    const path = second.literal;
    return typeof path === 'string' ? (atPath(first, path, facts)?.shape ?? anything) : anything;
  };
  switch (name) {
    case 'eq':
      return result(value, { condition: equality(first, second.literal) });
    case 'ne':
      return result(value, { condition: opposite(equality(first, second.literal)) });
    case 'not':
      return result(value, { condition: opposite(conditionOf(first, facts)) });
    case 'and':
      return result(value, { condition: allOf(conditions()) });
    case 'or':
      return result(value, { condition: opposite(allOf(conditions().map(opposite))) });
    case 'sort':
      return result(first.shape, { ofItems: first.ofItems });
    case 'where':
      return result(first.shape, {
        ofItems: (key) => [...(first.ofItems?.(key) ?? []), ...factsOfWhere(given, key, facts)],
      });
    case 'group': {
      const names: [string, () => Shape][] = [
        ['key', below],
        ['items', () => first.shape],
      ];
      return result(listOf(() => group(names)));
    }
    case 'shared':
      return result(below());
    case 'lower':
      return result(first.shape.type === 'list' ? listOf(() => value) : value);
    case 'absent':
      return result(listOf(() => value));
    case 'totals':
      return result(listOf(() => anything));
    default:
      return result(value);
  }
}

/** Items that `where` leaves have one of its values, or any. */
function factsOfWhere([list = unknown, path, ...values]: readonly Given[], item: string, facts: Facts): Fact[] {
  if (typeof path?.literal !== 'string') return [];
  const there: Fact = { key: `${item}.${path.literal}`, there: true };
  const tagged = atPath(list, path.literal, facts)?.tagOf?.key;
  if (tagged === undefined || values.length === 0) return [there];
  return [there, { key: `${item}${tagged.slice(anItem.length)}`, kinds: values.map((one) => String(one.literal)) }];
}
