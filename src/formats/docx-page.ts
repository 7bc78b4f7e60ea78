/** What stands around the text of a page in Word: its mark, its head and its foot. */
import { Footer, Header, PageNumber, Paragraph, type ParagraphChild, TabStopType, TextRun } from 'docx';
import { TextWatermark } from 'docx/watermarks';
import { type Document, footerText, splitByScript } from './document.ts';
import { textRuns } from './docx-runs.ts';
import { colour, rule, textWidth } from './docx-style.ts';
import { withoutControls } from './escape.ts';
import { wordsOf } from './words.ts';

/** The mark across a page; nothing where there is none. */
export function watermark(document: Document): ParagraphChild[] {
  const { mark } = document.meta;
  if (mark === '') return [];
  const text = withoutControls(mark);
  const { style } = document.meta;
  const isEthiopic = splitByScript(text).some((part) => part.ethiopic);
  const font = isEthiopic ? style.fonts.ethiopicBold.name : style.fonts.text.name;
  // The letters fill the width: a short word would become huge.
  const width = Math.min(440, 90 * [...text].length);
  // In the proportions of the letters, which would else be pressed flat.
  const height = Math.round((width / [...text].length) * 1.85);
  // Along the diagonal of the page, as in PDF.
  const rotation = Math.round((-Math.atan2(style.page.height, style.page.width) * 180) / Math.PI);
  return [
    new TextWatermark({
      text,
      font,
      bold: true,
      color: colour(style, 'mark'),
      opacity: 1,
      width,
      height,
      rotation,
    }),
  ];
}

/** The title on every page but the first. */
export function runningHeader(document: Document): Header {
  const { style } = document.meta;
  return new Header({
    children: [
      new Paragraph({
        style: 'Header',
        border: { bottom: { ...rule(style, 'rule', 4), space: 4 } },
        children: [...watermark(document), ...textRuns(style, document.meta.title)],
      }),
    ],
  });
}

/** The words at the foot, and the number of the page. */
export function pageFooter(document: Document): Footer {
  const { meta } = document;
  const { style } = meta;
  const [before = '', , between = '', , after = ''] = [...wordsOf(meta.language).page('', ''), ''];
  return new Footer({
    children: [
      new Paragraph({
        style: 'Footer',
        border: { top: { ...rule(style, 'rule', 4), space: 4 } },
        tabStops: [{ type: TabStopType.RIGHT, position: textWidth(style) }],
        children: [
          ...textRuns(style, footerText(meta)),
          new TextRun({ text: '\t' }),
          ...textRuns(style, before),
          new TextRun({ children: [PageNumber.CURRENT] }),
          ...textRuns(style, between),
          new TextRun({ children: [PageNumber.TOTAL_PAGES] }),
          ...textRuns(style, after),
        ],
      }),
    ],
  });
}
