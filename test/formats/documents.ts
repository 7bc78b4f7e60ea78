/** What tests of documents share: assets from disk, documents from Markdown, and the words in a Word file. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { strFromU8, unzipSync } from 'fflate';
import { readRecord } from '../../src/core/records/record.ts';
import type { Document, DocumentMeta } from '../../src/formats/document.ts';
import { writeDocx } from '../../src/formats/docx.ts';
import { parseDocument } from '../../src/formats/markdown-parse.ts';
import type { PaperStyle } from '../../src/formats/paper-style.ts';
import { readPaperStyle, type StyleSlip } from '../../src/formats/paper-style-read.ts';
import { renderTemplate } from '../../src/formats/template.ts';

/** The style of a text of YAML, with the files of templates/ and more; or its slips. */
export async function styleOf(
  yaml: string,
  files: Readonly<Record<string, Uint8Array | string>> = {},
): Promise<{ readonly style: PaperStyle } | { readonly slips: readonly StyleSlip[] }> {
  return readPaperStyle(readRecord('style.yaml', yaml).value ?? {}, {
    read: async (name) => {
      const own = files[name];
      if (own !== undefined) return typeof own === 'string' ? new TextEncoder().encode(own) : own;
      return readFile(`templates/${name}`).catch(() => undefined);
    },
    fontNames: async () => Object.keys(files).flatMap((name) => (name.startsWith('fonts/') ? [name.slice(6)] : [])),
  });
}

const houseStyle = await styleOf(readFileSync('templates/style.yaml', 'utf8'));
if ('slips' in houseStyle) throw new Error(houseStyle.slips.map((slip) => slip.message).join('\n'));

export const meta: DocumentMeta = {
  title: 'A paper',
  language: 'en',
  mark: '',
  date: '2026-11-24',
  style: houseStyle.style,
};

/** A document whose Markdown has no mistakes. */
export function documentOf(markdown: string, changes: Partial<DocumentMeta> = {}): Document {
  const { document, problems } = parseDocument(markdown, { ...meta, ...changes });
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return document;
}

/** A document of a template and a view, with no partials and no helpers but those built in. */
export function documentOfTemplate(source: string, view: object, changes: Partial<DocumentMeta> = {}): Document {
  const language = changes.language ?? 'en';
  return documentOf(
    renderTemplate(source, view, { name: 't.md.hbs', partials: {}, helpers: {}, language }).markdown,
    changes,
  );
}

export async function loadAsset(name: string): Promise<Uint8Array> {
  if (!name.endsWith('.wasm')) return readFile(`assets/fonts/${name}`);
  return readFile(createRequire(import.meta.url).resolve('@myriaddreamin/typst-ts-web-compiler/wasm'));
}

/** A Word file with stand-ins for its fonts: its XML is the same, and it is made in a tenth of the time. */
export async function quickDocx(document: Document): Promise<Uint8Array> {
  return writeDocx(document, async () => new Uint8Array(64));
}

export function partsOf(docx: Uint8Array): Record<string, string> {
  const files = Object.entries(unzipSync(docx)).filter(([name]) => /\.(xml|rels)$/.test(name));
  return Object.fromEntries(files.map(([name, bytes]) => [name, strFromU8(bytes)]));
}

/** The paragraphs of a Word file as a reader sees them, without numbers that Word counts. */
export function paragraphsOf(docx: Uint8Array): string[] {
  const xml = partsOf(docx)['word/document.xml'] ?? '';
  return [...xml.matchAll(/<w:p>.*?<\/w:p>|<w:p [^>]*>.*?<\/w:p>/gs)].map((paragraph) =>
    [...paragraph[0].matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((run) => decoded(run[1] ?? '')).join(''),
  );
}

function decoded(xml: string): string {
  return xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}
