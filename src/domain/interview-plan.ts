import { addDays, type CivilDate, daysBetween } from './calendar.ts';

/** A question that a member has met. */
export type ReviewState = {
  readonly questionId: string;
  /** When memory alone would have it come back. */
  readonly dueOn: CivilDate;
  /** Strength of its weakest key point, 0 to 1. */
  readonly weakest: number;
};

export type InterviewFacts = {
  readonly reviews: readonly ReviewState[];
  /** How many questions the member has not met yet. */
  readonly unmet: number;
  readonly today: CivilDate;
  /** The day of the interview, after today; nothing is planned for it. */
  readonly interviewOn: CivilDate;
  /** Questions a day. */
  readonly perDay: number;
  /** Questions that were met today already. */
  readonly doneToday: number;
};

export type InterviewPlan = {
  /** When each met question comes back before the interview; those that do not fit are not in it. */
  readonly plannedOn: ReadonlyMap<string, CivilDate>;
  /** Met questions that do not fit. */
  readonly leftOut: number;
  /** New questions that fit, and those that do not. */
  readonly newOnes: number;
  readonly newLeftOut: number;
  /** How many new ones a day that makes, rounded up. */
  readonly newPerDay: number;
};

/**
 * Has every question met before an interview, as far as the days hold: each one as late as memory and the eve allow, so that little is forgotten
 * until the day, the weakest first where there is not room for all; new questions take what room is left.
 */
export function planInterview({ reviews, unmet, today, interviewOn, ...limits }: InterviewFacts): InterviewPlan {
  const days = Math.max(0, daysBetween(today, interviewOn));
  const room = Array.from({ length: days }, () => limits.perDay);
  if (days > 0) room[0] = Math.max(0, limits.perDay - limits.doneToday);
  const plannedOn = new Map<string, CivilDate>();
  for (const { questionId, dueOn } of weakestFirst(reviews)) {
    const day = takeRoom(room, Math.min(days - 1, Math.max(0, daysBetween(today, dueOn))));
    if (day !== undefined) plannedOn.set(questionId, addDays(today, day));
  }
  const left = room.reduce((sum, free) => sum + free, 0);
  const newOnes = Math.min(unmet, left);
  return {
    plannedOn,
    leftOut: reviews.length - plannedOn.size,
    newOnes,
    newLeftOut: unmet - newOnes,
    newPerDay: days === 0 ? 0 : Math.ceil(newOnes / days),
  };
}

function weakestFirst(reviews: readonly ReviewState[]): readonly ReviewState[] {
  return reviews.toSorted(
    (a, b) => a.weakest - b.weakest || compare(a.dueOn, b.dueOn) || compare(a.questionId, b.questionId),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Takes a place on the last day up to `latest` that has one, else on the first day after it. */
function takeRoom(room: number[], latest: number): number | undefined {
  const before = room.findLastIndex((free, day) => free > 0 && day <= latest);
  const day = before === -1 ? room.findIndex((free) => free > 0) : before;
  if (day === -1) return undefined;
  room[day] = (room[day] ?? 0) - 1;
  return day;
}
