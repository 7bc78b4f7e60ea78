import { describe, expect, it } from 'vitest';
import { comparedName } from '../../../src/core/finding/alike-names.ts';
import { inLatin } from '../../../src/core/finding/ethiopic-latin.ts';
import { soundAlike, soundKeys } from '../../../src/core/finding/sound-alike.ts';

function soundsLike(amharic: string, latin: string): boolean {
  const [a, b] = [comparedName(amharic).written, comparedName(latin).written];
  const keys = soundKeys(b);
  return soundKeys(a).some((key) => keys.includes(key)) && soundAlike(a, b);
}

describe('a name in Ethiopic letters', () => {
  it.each([
    ['ኬንያ ሳይንስ አካዳሚ', 'Kēnya Sayns Akadami'],
    ['ኢትዮጵያ (ኢት)', 'Ityopya (It)'],
    ['ትሪስታን ጐንደር', 'Tiristan Gwender'],
    ['እስራኤል 2019', 'Israēl 2019'],
  ])('%s is read %s', (amharic, latin) => expect(inLatin(amharic)).toBe(latin));

  it.each([
    ['ኬንያ ሳይንስ አካዳሚ', 'Kenya Academy of Sciences'],
    ['የኢኖቬሽንና ቴክኖሎጂ ሚኒስቴር', 'Ministry of Innovation and Technology'],
    ['አዲስ አበባ ዩኒቨርሲቲ', 'Addis Ababa University'],
    ['የዓለም ጤና ድርጅት', 'World Health Organization'],
    ['የአፍሪካ ህብረት', 'African Union'],
    ['ደቡብ አፍሪካ', 'Republic of South Africa'],
    ['ኮሪያ ሪፐብሊክ', 'Korea'],
    ['ዩኔስኮ', 'UNESCO'],
    ['ጅማ ዩኒቨርሲቲ', 'Jimma University'],
    ['ማክስ ፕላንክ ኢንስቲትዩት', 'Max Planck Institute'],
    ['ሜክሲኮ', 'Mexico'],
  ])('%s sounds like %s', (amharic, latin) => expect(soundsLike(amharic, latin)).toBe(true));

  it.each([
    ['ኬንያ', 'China'],
    ['ኒጀር', 'Nigeria'],
    ['ሰሜን ኮሪያ', 'South Korea'],
    ['ጋና', 'Guinea'],
    ['ማሊ', 'Malawi'],
    ['የመን', 'Oman'],
    ['ኬንያ', 'KN'],
    ['ኬንያ 7', 'Kenya 8'],
    ['ኬንያ ሳይንስ አካዳሚ', 'Kenya Academy of Arts'],
    ['ኬንያ ሳይንስ አካዳሚ', 'Academy of Sciences'],
  ])('%s does not sound like %s', (amharic, latin) => expect(soundsLike(amharic, latin)).toBe(false));

  it('finds most countries of the world again, and takes next to none for another', () => {
    const regions = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].flatMap((a) =>
      [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((b) => a + b),
    );
    const [english, amharic] = ['en', 'am'].map((language) => {
      const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
      return (code: string): string | undefined => names.of(code);
    });
    const named = regions.flatMap((code) => {
      const [latin, ethiopic] = [english?.(code), amharic?.(code)];
      return latin === undefined || ethiopic === undefined || !/[\u1200-\u1357]/.test(ethiopic)
        ? []
        : [{ latin, ethiopic }];
    });
    const byKey = new Map<string, string[]>();
    for (const { latin } of named) {
      for (const key of soundKeys(comparedName(latin).written)) byKey.set(key, [...(byKey.get(key) ?? []), latin]);
    }
    const found = named.map(({ latin, ethiopic }) => {
      const keys = soundKeys(comparedName(ethiopic).written);
      const heard = new Set(keys.flatMap((key) => byKey.get(key) ?? []).filter((other) => soundsLike(ethiopic, other)));
      return { isFound: heard.has(latin), others: [...heard].filter((other) => other !== latin).length };
    });
    expect(named.length).toBeGreaterThan(250);
    expect(found.filter(({ isFound }) => isFound).length / named.length).toBeGreaterThan(0.75);
    // Sudan for Sweden, Norway for Nauru, and what has a second code.
    expect(found.filter(({ others }) => others > 0).length).toBeLessThan(named.length / 40);
  });
});
