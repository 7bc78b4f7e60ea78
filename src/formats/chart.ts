/** A chart as SVG: one colour of ink and greys, words at the lines themselves, few lines else. Page and PDF show the same drawing. */
import { Pen, round, size } from './chart-pen.ts';
import { linesOf, niceScale, numberFormat, textWidth } from './chart-scale.ts';
import type { ChartBlock } from './document.ts';
import { escapeHtml, withoutControls } from './escape.ts';
import type { PaperStyle } from './paper-style.ts';

/** Of labels beside bars; longer ones take two lines. */
const nameWidth = 200;

export interface ChartWords {
  /** Where there is no value at all. */
  readonly noFigures: string;
  /** For those who hear the page; without an id the drawing has no title of its own. */
  readonly title?: { readonly id: string; readonly text: string; readonly description: string };
}

/** The drawing, as wide as the text. It holds nothing but text, lines and rectangles, whatever the words are. */
export function chartSvg(style: PaperStyle, chart: ChartBlock, words: ChartWords): string {
  const pen = new Pen(style);
  const { width } = pen;
  const values = valuesOf(chart);
  const drawing =
    values.length === 0
      ? emptyDrawing(pen, words.noFigures)
      : chart.kind === 'bars'
        ? barDrawing(pen, chart)
        : lineDrawing(pen, chart);
  const { title } = words;
  const label = title === undefined ? '' : ` role="img" aria-labelledby="${title.id}_title ${title.id}_text"`;
  const spoken =
    title === undefined
      ? ''
      : `<title id="${title.id}_title">${escaped(title.text)}</title><desc id="${title.id}_text">${escaped(title.description)}</desc>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${round(drawing.height)}" width="${width}" height="${round(drawing.height)}" font-family="${pen.fonts}" font-size="${size}" fill="#1c1c1c"${label}>${spoken}${drawing.marks.join('')}</svg>`;
}

/** The chart in words: every series with its values. */
export function chartDescription(chart: ChartBlock): string {
  const write = withUnit(chart, numberFormat(valuesOf(chart)));
  return chart.series
    .map(({ name, values }) => {
      const parts = values.map((value, index) => `${chart.labels[index]} ${value === null ? '–' : write(value)}`);
      return `${name === '' ? '' : `${name}: `}${parts.join(', ')}.`;
    })
    .join(' ');
}

interface Drawing {
  readonly height: number;
  readonly marks: readonly string[];
}

function valuesOf(chart: ChartBlock): number[] {
  return chart.series.flatMap((series) => series.values.filter((value) => value !== null));
}

/** A percent sign stands at each number; any other unit once above all. */
function withUnit(chart: ChartBlock, write: (value: number) => string): (value: number) => string {
  return chart.unit === '%' ? (value) => `${write(value)}%` : write;
}

function unitAbove(pen: Pen, chart: ChartBlock): string[] {
  return chart.unit === '' || chart.unit === '%'
    ? []
    : [pen.text(0, size, linesOf(chart.unit, size, pen.width, 1)[0] ?? '', { fill: pen.soft })];
}

function emptyDrawing(pen: Pen, noFigures: string): Drawing {
  const { width } = pen;
  const lines = [pen.line(0, 0.5, width, 0.5, 'grid'), pen.line(0, 69.5, width, 69.5, 'grid')];
  return { height: 70, marks: [...lines, pen.text(width / 2, 40, noFigures, { fill: pen.soft, anchor: 'middle' })] };
}

