import type { ChannelId } from '../domain/ids.ts';
import { formatPlace } from '../domain/place.ts';
import type { Message } from '../reply/reply.ts';
import { noticeView } from '../reply/views/help.ts';
import { shareView } from '../reply/views/share.ts';
import { recordChannel, unparkChannel } from '../store/channels.ts';
import type { Context } from './context.ts';
import { findOwnResult, noResult } from './own-result.ts';
import { postIn } from './post-in.ts';

/** Shares a result of the member in the channel where they are: once there, however often they ask. */
export async function shareResult(context: Context, value: string): Promise<Message> {
  const { deps, tx, workspace, member, channel, at } = context;
  const result = await findOwnResult(context, value);
  if (!result) return noResult;
  if (channel === undefined)
    return noticeView('Nobody else is here to see it: practise in a channel to share a result there.');
  const externalId = formatPlace({ type: 'channel', id: channel });
  const channelId = await recordChannel(tx, workspace.id, { id: deps.newId<ChannelId>(), externalId, at });
  await unparkChannel(tx, workspace.id, channelId);
  const message = shareView(member.name, result.question, result.verdict);
  await postIn(deps, tx, workspace.id, { key: `share:${result.attemptId}:${channelId}`, channelId, message });
  return noticeView('Shared in this channel: your score and the question, nothing of your answer.');
}
