import { coverages } from '../../domain/verdict.ts';
import type { BarChart } from '../chart.ts';
import { type Block, coverageMarks } from '../reply.ts';
import { type AltItem, altText } from './alt-text.ts';

/** How many members covered a key point, and how. */
export type CoverageBar = {
  /** What the key point says. */
  readonly label: string;
  readonly covered: number;
  readonly partial: number;
  readonly missed: number;
  readonly contradicted: number;
};

/** What came of a question, key point by key point, as bars of four parts; the words beside it tell the same. */
export function coveragePicture(
  title: string,
  bars: readonly CoverageBar[],
): Extract<Block, { type: 'picture' }> & { readonly chart: BarChart } {
  const chart: BarChart = {
    type: 'bars',
    title,
    noun: 'Key point',
    series: coverages.map((coverage) => ({ name: coverageMarks[coverage].word, tone: coverage })),
    bars: bars.map((bar) => ({ label: bar.label, amounts: coverages.map((coverage) => bar[coverage]), marked: false })),
  };
  return { type: 'picture', chart, alt: altText(title, bars.map(barText)) };
}

function barText(bar: CoverageBar): AltItem {
  const counts = coverages.filter((coverage) => bar[coverage] > 0);
  const said = counts.map((coverage) => `${bar[coverage]} ${coverageMarks[coverage].word.toLowerCase()}`);
  return { before: '“', label: bar.label, after: `” ${said.join(', ') || 'not answered'}` };
}
