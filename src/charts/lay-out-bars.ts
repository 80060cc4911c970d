import type { BarChart } from '../reply/chart.ts';
import { amountText } from './amounts.ts';
import { drawable } from './drawable.ts';
import type { Font } from './font.ts';
import { layBeside } from './rows-beside.ts';
import { layUnder } from './rows-under.ts';
import {
  gap,
  lineAt,
  margin,
  type Scene,
  type Swatch,
  sceneWidth,
  type Text,
  textLine,
  textSize,
  titleLine,
  titleTop,
} from './scene.ts';
import { titleOf } from './title.ts';
import { wrap } from './wrap.ts';

/** More bars than these make a picture that nobody can read; what is left out is counted under them. */
export const mostBars = 25;
/** As many parts as there are tones; more could not be told apart. */
export const mostSeries = 5;

const legendLine = 44;
const swatch = { width: 44, height: 28 };

/** Lays bars out: a ranking beside their labels, bars of several parts under theirs. */
export function layOutBars(chart: BarChart, font: Font): Scene {
  const bars = chart.bars.slice(0, mostBars);
  const series = chart.series.slice(0, mostSeries);
  const title = titleOf(chart.title, font);
  const titleBottom = titleTop + title.length * titleLine;
  const legend = series.length > 1 ? legendOf(series, titleBottom + gap, font) : noLegend;
  const top = titleBottom + legend.height + gap;
  const lay = series.length > 1 ? layUnder : layBeside;
  const rows = lay({ noun: chart.noun ?? 'No.', bars, series, font, top });
  const bottom = top + rows.plot.height;
  const note = noteOf(chart, bars.length);
  const notes = note === '' ? [] : [lineAt(margin, bottom + gap + textLine / 2, note, { quiet: true })];
  return {
    width: sceneWidth,
    zoom: 2,
    height: Math.ceil(bottom + notes.length * (gap + textLine) + margin - gap / 2),
    plot: rows.plot,
    rows: rows.rows,
    texts: [...title, ...legend.texts, ...rows.texts, ...notes],
    swatches: legend.swatches,
    ...{ rules: [], strokes: [], cells: [] },
  };
}

function noteOf({ bars, series }: BarChart, shown: number): string {
  if (bars.length === 0 || series.length === 0) return 'Nothing to show yet.';
  return bars.length > shown ? `and ${amountText(bars.length - shown)} more` : '';
}

type Legend = { readonly texts: readonly Text[]; readonly swatches: readonly Swatch[]; readonly height: number };

const noLegend: Legend = { texts: [], swatches: [], height: 0 };

/** Two columns of swatches with their names. */
function legendOf(series: BarChart['series'], top: number, font: Font): Legend {
  const column = (sceneWidth - 2 * margin) / 2;
  const places = series.map(({ name, tone }, index) => {
    const x = margin + (index % 2) * column;
    const y = top + (Math.floor(index / 2) + 0.5) * legendLine;
    const measure = (text: string) => font[400].width(text, textSize);
    const room = { width: column - swatch.width - 2 * gap, lines: 1, measure };
    const [text = ''] = wrap(drawable(name, font[400]) ?? `Part ${index + 1}`, room);
    return {
      swatch: { ...swatch, left: x, top: y - swatch.height / 2, tone },
      text: lineAt(x + swatch.width + gap, y, text),
    };
  });
  return {
    swatches: places.map(({ swatch }) => swatch),
    texts: places.map(({ text }) => text),
    height: gap + Math.ceil(series.length / 2) * legendLine,
  };
}
