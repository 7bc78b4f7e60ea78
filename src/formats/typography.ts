/** Where lines may not break. */

const joined = '\u00a0';

const months = 'January|February|March|April|May|June|July|August|September|October|November|December';
const units =
  'years?|months?|weeks?|days?|hours?|per cent|percent|million|billion|%|km²?|m²|ha|kg|t|kW|MW|GW|kWh|MHz|GHz|TB|PB';

/** Each has one group before and one behind the space that must not break. */
const unbreakable: readonly RegExp[] = [
  /\b([A-Z]{3}) (?=\d)/g,
  new RegExp(`\\b(\\d{1,2}) (?=(?:${months})\\b)`, 'g'),
  new RegExp(`\\b(${months}) (?=\\d{4}\\b)`, 'g'),
  new RegExp(`(\\d\\)?) (?=(?:${units})(?![\\p{L}\\p{N}]))`, 'gu'),
  /\b(Articles?|Annex|Table|Figure|Page|No\.|Proclamation) (?=\d)/g,
  /(አንቀጽ|ገጽ|ሠንጠረዥ|አባሪ) (?=\d)/g,
  /(\d) (?=ዓ\.ም|ዓመት|ወር|ቀን)/g,
];

/** The text with spaces that do not break within an amount, a date, a number and its unit, "Article" and its number. */
export function unbroken(text: string): string {
  return unbreakable.reduce((all, pattern) => all.replace(pattern, `$1${joined}`), text);
}

/** Words that must not end a line of a title. */
const leading = /(^|[\s\u00a0])(of|the|and|for|in|on|to|at|by|with|a|an|from|between|de|la|du|des|der|und) /gi;

/** A title that no line of ends with a small word. Twice, since one small word may follow another. */
export function unbrokenTitle(text: string): string {
  const once = (all: string): string => all.replace(leading, `$1$2${joined}`);
  return once(once(unbroken(text)));
}

/**
 * The narrowest width that needs no more lines than the full one, so that lines are about as long as each other and no
 * word stands alone. Widths are shares of the size of the letters; `text` breaks at its spaces only.
 */
export function balancedWidth(text: string, full: number): number {
  const words = text.split(/ +/).map(widthOf);
  const linesAt = (width: number): number => {
    let [lines, used] = [1, 0];
    for (const word of words) {
      const next = used === 0 ? word : used + 0.23 + word;
      if (next <= width || used === 0) used = next;
      else [lines, used] = [lines + 1, word];
    }
    return lines;
  };
  const lines = linesAt(full);
  if (lines === 1) return full;
  let [low, high] = [full * 0.3, full];
  for (let step = 0; step < 12; step += 1) {
    const middle = (low + high) / 2;
    if (linesAt(middle) > lines) low = middle;
    else high = middle;
  }
  return high;
}

/** About how wide a word is set in a serif, in ems. */
function widthOf(word: string): number {
  let width = 0;
  for (const letter of word) {
    if (/[ijltf.,;:'’()[\]|\u00a0-]/.test(letter)) width += 0.29;
    else if (/[mwMW]/.test(letter)) width += 0.85;
    else if (/\p{Lu}/u.test(letter)) width += 0.66;
    else if (/[\u1100-\u9fff\uac00-\ud7af]/u.test(letter)) width += /[\u1200-\u139f]/u.test(letter) ? 0.72 : 1;
    else width += 0.53;
  }
  return width;
}
