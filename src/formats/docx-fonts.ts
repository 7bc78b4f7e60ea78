/** Fonts on their way through the library of Word files, which packs what it is given: the file is packed once more later. */
import type { LoadAsset } from './document.ts';

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
