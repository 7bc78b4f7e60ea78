/**
 * Makes a Word file the same bytes each time: the library writes clocks, random keys and zip times into it. And says what
 * the library cannot: the language of the file, and that no line of a paragraph stands alone on a page.
 */
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

/**
 * The file with dates and language of the document, keys made from the font's place, and entries in order. `fontOf` gives
 * the font for what stands for it in the file.
 */
export function normalizeDocx(
  bytes: Uint8Array,
  meta: { readonly date: string; readonly language: string },
  fontOf: (standIn: Uint8Array) => Uint8Array,
): Uint8Array {
  const { date } = meta;
  const files = unzipSync(bytes);
  const keys = fontKeys(files['word/fontTable.xml']);
  const names = [...randomNames(files), ...keys];
  const drawings = new Map<string, number>();
  const entries: Record<string, Uint8Array> = {};
  for (const name of Object.keys(files).sort((a, b) => (order(a) < order(b) ? -1 : 1))) {
    const content = files[name] as Uint8Array;
    const normalized = /^word\/fonts\//.test(name)
      ? obfuscated(fontOf(content), keys, name)
      : name.endsWith('.xlsx')
        ? zipSync(zippable(unzipSync(content), date))
        : /\.(xml|rels)$/.test(name)
          ? strToU8(text(chartLabels(strFromU8(content)), meta, names, drawings))
          : content;
    entries[name] = normalized;
  }
  return zipSync(zippable(entries, date));
}

function zippable(files: Readonly<Record<string, Uint8Array>>, date: string): Zippable {
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, [bytes, { mtime: zipTime(date), level: 6 }]]),
  );
}

/**
 * What the library has no option for. Labels of a chart stand at its edge, as negative bars would run through those at the
 * axis; and the figure of a bar is one line.
 */
function chartLabels(xml: string): string {
  return xml
    .replace(/(<c:catAx>(?:(?!<\/c:catAx>).)*<c:tickLblPos val=")nextTo"/gs, '$1low"')
    .replace(/<c:dLbls>.*?<\/c:dLbls>/gs, (labels) => labels.replaceAll('wrap="square"', 'wrap="none"'));
}

/** Zip times are read off the local clock, from 1980 to 2099. Noon, since the clocks of some places skip midnight. */
function zipTime(date: string): Date {
  const isTold = date >= '1980-01-01' && date <= '2099-12-31';
  return new Date(`${isTold ? date : '1980-01-01'}T12:00:00`);
}

/** The list of contents comes first, as readers that only look at the beginning expect. */
function order(name: string): string {
  return name === '[Content_Types].xml' ? `0${name}` : name.startsWith('_rels/') ? `1${name}` : `2${name}`;
}

/** What is replaced wherever it stands. */
interface Replacement {
  readonly from: string;
  readonly to: string;
}

function fontKeys(table: Uint8Array | undefined): readonly Replacement[] {
  if (table === undefined) return [];
  const found = [...strFromU8(table).matchAll(/w:fontKey="\{([0-9A-Fa-f-]{36})\}"/g)].map((match) => match[1] ?? '');
  return [...new Set(found)].map((from, index) => ({
    from,
    to: `1C0DE000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
  }));
}

/** Names that the library draws by lot, of relationships and shapes, counted instead in the order of the files. */
function randomNames(files: Readonly<Record<string, Uint8Array>>): Replacement[] {
  const found = new Set<string>();
  for (const name of Object.keys(files).sort()) {
    if (!/\.(xml|rels)$/.test(name)) continue;
    for (const match of strFromU8(files[name] as Uint8Array).matchAll(
      /\b(?:rId|PowerPlusWaterMarkObject)[\w-]{21}(?=")/g,
    ))
      found.add(match[0]);
  }
  return [...found].map((from, index) => ({
    from,
    to: `${from.startsWith('rId') ? 'rId' : 'PowerPlusWaterMarkObject'}${1000 + index}`,
  }));
}

/** `drawings`: the numbers of those met in other parts of the file, as all of them count together. */
function text(
  xml: string,
  meta: { readonly date: string; readonly language: string },
  names: readonly Replacement[],
  drawings: Map<string, number>,
): string {
  const language = /^[a-z]{2,3}$/.test(meta.language) ? `<dc:language>${meta.language}</dc:language>` : '';
  const dated = xml
    .replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)/g, `$1${meta.date}T00:00:00Z$2`)
    .replace('</cp:coreProperties>', `${language}</cp:coreProperties>`)
    .replace('<w:pPrDefault><w:pPr>', '<w:pPrDefault><w:pPr><w:widowControl/>');
  const named = names.reduce((all, name) => all.replaceAll(name.from, name.to), dated);
  const bookmarks = countedAnew(named, /(<w:bookmark(?:Start|End) [^>]*?w:id=")(\d+)/g, new Map());
  return countedAnew(bookmarks, /(<wp:docPr id=")(\d+)/g, drawings);
}

/** The library numbers bookmarks and drawings through all documents that it ever made; here each file counts from 1. */
function countedAnew(xml: string, id: RegExp, numbers: Map<string, number>): string {
  return xml.replace(id, (_all, before: string, number: string) => {
    if (!numbers.has(number)) numbers.set(number, numbers.size + 1);
    return `${before}${numbers.get(number)}`;
  });
}

/** An embedded font is hidden by XOR of its first 32 bytes with its key (ECMA-376 part 4, 4.2.1). */
function obfuscated(font: Uint8Array, keys: readonly Replacement[], name: string): Uint8Array {
  const index = Number(/font(\d+)\.odttf$/.exec(name)?.[1] ?? 0) - 1;
  const key = keys[index];
  if (key === undefined) return font;
  const bytes = keyBytes(key.to);
  const result = Uint8Array.from(font);
  for (let at = 0; at < 32 && at < result.length; at += 1) result[at] = (result[at] ?? 0) ^ (bytes[at % 16] ?? 0);
  return result;
}

function keyBytes(key: string): number[] {
  const hex = key.replaceAll('-', '');
  return Array.from({ length: 16 }, (_none, index) => Number.parseInt(hex.slice(30 - index * 2, 32 - index * 2), 16));
}
