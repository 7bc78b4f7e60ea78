/** What a TrueType file says of itself: its family, its face, and which letters it has. */

export interface FontFile {
  readonly family: string;
  readonly isBold: boolean;
  readonly isItalic: boolean;
  /** From line to line, as a share of the size, as Word counts a single line. */
  readonly lineHeight: number;
  /** False where its maker forbids to put it into a document. */
  readonly mayBeEmbedded: boolean;
  readonly has: (letter: number) => boolean;
}

/** Reads a font; undefined for bytes that are no TrueType font with outlines, which Word could not embed. */
export function readFont(bytes: Uint8Array): FontFile | undefined {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.getUint32(0) !== 0x00010000) return undefined;
    const table = tableFinder(view);
    const [head, os2, hhea] = [table('head'), table('OS/2'), table('hhea')];
    const family = familyName(table('name'));
    if (family === undefined) return undefined;
    const style = head.getUint16(44);
    return {
      family,
      isBold: (style & 1) !== 0,
      isItalic: (style & 2) !== 0,
      lineHeight: (hhea.getInt16(4) - hhea.getInt16(6) + hhea.getInt16(8)) / head.getUint16(18),
      mayBeEmbedded: (os2.getUint16(8) & 0xf) !== 2,
      has: letters(table('cmap')),
    };
  } catch (error) {
    // A table that ends too early, or is not there.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function tableFinder(view: DataView): (tag: string) => DataView {
  const tables = new Map<string, DataView>();
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const at = 12 + index * 16;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(at + byte)));
    tables.set(tag, new DataView(view.buffer, view.byteOffset + view.getUint32(at + 8), view.getUint32(at + 12)));
  }
  return (tag) => {
    const found = tables.get(tag);
    if (found === undefined) throw new RangeError(`no table ${tag}`);
    return found;
  };
}

/** The name under which text programs list all faces together: 16, or 1 where there is no 16; the Windows names only. */
function familyName(names: DataView): string | undefined {
  const texts = names.getUint16(4);
  let family: string | undefined;
  for (let index = 0; index < names.getUint16(2); index += 1) {
    const at = 6 + index * 12;
    const id = names.getUint16(at + 6);
    if (names.getUint16(at) !== 3 || (id !== 16 && (id !== 1 || family !== undefined))) continue;
    const [length, offset] = [names.getUint16(at + 8), names.getUint16(at + 10)];
    const codes = Array.from({ length: length / 2 }, (_none, step) => names.getUint16(texts + offset + step * 2));
    family = String.fromCharCode(...codes);
    if (id === 16) break;
  }
  return family;
}

/** Which letters have a glyph, by the map of the whole of Unicode (format 12) or of its first plane (format 4). */
function letters(map: DataView): (letter: number) => boolean {
  const starts = Array.from({ length: map.getUint16(2) }, (_none, index) => map.getUint32(8 + index * 8));
  const start = [12, 4].flatMap((format) => starts.filter((at) => map.getUint16(at) === format))[0];
  if (start === undefined) return () => false;
  if (map.getUint16(start) === 12) {
    const groups = Array.from({ length: map.getUint32(start + 12) }, (_none, index) => start + 16 + index * 12);
    return (letter) => groups.some((at) => letter >= map.getUint32(at) && letter <= map.getUint32(at + 4));
  }
  const size = map.getUint16(start + 6);
  const segments = Array.from({ length: size / 2 }, (_none, index) => index * 2);
  return (letter) => {
    const segment = segments.find((at) => map.getUint16(start + 14 + at) >= letter);
    if (segment === undefined || letter > 0xffff) return false;
    const first = map.getUint16(start + 16 + size + segment);
    if (first > letter) return false;
    const delta = map.getUint16(start + 16 + size * 2 + segment);
    const at = start + 16 + size * 3 + segment;
    const offset = map.getUint16(at);
    const glyph = offset === 0 ? letter : map.getUint16(at + offset + (letter - first) * 2);
    return glyph !== 0 && ((glyph + delta) & 0xffff) !== 0;
  };
}
