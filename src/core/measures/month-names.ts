/**
 * The names of the months of both calendars, in English and Amharic: lists of our own, since Intl spells them
 * differently from one version of ICU to the next and the same record must always give the same bytes.
 */

export interface Month {
  readonly calendar: 'gregorian' | 'ethiopian';
  /** 1 to 12, in the Ethiopian calendar to 13. */
  readonly month: number;
}

/**
 * The month of a name in any case: English or Amharic, a usual other spelling, or the first three letters or more of an
 * English one. No two months of the two calendars share their first three letters.
 */
export function monthNamed(name: string): Month | undefined {
  const word = foldAmharic(name.toLowerCase());
  const exact = byName.get(word);
  if (exact !== undefined || word.length < 3) return exact;
  for (const [known, month] of byName) if (known.startsWith(word)) return month;
  return undefined;
}

export const gregorianMonths: readonly string[] =
  'January February March April May June July August September October November December'.split(' ');

export const ethiopianMonths: readonly string[] =
  'Meskerem Tikimt Hidar Tahsas Tir Yekatit Megabit Miyazya Ginbot Sene Hamle Nehase Pagume'.split(' ');

export const gregorianMonthsAmharic: readonly string[] =
  'ጃንዋሪ ፌብሩዋሪ ማርች ኤፕሪል ሜይ ጁን ጁላይ ኦገስት ሴፕቴምበር ኦክቶበር ኖቬምበር ዲሴምበር'.split(' ');

export const ethiopianMonthsAmharic: readonly string[] =
  'መስከረም ጥቅምት ኅዳር ታኅሣሥ ጥር የካቲት መጋቢት ሚያዝያ ግንቦት ሰኔ ሐምሌ ነሐሴ ጳጉሜን'.split(' ');

/**
 * Amharic writes some sounds with several letters (ኅዳር and ህዳር, ዓ.ም. and አ.ም.); this makes them one, so that any
 * spelling is understood. Other text is left as it is.
 */
export function foldAmharic(text: string): string {
  return text.replace(/[ሐ-ሖኀ-ኆሠ-ሦዐ-ዖፀ-ፆሃኣ]/gu, (letter) => {
    const code = letter.codePointAt(0)!;
    const row = rows.find(({ from }) => code >= from && code <= from + 6);
    const folded = String.fromCodePoint(row === undefined ? code : row.to + code - row.from);
    return folded === 'ሃ' ? 'ሀ' : folded === 'ኣ' ? 'አ' : folded;
  });
}

/** Rows of seven letters that sound like another row, by their first letters. */
const rows = ['ሐሀ', 'ኀሀ', 'ሠሰ', 'ዐአ', 'ፀጸ'].map((pair) => ({ from: pair.codePointAt(0)!, to: pair.codePointAt(1)! }));

const otherSpellings: Readonly<Record<Month['calendar'], readonly string[]>> = {
  gregorian: ['ጃንዩወሪ ጃኑዋሪ', 'ፌብሩወሪ ፌብሯሪ', '', 'አፕሪል', '', '', '', '', '', 'ኦክተውበር', '', ''],
  ethiopian: [
    'maskaram',
    'tikemt tiqimt tekemt tekimt teqemt',
    'hedar',
    'tahisas tahesas tahsasse',
    'ter',
    'yakatit',
    'maggabit magabit',
    'miyaziya miazia miazya ሚያዚያ',
    'genbot',
    'senie sane',
    'hamlie',
    'nehasse nehasie nahase',
    'pagumen pagumien pagumiene pagwame ጳጉሜ ጷጉሜን ጷግሜን',
  ],
};

const byName = new Map<string, Month>();
for (const [calendar, lists] of [
  ['gregorian', [gregorianMonths, gregorianMonthsAmharic, otherSpellings.gregorian]],
  ['ethiopian', [ethiopianMonths, ethiopianMonthsAmharic, otherSpellings.ethiopian]],
] as const) {
  for (const list of lists) {
    list.forEach((names, index) => {
      for (const name of names.split(' ')) {
        if (name !== '') byName.set(foldAmharic(name.toLowerCase()), { calendar, month: index + 1 });
      }
    });
  }
}
