/** A document as PDF, set by Typst (WebAssembly). Text goes in as data: no word of a record is ever Typst code. */
import { chartDescription, chartSvg } from './chart.ts';
import {
  anchorOf,
  type Block,
  type Document,
  type DocumentMeta,
  footerText,
  gapText,
  type Inlines,
  type LoadAsset,
  letterheadLines,
  partsOf,
  plainText,
  referenceLabel,
  type ScriptPart,
  splitByScript,
  strengthened,
  titleLines,
} from './document.ts';
import { withoutControls } from './escape.ts';
import { readFont } from './font-file.ts';
import { keptWithNext } from './kept-with-next.ts';
import { fontFilesOf } from './paper-style.ts';
import { typstStyle } from './pdf-style.ts';
import { languageOf, scriptTraits } from './scripts.ts';
import { unbroken } from './typography.ts';
import { wordsOf } from './words.ts';

/** The typesetter itself, as writers load it by name. */
export const typesetter = 'typst_ts_web_compiler_bg.wasm';

type Compiler = {
  addSource(path: string, source: string): void;
  mapShadow(path: string, content: Uint8Array): void;
  compile(options: object): Promise<{ result?: Uint8Array; diagnostics?: unknown }>;
};

/** The compiler made last, and the fonts that it was made with: to make one takes longer than to set a paper. */
let made: { readonly fonts: string; readonly compiler: Promise<Compiler> } | undefined;

/** The same document gives the same bytes: its date is that of the document, not of a clock. */
export async function writePdf(document: Document, loadAsset: LoadAsset): Promise<Uint8Array> {
  const { style } = document.meta;
  const fonts = fontFilesOf(style);
  // Files of an office may change beneath their names.
  const isKept = made?.fonts === fonts.join() && fonts.every((file) => !file.includes('/'));
  if (made === undefined || !isKept) made = { fonts: fonts.join(), compiler: makeCompiler(fonts, loadAsset) };
  const typst = await made.compiler;
  if (style.emblem !== undefined) typst.mapShadow('/emblem.svg', style.emblem.svg);
  typst.addSource('/main.typ', typstSource(document, await lettersWithoutFont(document, loadAsset)));
  const { result, diagnostics } = await typst.compile({ mainFilePath: '/main.typ', format: 1, diagnostics: 'unix' });
  if (result === undefined) throw new Error(`the PDF could not be set: ${JSON.stringify(diagnostics)}`);
  return result;
}

async function makeCompiler(files: readonly string[], loadAsset: LoadAsset): Promise<Compiler> {
  const { createTypstCompiler, loadFonts } = await import('@myriaddreamin/typst.ts');
  const compiler = createTypstCompiler();
  const fonts = await Promise.all(files.map(loadAsset));
  const wasm = await loadAsset(typesetter);
  await compiler.init({
    getModule: () => ({ module_or_path: wasm }) as never,
    beforeBuild: [loadFonts(fonts, { assets: false })],
  });
  return compiler as unknown as Compiler;
}

/** The letters that no font of the style has, each once. */
export async function lettersWithoutFont(document: Document, loadAsset: LoadAsset): Promise<string[]> {
  const source = typstSource(document);
  const letters = [...new Set(source)].filter((letter) => letter > '\u00ff' && !/[\p{Cf}\p{Z}\p{M}]/u.test(letter));
  if (letters.length === 0) return [];
  const files = await Promise.all(fontFilesOf(document.meta.style).map(loadAsset));
  const fonts = files.flatMap((bytes) => readFont(bytes) ?? []);
  return letters.filter((letter) => !fonts.some((font) => font.has(letter.codePointAt(0) ?? 0)));
}

/**
 * The whole paper as Typst: our style, then one call for each block. Words of letters that no font has show as a gap, which
 * nobody overlooks, rather than as boxes.
 */
