/** Checks what `templates/style.yaml` holds, and makes a style of it. Nothing unchecked reaches Typst, CSS or XML. */
import { nearest } from '../core/suggest.ts';
import { isMap, type Place, type Value, type ValueMap } from '../core/value.ts';
import { svgFault } from './emblem-check.ts';
import { readFont } from './font-file.ts';
import type { ColourName, Emblem, FontFamily, PaperStyle } from './paper-style.ts';

export interface StyleSlip {
  readonly place: Place;
  /** Whether the name of the setting is wrong, or what it is set to. */
  readonly part: 'key' | 'value';
  readonly message: string;
  readonly hint: string;
}

export interface StyleFiles {
  /** Bytes of a file in templates/, or undefined. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** Names of the files in templates/fonts/. */
  fontNames(): Promise<readonly string[]>;
}

/** The families that come with the program. */
const packaged: readonly FontFamily[] = [
  {
    name: 'Source Serif 4',
    lineHeight: 1.371,
    regular: 'SourceSerif4_400Regular.ttf',
    bold: 'SourceSerif4_700Bold.ttf',
    italic: 'SourceSerif4_400Regular_Italic.ttf',
    boldItalic: 'SourceSerif4_700Bold_Italic.ttf',
  },
  { name: 'Abyssinica SIL', lineHeight: 1.326, regular: 'AbyssinicaSIL_400Regular.ttf' },
  {
    name: 'Noto Sans Ethiopic',
    lineHeight: 1.362,
    regular: 'NotoSansEthiopic_700Bold.ttf',
    bold: 'NotoSansEthiopic_700Bold.ttf',
  },
];

/** What each group may hold; `true` for those that any word may be added to. */
const groups = {
  fonts: ['text', 'ethiopic', 'ethiopic_bold', 'others'],
  colours: ['ink', 'soft', 'rule', 'mark', 'accent'],
  page: ['width', 'height'],
  margins: ['top', 'bottom', 'left', 'right'],
  emblem: ['svg', 'png', 'height'],
} as const;
const settings = ['size', 'line_spacing', 'footer', ...Object.keys(groups)];

/** The style, or every slip in it, each with its place and remedy. `value` holds all settings but `emblem` and `footer`. */
export async function readPaperStyle(
  value: Value,
  files: StyleFiles,
): Promise<{ readonly style: PaperStyle } | { readonly slips: readonly StyleSlip[] }> {
  const reader = new Reader(files);
  const style = await reader.style(isMap(value) ? value : {});
  return reader.slips.length > 0 ? { slips: reader.slips } : { style };
}

class Reader {
  readonly slips: StyleSlip[] = [];
  readonly #files: StyleFiles;
  #own: Promise<readonly FontFamily[]> | undefined;

  constructor(files: StyleFiles) {
    this.#files = files;
  }

  async style(root: ValueMap): Promise<PaperStyle> {
    this.#known(root, settings, []);
    const group = (name: keyof typeof groups): ValueMap => this.#group(root, name);
    const [fonts, colours, page, margins] = [group('fonts'), group('colours'), group('page'), group('margins')];
    const colour = (name: ColourName): string => this.#colour(colours[name], ['colours', name]);
    const margin = (name: string): number => this.#number(margins[name], ['margins', name], 5, 80, 'mm');
    const style: PaperStyle = {
      fonts: {
        text: await this.#family(fonts.text, ['fonts', 'text']),
        ethiopic: await this.#family(fonts.ethiopic, ['fonts', 'ethiopic']),
        ethiopicBold: await this.#family(fonts.ethiopic_bold, ['fonts', 'ethiopic_bold']),
        others: await this.#families(fonts.others),
      },
      size: this.#number(root.size, ['size'], 8, 16, 'points'),
      lineSpacing: this.#number(root.line_spacing, ['line_spacing'], 1.1, 2.5, 'times the size'),
      colours: {
        ink: colour('ink'),
        soft: colour('soft'),
        rule: colour('rule'),
        mark: colour('mark'),
        accent: colour('accent'),
      },
      page: {
        width: this.#number(page.width, ['page', 'width'], 140, 300, 'mm'),
        height: this.#number(page.height, ['page', 'height'], 200, 430, 'mm'),
      },
      margins: { top: margin('top'), bottom: margin('bottom'), left: margin('left'), right: margin('right') },
      footer: this.#footer(root.footer),
    };
    if (root.emblem === undefined || root.emblem === null) return style;
    const emblem = await this.#emblem(group('emblem'));
    return emblem === undefined ? style : { ...style, emblem };
  }

