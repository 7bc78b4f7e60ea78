/** Charts of Word: native ones, so that a partner can open the figures and mend them. */
import { Paragraph, type ParagraphChild } from 'docx';
import { type ChartFont, ChartRun, type ChartSeries } from 'docx/charts';
import { seriesLook } from './chart-pen.ts';
import { niceScale } from './chart-scale.ts';
import { type ChartBlock, type Inlines, plainText, splitByScript } from './document.ts';
import { textRuns } from './docx-runs.ts';
import { colour, halfPoints } from './docx-style.ts';
import { withoutControls } from './escape.ts';
import { type PaperStyle, scale, textWidthOf } from './paper-style.ts';

type Series = ChartBlock['series'][number];

/** The chart beneath its caption, in a paragraph whose lines grow with it, or a line in its place where it has no figures. `noFigures`: the words of that line. */
export function wordChart(
  style: PaperStyle,
  chart: ChartBlock,
  description: string,
  noFigures: string,
  inlines: (inlines: Inlines) => ParagraphChild[],
): Paragraph[] {
  const words = chart.unit === '%' ? chart.caption : chart.table.caption;
  const caption = words.length === 0 ? [] : [new Paragraph({ style: 'Caption', children: inlines(words) })];
  const values = chart.series.flatMap((series) => series.values.filter((value) => value !== null));
  const drawing =
    values.length === 0
      ? textRuns(style, noFigures, { color: colour(style, 'soft'), size: halfPoints(style, scale.note) })
      : [chartRun(style, chart, values, description)];
  return [...caption, new Paragraph({ style: 'Chart', children: drawing })];
}

function chartRun(style: PaperStyle, chart: ChartBlock, values: readonly number[], description: string): ChartRun {
  const font: ChartFont = { size: points(style), color: colour(style, 'soft') };
  // Word counts drawings in dots of a screen, 96 an inch.
  const width = Math.round((textWidthOf(style) / 25.4) * 96);
  const isBars = chart.kind === 'bars';
  const range = niceScale(values, 4, isBars);
  const numberFormat = formatOf(isBars ? values : range.ticks, chart.unit);
  const axis = { minimum: range.from, maximum: range.to, interval: (range.ticks[1] ?? 1) - (range.ticks[0] ?? 0) };
  const common = {
    font: { name: fontOf(style, chart) },
    chartArea: { fill: 'none', border: 'none' },
    altText: { name: `Chart ${chart.number}`, title: clean(plainText(chart.caption)), description: clean(description) },
    categories: chart.labels.map(clean),
  } as const;
  if (isBars) {
    const several = chart.series.length;
    const head = several > 1 ? 45 : 20;
    const height = Math.min(820, head + chart.labels.length * Math.max(25, several * 16 + 8));
    const bar = (height - head) / chart.labels.length / several;
    return new ChartRun({
      ...common,
      type: 'bar',
      transformation: { width, height },
      gapWidth: 60,
      overlap: 0,
      // A chart of Word begins at the bottom.
      categoryAxis: { reverseOrder: true, font },
      // A step more on the side of negative values, as their figures stand before the bars.
      valueAxis: {
        visible: false,
        gridlines: false,
        ...axis,
        minimum: range.from < 0 ? range.from - axis.interval : 0,
      },
      ...(bar < 11 ? {} : { dataLabels: { value: true, position: 'outsideEnd', numberFormat, font } }),
      legend: several > 1 && { position: 'top', font },
      series: chart.series.map((series, index) => ({ ...named(series, index), color: colorOf(style, index) })),
    });
  }
  const areApart = endsAreApart(chart, range.to - range.from);
  return new ChartRun({
    ...common,
    type: 'line',
    transformation: { width, height: areApart ? 240 : 265 },
    categoryAxis: { font },
    valueAxis: { font, numberFormat, ...axis },
    legend: !areApart && { position: 'top', font },
    series: chart.series.map((series, index) => lineSeries(style, chart, series, index, areApart)),
  });
}

/** Whether names have room at the ends of their lines, so that no legend is needed: Word would set them on each other. */
function endsAreApart(chart: ChartBlock, span: number): boolean {
  const ends = chart.series
    .flatMap(({ values }) => values.findLast((value) => value !== null) ?? [])
    .sort((one, other) => one - other);
  return ends.every((end, index) => index === 0 || end - (ends[index - 1] ?? 0) > span * 0.15);
}

function lineSeries(
  style: PaperStyle,
  chart: ChartBlock,
  series: Series,
  index: number,
  hasName: boolean,
): ChartSeries {
  const { dash } = seriesLook(style, index);
  const color = colorOf(style, index);
  const last = series.values.findLastIndex((value) => value !== null);
  const label = { seriesName: true, position: 'above', font: { size: points(style), color } } as const;
  return {
    ...named(series, index),
    color: colorOf(style, index),
    line: { width: index === 0 ? 1.75 : 1.25, ...(dash === '' ? {} : { dash: 'dash' }) },
    ...(chart.labels.length <= 15 ? { markers: { shape: 'circle', size: 4 } } : {}),
    ...(hasName && series.name !== ''
      ? { pointLabels: series.values.map((_value, at) => (at === last ? label : false)) }
      : {}),
  };
}

function named(series: Series, index: number): Series {
  return { name: clean(series.name) || String(index + 1), values: series.values };
}

function points(style: PaperStyle): number {
  return halfPoints(style, scale.chart) / 2;
}

function colorOf(style: PaperStyle, index: number): string {
  return seriesLook(style, index).colour.slice(1).toUpperCase();
}

/** The values as a format of a sheet: thousands apart, as many decimals as the values have, powers of ten where figures grow long. */
function formatOf(values: readonly number[], unit: string): string {
  const largest = Math.max(...values.map(Math.abs));
  if (largest >= 1e12 || (largest > 0 && largest < 1e-6)) return '0.##E+0';
  const decimals = Math.min(6, Math.max(0, ...values.map((value) => String(value).split('.')[1]?.length ?? 0)));
  return `#,##0${decimals === 0 ? '' : `.${'0'.repeat(decimals)}`}${unit === '%' ? '"%"' : ''}`;
}

/** A chart has one font, so that of the labels in Ethiopic letters if there are any. */
function fontOf({ fonts }: PaperStyle, chart: ChartBlock): string {
  const words = [...chart.labels, ...chart.series.map((series) => series.name)].join(' ');
  return splitByScript(words).some((part) => part.ethiopic) ? fonts.ethiopic.name : fonts.text.name;
}

function clean(text: string): string {
  return withoutControls(text);
}
