import type { ChatAdapter } from '../chat/chat-adapter.ts';
import { parseMessage } from '../reply/parse-reply.ts';
import { type DueMessage, listDueMessages, recordSent, recordTry } from '../store/outbox.ts';
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
  let running: Promise<void> | undefined;
  let again = false;
  const run = async () => {
    do {
      again = false;
      await deliverDue(deps);
    } while (again);
  };
  return {
    flush: () => {
      again = true;
      running ??= run().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}

async function deliverDue(deps: DeliveryDeps): Promise<void> {
  const due = await deps.store.read((db) => listDueMessages(db, deps.clock()));
  for (const message of due) {
    try {
      await deliver(deps, message);
    } catch (error) {
      deps.onError(error);
    }
  }
}

/** One durable try: it is counted before the platform is called, so that no crash can make it try for ever. */
async function deliver({ store, chats, clock }: DeliveryDeps, due: DueMessage): Promise<void> {
  const chat = chats.find(({ platform }) => platform === due.platform);
  const message = parseMessage(due.message);
  if (!chat || !message) return;
  const { workspaceId, logicalKey, revision } = due;
  const nextTryAt = clock() + Math.min(longestDelayMs, firstDelayMs * 2 ** due.tries);
  const mine = await store.transaction((tx) => recordTry(tx, workspaceId, { logicalKey, revision, nextTryAt }));
  if (!mine) return;
  const post = { key: logicalKey, workspace: due.workspace, channel: due.channel, message };
  const messageRef = due.messageRef ?? (await chat.post(post));
  if (due.messageRef !== null) await chat.edit(due.messageRef, post);
  await store.transaction((tx) => recordSent(tx, workspaceId, { logicalKey, revision, messageRef }));
}
