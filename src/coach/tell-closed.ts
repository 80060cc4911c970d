import type { ChannelId, WorkspaceId } from '../domain/ids.ts';
import { noticeView } from '../reply/views/help.ts';
import { findDailyAdmin } from '../store/daily-channels.ts';
import type { CoachDeps } from './context.ts';
import { sendLater } from './send-later.ts';

/** A channel that the platform has closed to the coach; `because` is a sentence for people. */
export type ClosedChannel = {
  readonly workspaceId: WorkspaceId;
  readonly channelId: ChannelId;
  readonly because: string;
};

/** Tells whoever has set up the daily question of a channel that it cannot be posted there any more; nobody for others. */
export async function tellClosed(deps: CoachDeps, { workspaceId, channelId, because }: ClosedChannel): Promise<void> {
  await deps.store.transaction(async (tx) => {
    const member = await findDailyAdmin(tx, workspaceId, channelId);
    if (member === undefined) return;
    const message = noticeView(
      `The question of the day could not be posted in the channel that you have set up. ${because}`,
    );
    await sendLater(deps, tx, workspaceId, { key: `closed:${channelId}:${deps.clock()}`, member, message });
  });
}
