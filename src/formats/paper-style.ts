/** How papers look: what `templates/style.yaml` sets, and the measures that follow from it in every format. */

export interface FontFamily {
  readonly name: string;
  /** From line to line when set solid, as a share of the size. */
  readonly lineHeight: number;
  /** Files by the names that `LoadAsset` takes. */
  readonly regular: string;
  readonly bold?: string;
  readonly italic?: string;
  readonly boldItalic?: string;
}

export interface Emblem {
  readonly svg: Uint8Array;
  readonly png: Uint8Array;
  /** In millimetres. */
  readonly width: number;
  readonly height: number;
}

export interface PaperStyle {
  readonly fonts: {
    readonly text: FontFamily;
    readonly ethiopic: FontFamily;
    readonly ethiopicBold: FontFamily;
    /** For letters that the others lack. */
    readonly others: readonly FontFamily[];
  };
  /** Of running text, in points. */
  readonly size: number;
  /** From line to line, as a share of the size. */
  readonly lineSpacing: number;
  /** Each "#rrggbb", in small letters. */
  readonly colours: Readonly<Record<ColourName, string>>;
  /** All in millimetres. */
  readonly page: Readonly<Record<'width' | 'height', number>>;
  readonly margins: Readonly<Record<'top' | 'bottom' | 'left' | 'right', number>>;
  readonly emblem?: Emblem;
  /** At the foot of each page, by language. */
  readonly footer: Readonly<Record<string, string>>;
}

/** Of titles and headings, of what stands back, of lines, of the mark across the page, of the bar beside a note. */
export type ColourName = 'ink' | 'soft' | 'rule' | 'mark' | 'accent';

/** Behind a gap, so that it is seen on the screen and on paper without colours. */
export const gapColour = '#fff1b8';

/** Sizes of letters as shares of the size of running text. */
export const scale = {
  title: 1.5,
  heading: 1.08,
  subheading: 1,
  annex: 1.27,
  /** Of parties and the subject in the head of a paper; the small words between them. */
  name: 1.08,
  word: 0.9,
  house: 1.3,
  houseFurther: 1.02,
  houseAddress: 0.78,
  table: 0.91,
  note: 0.88,
  label: 0.85,
  chart: 0.81,
  edge: 0.77,
} as const;

/** Space that labels take before their text, level by level, in ems of the running text. */
const labelWidths = { clauses: [3, 2.3, 2.3], numbers: [2, 2.3, 2.3], bullets: [1.3, 1.3, 1.3] } as const;

/** How far lists and paragraphs are set in, in points: the same in Word and PDF. */
export function indents(style: PaperStyle) {
  const points = (ems: number): number => Math.round(ems * style.size * 10) / 10;
  return {
    /** "Article 12" before its title. */
    article: points(5.9),
    recital: points(1.8),
    party: points(1.8),
    labels: {
      clauses: labelWidths.clauses.map(points),
      numbers: labelWidths.numbers.map(points),
      bullets: labelWidths.bullets.map(points),
    },
  };
}

/** Width of the text in millimetres. */
export function textWidthOf(style: PaperStyle): number {
  return style.page.width - style.margins.left - style.margins.right;
}

/** Every font file that papers of this style are set with. */
export function fontFilesOf(style: PaperStyle): string[] {
  const { text, ethiopic, ethiopicBold, others } = style.fonts;
  const files = [text, ethiopic, ethiopicBold, ...others].flatMap((family) => [
    family.regular,
    ...[family.bold, family.italic, family.boldItalic].filter((file) => file !== undefined),
  ]);
  return [...new Set(files)];
}
