import type { Bar } from '../reply/chart.ts';
import { amountText, soundAmount } from './amounts.ts';
import { type Part, partsOf, type Share } from './parts.ts';
import { labelOf, type Rows, type RowsInput, rankText, tagOf } from './rows.ts';
import { lineAt, margin, numberSize, sceneWidth, textLine, textSize } from './scene.ts';
import { wrap } from './wrap.ts';

const barHeight = 44;
/** Between a label and its bar. */
const labelGap = 8;
/** Between a bar and the next label. */
const rowGap = 30;
/** Free room on either side of a number. */
const padding = 12;
const labelLines = 2;

/** Rows of sentences: up to two lines of label, and under them a bar of several parts with their numbers. */
export function layUnder(input: RowsInput): Rows {
  const { bars, series, top, font } = input;
  const width = sceneWidth - 2 * margin;
  const labels = bars.map((bar, index) => linesOf(input, bar, index));
  const lines = Math.max(1, ...labels.map(({ length }) => length));
  const labelHeight = lines * textLine + labelGap;
  const bandHeight = labelHeight + barHeight + rowGap;
  const amounts = bars.map((bar) => series.map((_, index) => soundAmount(bar.amounts[index])));
  const most = Math.max(1, ...amounts.map(sum));
  const partsOfBar = (own: readonly number[]): readonly Part[] => {
    const shares = series.map(({ tone }, index): Share => {
      const amount = own[index] ?? 0;
      const text = amountText(amount);
      return { tone, amount, text, least: Math.ceil(font[600].width(text, numberSize)) + 2 * padding };
    });
    return partsOf(
      shares.filter(({ amount }) => amount > 0),
      (sum(own) / most) * width,
    );
  };
  return {
    plot: { left: margin, top, width, bandHeight, barMiddle: labelHeight + barHeight / 2, barHeight },
    bars: bars.map(({ marked }, index) => ({ marked, parts: partsOfBar(amounts[index] ?? []) })),
    texts: labels.flatMap((texts, index) => {
      // A label of fewer lines than others stands close to its bar all the same.
      const first = top + index * bandHeight + (lines - texts.length) * textLine;
      const weight = bars[index]?.marked ? 600 : 400;
      return texts.map((text, line) => lineAt(margin, first + (line + 0.5) * textLine, text, { weight }));
    }),
  };
}

function linesOf(input: RowsInput, bar: Bar, index: number): readonly string[] {
  const face = input.font[bar.marked ? 600 : 400];
  const rank = rankText(bar.rank);
  const tag = tagOf(bar, face);
  const words = [rank && `${rank}.`, labelOf(input, bar, { index, face }), tag && `(${tag})`].filter(
    (word) => word !== '',
  );
  const measure = (text: string) => face.width(text, textSize);
  return wrap(words.join(' '), { width: sceneWidth - 2 * margin, lines: labelLines, measure });
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
