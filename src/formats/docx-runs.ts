/** Text of a document as runs of Word. */
import { TextRun } from 'docx';
import { splitByScript } from './document.ts';
import { withoutControls } from './escape.ts';

export interface RunLook {
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly color?: string;
  readonly size?: number;
  readonly style?: string;
}

/**
 * Runs by script: Ethiopic letters get a font that has them, and another one where they are bold, be it by themselves or
 * by the style of their paragraph: Abyssinica has no bold, and Word would smear it.
 */
export function textRuns(text: string, look: RunLook = {}, isInBold = false): TextRun[] {
  return splitByScript(withoutControls(text)).map((part) =>
    part.ethiopic
      ? new TextRun({
          ...look,
          text: part.text,
          font: look.bold === true || isInBold ? 'Noto Sans Ethiopic' : 'Abyssinica SIL',
          language: { value: 'am-ET', eastAsia: 'am-ET', bidirectional: 'am-ET' },
        })
      : new TextRun({ ...look, text: part.text }),
  );
}
