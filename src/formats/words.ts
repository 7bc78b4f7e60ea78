/** The few words that documents need by themselves, and numbers in words. */

interface Words {
  readonly article: (number: number) => string;
  readonly annex: (number: number) => string;
  readonly page: (page: string, pages: string) => readonly string[];
  /** Before and after a word that is quoted. */
  readonly quotes: readonly [string, string];
  readonly notes: string;
  /** Above the numbers of a chart, and in place of a chart that has none. */
  readonly figures: string;
  readonly noFigures: string;
  /** Leads from a note to where it is used. */
  readonly back: (note: number) => string;
  readonly and: string;
  readonly month: (count: number) => string;
  readonly year: (count: number) => string;
}

const english: Words = {
  article: (number) => `Article ${number}`,
  annex: (number) => `Annex ${number}`,
  page: (page, pages) => ['Page ', page, ' of ', pages],
  quotes: ['“', '”'],
  notes: 'Notes',
  figures: 'Figures',
  noFigures: 'No figures yet',
  back: (note) => `Back to note ${note} in the text`,
  and: 'and',
  month: (count) => (count === 1 ? 'month' : 'months'),
  year: (count) => (count === 1 ? 'year' : 'years'),
};

const amharic: Words = {
  article: (number) => `አንቀጽ ${number}`,
  annex: (number) => `አባሪ ${number}`,
  page: (page, pages) => ['ገጽ ', page, ' ከ ', pages],
  quotes: ['«', '»'],
  notes: 'ማስታወሻዎች',
  figures: 'አኃዞች',
  noFigures: 'እስካሁን አኃዝ የለም',
  back: (note) => `ወደ ማስታወሻ ${note} ቦታ ተመለስ`,
  and: 'እና',
  month: () => 'ወር',
  year: () => 'ዓመት',
};

/** What stands at a text that no speaker of its language has confirmed. */
export function uncheckedMark(language: string): string {
  return language === 'am' ? '(ትርጉሙ ይረጋገጥ)' : '(translation to be checked)';
}

export function wordsOf(language: string): Words {
  return language === 'am' ? amharic : english;
}

const englishOnes = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const englishTens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const amharicOnes = ['ዜሮ', 'አንድ', 'ሁለት', 'ሦስት', 'አራት', 'አምስት', 'ስድስት', 'ሰባት', 'ስምንት', 'ዘጠኝ'];
const amharicTens = ['', 'አሥር', 'ሃያ', 'ሠላሳ', 'አርባ', 'ሃምሳ', 'ስልሳ', 'ሰባ', 'ሰማንያ', 'ዘጠና'];

/** A whole number from 0 to 999 in words; others stay figures. */
export function numberInWords(number: number, language: string): string {
  if (!Number.isInteger(number) || number < 0 || number > 999) return String(number);
  return language === 'am' ? inAmharic(number) : inEnglish(number);
}

function inEnglish(number: number): string {
  if (number < 20) return englishOnes[number] ?? '';
  if (number < 100) {
    const ones = number % 10;
    return `${englishTens[Math.floor(number / 10)]}${ones === 0 ? '' : `-${englishOnes[ones]}`}`;
  }
  const rest = number % 100;
  return `${englishOnes[Math.floor(number / 100)]} hundred${rest === 0 ? '' : ` and ${inEnglish(rest)}`}`;
}

function inAmharic(number: number): string {
  if (number < 10) return amharicOnes[number] ?? '';
  const ones = number % 10;
  if (number < 20) return ones === 0 ? 'አሥር' : `አሥራ ${amharicOnes[ones]}`;
  if (number < 100) return `${amharicTens[Math.floor(number / 10)]}${ones === 0 ? '' : ` ${amharicOnes[ones]}`}`;
  const rest = number % 100;
  return `${amharicOnes[Math.floor(number / 100)]} መቶ${rest === 0 ? '' : ` ${inAmharic(rest)}`}`;
}

/** A term of months in words and figures: whole years as years ("five (5) years"). */
export function periodInWords(months: number, language: string): string {
  const words = wordsOf(language);
  const isYears = months >= 12 && months % 12 === 0;
  const count = isYears ? months / 12 : months;
  const unit = isYears ? words.year(count) : words.month(count);
  return `${numberInWords(count, language)} (${count}) ${unit}`;
}

/** "a, b and c" in the language. */
export function joinInWords(items: readonly string[], language: string): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(language === 'am' ? '፣ ' : ', ')} ${wordsOf(language).and} ${items.at(-1)}`;
}

/** How often: "every year", "every six (6) months". */
export function everyInWords(months: number, language: string): string {
  const each = language === 'am' ? 'በየ' : 'every ';
  if (months === 12) return language === 'am' ? 'በየዓመቱ' : 'every year';
  if (months === 1) return language === 'am' ? 'በየወሩ' : 'every month';
  return `${each}${periodInWords(months, language)}`;
}

/** Lower case for the middle of a sentence, unless the word is an abbreviation or a language. */
export function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) && !names.has(text.split(' ')[0] ?? '')
    ? `${text[0]?.toLowerCase()}${text.slice(1)}`
    : text;
}

const names = new Set([
  'Amharic',
  'Arabic',
  'Chinese',
  'English',
  'French',
  'German',
  'Korean',
  'Oromo',
  'Portuguese',
  'Russian',
  'Spanish',
  'Somali',
  'Tigrinya',
]);

/** Names that English speaks with "the": a common noun bears them, at their end or before "of", "for" or "on". */
const commonNouns = [
  ...[
    'Academy',
    'Agency',
    'Alliance',
    'Assembly',
    'Association',
    'Authority',
    'Bank',
    'Board',
    'Bureau',
    'Center',
    'Centre',
  ],
  ...['Commission', 'Committee', 'Commonwealth', 'Community', 'Confederation', 'Consortium', 'Corporation', 'Council'],
  ...['Department', 'Directorate', 'Emirates', 'Facility', 'Federation', 'Forum', 'Foundation', 'Fund', 'Government'],
  ...['Initiative', 'Institute', 'Institution', 'Kingdom', 'League', 'Ministry', 'Mission', 'Network', 'Office'],
  ...[
    'Organisation',
    'Organization',
    'Programme',
    'Program',
    'Republic',
    'Secretariat',
    'Service',
    'Society',
    'States',
  ],
  ...['Trust', 'Union', 'Bahamas', 'Comoros', 'Gambia', 'Maldives', 'Netherlands', 'Philippines'],
];

/** The name within a sentence: "the African Union", "the Republic of Kenya", but "Japan" and "Adama University". */
export function withArticle(name: string, language: string): string {
  if (language === 'am') return name;
  if (/^the /i.test(name)) return `the${name.slice(3)}`;
  if (/\S (University|College|School)\b/.test(name)) return name;
  const last = / ?\(.*\)$/.test(name) ? name.replace(/ ?\(.*\)$/, '') : name;
  const isCommon = / (of|for|on) /.test(name) || commonNouns.includes(last.split(' ').at(-1) ?? '');
  return isCommon ? `the ${name}` : name;
}
