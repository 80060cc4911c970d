import type { Answer, Delivery, Packet } from './delivery.ts';
import { busy, type World } from './world.ts';

/** Slack's way to the app: sends payloads, and keeps events that were not taken. */
export type Outbox = Delivery & {
  /** Now, in seconds, as signatures are dated. */
  stamp(): number;
  /** Sends an event, at once once more when it was not taken; then it waits for `retryEvents`. */
  event(packet: Packet): Promise<Answer>;
  /** Sends the events that wait again; after three retries they are lost. */
  retryEvents(): Promise<void>;
};

const mostRetries = 3;

function reasonOf(answer: Answer): string {
  return answer.type === 'failed' && answer.error === 'operation_timeout' ? 'http_timeout' : 'http_error';
}

/** Creates the outbox over whichever way the app is connected by. */
export function createOutbox(world: World, way: () => Delivery, clock: () => number): Outbox {
  let waiting: Packet[] = [];
  const send = (packet: Packet) => {
    world.sent.push({ kind: packet.kind, payload: packet.payload });
    return busy(world, () => way().send(packet));
  };
  const again = async (packet: Packet, before: Answer): Promise<Answer> => {
    const num = (packet.retry?.num ?? 0) + 1;
    const refused = before.type === 'failed' && before.noRetry === true;
    if (before.type === 'answered' || refused || num > mostRetries) return before;
    const retried = { ...packet, retry: { num, reason: reasonOf(before) } };
    if (num > 1) {
      waiting.push(retried);
      return before;
    }
    return again(retried, await send(retried));
  };
  return {
    send,
    stamp: () => Math.floor(clock() / 1000),
    async event(packet) {
      return again(packet, await send(packet));
    },
    async retryEvents() {
      const due = waiting;
      waiting = [];
      for (const packet of due) await again(packet, await send(packet));
    },
  };
}
