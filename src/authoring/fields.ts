import { daysBetween } from '../domain/calendar.ts';
import type { KeyPoint } from '../domain/question.ts';
import type { WrittenPack } from '../knowledge/load-packs.ts';
import type { Problem } from '../knowledge/problem.ts';
import { adviceAt, listKeyPoints } from './passage.ts';

/** Ways of saying a key point that the grader should know at least: with fewer it is little better than with none. */
const leastAccepts = 4;
const leastRejects = 1;
/** Facts change; after so many days somebody should look at them again. */
const reviewLastsDays = 365;

/** Fields that authors have left out, and key points that hold more than one idea. */
export function findGaps(packs: readonly WrittenPack[]): readonly Problem[] {
  return listKeyPoints(packs).flatMap((passage) =>
    gapsOf(passage.keyPoint).map((message) => adviceAt(passage, message)),
  );
}

function gapsOf(keyPoint: KeyPoint): readonly string[] {
  const { hint, followUp, source, accepts, rejects, parts, text } = keyPoint;
  const missing = Object.entries({ hint, 'follow-up': followUp, source }).flatMap(([name, value]) =>
    value === undefined ? [`has no ${name}`] : [],
  );
  if (accepts.length < leastAccepts)
    missing.push(`has ${accepts.length} accepts: write at least ${leastAccepts} ways in which people say it`);
  if (rejects.length < leastRejects) missing.push('has no rejects: write a wrong claim that people make');
  if (parts.length === 0 && /[.;]\s+\S/.test(text)) missing.push('says two things: split it, or name its parts');
  return missing;
}

/** What would make a pack better. */
export type Advice = Problem & {
  /** Whether it came with time alone, to a pack that nobody has changed. */
  readonly cameWithTime?: boolean;
};

/** Packs whose facts nobody has looked at for a year, or ever; `today` is a civil day. */
export function findStale(packs: readonly WrittenPack[], today: string): readonly Advice[] {
  return packs.flatMap(({ file, written: { reviewedOn } }) => {
    if (reviewedOn === undefined) return [{ file, line: 1, message: 'has no "reviewed" day' }];
    const days = daysBetween(reviewedOn, today);
    const message = `was reviewed ${days} days ago: check its facts`;
    return days > reviewLastsDays ? [{ file, line: 1, message, cameWithTime: true }] : [];
  });
}
