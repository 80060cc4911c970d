import type { Message } from '../reply/reply.ts';
import { type Outcome, replyRef } from './chat-adapter.ts';

/** A reply that can still be changed where it stands. */
export type ShownReply = {
  readonly deliveryId: string;
  /** Whose it is; a later reply to the same member may stand in its place. */
  readonly member: string;
  /** Shows another message there. Throws when the platform does not take it. */
  readonly change: (message: Message) => Promise<void>;
};

/** The replies that can be changed for some minutes after they were shown. They are held in memory alone, since what changes them is a key. */
export type ShownReplies = {
  keep(reply: ShownReply): void;
  /** Changes a reply, once; undefined for a reference of something else. */
  edit(ref: string, message: Message): Promise<Outcome> | undefined;
};

const mostReplies = 2_000;

/** `lifeMs` is how long the platform lets a reply be changed, in milliseconds. */
export function createShownReplies(clock: () => number, lifeMs: number): ShownReplies {
  const byMember = new Map<string, ShownReply & { readonly until: number }>();
  return {
    keep: (reply) => {
      byMember.delete(reply.member);
      byMember.set(reply.member, { ...reply, until: clock() + lifeMs });
      const [oldest] = byMember.keys();
      if (byMember.size > mostReplies && oldest !== undefined) byMember.delete(oldest);
    },
    edit: (ref, message) => {
      if (!ref.startsWith(replyRef(''))) return undefined;
      const found = [...byMember.values()].find(({ deliveryId }) => replyRef(deliveryId) === ref);
      if (!found || found.until < clock()) return Promise.resolve(outOfReach);
      byMember.delete(found.member);
      return found.change(message).then(() => ({ type: 'shown', ref }) as const);
    },
  };
}

const outOfReach = { type: 'refused', because: 'the reply is out of reach' } as const;
