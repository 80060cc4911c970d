import type { ChatAdapter, Outcome } from '../chat/chat-adapter.ts';
import { type Place, parsePlace } from '../domain/place.ts';
import { parseMessage } from '../reply/parse-reply.ts';
import { parkChannel } from '../store/channels.ts';
import {
  type DueMessage,
  giveUp,
  listDueMessages,
  nextDueAt,
  postpone,
  recordFailure,
  recordSent,
  recordTry,
} from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { parkWorkspace } from '../store/workspaces.ts';

export type DeliveryDeps = {
  readonly store: Store;
  readonly chats: readonly ChatAdapter[];
  /** Now, in epoch milliseconds. */
  readonly clock: () => number;
  /** Has `work` run after so many milliseconds, once; a later call replaces an earlier one. */
  readonly wakeAfter: (ms: number, work: () => void) => void;
  /** Told of a channel that its platform has closed to the coach. */
  readonly onPlaceClosed: (closed: ClosedPlace) => Promise<void>;
  /** Told why a try failed. */
  readonly onError: (error: unknown) => void;
};

/** A channel that refuses the coach; `because` is a sentence for people. */
export type ClosedPlace = Pick<DueMessage, 'workspaceId' | 'channelId'> & { readonly because: string };

/** Brings what the outbox holds to the platforms. */
export type Delivery = {
  /** Tries every message that is due once; a call while another runs has it look again. */
  flush(): Promise<void>;
};

/** Until then nobody else takes up a try that is under way: longer than any platform keeps a call open. */
const holdMs = 60_000;
const firstDelayMs = 1_000;
const longestDelayMs = 15 * 60_000;
/** Places that are served at once: one that hangs holds up no more than its share. */
const placesAtOnce = 16;

export function createDelivery(deps: DeliveryDeps): Delivery {
  const pumps = deps.chats.map((chat) => createPump(deps, chat));
  const flush = async () => {
    await Promise.all(pumps.map((pump) => pump()));
    await wakeWhenDue(deps, () => void flush().catch(deps.onError));
  };
  return { flush };
}

/** Looks again as soon as the next message is due; not at once, lest what cannot even be tried keep the process busy. */
async function wakeWhenDue({ store, chats, clock, wakeAfter }: DeliveryDeps, look: () => void): Promise<void> {
  const dues = await Promise.all(chats.map(({ platform }) => store.read((db) => nextDueAt(db, platform))));
  const next = Math.min(...dues.map((due) => due ?? Number.POSITIVE_INFINITY));
  if (Number.isFinite(next)) wakeAfter(Math.max(firstDelayMs, next - clock()), look);
}

/**
 * Each platform has a pump of its own, and each place a turn of its own: none waits for another. Whoever is done looks for
 * more at once, so that one place that hangs takes up its own share and no more.
 */
function createPump(deps: DeliveryDeps, chat: ChatAdapter): () => Promise<void> {
  const busy = new Set<string>();
  const serve = async (messages: readonly DueMessage[]) => {
    let moved = false;
    for (const message of messages) moved = (await tryMessage(deps, chat, message)) || moved;
    return moved;
  };
  const look = async (): Promise<void> => {
    const due = await deps.store.read((db) => listDueMessages(db, { platform: chat.platform, at: deps.clock() }));
    const places = [...Map.groupBy(due, ({ workspaceId, channelId }) => `${workspaceId} ${channelId}`)];
    const free = places.filter(([place]) => !busy.has(place)).slice(0, placesAtOnce - busy.size);
    for (const [place] of free) busy.add(place);
    const turns = free.map(async ([place, messages]) => {
      const moved = await serve(messages).finally(() => busy.delete(place));
      // Whatever moved may have made more due: other places, more rows, newer words of a message that was under way.
      if (moved) await look();
    });
    await Promise.all(turns);
  };
  return look;
}

/**
 * Tries a message unless somebody else does; a failure is told and the next try comes later. False when the try cannot
 * even be counted, so that the message is still due.
 */
async function tryMessage(deps: DeliveryDeps, chat: ChatAdapter, message: DueMessage): Promise<boolean> {
  let counted = false;
  try {
    const ours = await countTry(deps, message);
    counted = true;
    if (ours) await showAndSettle(deps, chat, message);
  } catch (error) {
    deps.onError(error);
  }
  return counted;
}

/** Counts a try before the platform is called, so that no crash can make it try for ever; false when another was faster. */
function countTry(
  { store, clock }: DeliveryDeps,
  { workspaceId, logicalKey, revision, tries }: DueMessage,
): Promise<boolean> {
  const nextTryAt = clock() + holdMs;
  return store.transaction((tx) => recordTry(tx, workspaceId, { logicalKey, revision, tries, nextTryAt }));
}

/** A try that fails is followed by another one, after longer and longer pauses. */
async function showAndSettle(deps: DeliveryDeps, chat: ChatAdapter, message: DueMessage): Promise<void> {
  try {
    await settle(deps, message, await show(chat, message));
  } catch (error) {
    const { workspaceId, logicalKey, tries } = message;
    const nextTryAt = deps.clock() + Math.min(longestDelayMs, firstDelayMs * 2 ** tries);
    await deps.store.transaction((tx) => recordFailure(tx, workspaceId, { logicalKey, tries: tries + 1, nextTryAt }));
    throw error;
  }
}

async function show(chat: ChatAdapter, due: DueMessage): Promise<Outcome> {
  const message = parseMessage(due.message);
  if (!message) return { type: 'refused', because: `another version wrote the message ${due.logicalKey}` };
  const to: Place = parsePlace(due.channel);
  const { logicalKey: key, workspace, thread } = due;
  const post = { key, workspace, to, message, again: due.tries > 0, ...(thread !== null && { thread }) };
  return due.messageRef === null ? chat.post(post) : chat.edit(due.messageRef, post);
}

/** Writes down what came of a try. */
async function settle(
  { store, clock, onPlaceClosed, onError }: DeliveryDeps,
  due: DueMessage,
  outcome: Outcome,
): Promise<void> {
  const { workspaceId, channelId, logicalKey, revision } = due;
  await store.transaction(async (tx) => {
    switch (outcome.type) {
      case 'shown':
        return recordSent(tx, workspaceId, { logicalKey, revision, messageRef: outcome.ref, at: clock() });
      case 'wait':
        return postpone(tx, workspaceId, { logicalKey, nextTryAt: clock() + Math.max(firstDelayMs, outcome.ms) });
      case 'refused':
        return giveUp(tx, workspaceId, { logicalKey, revision });
      case 'place-closed':
        return parkChannel(tx, workspaceId, { channelId, because: outcome.because });
      case 'workspace-closed':
        return parkWorkspace(tx, workspaceId, { because: outcome.because });
      default:
        return outcome satisfies never;
    }
  });
  if (outcome.type === 'place-closed') await onPlaceClosed({ workspaceId, channelId, because: outcome.because });
  if ('because' in outcome) onError(new Error(`the message ${logicalKey} is not shown: ${outcome.because}`));
}
