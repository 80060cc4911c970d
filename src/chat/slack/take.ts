import type { ReceiverEvent } from '@slack/bolt';

/** What an acknowledgement carries back to Slack. */
export type AckBody = Parameters<ReceiverEvent['ack']>[0];

/** Hands a payload to Bolt; fails when a listener has failed. */
export type ProcessEvent = (event: ReceiverEvent) => Promise<void>;

export type Payload = Pick<ReceiverEvent, 'body' | 'retryNum' | 'retryReason'>;

/**
 * Has a payload processed and acknowledged. Events are acknowledged when all of their work is done, because Bolt would do
 * it first and a failure would lose them; everything else when its listener says so. Fails, without an acknowledgement,
 * when the work before it has failed: then Slack sends the payload again, or tells the member.
 */
export async function takePayload(
  processEvent: ProcessEvent,
  payload: Payload,
  send: (body: AckBody) => Promise<void>,
): Promise<void> {
  const isEvent = payload.body.type === 'event_callback';
  let acknowledged = false;
  const acknowledge = async (body?: AckBody) => {
    if (acknowledged) return;
    acknowledged = true;
    await send(body);
  };
  await processEvent({ ...payload, ack: isEvent ? async () => {} : acknowledge });
  await acknowledge();
}