export function typstSource(document: Document, lacking: readonly string[] = []): string {
  const { meta } = document;
  const [year, month, day] = meta.date.split('-').map(Number);
  return [
    typstStyle(meta.style),
    `#set document(title: ${literal(meta.title)}${properties(meta)}, date: datetime(year: ${year}, month: ${month}, day: ${day}))`,
    ...(lacking.length === 0 ? [] : [`#show regex(${lackingPattern(lacking)}): gap(${literal(gapText)})`]),
    ...(document.parts === undefined
      ? [`#show: paper.with(${paperArguments(meta)})`, ...blockCalls(document).map((call) => `#${call}`)]
      : partsOf(document).map(
          (part) => `#paper(${paperArguments(part.meta)}, text-part({ ${blockCalls(part).join('; ')} }))`,
        )),
    '',
  ].join('\n');
}

function lackingPattern(letters: readonly string[]): string {
  const set = `[${letters.map((letter) => `\\x{${letter.codePointAt(0)?.toString(16)}}`).join('')}]`;
  return literal(`${set}+(?:[\\s,.·-]*${set}+)*`);
}

function properties({ author, subject, keywords }: DocumentMeta): string {
  return [
    ...(author === undefined ? [] : [`, author: ${literal(author)}`]),
    ...(subject === undefined ? [] : [`, description: ${literal(subject)}`]),
    ...(keywords === undefined ? [] : [`, keywords: ${array(keywords.map(literal))}`]),
  ].join('');
}

function paperArguments(meta: DocumentMeta): string {
  const [before, , between, , after = ''] = [...wordsOf(meta.language).page('', ''), ''];
  return `lang: ${literal(typstLanguage(meta.language))}, foot: ${wordsCode(footerText(meta))}, title: ${wordsCode(meta.title)}, mark: ${literal(meta.mark)}, page-words: (${[before, between, after].map((word) => literal(word ?? '')).join(', ')})`;
}

function blockCalls(document: Document): string[] {
  const kept = keptWithNext(document.blocks);
  return document.blocks.map((block) => blockCall(document, block, kept));
}

/** `kept`: the words that stay on the page of what follows. */
function blockCall(document: Document, block: Block, kept: ReadonlySet<Block>): string {
  const text = (inlines: Inlines): string => inlineCode(document, inlines);
  const many = (blocks: readonly Block[]): string =>
    blocks.length === 0 ? '[]' : `{ ${blocks.map((child) => blockCall(document, child, kept)).join('; ')} }`;
  switch (block.type) {
    case 'title':
      return `title-block(${array(titleLines(block.lines).map(({ role, inlines }) => `(${literal(role)}, ${text(role === 'title' ? strengthened(inlines) : inlines)})`))})`;
    case 'letterhead':
      return `letterhead(${literal(plainText(block.lines[0] ?? []))}, ${array(letterheadLines(block.lines).map(({ role, inlines }) => `(${literal(role)}, ${text(role === 'house' ? strengthened(inlines) : inlines)})`))})`;
    case 'heading':
      return `section-heading(${block.level}, ${text(strengthened(block.inlines))})`;
    case 'paragraph':
      return `paragraph(${literal(kept.has(block) ? 'kept' : block.role)}, ${text(block.inlines)})`;
    case 'article':
      return `article(${literal(anchorOf(document, block.id))}, ${bold(block.label)}, ${text(strengthened(block.title))}, ${many(block.blocks)})`;
    case 'annex':
      return `annex(${bold(`${block.label} – `)}, ${text(strengthened(block.title))}, ${many(block.blocks)})`;
    case 'list':
      return `items(${literal(block.style)}, ${Math.min(block.depth, 2)}, ${array(block.items.map((item) => `(${literal(item.label)}, ${many(item.blocks)})`))})`;
    case 'parties':
      return `parties(${array(block.parties.map((party) => `(${text(strengthened(party.name))}, ${array(party.lines.map(text))})`))})`;
    case 'definitions':
      return `definitions(${array(
        block.definitions.map(({ term, meaning: [first, ...rest] }) => {
          const beside = first === undefined ? '[]' : blockCall(document, first, kept);
          return `(${text(term)}, ${beside}, ${rest.length === 0 ? 'none' : many(rest)})`;
        }),
      )})`;
    case 'chart':
      return `chart(${block.caption.length === 0 ? 'none' : text(block.caption)}, ${literal(chartSvg(document.meta.style, block, wordsOf(document.meta.language)))}, ${literal(chartDescription(block))})`;
    case 'table':
      return `plain-table(${block.caption.length === 0 ? 'none' : text(block.caption)}, ${array(block.header.map((cell) => text(strengthened(cell))))}, ${array(block.rows.map((row) => array(row.map(text))))}, ${array(block.align)}, ${array(block.widths.map(String))})`;
    case 'signatures':
      return `signatures(${array(
        block.signatures.map(
          (signature) =>
            `(${text(strengthened(signature.party))}, ${array(signature.lines.map((line) => signatureLine(line.label, line.value)))})`,
        ),
      )})`;
  }

  function bold(words: string): string {
    return text([{ type: 'text', value: words, strong: true, emphasis: false }]);
  }

  function signatureLine(label: string, value: Inlines): string {
    return `(${wordsCode(label)}, ${value.length === 0 ? 'none' : text(value)})`;
  }
}

