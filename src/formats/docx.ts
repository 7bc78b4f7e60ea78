/** A document as a Word file: real styles, numbering that renumbers, fields, and fonts embedded. */
import {
  BorderStyle,
  Footer,
  Header,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  TabStopType,
  TextRun,
  Document as WordDocument,
} from 'docx';
import { TextWatermark } from 'docx/watermarks';
import { type Document, footerText, type LoadAsset, splitByScript } from './document.ts';
import { Body, textWidth } from './docx-body.ts';
import { normalizeDocx } from './docx-normalize.ts';
import { textRuns } from './docx-runs.ts';
import { embeddedFonts, numberingConfig, paragraphStyles } from './docx-style.ts';
import { withoutControls } from './escape.ts';
import { wordsOf } from './words.ts';

/** The same document gives the same bytes. */
export async function writeDocx(document: Document, loadAsset: LoadAsset): Promise<Uint8Array> {
  const { meta } = document;
  const body = new Body(document);
  const word = new WordDocument({
    title: withoutControls(meta.title),
    creator: 'irc',
    lastModifiedBy: 'irc',
    fonts: await embeddedFonts(loadAsset),
    styles: paragraphStyles(meta.language),
    numbering: numberingConfig(meta.language),
    footnotes: Object.fromEntries(body.notes().map((children, index) => [index + 1, { children }])),
    features: { updateFields: false },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: 11906, height: 16838 },
            margin: { top: 1530, bottom: 1420, left: 1530, right: 1530, header: 700, footer: 620 },
          },
        },
        headers: {
          default: runningHeader(document),
          first: new Header({ children: [new Paragraph({ children: watermark(document) })] }),
        },
        footers: { default: pageFooter(document), first: pageFooter(document) },
        children: body.children(),
      },
    ],
  });
  return normalizeDocx(await Packer.toBuffer(word), meta.date);
}

function watermark(document: Document): ParagraphChild[] {
  const { mark } = document.meta;
  if (mark === '') return [];
  const text = withoutControls(mark);
  const font = splitByScript(text).some((part) => part.ethiopic) ? { font: 'Noto Sans Ethiopic' } : {};
  // The letters fill the width: a short word would become huge.
  const width = Math.min(400, 90 * [...text].length);
  return [new TextWatermark({ text, ...font, color: 'E4E4E4', opacity: 0.5, width })];
}

function runningHeader(document: Document): Header {
  return new Header({
    children: [
      new Paragraph({
        style: 'Header',
        border: { bottom: { style: BorderStyle.SINGLE, size: 4, color: 'B5B5B5', space: 4 } },
        children: [...watermark(document), ...textRuns(document.meta.title)],
      }),
    ],
  });
}

function pageFooter(document: Document): Footer {
  const { meta } = document;
  const [before = '', , between = '', , after = ''] = [...wordsOf(meta.language).page('', ''), ''];
  return new Footer({
    children: [
      new Paragraph({
        style: 'Footer',
        border: { top: { style: BorderStyle.SINGLE, size: 4, color: 'B5B5B5', space: 4 } },
        tabStops: [{ type: TabStopType.RIGHT, position: textWidth }],
        children: [
          ...textRuns(footerText(meta)),
          new TextRun({ text: '\t' }),
          ...textRuns(before),
          new TextRun({ children: [PageNumber.CURRENT] }),
          ...textRuns(between),
          new TextRun({ children: [PageNumber.TOTAL_PAGES] }),
          ...textRuns(after),
        ],
      }),
    ],
  });
}
