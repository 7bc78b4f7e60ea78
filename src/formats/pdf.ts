/** A document as PDF, set by Typst (WebAssembly). Text goes in as data: no word of a record is ever Typst code. */
import { chartDescription, chartSvg } from './chart.ts';
import {
  type Block,
  type Document,
  footerText,
  gapText,
  type Inlines,
  keptWithSignatures,
  type LoadAsset,
  plainText,
  referenceLabel,
  splitByScript,
  strengthened,
} from './document.ts';
import { withoutControls } from './escape.ts';
import { typstStyle } from './pdf-style.ts';
import { wordsOf } from './words.ts';

const fontFiles = [
  ...['SourceSerif4_400Regular.ttf', 'SourceSerif4_400Regular_Italic.ttf', 'SourceSerif4_700Bold.ttf'],
  ...['SourceSerif4_700Bold_Italic.ttf', 'AbyssinicaSIL_400Regular.ttf', 'NotoSansEthiopic_700Bold.ttf'],
];

type Compiler = {
  addSource(path: string, source: string): void;
  compile(options: object): Promise<{ result?: Uint8Array; diagnostics?: unknown }>;
};

let compiler: Promise<Compiler> | undefined;

/** The same document gives the same bytes: its date is that of the document, not of a clock. */
export async function writePdf(document: Document, loadAsset: LoadAsset): Promise<Uint8Array> {
  compiler ??= makeCompiler(loadAsset);
  const typst = await compiler;
  typst.addSource('/main.typ', typstSource(document));
  const { result, diagnostics } = await typst.compile({ mainFilePath: '/main.typ', format: 1, diagnostics: 'unix' });
  if (result === undefined) throw new Error(`the PDF could not be set: ${JSON.stringify(diagnostics)}`);
  return result;
}

async function makeCompiler(loadAsset: LoadAsset): Promise<Compiler> {
  const { createTypstCompiler, loadFonts } = await import('@myriaddreamin/typst.ts');
  const made = createTypstCompiler();
  const fonts = await Promise.all(fontFiles.map(loadAsset));
  const wasm = await loadAsset('typst_ts_web_compiler_bg.wasm');
  await made.init({
    getModule: () => ({ module_or_path: wasm }) as never,
    beforeBuild: [loadFonts(fonts, { assets: false })],
  });
  return made as unknown as Compiler;
}

/** The whole paper as Typst: our style, then one call for each block. */
export function typstSource(document: Document): string {
  const { meta } = document;
  const words = wordsOf(meta.language);
  const kept = keptWithSignatures(document.blocks);
  const [before, , between, , after = ''] = [...words.page('', ''), ''];
  const [year, month, day] = meta.date.split('-').map(Number);
  return [
    typstStyle,
    `#set document(title: ${literal(meta.title)}, date: datetime(year: ${year}, month: ${month}, day: ${day}))`,
    `#show: paper.with(lang: ${literal(typstLanguage(meta.language))}, foot: ${wordsCode(footerText(meta))}, title: ${wordsCode(meta.title)}, mark: ${literal(meta.mark)}, page-words: (${[before, between, after].map((word) => literal(word ?? '')).join(', ')}))`,
    ...document.blocks.map((block) => `#${blockCall(document, block, kept)}`),
    '',
  ].join('\n');
}

/** `kept`: the words before signatures, which stay on their page. */
function blockCall(document: Document, block: Block, kept: ReadonlySet<Block>): string {
  const text = (inlines: Inlines): string => inlineCode(document, inlines);
  const many = (blocks: readonly Block[]): string =>
    blocks.length === 0 ? '[]' : `{ ${blocks.map((child) => blockCall(document, child, kept)).join('; ')} }`;
  switch (block.type) {
    case 'title':
      return `title-block(${array(block.lines.map((line, index) => text(index === 0 ? strengthened(line) : line)))})`;
    case 'heading':
      return `section-heading(${block.level}, ${text(strengthened(block.inlines))})`;
    case 'paragraph':
      return `paragraph(${literal(kept.has(block) ? 'closing' : block.role)}, ${text(block.inlines)})`;
    case 'article':
      return `article(${literal(block.id)}, ${bold(block.label)}, ${text(strengthened(block.title))}, ${many(block.blocks)})`;
    case 'annex':
      return `annex(${bold(`${block.label} – `)}, ${text(strengthened(block.title))}, ${many(block.blocks)})`;
    case 'list':
      return `${block.depth > 0 ? 'inner-items' : 'items'}(${literal(block.style)}, ${array(block.items.map((item) => `(${literal(item.label)}, ${many(item.blocks)})`))})`;
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
      return `chart(${block.caption.length === 0 ? 'none' : text(block.caption)}, ${literal(chartSvg(block, wordsOf(document.meta.language)))}, ${literal(chartDescription(block))})`;
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
      return [`reference(${literal(inline.id)}, ${wordsCode(unbroken(referenceLabel(document, inline.id)))})`];
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

/** "Article" and its number stay on one line. */
function unbroken(words: string): string {
  return words.replaceAll(' ', '\u00a0');
}

/** Plain words, each in the font of its script. */
function wordsCode(words: string): string {
  const parts = splitByScript(words).map((part) => runCall(part, []));
  return parts.length === 0 ? '[]' : `{ ${parts.join('; ')} }`;
}

function runCall(part: { readonly text: string; readonly ethiopic: boolean }, marks: readonly string[]): string {
  const all = part.ethiopic ? [...marks, 'ethiopic'] : marks;
  return `run(${literal(part.text)}${all.map((mark) => `, ${mark}: true`).join('')})`;
}

/** A string of Typst that holds exactly this text. */
function literal(text: string): string {
  return `"${withoutControls(text).replace(/["\\]/g, '\\$&')}"`;
}
