/** Which script a letter belongs to, and what follows from it: language tag, direction, and fonts that Word has. */

export type Script = 'latin' | 'greek' | 'cyrillic' | 'ethiopic' | 'arabic' | 'hebrew' | 'han' | 'kana' | 'hangul';

/** `latin` also stands for every script that is not told apart here, and for signs. */
export function scriptOf(letter: string): Script {
  return ranges.find(([, pattern]) => pattern.test(letter))?.[0] ?? 'latin';
}

const ranges: readonly (readonly [Script, RegExp])[] = [
  ['ethiopic', /[\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f]/u],
  ['cyrillic', /\p{Script=Cyrillic}/u],
  ['greek', /\p{Script=Greek}/u],
  ['arabic', /\p{Script=Arabic}/u],
  ['hebrew', /\p{Script=Hebrew}/u],
  ['hangul', /\p{Script=Hangul}/u],
  ['kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['han', /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u],
];

export interface ScriptTraits {
  /** BCP 47 of the most likely language, with its region as Word wants it. */
  readonly tag: string;
  readonly isRightToLeft?: true;
  /** A family that comes with Word on every system, for scripts that the embedded fonts lack. */
  readonly wordFont?: string;
}

/** What is known of a script besides its letters; nothing of Latin, which is set as the document is. */
export const scriptTraits: Readonly<Record<Exclude<Script, 'latin'>, ScriptTraits>> = {
  greek: { tag: 'el-GR' },
  cyrillic: { tag: 'ru-RU' },
  ethiopic: { tag: 'am-ET' },
  arabic: { tag: 'ar-SA', isRightToLeft: true, wordFont: 'Arial' },
  hebrew: { tag: 'he-IL', isRightToLeft: true, wordFont: 'Arial' },
  han: { tag: 'zh-CN', wordFont: 'SimSun' },
  kana: { tag: 'ja-JP', wordFont: 'MS Mincho' },
  hangul: { tag: 'ko-KR', wordFont: 'Batang' },
};

/** "am" of "am-ET". */
export function languageOf(tag: string): string {
  return tag.split('-')[0] ?? tag;
}
