import type { ChatAdapter, Outcome } from '../chat/chat-adapter.ts';
import { type Place, parsePlace } from '../domain/place.ts';
import { freeAfter, type Rates } from '../domain/rates.ts';
import { parseMessage } from '../reply/parse-reply.ts';
import { parkChannel } from '../store/channels.ts';
import { type DueMessage, giveUp, nextDueAt, postpone, recordFailure, recordSent, recordTry } from '../store/outbox.ts';
import { loadKnown, recordBegun, recordHolds } from '../store/paces.ts';
import type { Store } from '../store/store.ts';
import { parkWorkspace } from '../store/workspaces.ts';
import { createPump, type Pump, type Tried, type Try } from './pump.ts';

export type DeliveryDeps = {
  readonly store: Store;
  readonly chats: readonly ChatAdapter[];
  /** How fast each platform takes messages, by its name; as fast as can be where none are given. */
  readonly rates: Readonly<Record<string, Rates>>;
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
  /** Tries every message once that is due and that its platform's rates let out now; the rest follows by itself. */
  flush(): Promise<void>;
};

/** Until then nobody else takes up a try that is under way: longer than any platform keeps a call open. */
const holdMs = 60_000;
const firstDelayMs = 1_000;
const longestDelayMs = 15 * 60_000;
/** What is held back is looked at again no sooner than this. */
const shortestHoldMs = 1;

/** Each platform has a pump of its own: none waits for another. */
export function createDelivery(deps: DeliveryDeps): Delivery {
  const { clock, wakeAfter, onError } = deps;
  const pumps: readonly Pump[] = deps.chats.map((chat) =>
    createPump({
      ...deps,
      platform: chat.platform,
      rates: deps.rates[chat.platform] ?? {},
      attempt: async (asked) => {
        const tried = await tryMessage(deps, chat, asked);
        // It is due again before all that is under way is over, when something hangs.
        if (tried.type === 'wait' || tried.type === 'failed') await wake().catch(onError);
        return tried;
      },
      onBegun: () => void wakeWhenFree(),
    }),
  );
  const look = async (anew: boolean) => {
    await Promise.all(pumps.map((pump) => pump.look(anew)));
    await wake();
  };
  const lookAfter = (ms: number, anew: boolean) => wakeAfter(ms, () => void look(anew).catch(onError));
  /** Goes on as soon as a rate lets more out, whatever else is still under way; false when nothing is held back. */
  const wakeWhenFree = () => {
    const heldUntil = Math.min(...pumps.map((pump) => pump.heldUntil()));
    const held = Number.isFinite(heldUntil);
    if (held) lookAfter(Math.min(firstDelayMs, Math.max(shortestHoldMs, heldUntil - clock())), false);
    return held;
  };
  /** Otherwise when the next message is due; not at once, lest what cannot even be tried keep the process busy. */
  const wake = async () => {
    if (wakeWhenFree()) return;
    const next = await nextDue(deps);
    if (!wakeWhenFree() && Number.isFinite(next)) lookAfter(Math.max(firstDelayMs, next - clock()), true);
  };
  return { flush: () => look(true) };
}

async function nextDue({ store, chats }: DeliveryDeps): Promise<number> {
  const dues = await Promise.all(chats.map(({ platform }) => store.read((db) => nextDueAt(db, platform))));
  return Math.min(...dues.map((due) => due ?? Number.POSITIVE_INFINITY));
}

/** Tries a message unless somebody else does, or others have used up a rate or wait; a failure is told and the next try comes later. */
async function tryMessage(deps: DeliveryDeps, chat: ChatAdapter, asked: Try): Promise<Tried> {
  let counted = false;
  try {
    const refused = await countTry(deps, chat.platform, asked);
    if (refused) return refused;
    counted = true;
    return await showAndSettle(deps, chat, asked);
  } catch (error) {
    deps.onError(error);
    return { type: counted ? 'failed' : 'not-counted' };
  }
}

/**
 * Counts a try and its calls before the platform is called: no crash can make it try for ever, and all processes keep to one rate, and
 * wait when one is told to. Says why there is to be none.
 */
function countTry(
  { store, clock }: DeliveryDeps,
  platform: string,
  { message, calls }: Try,
): Promise<Tried | undefined> {
  const { workspaceId, logicalKey, revision, tries } = message;
  const nextTryAt = clock() + holdMs;
  return store.transaction(async (tx) => {
    const known = await loadKnown(tx, platform, calls);
    const { begun, holds } = known;
    const isFree = calls.limits.every(
      ({ name, rate }) => freeAfter(rate, begun.get(name) ?? [], calls.count) <= calls.at,
    );
    if (!isFree || holds.length > 0) return { type: 'held', known };
    if (!(await recordTry(tx, workspaceId, { logicalKey, revision, tries, nextTryAt })))
      return { type: 'not-ours', known };
    await recordBegun(tx, platform, { begun, calls });
    return undefined;
  });
}

/** A try that fails is followed by another one, after longer and longer pauses. */
async function showAndSettle(deps: DeliveryDeps, chat: ChatAdapter, asked: Try): Promise<Outcome> {
  const { message } = asked;
  try {
    const outcome = await show(chat, message);
    await settle(deps, chat.platform, { ...asked, outcome });
    return outcome;
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
  platform: string,
  { message, wait, outcome }: Try & { readonly outcome: Outcome },
): Promise<void> {
  const { workspaceId, channelId, logicalKey, revision } = message;
  await store.transaction(async (tx) => {
    switch (outcome.type) {
      case 'shown':
        return recordSent(tx, workspaceId, { logicalKey, revision, messageRef: outcome.ref, at: clock() });
      case 'wait':
        await recordHolds(tx, platform, { holds: wait(outcome.ms), at: clock() });
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
