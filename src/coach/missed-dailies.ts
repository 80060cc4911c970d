import { addDays, civilDateOf } from '../domain/calendar.ts';
import { parsePlace } from '../domain/place.ts';
import type { Message } from '../reply/reply.ts';
import { missedView } from '../reply/views/missed.ts';
import type { DailyChannel } from '../store/daily-channels.ts';
import { listMissed, type NewMissed, pruneMissed, recordMissed } from '../store/missed-dailies.ts';
import type { Tx } from '../store/store.ts';
import type { CoachDeps, Context } from './context.ts';

/** For how many days it is known which questions were not asked. */
const keptDays = 90;
/** Days of channels that are shown. */
const shown = 100;

/** Writes down the days on which a channel had no question, so that its admins can see them and why. */
export function noteMissed(
  tx: Tx,
  { workspaceId, channelId, timeZone }: DailyChannel,
  { days, because, at }: Omit<NewMissed, 'channelId'>,
): Promise<void> {
  const from = firstKept(at, timeZone);
  const kept = days.filter((day) => day >= from);
  return recordMissed(tx, workspaceId, { channelId, days: kept, because, at });
}

/** Forgets the missed days that are long over. */
export function forgetMissed({ store, clock }: Pick<CoachDeps, 'store' | 'clock'>): Promise<void> {
  // A day later than in the westernmost zone, so that it is over in all.
  return store.transaction((tx) => pruneMissed(tx, addDays(firstKept(clock(), 'UTC'), -1)));
}

/** The days on which channels of the workspace had no question although it was due. */
export async function showMissed({ tx, workspace, at }: Context): Promise<Message> {
  const from = firstKept(at, workspace.timeZone);
  const missed = await listMissed(tx, workspace.id, { from, limit: shown + 1 });
  return missedView({
    rows: missed
      .slice(0, shown)
      .map(({ externalId, missedOn, because }) => ({ channel: parsePlace(externalId).id, on: missedOn, because })),
    more: missed.length > shown,
    days: keptDays,
  });
}

function firstKept(at: number, zone: string): string {
  return addDays(civilDateOf(at, zone), -keptDays);
}
