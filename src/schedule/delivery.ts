import type { ChatAdapter } from '../chat/chat-adapter.ts';
import { parseMessage } from '../reply/parse-reply.ts';
import { type DueMessage, dueAtOnce, listDueMessages, recordSent, recordTry } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';

export type DeliveryDeps = {
  readonly store: Store;
  readonly chats: readonly ChatAdapter[];
  /** Now, in epoch milliseconds. */
  readonly clock: () => number;
  /** Told why a try failed. */
  readonly onError: (error: unknown) => void;
};

/** Brings what the outbox holds to the platforms. */
export type Delivery = {
  /** Tries every message that is due once; a call while another runs has it look again. */
  flush(): Promise<void>;
};

const firstDelayMs = 1_000;
const longestDelayMs = 15 * 60_000;

export function createDelivery(deps: DeliveryDeps): Delivery {
  const pumps = deps.chats.map((chat) => createPump(deps, chat));
  return { flush: async () => void (await Promise.all(pumps.map((pump) => pump()))) };
}

/** Each platform has a pump of its own, so that none waits for another. */
function createPump(deps: DeliveryDeps, chat: ChatAdapter): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  const run = async () => {
    while (again) {
      again = false;
      if (await deliverSome(deps, chat)) again = true;
    }
  };
  return () => {
    again = true;
    running ??= run().finally(() => {
      running = undefined;
    });
    return running;
  };
}

/** Tries the messages that are due, as many as are read at once; true when there may be more. */
async function deliverSome(deps: DeliveryDeps, chat: ChatAdapter): Promise<boolean> {
  const { store, clock, onError } = deps;
  const due = await store.read((db) => listDueMessages(db, { platform: chat.platform, at: clock() }));
  let tried = 0;
  for (const message of due) {
    try {
      if (!(await countTry(deps, message))) continue;
      tried += 1;
      await deliver(deps, chat, message);
    } catch (error) {
      onError(error);
    }
  }
  return tried > 0 && due.length === dueAtOnce;
}

/** Counts a try before the platform is called, so that no crash can make it try for ever; false when another was faster. */
function countTry(
  { store, clock }: DeliveryDeps,
  { workspaceId, logicalKey, revision, tries }: DueMessage,
): Promise<boolean> {
  const nextTryAt = clock() + Math.min(longestDelayMs, firstDelayMs * 2 ** tries);
  return store.transaction((tx) => recordTry(tx, workspaceId, { logicalKey, revision, tries, nextTryAt }));
}

async function deliver({ store }: DeliveryDeps, chat: ChatAdapter, due: DueMessage): Promise<void> {
  const message = parseMessage(due.message);
  if (!message) throw new Error(`the outgoing message ${due.logicalKey} cannot be read: another version wrote it`);
  const { workspaceId, logicalKey, revision } = due;
  const post = { key: logicalKey, workspace: due.workspace, channel: due.channel, message };
  const messageRef = due.messageRef ?? (await chat.post(post));
  if (due.messageRef !== null) await chat.edit(due.messageRef, post);
  await store.transaction((tx) => recordSent(tx, workspaceId, { logicalKey, revision, messageRef }));
}
