import { type CivilDate, civilDateOf, startOf } from '../domain/calendar.ts';
import type { MemberId } from '../domain/ids.ts';
import type { Workspace } from '../domain/member.ts';
import type { UnratedReason } from '../domain/rating.ts';
import {
  extendStreak,
  type IsScheduled,
  keepingScore,
  keepsStreak,
  moveStreak,
  type Streak,
  type StreakState,
  scheduledIn,
  streakOf,
  streakOn,
} from '../domain/streak.ts';
import type { Attempt } from '../store/attempts.ts';
import { recordTimeZone } from '../store/members.ts';
import type { Db, Tx } from '../store/store.ts';
import { findStreak, listKeptAt, listScheduledDays, listStreaks, recordStreak } from '../store/streaks.ts';
import type { Context } from './context.ts';
import { usableZone, zoneOf } from './member-zone.ts';
import { scheduleReviewReminder } from './review-reminders.ts';

export type Judged = {
  readonly attempt: Pick<Attempt, 'memberId' | 'receivedAt'>;
  /** 0 to 1. */
  readonly score: number;
  readonly unrated: UnratedReason | undefined;
};

/**
 * Has an attempt that was graded and rated keep its member's streak. Those of later days may have been graded before it: then
 * the streak is made anew of all of the member's answers.
 */
export async function keepStreak(tx: Tx, workspace: Workspace, judged: Judged): Promise<void> {
  if (!keepsStreak(judged)) return;
  const { memberId, receivedAt } = judged.attempt;
  const [zone, isScheduled] = await calendarOf(tx, workspace, memberId);
  const day = civilDateOf(receivedAt, zone);
  const before = await findStreak(tx, workspace.id, memberId);
  const streak =
    before && day < before.lastOn
      ? streakOf(await listKeptOn(tx, workspace, { memberId, zone }), isScheduled)
      : extendStreak(before, day, isScheduled);
  if (streak && streak !== before) await recordStreak(tx, workspace.id, { memberId, streak });
}

async function listKeptOn(
  db: Db,
  { id }: Workspace,
  { memberId, zone }: { readonly memberId: MemberId; readonly zone: string },
): Promise<readonly CivilDate[]> {
  const keptAt = await listKeptAt(db, id, { memberId, score: keepingScore });
  return keptAt.map((at) => civilDateOf(at, zone));
}

/** The streak that an attempt has lengthened or begun; undefined when it was not the first one of its day to do so. */
export async function findStreakKeptBy(db: Db, workspace: Workspace, judged: Judged): Promise<Streak | undefined> {
  if (!keepsStreak(judged)) return undefined;
  const { memberId, receivedAt } = judged.attempt;
  const [zone, isScheduled] = await calendarOf(db, workspace, memberId);
  const day = civilDateOf(receivedAt, zone);
  const streak = await findStreak(db, workspace.id, memberId);
  if (streak?.lastOn !== day || !isScheduled(day)) return undefined;
  const span = { since: startOf(day, zone), before: receivedAt };
  const earlier = await listKeptAt(db, workspace.id, { memberId, score: keepingScore, ...span });
  return earlier.length === 0 ? streak : undefined;
}

/** A member's streak as it stands at an instant, and the longest that they ever had; undefined before the first one. */
export async function findStreakState(
  db: Db,
  workspace: Workspace,
  { memberId, at }: { readonly memberId: MemberId; readonly at: number },
): Promise<{ readonly state: StreakState; readonly longest: number } | undefined> {
  const streak = await findStreak(db, workspace.id, memberId);
  if (!streak) return undefined;
  const [zone, isScheduled] = await calendarOf(db, workspace, memberId);
  return { state: streakOn(streak, civilDateOf(at, zone), isScheduled), longest: streak.longest };
}

/** How long the streaks of some members are at an instant, in days; members without one, or who have lost it, are left out. */
export async function listStreakLengths(
  db: Db,
  workspace: Workspace,
  { memberIds, at }: { readonly memberIds: readonly MemberId[]; readonly at: number },
): Promise<ReadonlyMap<MemberId, number>> {
  const lengths = new Map<MemberId, number>();
  const streaks = await listStreaks(db, workspace.id, memberIds);
  if (streaks.length === 0) return lengths;
  const isScheduled = scheduledIn(await listScheduledDays(db, workspace.id));
  for (const { memberId, timeZone, ...streak } of streaks) {
    const today = civilDateOf(at, usableZone(timeZone, workspace));
    const state = streakOn(streak, today, isScheduled);
    if (state.type !== 'lost') lengths.set(memberId, state.length);
  }
  return lengths;
}

/** Remembers the zone that a member is in now; their streak and their reminders move there from the zone of their days before. */
export async function moveTimeZone({ deps, tx, workspace, member, zone, at }: Context, before: string): Promise<void> {
  await recordTimeZone(tx, workspace.id, { memberId: member.id, timeZone: zone });
  await scheduleReviewReminder(deps, tx, workspace, member.id);
  const streak = await findStreak(tx, workspace.id, member.id);
  if (!streak) return;
  const move = { from: civilDateOf(at, before), to: civilDateOf(at, zone) };
  const moved = moveStreak(streak, move, scheduledIn(await listScheduledDays(tx, workspace.id)));
  if (moved !== streak) await recordStreak(tx, workspace.id, { memberId: member.id, streak: moved });
}

/** The zone in which a member's days begin, and the days that ask for an answer. */
async function calendarOf(
  db: Db,
  workspace: Workspace,
  memberId: MemberId,
): Promise<readonly [zone: string, isScheduled: IsScheduled]> {
  return [await zoneOf(db, workspace, memberId), scheduledIn(await listScheduledDays(db, workspace.id))];
}
