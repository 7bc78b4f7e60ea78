/**
 * Names of two scripts that sound alike: "ኬንያ ሳይንስ አካዳሚ" and "Kenya Academy of Sciences". Both are brought to the
 * consonants that are heard; vowels, which spelling hides, only speak against. Common words that Amharic does not
 * borrow but translates (ደቡብ, south) count as the same word.
 */
import { foldText } from '../register/find-records.ts';
import { bareWord } from './alike-names.ts';
import { inLatin, isEthiopic } from './ethiopic-latin.ts';

/**
 * Keys of which names that sound alike share one at least; the words may stand in any order. None for what cannot be
 * spoken (an acronym without a vowel) or is too short to tell.
 */
export function soundKeys(words: readonly string[]): string[] {
  if (words.some((word) => !isEthiopic(word) && !/[aeiouwy\d]/.test(word))) return [];
  let keys: string[][] = [[]];
  for (const word of words) {
    const sounds = soundsOf(word);
    keys = keys.flatMap((key) => sounds.map((sound) => [...key, sound])).slice(0, mostKeys);
  }
  return [...new Set(keys.map((key) => key.sort().join(' ')))].filter((key) => key.replaceAll("'", '').length > 1);
}

/** A name of many words with two readings each would have more keys than it is worth. */
const mostKeys = 32;

/** Whether two names that share a key may sound alike by their vowels as well; one of them is in Ethiopic letters. */
export function soundAlike(a: readonly string[], b: readonly string[]): boolean {
  const left = [...a];
  return (
    a.length === b.length &&
    b.every((word) => {
      const found = left.findIndex((other) => wordsSoundAlike(other, word));
      if (found >= 0) left.splice(found, 1);
      return found >= 0;
    })
  );
}

function wordsSoundAlike(a: string, b: string): boolean {
  return soundsOf(a).some((sound) => soundsOf(b).includes(sound) && (isMeaning(sound) || vowelsAgree(a, b, sound)));
}

/** What each word of an office’s name is in Amharic, where it is not the same word; the first names the meaning. */
const translations: readonly (readonly string[])[] = [
  ['south', 'southern', 'ደቡብ', 'ደቡባዊ'],
  ['north', 'northern', 'ሰሜን', 'ሰሜናዊ'],
  ['east', 'eastern', 'ምሥራቅ', 'ምሥራቃዊ'],
  ['west', 'western', 'ምዕራብ', 'ምዕራባዊ'],
  ['central', 'center', 'centre', 'ማዕከል', 'ማዕከላዊ'],
  ['united', 'የተባበሩት', 'ዩናይትድ'],
  ['union', 'ኅብረት'],
  ['world', 'ዓለም'],
  ['national', 'ብሔራዊ'],
  ['international', 'ዓለምአቀፍ'],
  ['egypt', 'egyptian', 'ግብፅ'],
  ['france', 'french', 'ፈረንሳይ'],
  ['greece', 'greek', 'ግሪክ'],
  ['india', 'indian', 'ሕንድ'],
  ['italy', 'italian', 'ጣሊያን', 'ኢጣሊያ'],
  ['republic', 'ሪፐብሊክ', 'ሪፑብሊክ'],
  ['island', 'islands', 'ደሴት', 'ደሴቶች'],
  ['bank', 'ባንክ'],
  ['university', 'universite', 'universidad', 'ዩኒቨርሲቲ', 'ዩኒቨርስቲ'],
  ['institute', 'institut', 'instituto', 'ኢንስቲትዩት', 'ኢንስቲቲዩት', 'ተቋም'],
  ['academy', 'አካዳሚ', 'አካዳሚክ'],
  ['ministry', 'ministere', 'ሚኒስቴር', 'ሚንስቴር'],
  ['agency', 'ኤጀንሲ'],
  ['organization', 'organisation', 'ኦርጋናይዜሽን', 'ድርጅት'],
  ['association', 'society', 'ማኅበር'],
  ['council', 'ምክርቤት'],
  ['science', 'sciences', 'ሳይንስ'],
  ['technology', 'technologies', 'ቴክኖሎጂ'],
  ['innovation', 'ኢኖቬሽን', 'ፈጠራ'],
  ['research', 'ምርምር'],
  ['education', 'ትምህርት'],
  ['health', 'ጤና'],
  ['agriculture', 'agricultural', 'ግብርና'],
  ['water', 'ውኃ'],
  ['development', 'ልማት'],
  ['cooperation', 'ትብብር'],
  ['industry', 'industrial', 'ኢንዱስትሪ'],
  ['energy', 'ኢነርጂ'],
  ['space', 'ጠፈር', 'ሕዋ'],
];

const meanings = new Map(
  translations.flatMap(([meaning = '', ...others]) =>
    [meaning, ...others].flatMap((word) => {
      const folded = foldText(word);
      return [folded, bareWord(folded)].map((each) => [each, `=${meaning}`] as const);
    }),
  ),
);

function isMeaning(sound: string): boolean {
  return sound.startsWith('=');
}

const known = new Map<string, readonly string[]>();

