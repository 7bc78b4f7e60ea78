/** A document as a Word file: real styles, numbering that renumbers, fields, and fonts embedded. */
import { convertMillimetersToTwip, Header, Packer, Paragraph, Document as WordDocument } from 'docx';
import { type Document, type LoadAsset, partsOf } from './document.ts';
import { Body } from './docx-body.ts';
import { embeddedFonts, FontStandIns } from './docx-fonts.ts';
import { normalizeDocx } from './docx-normalize.ts';
import { numberingConfig } from './docx-numbering.ts';
import { pageFooter, runningHeader, watermark } from './docx-page.ts';
import { paragraphStyles } from './docx-style.ts';
import { withoutControls } from './escape.ts';

/** The same document gives the same bytes. */
export async function writeDocx(document: Document, loadAsset: LoadAsset): Promise<Uint8Array> {
  const { meta } = document;
  const { style } = meta;
  const { page, margins } = style;
  const mm = convertMillimetersToTwip;
  const author = withoutControls(meta.author ?? 'irc');
  const parts = partsOf(document);
  const fonts = new FontStandIns(loadAsset);
  const bodies: Body[] = [];
  let notes = 0;
  for (const part of parts) {
    bodies.push(new Body(part, notes));
    notes += part.notes.length;
  }
  const word = new WordDocument({
    title: withoutControls(meta.title),
    ...(meta.subject === undefined ? {} : { subject: withoutControls(meta.subject) }),
    ...(meta.keywords === undefined ? {} : { keywords: withoutControls(meta.keywords.join(', ')) }),
    creator: author,
    lastModifiedBy: author,
    fonts: await embeddedFonts(style, fonts.load),
    // Amharic runs say themselves that they are; what else stands in a paper of several texts is not.
    styles: paragraphStyles(parts.length > 1 ? 'en' : meta.language, style),
    numbering: { config: parts.flatMap((part) => numberingConfig(part.meta.language, style, part.scope).config) },
    footnotes: Object.fromEntries(
      bodies.flatMap((body) => body.notes()).map((children, index) => [index + 1, { children }]),
    ),
    features: { updateFields: false },
    sections: parts.map((part, index) => ({
      properties: {
        titlePage: true,
        page: {
          size: { width: mm(page.width), height: mm(page.height) },
          margin: {
            top: mm(margins.top),
            bottom: mm(margins.bottom),
            left: mm(margins.left),
            right: mm(margins.right),
            header: mm(margins.top / 2),
            footer: mm(margins.bottom / 2),
          },
        },
      },
      headers: {
        default: runningHeader(part),
        first: new Header({ children: [new Paragraph({ children: watermark(part) })] }),
      },
      footers: { default: pageFooter(part), first: pageFooter(part) },
      children: bodies[index]?.children() ?? [],
    })),
  });
  return normalizeDocx(await Packer.toBuffer(word), meta, (standIn) => fonts.fontOf(standIn));
}
