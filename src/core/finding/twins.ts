/** Records of a kind that may be one and the same, entered twice: by the fields that the schema marks `unique`. */
import { printField } from '../fields/index.ts';
import { foldText } from '../register/find-records.ts';
import type { RecordEntry, Register } from '../register/register.ts';
import { distinctIds } from '../schemas/common-fields.ts';
import { type Field, keyOf, propertyOf } from '../schemas/field.ts';
import { lowerFirst } from '../schemas/place.ts';
import { isMap, type Place, type Value } from '../value.ts';
import { type ComparedName, comparedName, isNearName, isSlip } from './alike-names.ts';
import { inLatin, isEthiopic } from './ethiopic-latin.ts';
import { soundAlike, soundKeys } from './sound-alike.ts';

export interface Twin {
  readonly other: RecordEntry;
  /** What makes one think so, the strongest first; never empty. */
  readonly reasons: readonly TwinReason[];
}

export interface TwinReason {
  /** The place in the record that was asked about. */
  readonly place: Place;
  /** In words: `same country (South Africa)`, `names very alike: "Korea" and "Republic of Korea"`. */
  readonly text: string;
}

/** More than these would tell nobody more. */
const mostTwins = 3;
/** A word that so many names hold tells none of them from the others; the search for slips ends there. */
const mostCompared = 200;

/**
 * Records that may be the same as this one, the likeliest first, three at most. Those that either record names as
 * another (`distinct_from`) are left out. The register need not hold the record.
 */
export function likelyTwins(register: Register, record: RecordEntry): Twin[] {
  const marks = marksOf(register, record);
  if (marks.length === 0) return [];
  const index = indexOf(register, record.kind.name);
  const declared = new Set(distinctIds(record.value));
  const isOther = (other: RecordEntry): boolean =>
    other.id !== record.id && !declared.has(other.id) && !distinctIds(other.value).includes(record.id);
  const found = new Map<RecordEntry, TwinReason[]>();
  const add = (mark: Mark, other: Mark): void => {
    const reasons = found.get(other.record) ?? [];
    const text = reasonText(mark, other);
    const isKnown = reasons.some((reason) => reason.text === text) || (mark.name && reasons.some(isOfNames));
    if (!isKnown) reasons.push({ place: mark.place, text });
    found.set(other.record, reasons);
  };
  for (const mark of marks.filter(({ name }) => name === undefined)) {
    for (const other of some(index.same.get(mark.key), mostTwins, isOther)) add(mark, other);
  }
  const names = marks.filter(({ name }) => name !== undefined);
  for (const mark of names) {
    for (const key of keysOf(mark)) for (const other of some(index.same.get(key), mostTwins, isOther)) add(mark, other);
  }
  const different = new Map(names.map((mark) => [mark.name?.key, mark]));
  for (const mark of different.values()) {
    if (found.size >= mostTwins) break;
    for (const other of index.near(mark, isOther)) add(mark, other);
    for (const other of index.sounding(mark, isOther)) if (!found.has(other.record)) add(mark, other);
  }
  return [...found]
    .map(([other, reasons]) => ({ other, reasons }))
    .sort((a, b) => b.reasons.length - a.reasons.length || (a.other.id < b.other.id ? -1 : 1))
    .slice(0, mostTwins);
}

/** A value that should be one record's own. */
interface Mark {
  readonly record: RecordEntry;
  readonly place: Place;
  /** Path of the field that is marked. */
  readonly path: string;
  readonly title: string;
  /** As it is shown. */
  readonly shown: string;
  /** Equal for the same value of the same field. */
  readonly key: string;
  /** Absent for a code, of which only the same counts. */
  readonly name: ComparedName | undefined;
}

const namesAlike = 'names very alike: ';
const namesSoundAlike = 'names sound alike: ';

function isOfNames(reason: TwinReason): boolean {
  return reason.text.startsWith(namesAlike) || reason.text.startsWith(namesSoundAlike);
}

