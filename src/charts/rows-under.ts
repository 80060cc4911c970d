import type { Bar } from '../reply/chart.ts';
import { amountText, soundAmount } from './amounts.ts';
import { type Part, partsOf, type Share } from './parts.ts';
import { labelOf, type Rows, type RowsInput, rankText, tagOf } from './rows.ts';
import { lineAt, margin, numberSize, type Row, sceneWidth, textLine, textSize } from './scene.ts';
import { wrap } from './wrap.ts';

const barHeight = 44;
/** Between a label and its bar. */
const labelGap = 8;
/** Above the label and below the bar. */
const padding = 15;
/** On either side of a number, so that it can be read and the pattern beside it be seen. */
const roomBeside = 18;
const labelLines = 2;

/** Rows of sentences: up to two lines of label, and under them a bar of several parts with their numbers. */
export function layUnder(input: RowsInput): Rows {
  const { bars, series, top } = input;
  const width = sceneWidth - 2 * margin;
  const labels = bars.map((bar, index) => linesOf(input, bar, index));
  const amounts = bars.map((bar) => series.map((_, index) => soundAmount(bar.amounts[index])));
  const most = Math.max(1, ...amounts.map(sum));
  const rows: Row[] = [];
  let height = 0;
  for (const [index, { marked }] of bars.entries()) {
    const own = amounts[index] ?? [];
    const labelHeight = (labels[index]?.length ?? 0) * textLine + labelGap;
    const row = {
      top: height,
      height: labelHeight + barHeight + 2 * padding,
      middle: height + padding + labelHeight + barHeight / 2,
    };
    rows.push({ ...row, marked, parts: partsOfBar(input, own, (sum(own) / most) * width) });
    height += row.height;
  }
  return {
    plot: { left: margin, top, width, height, barHeight },
    rows,
    texts: labels.flatMap((lines, index) => {
      const first = top + padding + (rows[index]?.top ?? 0);
      const weight = bars[index]?.marked ? 600 : 400;
      return lines.map((text, line) => lineAt(margin, first + (line + 0.5) * textLine, text, { weight }));
    }),
  };
}

/** The parts of a bar that is `length` pixels long, each with its number. */
function partsOfBar({ series, font }: RowsInput, amounts: readonly number[], length: number): readonly Part[] {
  const shares = series.map(({ tone }, index): Share => {
    const amount = amounts[index] ?? 0;
    const text = amountText(amount);
    return { tone, amount, text, least: Math.ceil(font[600].width(text, numberSize)) + 2 * roomBeside };
  });
  return partsOf(
    shares.filter(({ amount }) => amount > 0),
    length,
  );
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
