/** The table of formats. A writer is loaded only when a document of its format is made. */
import type { Document, LoadAsset } from './document.ts';

export interface Format {
  readonly name: string;
  readonly extension: string;
  readonly write: (document: Document, loadAsset: LoadAsset) => Promise<Uint8Array>;
  /** What the reader of the file should know beforehand, each one line. */
  readonly remarks?: (document: Document, loadAsset: LoadAsset) => Promise<readonly string[]>;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export const formats: readonly Format[] = [
  {
    name: 'md',
    extension: 'md',
    write: async (document) => utf8((await import('./markdown.ts')).writeMarkdown(document)),
  },
  { name: 'html', extension: 'html', write: async (document) => utf8((await import('./html.ts')).writeHtml(document)) },
  {
    name: 'docx',
    extension: 'docx',
    write: async (document, loadAsset) => (await import('./docx.ts')).writeDocx(document, loadAsset),
  },
  {
    name: 'pdf',
    extension: 'pdf',
    write: async (document, loadAsset) => (await import('./pdf.ts')).writePdf(document, loadAsset),
    remarks: async (document, loadAsset) => {
      const letters = await (await import('./pdf.ts')).lettersWithoutFont(document, loadAsset);
      if (letters.length === 0) return [];
      const shown = `${letters.slice(0, 12).join(' ')}${letters.length > 12 ? ' …' : ''}`;
      return [
        `The fonts of the PDF lack ${shown}: put one into templates/fonts and name it in style.yaml (fonts.others)`,
      ];
    },
  },
];