/** Typst takes codes of two or three letters; what follows a hyphen is a region, which papers do without. */
function typstLanguage(language: string): string {
  return /^[a-z]{2,3}/.exec(language)?.[0] ?? 'en';
}

/** The comma makes a list of one a list. */
function array(codes: readonly string[]): string {
  return `(${codes.map((code) => `${code},`).join(' ')})`;
}

/** Inlines as a block of code whose parts Typst joins. */
function inlineCode(document: Document, inlines: Inlines): string {
  const parts = inlines.flatMap((inline): string[] => {
    if (inline.type === 'gap') return [`gap(${literal(gapText)})`];
    if (inline.type === 'reference')
      return [
        `reference(${literal(anchorOf(document, inline.id))}, ${wordsCode(unbroken(referenceLabel(document, inline.id)))})`,
      ];
    if (inline.type === 'footnote') {
      const paragraphs = document.notes[inline.number - 1] ?? [];
      return [`note(${array(paragraphs.map((words) => inlineCode(document, words)))})`];
    }
    if (inline.type === 'break') return ['linebreak()'];
    if (inline.type === 'link') return [`link(${literal(inline.url)}, ${wordsCode(plainText(inline.runs))})`];
    return splitByScript(inline.value).map((part) => {
      const marks = [inline.strong ? 'strong' : '', inline.emphasis ? 'emphasis' : ''].filter((mark) => mark !== '');
      return runCall(part, marks);
    });
  });
  return parts.length === 0 ? '[]' : `{ ${parts.join('; ')} }`;
}

/** Plain words, each in the font of its script. */
function wordsCode(words: string): string {
  const parts = splitByScript(words).map((part) => runCall(part, []));
  return parts.length === 0 ? '[]' : `{ ${parts.join('; ')} }`;
}

function runCall(part: ScriptPart, marks: readonly string[]): string {
  const all = part.ethiopic ? [...marks, 'ethiopic'] : marks;
  const { script } = part;
  const isTagged = script !== 'latin' && script !== 'ethiopic';
  const language = isTagged ? `, lang: ${literal(languageOf(scriptTraits[script].tag))}` : '';
  const look = `${all.map((mark) => `, ${mark}: true`).join('')}${language}`;
  return keptTogether(part.text)
    .map(({ text, isKept }) => (isKept ? `box(run(${literal(text)}${look}))` : `run(${literal(text)}${look})`))
    .join('; ');
}

/**
 * Words between spaces that do not break, as one piece with spaces of the usual sort: Typst writes the other sort in a way
 * that some programs which read the structure of a PDF lose the words behind it. A piece too long for a box stays as it is.
 */
function keptTogether(text: string): { text: string; isKept: boolean }[] {
  const pieces = text.split(/([^ ]*\u00a0[^ ]*)/).filter((piece) => piece !== '');
  return pieces.map((piece) => {
    const isKept = piece.includes('\u00a0') && piece.length <= 40;
    return { text: isKept ? piece.replaceAll('\u00a0', ' ') : piece, isKept };
  });
}

/** A string of Typst that holds exactly this text. */
function literal(text: string): string {
  return `"${withoutControls(text).replace(/["\\]/g, '\\$&')}"`;
}