function lineDrawing(pen: Pen, chart: ChartBlock): Drawing {
  const scale = niceScale(valuesOf(chart), 4, false);
  const write = withUnit(chart, numberFormat(scale.ticks));
  const above = unitAbove(pen, chart);
  const endings = chart.series.map((series, index) => ending(series.values, series.name, index));
  const left = Math.max(...scale.ticks.map((tick) => textWidth(write(tick), size))) + 10;
  const right =
    pen.width - Math.max(6, ...endings.map(({ lines }) => Math.max(0, ...lines.map((l) => textWidth(l, size))) + 12));
  const top = above.length === 0 ? 10 : 30;
  const bottom = top + 210;
  const slot = chart.labels.length < 2 ? 0 : (right - left - 16) / (chart.labels.length - 1);
  const x = (index: number): number => (slot === 0 ? (left + right) / 2 : left + 8 + index * slot);
  const y = (value: number): number => bottom - ((value - scale.from) / (scale.to - scale.from)) * (bottom - top);
  const grid = scale.ticks.flatMap((tick, index) => [
    pen.line(left, y(tick), right, y(tick), tick === 0 || index === 0 ? 'axis' : 'grid'),
    pen.text(left - 8, y(tick) + size * 0.34, write(tick), { fill: pen.soft, anchor: 'end' }),
  ]);
  const lines = chart.series.flatMap(({ values }, index) => seriesMarks(pen, values, index, x, y));
  const names = spread(
    endings.flatMap((end) => (end.last < 0 ? [] : [{ ...end, y: y(end.value), height: end.lines.length * 14 }])),
    bottom,
  ).flatMap((end) =>
    end.lines.map((words, row) =>
      pen.text(right + 6, end.y + size * 0.34 + (row - (end.lines.length - 1) / 2) * 14, words, {
        fill: pen.colour(end.index),
      }),
    ),
  );
  return {
    height: bottom + 26,
    marks: [...above, ...grid, ...lines, ...names, ...belowAxis(pen, chart.labels, x, slot, bottom)],
  };
}

interface Ending {
  readonly index: number;
  /** Place and value of the last point; -1 if there is none. */
  readonly last: number;
  readonly value: number;
  readonly lines: readonly string[];
}

function ending(values: readonly (number | null)[], name: string, index: number): Ending {
  const last = values.findLastIndex((value) => value !== null);
  return { index, last, value: values[last] ?? 0, lines: last < 0 ? [] : linesOf(name, size, 130, 2) };
}

/** Names at the ends of lines, moved apart where they would stand on each other. */
function spread<T extends { readonly y: number; readonly height: number }>(names: readonly T[], bottom: number): T[] {
  const placed: T[] = [];
  let floor = Number.POSITIVE_INFINITY;
  // From below, so that the lowest stays within the drawing.
  for (const name of [...names].sort((a, b) => b.y - a.y)) {
    const y = Math.min(name.y, floor - name.height / 2, bottom - name.height / 2 + 6);
    floor = y - name.height / 2;
    placed.push({ ...name, y });
  }
  return placed;
}

/** The line of a series, broken at gaps; a dot where a value stands alone, and everywhere if there are few. */
function seriesMarks(
  pen: Pen,
  values: readonly (number | null)[],
  index: number,
  x: (index: number) => number,
  y: (value: number) => number,
): string[] {
  const colour = pen.colour(index);
  const dash = pen.dash(index);
  const parts: string[] = [];
  const dots: string[] = [];
  values.forEach((value, at) => {
    if (value === null) return;
    const isAfterGap = (values[at - 1] ?? null) === null;
    const isAlone = isAfterGap && (values[at + 1] ?? null) === null;
    parts.push(`${isAfterGap ? 'M' : 'L'}${round(x(at))} ${round(y(value))}`);
    if (isAlone || values.length <= 15)
      dots.push(`<circle cx="${round(x(at))}" cy="${round(y(value))}" r="2.6" fill="${colour}"/>`);
  });
  const dashes = dash === '' ? '' : ` stroke-dasharray="${dash}"`;
  const path = `<path d="${parts.join('')}" fill="none" stroke="${colour}" stroke-width="${index === 0 ? 2.2 : 1.7}" stroke-linejoin="round"${dashes}/>`;
  return parts.length === 0 ? [] : [path, ...dots];
}

/** As many labels as there is room for, always with the last: it is the newest. */
function belowAxis(
  pen: Pen,
  labels: readonly string[],
  x: (index: number) => number,
  slot: number,
  bottom: number,
): string[] {
  const room = slot === 0 ? 300 : Math.max(slot - 8, 110);
  const shown = labels.map((label) => linesOf(label, size, room, 1)[0] ?? '');
  const widest = Math.max(0, ...shown.map((label) => textWidth(label, size)));
  const every = slot === 0 ? 1 : Math.max(1, Math.ceil((widest + 10) / slot));
  const last = labels.length - 1;
  return shown.flatMap((label, index) => {
    if ((last - index) % every !== 0) return [];
    // The outermost stay within the drawing.
    const half = textWidth(label, size) / 2;
    const at = Math.min(Math.max(x(index), half), pen.width - half);
    return [pen.text(at, bottom + 19, label, { fill: pen.soft, anchor: 'middle' })];
  });
}

