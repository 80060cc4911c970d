import type { EvaluationCase } from '../grading/evaluation-case.ts';
import type { Grader } from '../grading/grader.ts';
import type { WrittenPack } from '../knowledge/load-packs.ts';
import { findAlike, findGivenAway, findRepeated } from './alike.ts';
import { type Advice, findGaps, findStale } from './fields.ts';
import { findDead, findOverBroad, findWronglyTaken } from './phrases.ts';

export type LintOptions = {
  readonly grader: Grader;
  /** A civil day: how old reviews are is counted to it. */
  readonly today: string;
  /** Labelled answers that the phrases are tried on. */
  readonly cases: readonly EvaluationCase[];
  /** Whether every phrase is left out once, to see what it brings. */
  readonly thorough: boolean;
};

/** What would make packs better, file by file in the order of the lines; none of it keeps a pack from being used. */
export async function lintPacks(
  packs: readonly WrittenPack[],
  { grader, today, cases, thorough }: LintOptions,
): Promise<readonly Advice[]> {
  const found: readonly Advice[] = [
    ...findStale(packs, today),
    ...findGaps(packs),
    ...findAlike(packs),
    ...findGivenAway(packs),
    ...findRepeated(packs),
    ...(await findOverBroad(packs, grader)),
    ...(await findWronglyTaken(packs, grader, cases)),
    ...(thorough ? await findDead(packs, grader) : []),
  ];
  const order = new Map(packs.map(({ file }, index) => [file, index]));
  return found.toSorted((a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0) || a.line - b.line);
}