/** The readings of a word: what it means, where that is told, or its consonants, with and without an ending; a number stays. */
function soundsOf(word: string): readonly string[] {
  if (/\d/.test(word)) return [word];
  let sounds = known.get(word);
  if (sounds === undefined) {
    const meaning = readings(word).flatMap((each) => meanings.get(each) ?? []);
    sounds = meaning.length > 0 ? meaning.slice(0, 1) : [...new Set(readings(word).map((each) => soundOf(each)))];
    if (known.size > mostKnown) known.clear();
    known.set(word, sounds);
  }
  return sounds;
}

/** Words of a register repeat; more than these at once would only fill memory. */
const mostKnown = 20_000;

/**
 * An Amharic word also without the letters before and behind it; a Latin one also without the ending of a plural or of an
 * adjective, and with its ch as k (technology), which a word seldom begins with.
 */
function readings(word: string): string[] {
  if (isEthiopic(word)) return [word, bareWord(word)];
  const spelt = /.ch/.test(word) ? [word, word.replaceAll('ch', 'k')] : [word];
  return spelt.flatMap((each) => {
    if (each.length > 5 && each.endsWith('s')) return [each, each.slice(0, -1)];
    return each.length > 5 && each.endsWith('an') ? [each, each.slice(0, -1), each.slice(0, -2)] : [each];
  });
}

/** The consonants that are heard, those that spellings mix up as one; a vowel only where the word begins with one. */
function soundOf(word: string): string {
  return soundOfParts(partsOf(word));
}

interface Part {
  /** Empty at the beginning of a word, before its first consonant. */
  readonly consonant: string;
  /** What stands between it and the next one. */
  readonly vowels: string;
}

/**
 * Spellings of one sound, in the order in which they are tried; letters that spellings mix up (s and z, k and ch, g and
 * j) are one sound. What none fits, as an h within a word, is not heard.
 */
const spellings: readonly (readonly [spelling: RegExp, sound: string])[] = [
  [/(?:t|c|s)i(?=on|a|ou|en)/y, 's'],
  [/tch|tsh|tz|ts|cz|sch|sh|zh|s|z|c(?=[eiy])/y, 's'],
  [/^h/y, 'h'],
  [/ch/y, 'c'],
  [/c|kh|k|q/y, 'k'],
  [/ph|f|v/y, 'f'],
  [/dj|j|gu(?=[ei])|g/y, 'g'],
  [/[bdlmnprt]/y, ''],
];
const vowelsHere = /[aeēəiouwy]+/y;

function partsOf(word: string): Part[] {
  const latin = isEthiopic(word) ? inLatin(word).toLowerCase().replaceAll('e', 'ə') : word.replaceAll('x', 'ks');
  const parts: { consonant: string; vowels: string }[] = [];
  for (let at = 0; at < latin.length; ) {
    const part = parts.at(-1);
    vowelsHere.lastIndex = at;
    const vowels = vowelsHere.exec(latin)?.[0];
    if (vowels !== undefined) {
      if (part === undefined) parts.push({ consonant: "'", vowels });
      else part.vowels += vowels;
      at += vowels.length;
      continue;
    }
    const [length, sound] = soundAt(latin, at);
    at += length;
    if (sound === '') continue;
    if (part?.consonant === sound && part.vowels === '') continue;
    parts.push({ consonant: sound, vowels: '' });
  }
  return parts;
}

function soundAt(latin: string, at: number): [length: number, sound: string] {
  for (const [spelling, sound] of spellings) {
    spelling.lastIndex = at;
    const found = spelling.exec(latin)?.[0];
    if (found !== undefined) return [found.length, sound === '' ? found : sound];
  }
  return [1, ''];
}

/**
 * Vowels of two spellings cannot be compared one by one ("science", Sayns). Against a name speaks where the two have
 * none in common, and where only one ends in a vowel that is heard. One such place is let pass in a longer word; a
 * short one is heard more closely.
 */
function vowelsAgree(a: string, b: string, sound: string): boolean {
  const [left, right] = [partsThatSound(a, sound), partsThatSound(b, sound)];
  const isShort = sound.replace("'", '').length < 4;
  const against = left.filter(({ vowels }, index) => {
    const others = right[index]?.vowels ?? '';
    return areFar(vowels, others, index === left.length - 1) || (isShort && isRound(vowels) !== isRound(others));
  });
  return against.length <= (isShort ? 0 : 1);
}

function partsThatSound(word: string, sound: string): Part[] {
  const parts = readings(word).map(partsOf);
  return parts.find((each) => soundOfParts(each) === sound) ?? [];
}

function areFar(a: string, b: string, atEnd: boolean): boolean {
  if (a === '' || b === '') return /[ao]/.test(a + b) || (atEnd && /[iuyē]/.test(a + b));
  const places = placesOf(a);
  return !/ə/.test(a + b) && !placesOf(b).some((place) => places.includes(place));
}

/** Where the vowels are spoken; e lies between i and a. */
function placesOf(vowels: string): ('front' | 'open' | 'back')[] {
  return [
    ...(/[iyeē]/.test(vowels) ? (['front'] as const) : []),
    ...(/[aeē]/.test(vowels) ? (['open'] as const) : []),
    ...(isRound(vowels) ? (['back'] as const) : []),
  ];
}

function isRound(vowels: string): boolean {
  return /[ouw]/.test(vowels);
}

function soundOfParts(parts: readonly Part[]): string {
  return parts.map(({ consonant }) => consonant).join('');
}
