import type { Chance } from './chance.ts';
import { deletionPoints, type FailPoint, type Fate, failPoints } from './protocol.ts';

/** How a process dies: at a point, or so many milliseconds after its start. */
export type Death =
  | { readonly fate: Fate; readonly afterMs?: undefined }
  | { readonly afterMs: number; readonly fate?: undefined };

/** Sees to it that processes die everywhere. */
export type Deaths = {
  /** How often a process died, by where. */
  readonly died: ReadonlyMap<FailPoint | 'any moment', number>;
  readonly count: number;
  /** How a process that begins in a step is to die: every third at any moment, the others where the fewest have died. */
  next(chance: Chance, step: number): Death;
  /** Where a process is to die while somebody's data are deleted; nowhere while there are other points at which fewer have died. */
  inDeletion(): Death | undefined;
  /** A process has died in a step. */
  happened(death: Death, step: number): void;
};

const longestLifeMs = 60;

/** Many steps have nothing to grade, nothing to ask and nothing to post. */
const rangeOf = (point: FailPoint) => (/grading|post|edit|asking|judging|telling/.test(point) ? 1 : 5);
const isOfDeletion = (point: FailPoint) => deletionPoints.some((other) => other === point);
const isCall = (point: FailPoint) => /asking/.test(point);

export function createDeaths(): Deaths {
  const died = new Map<FailPoint | 'any moment', number>();
  let [boots, lastCallIn] = [0, -1];
  /** Whatever is done outside of its transaction is lost after a commit, of which there are many. */
  const diedAt = (point: FailPoint) =>
    Math.floor((died.get(point) ?? 0) / (/after (?:commit|job)/.test(point) ? 3 : 1));
  const fewestIn = (points: readonly FailPoint[]) => points.toSorted((a, b) => diedAt(a) - diedAt(b))[0];
  const usual = failPoints.filter((point) => !isOfDeletion(point));
  return {
    died,
    get count() {
      return [...died.values()].reduce((sum, times) => sum + times, 0);
    },
    next: (chance, step) => {
      boots += 1;
      if (boots % 3 === 0) return { afterMs: chance.below(longestLifeMs) };
      // A call that is ended again and again is given up, which a run without a crash never does.
      const point = fewestIn(usual.filter((one) => step !== lastCallIn || !isCall(one))) ?? 'after commit';
      return { fate: { point, nth: 1 + chance.below(rangeOf(point)) } };
    },
    inDeletion: () => {
      const point = fewestIn([...deletionPoints, ...usual]);
      return point && isOfDeletion(point) ? { fate: { point, nth: 1 } } : undefined;
    },
    happened: ({ fate }, step) => {
      const point = fate?.point ?? 'any moment';
      died.set(point, (died.get(point) ?? 0) + 1);
      if (fate && isCall(fate.point)) lastCallIn = step;
    },
  };
}
