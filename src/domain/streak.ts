import { addDays, type CivilDate, weekdayOf } from './calendar.ts';
import { isScheduled, type ScheduledDays } from './daily-schedule.ts';
import { ownWork, type UnratedReason } from './rating.ts';

/** Scheduled days in a row on which a member has answered, as of the last of them. */
export type Streak = {
  /** Days, from 1 on. */
  readonly length: number;
  /** The longest that it ever was. */
  readonly longest: number;
  /** Days that may still be missed, 0 to 2. */
  readonly freezes: number;
  readonly lastOn: CivilDate;
};

/** Whether a day asks for an answer; a day that does not is no hole in a streak and lengthens none. */
export type IsScheduled = (day: CivilDate) => boolean;

/** The score, 0 to 1, from which on an answer keeps a streak: about one key point of five. Nonsense does not. */
export const keepingScore = 0.2;

/** Whether an attempt keeps a streak: one that says something, in the member's own words, even if it earns nothing. */
export function keepsStreak({
  score,
  unrated,
}: {
  readonly score: number;
  readonly unrated: UnratedReason | undefined;
}): boolean {
  return score >= keepingScore && (unrated === undefined || ownWork.some((reason) => reason === unrated));
}

const mostFreezes = 2;
const daysForFreeze = 7;

/** The days on which at least one channel has its daily question; Monday to Friday where no channel has one. */
export function scheduledIn(channels: readonly ScheduledDays[]): IsScheduled {
  if (channels.length === 0) return (day) => weekdayOf(day) <= 5;
  return (day) => channels.some((channel) => isScheduled(channel, day));
}

/**
 * A streak after an answer on a day that is not before its last one. Every missed scheduled day takes a freeze; without one
 * the streak begins anew. Every seventh day of a streak earns a freeze, while there are fewer than two.
 */
export function extendStreak(streak: Streak | undefined, day: CivilDate, isScheduled: IsScheduled): Streak | undefined {
  if (!isScheduled(day) || (streak && day <= streak.lastOn)) return streak;
  const left = streak && freezesLeft(streak, day, isScheduled);
  if (!streak || left === undefined)
    return { length: 1, longest: Math.max(1, streak?.longest ?? 0), freezes: 0, lastOn: day };
  const length = streak.length + 1;
  const earned = length % daysForFreeze === 0 ? 1 : 0;
  return {
    length,
    longest: Math.max(length, streak.longest),
    freezes: Math.min(mostFreezes, left + earned),
    lastOn: day,
  };
}

/** The streak of all the days on which a member has answered, in any order and however often each is named. */
export function streakOf(days: Iterable<CivilDate>, isScheduled: IsScheduled): Streak | undefined {
  const inOrder = [...new Set(days)].toSorted();
  return inOrder.reduce<Streak | undefined>((streak, day) => extendStreak(streak, day, isScheduled), undefined);
}

/** How a streak stands on a day: kept for that day, waiting for an answer on it, or lost. */
export type StreakState =
  | { readonly type: 'kept' | 'at-risk'; readonly length: number; readonly freezes: number }
  | { readonly type: 'lost' };

/** How a streak stands on a day, with the freezes that the days missed since have taken. */
export function streakOn(streak: Streak, day: CivilDate, isScheduled: IsScheduled): StreakState {
  const freezes = freezesLeft(streak, day, isScheduled);
  if (freezes === undefined) return { type: 'lost' };
  const waits = day > streak.lastOn && isScheduled(day);
  return { type: waits ? 'at-risk' : 'kept', length: streak.length, freezes };
}

/**
 * A streak after its member has moved to another zone, at the moment at which it is the day `from` in the old one and `to` in
 * the new one. Days that the move cuts short or skips are nobody's fault and are no holes; a move back in time changes
 * nothing. A streak is therefore never lost by moving.
 */
export function moveStreak(
  streak: Streak,
  { from, to }: { readonly from: CivilDate; readonly to: CivilDate },
  isScheduled: IsScheduled,
): Streak {
  const freezes = freezesLeft(streak, from, isScheduled);
  const eve = addDays(to, -1);
  return to > from && freezes !== undefined && eve > streak.lastOn ? { ...streak, freezes, lastOn: eve } : streak;
}

/** The freezes that are left when the scheduled days between a streak's last day and another have taken theirs, if enough are. */
function freezesLeft({ lastOn, freezes }: Streak, day: CivilDate, isScheduled: IsScheduled): number | undefined {
  let left = freezes;
  for (let between = addDays(lastOn, 1); between < day; between = addDays(between, 1)) {
    if (isScheduled(between)) left -= 1;
    if (left < 0) return undefined;
  }
  return left;
}
