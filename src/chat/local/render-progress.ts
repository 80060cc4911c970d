import { amountText, soundAmount } from '../../charts/amounts.ts';
import type { ProgressChart } from '../../reply/chart.ts';
import type { Style } from './style.ts';
import { columns, cut, oneLine } from './terminal-text.ts';

const titleWidth = 72;
const nameWidth = 4;
const cellWidth = 5;
const mostWeeks = 12;
const mostDays = 7;
const mostTopics = 12;
const topicWidth = 24;
const barWidth = 32;
const blocks = '▁▂▃▄▅▆▇█';

/** Progress in characters: blocks for the weeks over their scores, under them the answers of each day, and bars of topics. */
export function renderProgress({ title, weeks, days, topics }: ProgressChart, style: Style): string {
  const scores = weeks.points.slice(-mostWeeks).map(({ score }) => (score === null ? undefined : scoreOf(score)));
  const rows = days.rows.slice(0, mostDays);
  const labels = weeks.points.slice(-mostWeeks).map(({ label }) => cut(oneLine(label), 20));
  return [
    style('bold', heading(title)),
    heading(weeks.title),
    style('green', line('', scores.map(blockOf))),
    line(
      '',
      scores.map((score) => (score === undefined ? '·' : String(score))),
    ),
    ...(labels.length > 0 ? [style('dim', `${' '.repeat(nameWidth)}${labels[0]} to ${labels.at(-1)}`)] : []),
    heading(days.title),
    ...rows.map(({ label, counts }) => line(cut(oneLine(label), nameWidth), counts.slice(-mostWeeks).map(countText))),
    heading(topics.title),
    ...topicLines(topics, style),
  ]
    .map((text) => text.trimEnd())
    .filter((text) => text !== '')
    .join('\n');
}

function heading(text: string): string {
  return cut(oneLine(text), titleWidth);
}

/** A name and cells of one width; the rightmost columns are the newest. */
function line(name: string, cells: readonly string[]): string {
  const padded = cells.map((cell) => cell.padStart(cellWidth));
  return `${name}${' '.repeat(Math.max(0, nameWidth - columns(name)))}${padded.join('')}`;
}

function scoreOf(score: number): number {
  return Math.min(100, Math.round(soundAmount(score)));
}

function blockOf(score: number | undefined): string {
  return score === undefined ? '' : (blocks[Math.round((score / 100) * (blocks.length - 1))] ?? '');
}

/** A dot for a day without answers, nothing for one to come. */
function countText(count: number | null): string {
  if (count === null) return '';
  const sound = Math.floor(soundAmount(count));
  if (sound === 0) return '·';
  return sound > 99 ? '99+' : String(sound);
}

function topicLines({ bars, more }: ProgressChart['topics'], style: Style): readonly string[] {
  const shown = bars.slice(0, mostTopics);
  const labels = shown.map(({ label }) => cut(oneLine(label), topicWidth));
  const width = Math.max(0, ...labels.map(columns));
  const lines = shown.map((bar, index) => {
    const label = labels[index] ?? '';
    const score = scoreOf(bar.score);
    const full = '█'.repeat(Math.round((score / 100) * barWidth));
    const blank = ' '.repeat(barWidth - full.length);
    return `${label}${' '.repeat(width - columns(label))}  ${full === '' ? '' : style('green', full)}${blank} ${String(score).padStart(3)}`;
  });
  const left = soundAmount(bars.length - shown.length + soundAmount(more));
  return [...lines, ...(left > 0 ? [style('dim', `and ${amountText(left)} more`)] : [])];
}
