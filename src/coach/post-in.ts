import type { ChannelId, WorkspaceId } from '../domain/ids.ts';
import type { Message } from '../reply/reply.ts';
import { recordOutgoing } from '../store/outbox.ts';
import type { Tx } from '../store/store.ts';
import type { CoachDeps } from './context.ts';

/** A message for a channel: a key is posted once, and edited when another message follows under it. */
export type ChannelMessage = {
  readonly key: string;
  readonly channelId: ChannelId;
  readonly message: Message;
  /** The key of the message in whose thread it belongs. */
  readonly threadKey?: string;
};

/** Has a message posted in a channel, by the outbox; false when the key has that very message already. */
export function postIn(
  { clock }: Pick<CoachDeps, 'clock'>,
  tx: Tx,
  workspaceId: WorkspaceId,
  { key, message, ...place }: ChannelMessage,
): Promise<boolean> {
  return recordOutgoing(tx, workspaceId, {
    ...place,
    logicalKey: key,
    message: JSON.stringify(message),
    at: clock(),
  });
}
