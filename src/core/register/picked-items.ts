/** Items of lists that an action fills in (`picks`): which are open, and how one is named on a command line. */
import { wildcard } from '../paths.ts';
import type { ActionAnnotation, PicksAnnotation } from '../schemas/action-annotation.ts';
import { type Field, keyOf, propertyOf, shortProperties } from '../schemas/field.ts';
import { isMap, type Place, type Value, valueAt } from '../value.ts';
import { foldText } from './find-records.ts';
import type { RecordEntry, Register } from './register.ts';

export interface OpenItem {
  readonly place: Place;
  /** The item of the list that it lies in. */
  readonly field: Field;
  /** What it is called: the text that its short form has. */
  readonly name: string;
  /** A few words of the name with hyphens, which no other open item has: `train-two-operators`. */
  readonly handle: string;
}

/** The lists that an action picks from; [] where it picks none. */
export function pickedLists({ picks }: ActionAnnotation): readonly string[] {
  return picks === undefined ? [] : [picks.from].flat();
}

/** The items of a record that an action may be done with, in the order of its schema and of the record. */
export function openItems(register: Register, record: RecordEntry, picks: PicksAnnotation): OpenItem[] {
  const items = [picks.from].flat().flatMap((path) => itemsAt(record, path));
  const open = items.filter(
    ({ place }) =>
      picks.when === undefined || register.evaluate(record, picks.when, register.viewAt(record, place)) === true,
  );
  const words = open.map(({ name }) => wordsOf(name));
  return open.map((item, index) => ({ ...item, handle: handleOf(words, index) }));
}

/**
 * The item that is meant by words: its handle, its whole name, or a part of it that only one has. Several where they do not say
 * which, and none where nothing is called so.
 */
export function itemsNamed(items: readonly OpenItem[], text: string): readonly OpenItem[] {
  const wanted = wordsOf(text).join('-');
  if (wanted === '') return [];
  const names = items.map((item) => ({ item, name: wordsOf(item.name).join('-') }));
  const whole = names.filter(({ item, name }) => item.handle === wanted || name === wanted);
  const found = whole.length > 0 ? whole : names.filter(({ name }) => name.includes(wanted));
  return found.map(({ item }) => item);
}

/** The list items at a path, in which `*` stands for each item on the way. */
function itemsAt({ kind, value }: RecordEntry, path: string): Omit<OpenItem, 'handle'>[] {
  const steps = [...path.split('.'), wildcard];
  let spots: Omit<OpenItem, 'handle'>[] = [{ field: kind.root, place: [], name: '' }];
  for (const step of steps) {
    spots = spots.flatMap(({ field, place, name }) => {
      if (step !== wildcard) {
        const property = propertyOf(field, step);
        return property === undefined ? [] : [{ field: property, place: [...place, step], name }];
      }
      const items = valueAt(value, place);
      const { item } = field;
      if (!Array.isArray(items) || item === undefined) return [];
      return items.map((entry, index) => ({ field: item, place: [...place, index], name: nameOf(field, entry, name) }));
    });
  }
  return spots;
}

/** The text that an item begins with; one that has none is called by its key, as a part of what it lies in: "Sites 2027-06-30". */
function nameOf(list: Field, entry: Value, above: string): string {
  const value = isMap(entry) ? entry : {};
  const first = list.item && (shortProperties(list.item)[0] ?? list.item.properties[0]);
  const text = first?.type === 'text' || first?.type === 'long-text' ? value[first.name] : undefined;
  if (typeof text === 'string') return text;
  const key = keyOf(list).flatMap((name) => (value[name] === undefined ? [] : [String(value[name])]));
  return [above, ...key].filter((part) => part !== '').join(' ');
}

function wordsOf(text: string): string[] {
  return foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** So many words tell people what is meant. */
const fewWords = 4;

/** The first words of a name, as many as no other begins with; names that are the same are numbered. */
function handleOf(names: readonly (readonly string[])[], index: number): string {
  const own = names[index] ?? [];
  const begins = (count: number): number[] => {
    const lead = own.slice(0, count).join('-');
    return names.flatMap((other, at) => (other.slice(0, count).join('-') === lead ? [at] : []));
  };
  for (let count = Math.min(fewWords, own.length); count < own.length; count += 1)
    if (begins(count).length === 1) return own.slice(0, count).join('-');
  const same = names.flatMap((other, at) => (other.join('-') === own.join('-') ? [at] : []));
  const number = same.indexOf(index);
  return [...own, ...(number > 0 ? [String(number + 1)] : [])].join('-');
}
