import { describe, expect, it } from 'vitest';
import { comparedName, isNearName } from '../../../src/core/finding/alike-names.ts';

function alike(a: string, b: string): 'same' | 'near' | 'other' {
  const [left, right] = [comparedName(a), comparedName(b)];
  if (left.key === right.key || left.joined === right.joined) return 'same';
  return isNearName(left, right) ? 'near' : 'other';
}

describe('names that may mean one and the same', () => {
  it.each([
    ['Korea', 'Republic of Korea'],
    ['Korea, Republic of', 'The Republic of Korea'],
    ['Kingdom of the Netherlands', 'Netherlands'],
    ['République de Djibouti', 'Djibouti'],
    ['Российская Федерация', 'российская федерация'],
    ['UNESCO', 'Unesco'],
    ['Côte d’Ivoire', "Cote d'Ivoire"],
    ['Ministry of Science and Technology', 'Ministry of Technology & Science'],
    ['African Union (AU)', 'African Union'],
    ['Addis Ababa University', 'Addisababa University'],
    ['የኢኖቬሽንና ቴክኖሎጂ ሚኒስቴር', 'ኢኖቬሽን ቴክኖሎጂ ሚኒስቴር'],
    ['የኮሪያ ሪፐብሊክ', 'ኮሪያ'],
    // ሐ and ሀ, ሠ and ሰ, ፀ and ጸ sound alike.
    ['ፀሐይ ሠራተኞች', 'ጸሀይ ሰራተኞች'],
  ])('%s = %s', (a, b) => expect(alike(a, b)).toBe('same'));

  it.each([
    ['Ministry of Science and Technology', 'Ministry of Sciences and Technology'],
    ['Addis Ababa University', 'Adis Abeba University'],
    ['Netherlands', 'Netherland'],
    ['ደቡብ አፍሪካ', 'ደቡብ አፍሪቃ'],
  ])('%s ~ %s', (a, b) => expect(alike(a, b)).toBe('near'));

  it.each([
    ['Iran', 'Iraq'],
    ['State University of New York', 'University of New York'],
    ['Gambia', 'Zambia'],
    ['Niger', 'Nigeria'],
    ['South Korea', 'North Korea'],
    ['Republic of the Congo', 'Democratic Republic of the Congo'],
    ['Republic of Korea', 'Democratic People’s Republic of Korea'],
    ['Water harvesting, phase 1', 'Water harvesting, phase 2'],
    ['Water harvesting I', 'Water harvesting II'],
    ['Ministry of Science', 'Ministry of Science and Technology'],
    ['KOICA', 'KOICE'],
    // Names of two scripts are compared by their sound.
    ['Korea', 'ኮሪያ'],
  ])('%s is not %s', (a, b) => expect(alike(a, b)).toBe('other'));

  it('takes no longer for texts that are no names', () => {
    const long = `${'a'.repeat(5000)} ${'b'.repeat(5000)}`;
    expect(comparedName(long).joined.length).toBeLessThan(201);
  });
});
