/** What charts are drawn with: words, lines and rectangles of SVG in the letters and colours of a style. */
import { splitByScript } from './document.ts';
import { escapeHtml, withoutControls } from './escape.ts';
import { type PaperStyle, scale, textWidthOf } from './paper-style.ts';

/** Of the letters of a chart, in the units of its drawing. */
export const size = 12.5;

const pointsInMillimetre = 72 / 25.4;

export interface TextLook {
  readonly fill?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly size?: number;
}

export class Pen {
  /** Of the drawing, in its units: as many as make its letters stand right to those of the text around it. */
  readonly width: number;
  readonly soft: string;
  readonly #style: PaperStyle;
  readonly #ethiopic: string;

  constructor(style: PaperStyle) {
    this.#style = style;
    this.width = Math.round((size * textWidthOf(style) * pointsInMillimetre) / (style.size * scale.chart));
    this.soft = style.colours.soft;
    this.#ethiopic = `'${style.fonts.ethiopic.name}','Noto Serif Ethiopic','Noto Sans Ethiopic',serif`;
  }

  /** The families of the style, and what else a browser may have in their place. */
  get fonts(): string {
    const { text, others } = this.#style.fonts;
    const names = [text, ...others].map(({ name }) => `'${name}'`);
    return [...names, 'Georgia', this.#ethiopic].join(',');
  }

  colour(index: number): string {
    return seriesLook(this.#style, index).colour;
  }

  dash(index: number): string {
    return seriesLook(this.#style, index).dash;
  }

  /** Each part in the font of its script: what draws the PDF would else set Ethiopic in the first font that comes. */
  text(x: number, y: number, words: string, look: TextLook): string {
    const parts = splitByScript(withoutControls(words)).map((part) =>
      part.ethiopic ? `<tspan font-family="${this.#ethiopic}">${escapeHtml(part.text)}</tspan>` : escapeHtml(part.text),
    );
    const fill = look.fill === undefined ? '' : ` fill="${look.fill}"`;
    const anchor = look.anchor === undefined || look.anchor === 'start' ? '' : ` text-anchor="${look.anchor}"`;
    const points = look.size === undefined || look.size === size ? '' : ` font-size="${round(look.size)}"`;
    return `<text x="${round(x)}" y="${round(y)}"${fill}${anchor}${points}>${parts.join('')}</text>`;
  }

  /** `grid`: a line behind the values, fainter than one that they stand on. */
  line(x1: number, y1: number, x2: number, y2: number, role: 'axis' | 'grid'): string {
    const faint = role === 'grid' ? ' stroke-opacity="0.4"' : '';
    return `<path d="M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}" stroke="${this.#style.colours.rule}"${faint}/>`;
  }

  rectangle(x: number, y: number, wide: number, high: number, colour: string): string {
    return `<rect x="${round(x)}" y="${round(y)}" width="${round(wide)}" height="${round(high)}" fill="${colour}"/>`;
  }
}

/**
 * How the series of this place is drawn; after the sixth they begin again. They differ in grey as well as in dashes, for a
 * copy in black and white.
 */
export function seriesLook(style: PaperStyle, index: number): { readonly colour: string; readonly dash: string } {
  const { ink } = style.colours;
  const looks = [
    { colour: ink, dash: '' },
    { colour: '#8a8a8a', dash: '' },
    { colour: '#4d4d4d', dash: '5 3' },
    { colour: '#b3b3b3', dash: '' },
    { colour: ink, dash: '2 3' },
    { colour: '#8a8a8a', dash: '8 3 2 3' },
  ];
  return looks[index % looks.length] ?? { colour: ink, dash: '' };
}

export function round(value: number): string {
  return String(Number(value.toFixed(2)));
}
