/** The table of formats. A writer is loaded only when a document of its format is made. */
import type { Document, LoadAsset } from './document.ts';

export interface Format {
  readonly name: string;
  readonly extension: string;
  readonly write: (document: Document, loadAsset: LoadAsset) => Promise<Uint8Array>;
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
  },
];
