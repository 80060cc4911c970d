import { formatTarget } from '../domain/answer-target.ts';
import { addDays, type CivilDate } from '../domain/calendar.ts';
import type { ChannelId } from '../domain/ids.ts';
import type { Workspace } from '../domain/member.ts';
import { recapView } from '../reply/views/recap.ts';
import { countAnswers, findMostImproved, listTop } from '../store/boards.ts';
import type { Tx } from '../store/store.ts';
import type { CoachDeps } from './context.ts';
import { postIn } from './post-in.ts';

/** Names that a recap shows. */
const shownTop = 5;

export type RecapOf = {
  readonly workspace: Workspace;
  readonly channelId: ChannelId;
  /** The Monday on which it is posted: it is about the seven days before. */
  readonly mondayOn: CivilDate;
};

/**
 * Has the recap of a channel's last week posted there, once for each Monday; false, and nothing is posted, when nobody
 * answered who is on the boards.
 */
export async function recapWeek(
  deps: Pick<CoachDeps, 'clock'>,
  tx: Tx,
  { workspace, channelId, mondayOn }: RecapOf,
): Promise<boolean> {
  const from = addDays(mondayOn, -7);
  const week = { scope: channelId, span: `week:${from}` };
  const top = await listTop(tx, workspace.id, { ...week, limit: shownTop });
  if (top.length === 0) return false;
  const days = Array.from({ length: 7 }, (_, day) => addDays(from, day));
  const targets = days.map((askedOn) => formatTarget({ type: 'daily', channelId, askedOn }));
  const message = recapView({
    from,
    to: addDays(mondayOn, -1),
    top,
    ...(await countAnswers(tx, workspace.id, targets)),
    improved: await findMostImproved(tx, workspace.id, { ...week, before: `week:${addDays(from, -7)}` }),
  });
  await postIn(deps, tx, workspace.id, { key: `recap:${channelId}:${mondayOn}`, channelId, message });
  return true;
}