function reasonText(mark: Mark, other: Mark): string {
  const isSame = mark.path === other.path && foldText(mark.shown) === foldText(other.shown);
  if (isSame && mark.name === undefined) return `same ${lowerFirst(mark.title)} (${cut(mark.shown)})`;
  if (isSame) return `same ${lowerFirst(mark.title)}: "${cut(mark.shown)}"`;
  if (isEthiopic(mark.shown) === isEthiopic(other.shown))
    return `${namesAlike}"${cut(mark.shown)}" and "${cut(other.shown)}"`;
  return `${namesSoundAlike}${spoken(mark)} and ${spoken(other)}`;
}

/** A name, for who does not read Ethiopic letters with what it sounds like. */
function spoken({ shown }: Mark): string {
  return isEthiopic(shown) ? `"${cut(shown)}" (${cut(inLatin(shown))})` : `"${cut(shown)}"`;
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function keysOf(mark: Mark): string[] {
  return mark.name === undefined ? [mark.key] : [...new Set([`= ${mark.name.key}`, `~ ${mark.name.joined}`])];
}

const marksOfRecord = new WeakMap<RecordEntry, readonly Mark[]>();

function marksOf(register: Register, record: RecordEntry): readonly Mark[] {
  const known = marksOfRecord.get(record);
  if (known !== undefined) return known;
  const marks: Mark[] = [];
  const walk = (field: Field, value: Value, place: Place, title: string, within: string): void => {
    const { unique } = field.annotations;
    if (unique !== undefined && unique !== false) {
      const terms = typeof unique === 'object' ? unique : { alike: unique === 'alike' };
      const when = typeof unique === 'object' ? unique.when : undefined;
      if (when !== undefined && register.evaluate(record, when) !== true) return;
      for (const leaf of leavesOf(field, value, place)) {
        const name = terms.alike === true ? comparedName(leaf.text) : undefined;
        const key = JSON.stringify([field.path, within, foldText(leaf.text).replace(/[\s-]+/g, '')]);
        const shown = printField(leaf.field, leaf.text, { register, language: 'en' });
        marks.push({ record, place: leaf.place, path: field.path, title, shown: within + shown, key, name });
      }
    } else if (Array.isArray(value)) {
      const { item } = field;
      if (item === undefined) return;
      value.forEach((entry, index) => {
        walk(item, entry, [...place, index], item.title, keyText(field, entry));
      });
    } else if (isMap(value)) {
      for (const [name, entry] of Object.entries(value)) {
        const property = propertyOf(field, name);
        if (property !== undefined) walk(property, entry, [...place, name], within ? title : property.title, within);
      }
    }
  };
  walk(record.kind.root, record.value, [], '', '');
  marksOfRecord.set(record, marks);
  return marks;
}

/** What tells the item of a list from the others is part of the value: one number in two registers is two codes. */
function keyText(list: Field, item: Value): string {
  const parts = keyOf(list).map((name) => {
    const property = list.item && propertyOf(list.item, name);
    const part = isMap(item) && Object.hasOwn(item, name) ? item[name] : undefined;
    return property?.annotations.unique === undefined && typeof part === 'string' ? `${part} ` : '';
  });
  return parts.join('');
}

/** The texts and numbers of a marked field: of a text by language, each language. */
function leavesOf(field: Field, value: Value, place: Place): { field: Field; text: string; place: Place }[] {
  if (typeof value === 'string' || typeof value === 'number') {
    return value === '' ? [] : [{ field, text: String(value), place }];
  }
  if (Array.isArray(value) && field.item !== undefined) {
    const { item } = field;
    return value.flatMap((entry, index) => leavesOf(item, entry, [...place, index]));
  }
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([name, entry]) => {
    const property = propertyOf(field, name);
    return property === undefined || typeof entry !== 'string' ? [] : leavesOf(property, entry, [...place, name]);
  });
}

interface TwinIndex {
  /** Marks by what is equal for the same code or name. */
  readonly same: ReadonlyMap<string, readonly Mark[]>;
  /** Marks whose name differs from that of a mark by slips. */
  near(mark: Mark, isOther: (record: RecordEntry) => boolean): Mark[];
  /** Marks whose name is of the other script and sounds like that of a mark. */
  sounding(mark: Mark, isOther: (record: RecordEntry) => boolean): Mark[];
}