function barDrawing(pen: Pen, chart: ChartBlock): Drawing {
  const values = valuesOf(chart);
  const scale = { from: Math.min(0, ...values), to: Math.max(0, ...values) };
  const span = scale.to - scale.from || 1;
  const write = withUnit(chart, numberFormat(values));
  const several = chart.series.length;
  // All on one page, however many there are.
  const isLong = chart.labels.some((label) => textWidth(label, size) > nameWidth);
  const wanted = Math.max(isLong ? 2.4 * size : 0, several === 1 ? 25 : several * 14 + 10);
  const row = Math.min(wanted, 860 / chart.labels.length);
  const letters = Math.min(size, row * 0.9);
  const bar = Math.min(15, (row * (several === 1 ? 0.6 : 0.8)) / several);
  const figures = Math.min(size, Math.max(bar * 1.1, several === 1 ? letters : 0));
  const names = chart.labels.map((label) => linesOf(label, letters, nameWidth, row >= 2.3 * letters ? 2 : 1));
  const left = Math.max(0, ...names.flat().map((name) => textWidth(name, letters))) + 10;
  const room = Math.max(...values.map((value) => textWidth(write(value), figures))) + 8;
  const [from, to] = [
    left + (scale.from < 0 ? room : 0),
    pen.width - (scale.to > 0 || scale.from === scale.to ? room : 4),
  ];
  const x = (value: number): number => from + ((value - scale.from) / span) * (to - from);
  const head = [...unitAbove(pen, chart), ...(several > 1 ? key(pen, chart, unitAbove(pen, chart).length * 20) : [])];
  const top = unitAbove(pen, chart).length * 20 + (several > 1 ? 24 : 2);
  const rows = chart.labels.flatMap((_label, index) => {
    const middle = top + (index + 0.5) * row;
    const lines = names[index] ?? [];
    const labels = lines.map((name, at) =>
      pen.text(left - 10, middle + letters * 0.34 + (at - (lines.length - 1) / 2) * letters * 1.05, name, {
        anchor: 'end',
        size: letters,
      }),
    );
    const bars = chart.series.flatMap((series, at) => {
      const value = series.values[index] ?? null;
      const y = middle + (at - several / 2) * bar;
      const isLeft = (value ?? 0) < 0;
      const place = {
        anchor: isLeft ? 'end' : 'start',
        size: figures,
        fill: value === null ? pen.soft : '#1c1c1c',
      } as const;
      const end = value === null ? x(0) : x(value);
      return [
        ...(value === null
          ? []
          : [pen.rectangle(Math.min(x(0), end), y, Math.abs(end - x(0)), bar - (several > 1 ? 1 : 0), pen.colour(at))]),
        ...(figures < 6
          ? []
          : [
              pen.text(
                end + (isLeft ? -5 : 5),
                y + bar / 2 + figures * 0.34,
                value === null ? '–' : write(value),
                place,
              ),
            ]),
      ];
    });
    return [...labels, ...bars];
  });
  const height = top + chart.labels.length * row + 2;
  return { height, marks: [...head, ...rows, pen.line(x(0), top, x(0), height - 2, 'axis')] };
}

/** Names of the series in a line above the bars, each after a square of its colour. */
function key(pen: Pen, chart: ChartBlock, top: number): string[] {
  const room = pen.width / chart.series.length - 30;
  let at = 0;
  return chart.series.flatMap(({ name }, index) => {
    const words = linesOf(name, size, room, 1)[0] ?? '';
    const marks = [
      pen.rectangle(at, top + 3, 10, 10, pen.colour(index)),
      pen.text(at + 15, top + size, words, { fill: pen.soft }),
    ];
    at += textWidth(words, size) + 34;
    return marks;
  });
}

function escaped(words: string): string {
  return escapeHtml(withoutControls(words));
}
