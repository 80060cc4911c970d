import type { ChannelId, MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Db, Tx } from './store.ts';

type Wish = { readonly channelId: ChannelId; readonly memberId: MemberId };

/** Has a member reminded of a channel's daily questions, or not any more. */
export async function setReminder(
  tx: Tx,
  workspaceId: WorkspaceId,
  { channelId, memberId, on }: Wish & { readonly on: boolean },
): Promise<void> {
  if (on) {
    await tx
      .insertInto('reminders')
      .values({ workspace_id: workspaceId, channel_id: channelId, member_id: memberId })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'channel_id', 'member_id']).doNothing())
      .execute();
    return;
  }
  await tx
    .deleteFrom('reminders')
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where('member_id', '=', memberId)
    .execute();
}

/** The members, by the platform's ids, who want to be reminded of a channel's questions and have not answered a target. */
export async function listToRemind(
  db: Db,
  workspaceId: WorkspaceId,
  { channelId, target }: { readonly channelId: ChannelId; readonly target: string },
): Promise<readonly { readonly memberId: MemberId; readonly externalId: string }[]> {
  return db
    .selectFrom('reminders')
    .innerJoin('members', (join) =>
      join.onRef('members.workspace_id', '=', 'reminders.workspace_id').onRef('members.id', '=', 'reminders.member_id'),
    )
    .select(['members.id as memberId', 'members.external_id as externalId'])
    .where('reminders.workspace_id', '=', workspaceId)
    .where('reminders.channel_id', '=', channelId)
    .where((reminders) =>
      reminders.not(
        reminders.exists(
          reminders
            .selectFrom('attempts')
            .select('attempts.id')
            .whereRef('attempts.workspace_id', '=', 'reminders.workspace_id')
            .where('attempts.target', '=', target)
            .whereRef('attempts.member_id', '=', 'reminders.member_id'),
        ),
      ),
    )
    .orderBy('reminders.member_id')
    .execute();
}
