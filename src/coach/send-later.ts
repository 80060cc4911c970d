import type { ChannelId, WorkspaceId } from '../domain/ids.ts';
import { formatPlace } from '../domain/place.ts';
import type { Message } from '../reply/reply.ts';
import { recordChannel, unparkChannel } from '../store/channels.ts';
import type { Tx } from '../store/store.ts';
import type { CoachDeps } from './context.ts';
import { postIn } from './post-in.ts';

/** A message for a member alone; a key is sent once. */
export type DirectMessage = {
  readonly key: string;
  /** The platform's id of the member. */
  readonly member: string;
  readonly message: Message;
};

/** Has a message sent to a member in private, by the outbox. */
export async function sendLater(
  deps: CoachDeps,
  tx: Tx,
  workspaceId: WorkspaceId,
  { key, member, message }: DirectMessage,
): Promise<void> {
  const at = deps.clock();
  const externalId = formatPlace({ type: 'member', id: member });
  const channelId = await recordChannel(tx, workspaceId, { id: deps.newId<ChannelId>(), externalId, at });
  await unparkChannel(tx, workspaceId, channelId);
  await postIn(deps, tx, workspaceId, { key, channelId, message });
}
