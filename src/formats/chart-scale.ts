/** The arithmetic of charts: which values an axis names, how numbers are written, and how wide words are. */

export interface Scale {
  readonly from: number;
  readonly to: number;
  /** Values that the axis names, from the lowest on, all within `from` and `to`. */
  readonly ticks: readonly number[];
}

/**
 * A scale with some `count` round steps (1, 2, 5 times a power of ten) that holds all values. It begins at zero where
 * `isFromZero`, and else too unless the values lie far from it. Without values it goes from 0 to 1 and names nothing.
 */
export function niceScale(values: readonly number[], count: number, isFromZero: boolean): Scale {
  if (values.length === 0) return { from: 0, to: 1, ticks: [] };
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const isFar = !isFromZero && lowest < highest && Math.sign(lowest) === Math.sign(highest);
  const nearest = Math.min(Math.abs(lowest), Math.abs(highest));
  const keepsAway = isFar && nearest > 2 * (highest - lowest);
  const low = keepsAway ? lowest : Math.min(0, lowest);
  const high = keepsAway ? highest : Math.max(0, highest);
  if (low === high) return { from: 0, to: 1, ticks: [0] };
  const step = niceStep((high - low) / count);
  const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  const ticks = Array.from({ length: last - first + 1 }, (_none, index) => exact((first + index) * step, step));
  return { from: ticks[0] ?? low, to: ticks.at(-1) ?? high, ticks };
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate >= rough / power - 1e-9) ?? 10;
  return factor * power;
}

/** Takes off what binary fractions leave over: 0.30000000000000004. */
function exact(value: number, step: number): number {
  const digits = Math.max(0, Math.ceil(-Math.log10(step)) + 1);
  return digits > 100 ? value : Number(value.toFixed(digits));
}

/** One way of writing for all numbers of a chart: the same decimals, thousands apart; powers of ten where figures would be too long. */
export function numberFormat(values: readonly number[]): (value: number) => string {
  const largest = Math.max(0, ...values.map(Math.abs));
  const texts = values.map((value) => String(value));
  const isLong = largest >= 1e12 || (largest > 0 && largest < 1e-6) || texts.some((text) => text.includes('e'));
  const decimals = Math.min(6, Math.max(0, ...texts.map((text) => text.split('.')[1]?.length ?? 0)));
  return (value) => {
    if (isLong && value !== 0) return minus(Number(value.toPrecision(3)).toExponential().replace('e+', 'e'));
    const [whole = '', fraction] = Math.abs(value)
      .toFixed(isLong ? 0 : decimals)
      .split('.');
    const figures = `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction === undefined ? '' : `.${fraction}`}`;
    return value < 0 ? `−${figures}` : figures;
  };
}

function minus(text: string): string {
  return text.replaceAll('-', '−');
}

/** About how wide a line is, in the units of `size`: nothing here can measure, and a little too much does no harm. */
export function textWidth(text: string, size: number): number {
  let width = 0;
  for (const letter of text) {
    if (/[\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f]/u.test(letter)) width += 0.85;
    else if (/[ijl.,:;'’|!()\s]/.test(letter)) width += 0.32;
    else if (/[A-Zmw%@—]/.test(letter)) width += 0.78;
    else width += /[\u1100-\u11ff\u2e80-\uffdc]/u.test(letter) ? 1 : 0.6;
  }
  return width * size;
}

/** A text as lines of a width, `most` at the most; the last ends in "…" if words are left. */
export function linesOf(text: string, size: number, width: number, most: number): string[] {
  const lines: string[] = [];
  let words = text.split(' ').filter((word) => word !== '');
  while (words.length > 0 && lines.length < most) {
    let count = 1;
    while (count < words.length && textWidth(words.slice(0, count + 1).join(' '), size) <= width) count += 1;
    const isLast = lines.length === most - 1;
    const line = (isLast ? words : words.slice(0, count)).join(' ');
    lines.push(shortened(line, size, width));
    words = words.slice(count);
  }
  return lines;
}

/** Letter by letter from the front: measured whole again and again, a long word would take seconds. */
function shortened(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  let start = '';
  let used = textWidth('…', size);
  for (const letter of text) {
    used += textWidth(letter, size);
    if (used > width && start !== '') break;
    start += letter;
  }
  return `${start.trimEnd()}…`;
}
