/** Text of a document as runs of Word. */
import { TextRun } from 'docx';
import { splitByScript } from './document.ts';
import { withoutControls } from './escape.ts';
import type { PaperStyle } from './paper-style.ts';
import { scriptTraits } from './scripts.ts';

export interface RunLook {
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly color?: string;
  readonly size?: number;
  readonly style?: string;
}

/**
 * Runs by script, each with its language, so that Word checks its spelling and breaks its lines as that language does.
 * Ethiopic letters get a font that has them, and another one where they are bold, be it by themselves or by the style of
 * their paragraph: Abyssinica has no bold, and Word would smear it. Ethiopic has no slanted letters.
 */
export function textRuns(style: PaperStyle, text: string, look: RunLook = {}, isInBold = false): TextRun[] {
  return splitByScript(withoutControls(text)).map((part) => {
    if (part.script === 'latin') return new TextRun({ ...look, text: part.text });
    const { tag, isRightToLeft, wordFont } = scriptTraits[part.script];
    const upright = look.italics === true ? { italics: false } : {};
    const language = { value: tag, eastAsia: tag, bidirectional: tag };
    if (part.script === 'ethiopic') {
      const isBold = look.bold === true || isInBold;
      const font = isBold ? style.fonts.ethiopicBold.name : style.fonts.ethiopic.name;
      return new TextRun({ ...look, ...upright, text: part.text, font, language });
    }
    const font = wordFont === undefined ? undefined : (style.fonts.others[0]?.name ?? wordFont);
    return new TextRun({
      ...look,
      text: part.text,
      language,
      ...(font === undefined ? {} : { font, ...upright }),
      ...(isRightToLeft === true ? { rightToLeft: true } : {}),
    });
  });
}
