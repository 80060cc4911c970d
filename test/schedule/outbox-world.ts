import type { ChatAdapter } from '../../src/chat/chat-adapter.ts';
import { createDelivery, type Delivery } from '../../src/schedule/delivery.ts';
import { listDailyChannels } from '../../src/store/daily-channels.ts';
import { type DueMessage, listDueMessages, recordOutgoing } from '../../src/store/outbox.ts';
import type { Store } from '../../src/store/store.ts';
import { submit } from '../coach/reading.ts';
import { buttonValue, createWorld, type World } from '../fixtures/practice-world.ts';
import { createFakeChat, type FakeChat } from './fake-chat.ts';

export type Place = { readonly platform: string; readonly workspace: string; readonly channel: string };

/** A coach with daily questions waiting in its outbox, and platforms to bring them to. */
export type OutboxWorld = World & {
  readonly chats: Readonly<Record<string, FakeChat>>;
  readonly delivery: Delivery;
  /** When it was asked to look again: in so many milliseconds, the last time last. */
  readonly wakes: { readonly afterMs: number; readonly look: () => void }[];
  /** A delivery as another process has it, over the same store or a store that fails. */
  deliveryOver(store: Store, adapters?: readonly ChatAdapter[]): Delivery;
  /** What is not delivered yet, whenever it is due. */
  pending(): Promise<readonly (DueMessage & { readonly platform: string })[]>;
  /** A member of a channel's workspace answers its daily question. */
  answerDaily(chat: FakeChat, member: string): Promise<void>;
  /** Has one more message delivered in the first channel. */
  enqueue(logicalKey: string, message: string): Promise<void>;
};

export const here: Place = { platform: 'test', workspace: 'acme', channel: 'general' };
const farFutureMs = 1e15;
const everyone = { most: 1_000, perWorkspace: 1_000, perChannel: 1_000 };

/** Builds a world with a daily question due in each place; its store is closed when the test is over. */
export async function createOutboxWorld(places: readonly Place[] = [here]): Promise<OutboxWorld> {
  const world = await createWorld();
  const platforms = [...new Set(places.map(({ platform }) => platform))];
  const chats = Object.fromEntries(platforms.map((platform) => [platform, createFakeChat(platform)]));
  const adapters = Object.values(chats).map(({ adapter }) => adapter);
  for (const place of places) await world.coach.addDailyChannel(place);
  await world.tick();
  const wakes: OutboxWorld['wakes'] = [];
  const deliveryOver: OutboxWorld['deliveryOver'] = (store, chosen = adapters) =>
    createDelivery({
      rates: {},
      onPlaceClosed: world.coach.tellClosed,
      store,
      chats: chosen,
      clock: () => world.clock.now,
      wakeAfter: (afterMs, look) => wakes.push({ afterMs, look }),
      onError: (error) => world.errors.push(error),
    });
  return {
    ...world,
    chats,
    delivery: deliveryOver(world.store),
    wakes,
    deliveryOver,
    pending: async () => {
      const lists = platforms.map(async (platform) => {
        const due = await world.store.read((db) => listDueMessages(db, { ...everyone, platform, at: farFutureMs }));
        return due.map((message) => ({ ...message, platform }));
      });
      return (await Promise.all(lists)).flat();
    },
    answerDaily: async (chat, member) => {
      const [post] = [...chat.shown.values()];
      if (!post) throw new Error('no daily question is shown');
      const place = { platform: chat.adapter.platform, workspace: post.workspace };
      const value = buttonValue(post.message, 'Answer');
      await world.act(member, submit(value, 'A cache answers from memory.'), place);
      // The message is edited once in three seconds at most.
      world.clock.now += 3_000;
      await world.tick();
    },
    enqueue: (logicalKey, message) =>
      world.store.transaction(async (tx) => {
        const [channel] = await listDailyChannels(tx);
        if (!channel) throw new Error('there is no channel');
        const { workspaceId, channelId } = channel;
        await recordOutgoing(tx, workspaceId, { logicalKey, channelId, message, at: world.clock.now });
      }),
  };
}

/** The platform of a world by its name. */
export function chatOf({ chats }: OutboxWorld, platform: string): FakeChat {
  const chat = chats[platform];
  if (!chat) throw new Error(`no platform ${platform}`);
  return chat;
}
