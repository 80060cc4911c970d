import { mean } from '../domain/statistics.ts';
import { type Judged, strengthOf } from './evaluate.ts';

/** How far the probability of covered can be taken at its word. */
export type Calibration = {
  /** The expected calibration error, 0 to 1; null without labels. */
  readonly ece: number | null;
  /** The bins that hold labels: probabilities from `from` up to but for `to`, the last one with 1. */
  readonly bins: readonly CalibrationBin[];
};

type CalibrationBin = {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  /** What the grader said, and which share of the labels was covered. */
  readonly meanProbability: number;
  readonly covered: number;
};

const binCount = 10;

/**
 * The expected calibration error over ten bins of equal width, Σ n(bin) / n × |share covered − mean probability|, as in Guo, Pleiss, Sun
 * and Weinberger, "On Calibration of Modern Neural Networks" (2017), but of the probability of covered instead of the likeliest class.
 */
export function calibrationOf(judged: readonly Judged[]): Calibration {
  const said = judged.map(({ label, verdict }) => ({ probability: strengthOf(verdict), covered: label === 'covered' }));
  const byBin = Map.groupBy(said, ({ probability }) => Math.min(binCount - 1, Math.floor(probability * binCount)));
  const bins = [...byBin]
    .toSorted(([a], [b]) => a - b)
    .map(([bin, members]) => ({
      from: bin / binCount,
      to: (bin + 1) / binCount,
      n: members.length,
      meanProbability: mean(members.map(({ probability }) => probability)),
      covered: mean(members.map(({ covered }) => Number(covered))),
    }));
  const gaps = bins.map(({ n, meanProbability, covered }) => n * Math.abs(covered - meanProbability));
  return { ece: said.length === 0 ? null : gaps.reduce((sum, gap) => sum + gap, 0) / said.length, bins };
}
