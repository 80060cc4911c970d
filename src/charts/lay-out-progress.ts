import type { ProgressChart } from '../reply/chart.ts';
import { amountText, soundAmount } from './amounts.ts';
import { mostWeeks } from './columns.ts';
import type { Font } from './font.ts';
import { layDays } from './lay-days.ts';
import { layWeeks } from './lay-weeks.ts';
import { layBeside } from './rows-beside.ts';
import { gap, lineAt, margin, type Scene, sceneWidth, textLine, titleLine, titleTop } from './scene.ts';
import { headingOf, titleOf } from './title.ts';

/** It is tall: at twice its size it would take too many bytes, and phones show no more than this. */
const zoom = 1.5;
/** More topics than these are counted. */
const mostTopics = 12;
const topicRow = 46;
const headingLine = 48;

/** Lays progress out: a line of weeks, under it a grid of their days in the same columns, under that bars of topics. */
export function layOutProgress(chart: ProgressChart, font: Font): Scene {
  const title = titleOf(chart.title, font);
  const weeksTop = titleTop + title.length * titleLine + gap;
  const points = chart.weeks.points.slice(-mostWeeks);
  const weeks = layWeeks(points, { top: weeksTop + headingLine, font });
  const days = layDays(chart.days.rows, {
    labels: points.map(({ label }) => label),
    top: weeks.bottom + headingLine + gap,
    font,
  });
  const topicsTop = days.bottom + gap;
  const topics = layTopics(chart.topics, topicsTop + headingLine, font);
  return {
    width: sceneWidth,
    zoom,
    height: Math.ceil(topics.bottom + margin - gap / 2),
    texts: [
      ...title,
      ...headingOf(chart.weeks.title, weeksTop + headingLine / 2, font),
      ...weeks.texts,
      ...headingOf(chart.days.title, weeks.bottom + gap + headingLine / 2, font),
      ...days.texts,
      ...headingOf(chart.topics.title, topicsTop + headingLine / 2, font),
      ...topics.texts,
    ],
    swatches: [],
    plot: topics.plot,
    rows: topics.rows,
    rules: weeks.rules,
    strokes: weeks.strokes,
    cells: days.cells,
  };
}

function layTopics({ bars, more }: ProgressChart['topics'], top: number, font: Font) {
  const shown = bars.slice(0, mostTopics);
  const rows = layBeside({
    noun: 'Topic',
    bars: shown.map(({ label, score }) => ({ label, amounts: [Math.round(Math.min(score, 100))], marked: false })),
    series: [{ name: '', tone: 'plain' }],
    ...{ font, top, full: 100, rowHeight: topicRow },
  });
  const bottom = top + rows.plot.height;
  const left = soundAmount(bars.length - shown.length + soundAmount(more));
  const note = shown.length === 0 ? 'Nothing to show yet.' : `and ${amountText(left)} more`;
  if (shown.length > 0 && left === 0) return { ...rows, bottom };
  const noted = lineAt(margin, bottom + textLine / 2, note, { quiet: true });
  return { ...rows, texts: [...rows.texts, noted], bottom: bottom + textLine };
}