  #slip(place: Place, message: string, hint: string, part: StyleSlip['part'] = 'value'): void {
    this.slips.push({ place, part, message, hint });
  }

  #known(map: ValueMap, names: readonly string[], place: Place): void {
    for (const name of Object.keys(map)) {
      if (names.includes(name)) continue;
      const near = nearest(name, names);
      this.#slip(
        [...place, name],
        `There is no setting ${[...place, name].join('.')}.`,
        near === undefined ? `settings here: ${names.join(', ')}` : `did you mean ${near}?`,
        'key',
      );
    }
  }

  #group(root: ValueMap, name: keyof typeof groups): ValueMap {
    const value = root[name];
    const hint = `its settings: ${groups[name].join(', ')}`;
    if (!isMap(value)) {
      this.#slip([name], `${name} is a group of settings.`, hint);
      return {};
    }
    this.#known(value, groups[name], [name]);
    return value;
  }

  #number(value: Value | undefined, place: Place, least: number, most: number, unit: string): number {
    if (typeof value === 'number' && value >= least && value <= most) return value;
    this.#slip(place, `${place.join('.')} is a number from ${least} to ${most} (${unit}).`, `such as ${least + 2}`);
    return least;
  }

  #colour(value: Value | undefined, place: Place): string {
    if (typeof value === 'string' && /^#[0-9a-fA-F]{6}$/.test(value)) return value.toLowerCase();
    this.#slip(place, `${place.join('.')} is a colour of six hexadecimal digits.`, 'in quotes: "#1f3a5f"');
    return '#000000';
  }

  #footer(value: Value | undefined): Readonly<Record<string, string>> {
    if (value === undefined || value === null) return {};
    const words: Record<string, string> = {};
    const hint = 'such as footer: {en: For official use, am: …}';
    if (!isMap(value)) this.#slip(['footer'], 'footer holds the words by language.', hint);
    for (const [language, text] of isMap(value) ? Object.entries(value) : []) {
      if (/^[a-z]{2,3}$/.test(language) && typeof text === 'string' && text.length <= 90) words[language] = text;
      else this.#slip(['footer', language], 'Words at the foot are a text of at most 90 letters, by language.', hint);
    }
    return words;
  }

  async #families(value: Value | undefined): Promise<FontFamily[]> {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value))
      return Promise.all(value.map((name, index) => this.#family(name, ['fonts', 'others', index])));
    this.#slip(['fonts', 'others'], 'fonts.others is a list of families.', 'such as [Noto Naskh Arabic]');
    return [];
  }

  async #family(value: Value | undefined, place: Place): Promise<FontFamily> {
    const known = packaged.find((family) => family.name === value);
    if (known !== undefined) return known;
    this.#own ??= this.#ownFamilies();
    const own = await this.#own;
    const found = own.find((family) => family.name === value);
    if (found !== undefined) return found;
    const names = [...packaged, ...own].map((family) => family.name);
    this.#slip(
      place,
      `There is no font family ${typeof value === 'string' ? `"${value}"` : 'named here'}.`,
      `put its .ttf files into templates/fonts/; families there are: ${names.join(', ')}`,
    );
    return packaged[0] as FontFamily;
  }

  /** The families whose files lie in templates/fonts/, by the names that the fonts themselves tell. */
  async #ownFamilies(): Promise<FontFamily[]> {
    const families = new Map<string, FontFamily>();
    for (const name of await this.#files.fontNames()) {
      const file = `fonts/${name}`;
      const font = readFont((await this.#files.read(file)) ?? new Uint8Array());
      // A name goes into CSS, Typst and XML: quotes and the like are no part of an honest one.
      if (font === undefined || !font.mayBeEmbedded || !/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,60}$/u.test(font.family))
        continue;
      const face = font.isBold ? (font.isItalic ? 'boldItalic' : 'bold') : font.isItalic ? 'italic' : 'regular';
      const family = families.get(font.family) ?? { name: font.family, lineHeight: font.lineHeight, regular: file };
      families.set(font.family, { ...family, [face]: file });
    }
    return [...families.values()];
  }

  async #emblem(group: ValueMap): Promise<Emblem | undefined> {
    const height = this.#number(group.height, ['emblem', 'height'], 6, 60, 'mm');
    const svg = await this.#image(group.svg, 'svg');
    const png = await this.#image(group.png, 'png');
    if (svg === undefined || png === undefined) return undefined;
    const fault = svgFault(new TextDecoder().decode(svg));
    if (fault !== undefined)
      this.#slip(
        ['emblem', 'svg'],
        `The emblem ${group.svg} ${fault}.`,
        'save it as a plain SVG: shapes and colours only',
      );
    const size = pngSize(png);
    if (size === undefined) {
      this.#slip(['emblem', 'png'], `${group.png} is no PNG image.`, 'export it from the SVG, about 600 dots high');
      return undefined;
    }
    return { svg, png, height, width: Math.round((height * size.width * 100) / size.height) / 100 };
  }

  async #image(name: Value | undefined, ending: 'svg' | 'png'): Promise<Uint8Array | undefined> {
    const place = ['emblem', ending];
    if (typeof name !== 'string' || !/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name) || !name.endsWith(`.${ending}`)) {
      this.#slip(place, `emblem.${ending} is the name of a file in templates/.`, `such as emblem.${ending}`);
      return undefined;
    }
    const bytes = await this.#files.read(name);
    if (bytes === undefined)
      this.#slip(place, `There is no file templates/${name}.`, 'put it there, or take the emblem out of style.yaml');
    return bytes;
  }
}

/** In dots, from the head of the file. */
function pngSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  if (bytes.length < 24 || signature.some((byte, at) => bytes[at] !== byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  return width === 0 || height === 0 ? undefined : { width, height };
}
