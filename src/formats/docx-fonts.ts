/** Fonts in Word files. The library packs what it is given, and the file is packed once more later. */
import type { LoadAsset } from './document.ts';
import type { FontFamily, PaperStyle } from './paper-style.ts';

/** The library hides the first 32 bytes of a font; what stands behind them tells which font a stand-in is for. */
const hidden = 32;

/** Gives the library a few bytes in the place of each font, and the font for them afterwards: half the time of a document. */
export class FontStandIns {
  readonly #loadAsset: LoadAsset;
  readonly #fonts: Uint8Array[] = [];

  constructor(loadAsset: LoadAsset) {
    this.#loadAsset = loadAsset;
  }

  readonly load: LoadAsset = async (name) => {
    const font = await this.#loadAsset(name);
    this.#fonts.push(font);
    const standIn = new Uint8Array(hidden + 1);
    standIn[hidden] = this.#fonts.length - 1;
    return standIn;
  };

  /** The font for a stand-in as it came out of the library. */
  fontOf(standIn: Uint8Array): Uint8Array {
    const font = this.#fonts[standIn[hidden] ?? -1];
    if (font === undefined) throw new Error('a font came out of the library that did not go in');
    return font;
  }
}

type EmbeddedFont = { name: string; data: Buffer; bold?: Buffer; italic?: Buffer; boldItalic?: Buffer };

/** The faces that papers use, so that they look the same on a machine without them. */
export async function embeddedFonts(style: PaperStyle, loadAsset: LoadAsset): Promise<EmbeddedFont[]> {
  const face = async (file: string): Promise<Buffer> => Buffer.from(await loadAsset(file));
  const family = async ({ name, regular, bold, italic, boldItalic }: FontFamily): Promise<EmbeddedFont> => ({
    name,
    data: await face(regular),
    ...(bold === undefined ? {} : { bold: await face(bold) }),
    ...(italic === undefined ? {} : { italic: await face(italic) }),
    ...(boldItalic === undefined ? {} : { boldItalic: await face(boldItalic) }),
  });
  const { text, ethiopic, ethiopicBold, others } = style.fonts;
  const families = [text, ethiopic, ethiopicBold, ...others];
  return Promise.all(families.filter((entry, index) => families.indexOf(entry) === index).map(family));
}
