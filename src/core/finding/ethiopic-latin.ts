/** Ethiopic letters in Latin ones, so that who reads only one of the two scripts can tell what a name sounds like. */

/**
 * The consonant of each row of eight letters from U+1200 on, by the system of BGN and PCGN for Amharic, but without the
 * marks of its consonants: letters that Amharic speaks alike are written alike, and those of its neighbours by the
 * nearest sound.
 */
const consonants =
  'h l h m s r s sh k kw k kw b v t ch h hw n ny - k kw kh kw w - z zh y d d j g gw g t ch p ts ts f p'.split(' ');
const vowels = ['e', 'u', 'i', 'a', 'ē', '', 'o', 'wa'];
const first = 0x1200;
/** Rows without a consonant of their own (አ), or with a breath only (ሀ): the first form is spoken as the fourth. */
const openRows = new Set(['h', '-']);

const letter = /[\u1200-\u1357]/;

export function isEthiopic(text: string): boolean {
  return letter.test(text);
}

/**
 * The text with its Ethiopic letters as Latin ones (`ኬንያ ሳይንስ አካዳሚ`: Kēnya Sayns Akadami), each word with a capital;
 * everything else stays. The sixth form is written without its vowel, but where a word would begin with two consonants.
 */
export function inLatin(text: string): string {
  return text.replace(/[\u1200-\u1357]+/g, (word) => {
    const spoken = [...word].map(latinLetter);
    const [begin = '', next = ''] = spoken;
    const isHard = !/[aeēiou]/.test(begin) && /^[^aeēiou]/.test(next);
    const joined = (isHard ? [`${begin}i`, ...spoken.slice(1)] : spoken).join('');
    return joined.charAt(0).toUpperCase() + joined.slice(1);
  });
}

function latinLetter(character: string, index: number): string {
  const code = character.charCodeAt(0) - first;
  const consonant = consonants[code >> 3] ?? '';
  const form = code & 7;
  const vowel = form === 0 && openRows.has(consonant) ? 'a' : (vowels[form] ?? '');
  if (consonant !== '-') return consonant + vowel;
  if (form === 7) return 'e';
  return vowel === '' && index === 0 ? 'i' : vowel;
}
