/** Items of lists that an action fills in (`picks`): which are open, and how one is named on a command line. */
import { wildcard } from '../paths.ts';
import type { ActionAnnotation, PicksAnnotation } from '../schemas/action-annotation.ts';
import { type Field, propertyOf, shortProperties } from '../schemas/field.ts';
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
  let spots: { field: Field; place: Place }[] = [{ field: kind.root, place: [] }];
  for (const step of steps) {
    spots = spots.flatMap(({ field, place }) => {
      if (step !== wildcard) {
        const property = propertyOf(field, step);
        return property === undefined ? [] : [{ field: property, place: [...place, step] }];
      }
      const items = valueAt(value, place);
      const { item } = field;
      return Array.isArray(items) && item !== undefined
        ? items.map((_entry, index) => ({ field: item, place: [...place, index] }))
        : [];
    });
  }
  return spots.map(({ field, place }) => ({ field, place, name: nameOf(field, valueAt(value, place)) }));
}

function nameOf(item: Field, value: Value | undefined): string {
  const first = shortProperties(item)[0] ?? item.properties[0];
  const name = first !== undefined && isMap(value) ? value[first.name] : undefined;
  return typeof name === 'string' ? name : '';
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
