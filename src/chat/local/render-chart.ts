import { amountText, soundAmount } from '../../charts/amounts.ts';
import type { Bar, BarChart, Chart, Tone } from '../../reply/chart.ts';
import { renderProgress } from './render-progress.ts';
import type { Format, Style } from './style.ts';
import { columns, cut, oneLine } from './terminal-text.ts';

/** Columns that a line has at most. */
const lineWidth = 72;
const labelWidth = 22;
const barWidth = 32;
const mostBars = 25;

/** How a part is drawn: told apart without colour, too. */
const cells: Readonly<Record<Tone, { readonly cell: string; readonly format: Format }>> = {
  covered: { cell: '█', format: 'green' },
  partial: { cell: '▓', format: 'yellow' },
  missed: { cell: '░', format: 'dim' },
  contradicted: { cell: '×', format: 'red' },
  plain: { cell: '█', format: 'green' },
};

/** A chart in characters, 72 columns wide at most. */
export function renderChart(chart: Chart, style: Style): string {
  switch (chart.type) {
    case 'bars':
      return renderBars(chart, style);
    case 'progress':
      return renderProgress(chart, style);
    default:
      return chart satisfies never;
  }
}

/** Bars with their numbers, and what their parts mean where there are several. */
function renderBars(chart: BarChart, style: Style): string {
  const bars = chart.bars.slice(0, mostBars);
  const rest = chart.bars.length - bars.length;
  const more = rest > 0 ? [style('dim', `and ${amountText(rest)} more`)] : [];
  const lines = chart.series.length > 1 ? sentences(chart, bars, style) : ranking(chart, bars, style);
  return [...lines, ...more].join('\n');
}

/** One line for each bar: rank, label, bar, number. */
function ranking({ series }: BarChart, bars: readonly Bar[], style: Style): readonly string[] {
  const labels = bars.map((bar) => cut(labelOf(bar), labelWidth));
  const width = Math.max(0, ...labels.map(columns));
  const ranked = bars.some(({ rank }) => rank !== undefined);
  const amounts = bars.map((bar) => [soundAmount(bar.amounts[0])]);
  return bars.map((bar, index) => {
    const label = labels[index] ?? '';
    const own = amounts[index] ?? [];
    const rank = ranked ? `${rankText(bar).padStart(3)}  ` : '';
    const name = `${rank}${label}${' '.repeat(width - columns(label))}`;
    const drawn = barOf({ series, amounts: own, most: mostOf(amounts) }, style);
    return `${bar.marked ? style('bold', name) : name}  ${drawn} ${amountText(own[0] ?? 0).padStart(6)}`;
  });
}

/** A title and what the parts mean; then for each bar its label, and under it the bar with its numbers. */
function sentences({ title, series }: BarChart, bars: readonly Bar[], style: Style): readonly string[] {
  const legend = series.map(
    ({ name, tone }) => `${style(cells[tone].format, cells[tone].cell)} ${cut(oneLine(name), 12)}`,
  );
  const amounts = bars.map((bar) => series.map((_, index) => soundAmount(bar.amounts[index])));
  return [
    style('bold', cut(oneLine(title), lineWidth)),
    legend.slice(0, 4).join('   '),
    ...bars.flatMap((bar, index) => {
      const own = amounts[index] ?? [];
      const rank = bar.rank === undefined ? '' : `${rankText(bar)}. `;
      const numbers = cut(own.map(amountText).join(' · '), lineWidth - barWidth - 2);
      const label = cut(`${rank}${labelOf(bar)}`, lineWidth);
      return [label, `${barOf({ series, amounts: own, most: mostOf(amounts) }, style)}  ${numbers}`];
    }),
  ];
}

type BarInput = {
  readonly series: BarChart['series'];
  readonly amounts: readonly number[];
  /** What the longest bar adds up to. */
  readonly most: number;
};

/** A bar, filled up with blanks. */
function barOf({ series, amounts, most }: BarInput, style: Style): string {
  let before = 0;
  let filled = 0;
  const parts = series.map(({ tone }, index) => {
    before += amounts[index] ?? 0;
    const end = Math.max(filled, Math.round((before / most) * barWidth));
    const part = cells[tone].cell.repeat(end - filled);
    filled = end;
    return part === '' ? '' : style(cells[tone].format, part);
  });
  return `${parts.join('')}${' '.repeat(barWidth - filled)}`;
}

function mostOf(amounts: readonly (readonly number[])[]): number {
  return Math.max(1, ...amounts.map((own) => own.reduce((sum, amount) => sum + amount, 0)));
}

function rankText({ rank }: Bar): string {
  return rank === undefined ? '' : cut(String(rank), 7);
}

function labelOf({ label, tag }: Bar): string {
  return oneLine(tag === undefined ? label : `${label} (${tag})`);
}
