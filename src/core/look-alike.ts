/** Letters that look like others: a name may seem to be one that is known, and be another. */

/** Letters of other scripts that cannot be told from a small Latin letter, each followed by what it looks like. */
const twins = new Map(
  [
    ...['аa', 'ɑa', 'αa', 'сc', 'ϲc', 'ԁd', 'еe', 'ҽe', 'ɡg', 'һh', 'іi', 'ıi', 'ιi', 'јj', 'ϳj', 'кk', 'κk'],
    ...['ӏl', 'ǀl', 'мm', 'пn', 'оo', 'οo', 'օo', 'рp', 'ρp', 'ԛq', 'гr', 'ѕs', 'тt', 'υu', 'ʋu', 'սu', 'ѵv', 'νv'],
    ...['ԝw', 'ѡw', 'хx', 'χx', 'уy', 'ყy', 'γy', 'ᴢz', '‐-', '‑-', '–-', '—-', '−-'],
  ].map((pair) => [[...pair][0] ?? '', [...pair][1] ?? ''] as const),
);

/** What a name looks like: names of one look may be taken for one another. */
export function lookOf(name: string): string {
  const plain = [...name.normalize('NFKD').toLowerCase()]
    .filter((letter) => !/[\p{M}\p{Cf}]/u.test(letter))
    .map((letter) => twins.get(letter) ?? letter)
    .join('');
  return plain.replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('rn', 'm').replaceAll('vv', 'w');
}

/** Letters of a name that are not what they seem, in words; '' where there is none. */
export function foreignLetters(name: string): string {
  const found = [...new Set(name)].flatMap((letter) => {
    const twin = twins.get(letter.toLowerCase());
    const code = `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
    if (twin !== undefined) return [`${code} only looks like ${twin}`];
    return /[\p{M}\p{Cf}]/u.test(letter) ? [`${code} is not seen`] : [];
  });
  return found.join(', ');
}