const indexes = new WeakMap<Register, Map<string, TwinIndex>>();

/** Gathered once for a register: looking up a record then costs no pass over the others. */
function indexOf(register: Register, kind: string): TwinIndex {
  const known = indexes.get(register) ?? new Map<string, TwinIndex>();
  indexes.set(register, known);
  let index = known.get(kind);
  if (index === undefined) {
    index = makeIndex(register.ofKind(kind).flatMap((record) => marksOf(register, record)));
    known.set(kind, index);
  }
  return index;
}

function makeIndex(marks: readonly Mark[]): TwinIndex {
  const same = new Map<string, Mark[]>();
  const byWord = new Map<string, Mark[]>();
  for (const mark of marks) {
    for (const key of keysOf(mark)) append(same, key, mark);
    for (const word of new Set(mark.name?.words)) append(byWord, word, mark);
  }
  let spellings: Map<string, string[]> | undefined;
  const slipsOf = (word: string): string[] => {
    spellings ??= spellingsOf(byWord.keys());
    const candidates = new Set(shortened(word).flatMap((each) => spellings?.get(each) ?? []));
    return [...candidates].filter((other) => other === word || isSlip(word, other, false));
  };
  // Most registers hold few names in one of the two scripts, or none: nothing is gathered until a name asks for it.
  const bySound = new Map<boolean, Map<string, Mark[]>>();
  const soundsOf = (ofEthiopic: boolean): ReadonlyMap<string, readonly Mark[]> => {
    let sounds = bySound.get(ofEthiopic);
    if (sounds === undefined) {
      sounds = new Map();
      for (const mark of marks) {
        if (mark.name === undefined || isEthiopic(mark.shown) !== ofEthiopic) continue;
        for (const key of soundKeys(mark.name.written)) append(sounds, key, mark);
      }
      bySound.set(ofEthiopic, sounds);
    }
    return sounds;
  };
  return {
    same,
    sounding: ({ name, shown }, isOther) => {
      const sounds = soundsOf(!isEthiopic(shown));
      if (name === undefined || sounds.size === 0) return [];
      const candidates = new Set(
        soundKeys(name.written).flatMap((key) => sounds.get(key)?.slice(0, mostCompared) ?? []),
      );
      return some([...candidates], mostTwins, isOther, ({ name: other }) =>
        other === undefined ? false : soundAlike(name.written, other.written),
      );
    },
    near: (mark, isOther) => {
      const { name } = mark;
      if (name === undefined) return [];
      // Every word must be found again, so it is enough to look where one of them is: the rarest.
      const count = (word: string): number => byWord.get(word)?.length ?? 0;
      const rarest = name.words.reduce((best, word) => (count(word) < count(best) ? word : best));
      const postings = slipsOf(rarest).flatMap((word) => byWord.get(word) ?? []);
      return some(postings.slice(0, mostCompared), mostTwins, isOther, ({ name: other }) =>
        other === undefined ? false : isNearName(name, other),
      );
    },
  };
}

/** Words by each spelling that lacks at most one of their letters: two words one slip apart share such a spelling. */
function spellingsOf(words: Iterable<string>): Map<string, string[]> {
  const spellings = new Map<string, string[]>();
  for (const word of words) for (const each of shortened(word)) append(spellings, each, word);
  return spellings;
}

function shortened(word: string): string[] {
  const isTold = word.length < 4 || word.length > 40 || /\d/.test(word);
  const without = isTold ? [] : Array.from(word, (_, index) => word.slice(0, index) + word.slice(index + 1));
  return [word, ...new Set(without)];
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

/** The first few marks of other records. */
function some(
  marks: readonly Mark[] | undefined,
  most: number,
  isOther: (record: RecordEntry) => boolean,
  fits: (mark: Mark) => boolean = () => true,
): Mark[] {
  const found: Mark[] = [];
  for (const mark of marks ?? []) {
    if (!isOther(mark.record) || !fits(mark)) continue;
    found.push(mark);
    if (found.length === most) break;
  }
  return found;
}
