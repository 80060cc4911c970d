import type { DayRow } from '../reply/chart.ts';
import { amountText, soundAmount } from './amounts.ts';
import { columnLabels, columnsLeft, columnTexts, columnWidth, mostWeeks, shortened } from './columns.ts';
import type { Font } from './font.ts';
import { type Cell, lineAt, margin, type Shade, smallSize, type Text } from './scene.ts';

const mostDays = 7;
const rowHeight = 38;
/** Between two cells. */
const cellGap = 4;
const legendLine = 46;
const legendColumn = 143;

/** From so many answers on a cell is of a shade, and what the legend says of it. */
const shades: readonly { readonly shade: Shade; readonly from: number; readonly text: string }[] = [
  { shade: 1, from: 1, text: '1' },
  { shade: 2, from: 2, text: '2 or 3' },
  { shade: 3, from: 4, text: '4 to 7' },
  { shade: 4, from: 8, text: '8 or more' },
];
/** Larger numbers have no room in a cell. */
const mostWritten = 99;

export type DaysInput = { readonly labels: readonly string[]; readonly top: number; readonly font: Font };

export type Days = { readonly texts: readonly Text[]; readonly cells: readonly Cell[]; readonly bottom: number };

/** A grid of up to seven days by twelve weeks, and under it what its shades mean. A day to come has no cell. */
export function layDays(rows: readonly DayRow[], { labels, top, font }: DaysInput): Days {
  const shown = rows.slice(0, mostDays);
  const cells = shown.flatMap(({ counts }, day) =>
    counts
      .slice(-mostWeeks)
      .flatMap((count, week) => (count === null ? [] : [cellOf(count, { week, y: top + day * rowHeight })])),
  );
  const names = shown.flatMap(({ label }, day) => {
    const text = shortened(label, columnsLeft - margin - 10, font);
    const y = top + (day + 0.5) * rowHeight;
    return text === '' ? [] : [lineAt(margin, y, text, { size: smallSize, quiet: true })];
  });
  const under = top + shown.length * rowHeight;
  const legend = legendAt(under + columnLabels + legendLine / 2);
  return {
    texts: [...names, ...columnTexts(labels, under + columnLabels / 2, font), ...legend.texts],
    cells: [...cells, ...legend.cells],
    bottom: under + columnLabels + legendLine,
  };
}

function cellOf(count: number, { week, y }: { readonly week: number; readonly y: number }): Cell {
  const sound = Math.floor(soundAmount(count));
  const text = sound > mostWritten ? `${mostWritten}+` : amountText(sound);
  return {
    left: columnsLeft + week * columnWidth,
    top: y,
    width: columnWidth - cellGap,
    height: rowHeight - cellGap,
    shade: shades.findLast(({ from }) => sound >= from)?.shade ?? 0,
    text: sound === 0 ? '' : text,
  };
}

function legendAt(y: number): Pick<Days, 'texts' | 'cells'> {
  const size = { width: columnWidth - cellGap, height: rowHeight - cellGap };
  const placed = shades.map((shade, index) => ({ ...shade, left: columnsLeft + index * legendColumn }));
  return {
    texts: placed.map(({ left, text }) => lineAt(left + columnWidth + 4, y, text, { size: smallSize, quiet: true })),
    cells: placed.map(({ left, shade }) => ({ left, top: y - size.height / 2, ...size, shade, text: '' })),
  };
}
