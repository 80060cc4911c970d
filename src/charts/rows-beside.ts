import type { Bar } from '../reply/chart.ts';
import { amountText, soundAmount } from './amounts.ts';
import type { Weight } from './font.ts';
import { type Part, partsOf } from './parts.ts';
import { labelOf, type Rows, type RowsInput, rankText, tagOf } from './rows.ts';
import { lineAt, margin, sceneWidth, type Text, textSize } from './scene.ts';
import { wrap } from './wrap.ts';

const usualRowHeight = 58;
const barHeight = 26;
const gap = 16;
const tagGap = 10;
/** A name that is wider leaves too little room for its bar. */
const widestLabel = 280;
/** So short a bar can still be seen. */
const shortest = 6;

/** Rows of a ranking: rank, name, bar and amount on one line. */
export function layBeside(input: RowsInput): Rows {
  const { bars, series, top, full, rowHeight = usualRowHeight } = input;
  const tone = series[0]?.tone ?? 'plain';
  const drawnBars = series.length === 0 ? [] : bars;
  const amounts = drawnBars.map((bar) => soundAmount(bar.amounts[0]));
  const columns = columnsOf(input, amounts);
  const most = full ?? Math.max(...amounts, 1);
  const barOf = (amount: number): readonly Part[] =>
    amount === 0 ? [] : partsOf([{ tone, amount, least: shortest, text: '' }], (amount / most) * columns.barWidth);
  return {
    plot: {
      left: columns.barLeft,
      top,
      width: columns.barWidth,
      height: drawnBars.length * rowHeight,
      barHeight,
    },
    rows: drawnBars.map(({ marked }, index) => ({
      top: index * rowHeight,
      height: rowHeight,
      middle: (index + 0.5) * rowHeight,
      parts: barOf(amounts[index] ?? 0),
      marked,
    })),
    texts: drawnBars.flatMap((bar, index) => {
      const y = top + (index + 0.5) * rowHeight;
      const amount = amountText(amounts[index] ?? 0);
      return [
        ...labelsOf(input, { bar, index, y, columns }),
        lineAt(sceneWidth - margin, y, amount, { align: 'right', weight: 600 }),
      ];
    }),
  };
}

type Columns = {
  /** Right edge of the ranks. */
  readonly rankRight: number;
  readonly labelLeft: number;
  readonly labelWidth: number;
  readonly barLeft: number;
  readonly barWidth: number;
};

/** Columns as wide as what stands in them, within bounds. */
function columnsOf(input: RowsInput, amounts: readonly number[]): Columns {
  const { bars, font } = input;
  const widest = (texts: readonly string[], weight: Weight) =>
    Math.ceil(Math.max(0, ...texts.map((text) => font[weight].width(text, textSize))));
  const rankWidth = widest(
    bars.map(({ rank }) => rankText(rank)),
    600,
  );
  const labelLeft = margin + (rankWidth === 0 ? 0 : rankWidth + gap);
  const labels = bars.map((bar, index) => {
    const tag = tagOf(bar, font[400]);
    const label = labelOf(input, bar, { index, face: font[weightOf(bar)] });
    return widest([label], weightOf(bar)) + (tag === '' ? 0 : tagGap + widest([tag], 400));
  });
  const labelWidth = Math.min(widestLabel, Math.max(0, ...labels)) + 2;
  const barLeft = labelLeft + labelWidth + gap;
  const amountWidth = widest(amounts.map(amountText), 600);
  return {
    rankRight: margin + rankWidth,
    labelLeft,
    labelWidth,
    barLeft,
    barWidth: sceneWidth - margin - amountWidth - gap - barLeft,
  };
}

type Place = { readonly bar: Bar; readonly index: number; readonly y: number; readonly columns: Columns };

/** Rank, name and tag of a row. */
function labelsOf(input: RowsInput, { bar, index, y, columns }: Place): readonly Text[] {
  const { rankRight, labelLeft, labelWidth } = columns;
  const [weight, face, plainFace] = [weightOf(bar), input.font[weightOf(bar)], input.font[400]];
  const measure = (text: string) => face.width(text, textSize);
  const tag = tagOf(bar, plainFace);
  const tagWidth = tag === '' ? 0 : tagGap + plainFace.width(tag, textSize);
  const [label = ''] = wrap(labelOf(input, bar, { index, face }), { width: labelWidth - tagWidth, lines: 1, measure });
  const rank = rankText(bar.rank);
  return [
    ...(rank === '' ? [] : [lineAt(rankRight, y, rank, { align: 'right', quiet: !bar.marked, weight })]),
    lineAt(labelLeft, y, label, { weight }),
    ...(tag === '' ? [] : [lineAt(labelLeft + measure(label) + tagGap, y, tag, { quiet: true })]),
  ];
}

function weightOf({ marked }: Bar): Weight {
  return marked ? 600 : 400;
}
