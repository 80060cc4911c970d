import type { Outcome } from '../chat/chat-adapter.ts';
import { parsePlace } from '../domain/place.ts';
import type { Calls, Hold, Known, Rates } from '../domain/rates.ts';
import { type DueMessage, type DueShare, listDueMessages } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { createPace, holdersOf, limitsOf, type Sending } from './pace.ts';
import { createShelf } from './shelf.ts';

/**
 * What came of a try: what the platform said, or that the call failed, or that it could not even be counted, so that the message is
 * due as before; or that none was made because another process was faster, has used up a rate, or was told to wait. Then `known` says
 * what all processes know.
 */
export type Tried =
  | Outcome
  | { readonly type: 'failed' | 'not-counted' }
  | { readonly type: 'not-ours' | 'held'; readonly known: Known };

/** A message to be tried by calls that the rates of this process let out. */
export type Try = {
  readonly message: DueMessage;
  readonly calls: Calls;
  /** Waits as the platform tells it to, for so many milliseconds, and gives all that is held because of it; again it is the same. */
  readonly wait: (ms: number) => readonly Hold[];
};

export type PumpDeps = {
  readonly store: Store;
  readonly platform: string;
  readonly rates: Rates;
  /** Now, in epoch milliseconds. */
  readonly clock: () => number;
  /** Tries a message; never fails. */
  readonly attempt: (asked: Try) => Promise<Tried>;
  /** Called when all has been begun that may be sent now: it is known what is held back. */
  readonly onBegun: () => void;
};

/** Brings the messages of one platform there, as fast as that takes them. */
export type Pump = {
  /** Tries all that may be sent now; `anew` when there may be more than was seen before. */
  look(anew: boolean): Promise<void>;
  /** When more may be sent of what is held back (epoch milliseconds); infinity when nothing is held back. */
  heldUntil(): number;
};

/** Places that are served at once, and of them those of one workspace: what hangs takes up no more than its share. */
const placesAtOnce = 64;
const placesOfWorkspace = 16;
/** Messages that are read ahead. */
const readAhead: Pick<DueShare, 'most' | 'perWorkspace' | 'perChannel'> = {
  most: 200,
  perWorkspace: placesOfWorkspace,
  perChannel: 1,
};
/** While there is something to send, what has become due meanwhile is looked for so often at most. */
const readPauseMs = 1_000;

/**
 * Each place has a turn of its own: none waits for another, and one that hangs takes up its own share and no more. What the
 * rates hold back stays on the shelf, a little of every workspace, so that one with thousands delays no other.
 */
export function createPump({ store, platform, rates, clock, attempt, onBegun }: PumpDeps): Pump {
  const pace = createPace(rates);
  const shelf = createShelf();
  /** The places that are being served, and how many of each workspace. */
  const busy = new Set<string>();
  const busyOf = new Map<string, number>();
  let readAt = Number.NEGATIVE_INFINITY;
  let heldUntil = Number.POSITIVE_INFINITY;

  const read = async () => {
    readAt = clock();
    const held = pace.held(readAt);
    const shelved = shelf.list().map(({ channelId }) => channelId);
    const withoutChannels = [...busy, ...held.places, ...shelved];
    const share = { ...readAhead, platform, at: readAt, withoutChannels, withoutWorkspaces: held.workspaces };
    shelf.put(await store.read((db) => listDueMessages(db, share)));
  };
  const occupy = ({ channelId, workspaceId }: DueMessage, change: 1 | -1) => {
    if (change === 1) busy.add(channelId);
    else busy.delete(channelId);
    const places = (busyOf.get(workspaceId) ?? 0) + change;
    if (places > 0) busyOf.set(workspaceId, places);
    else busyOf.delete(workspaceId);
  };
  const hasTurn = ({ channelId, workspaceId }: DueMessage) =>
    !busy.has(channelId) && (busyOf.get(workspaceId) ?? 0) < placesOfWorkspace;
  const begin = () => {
    const at = clock();
    const turns: Promise<void>[] = [];
    heldUntil = Number.POSITIVE_INFINITY;
    for (const message of shelf.list()) {
      if (busy.size >= placesAtOnce) break;
      if (!hasTurn(message)) continue;
      const sending = sendingOf(message, rates);
      const freeAt = pace.freeAt(sending);
      if (freeAt > at) heldUntil = Math.min(heldUntil, freeAt);
      else turns.push(turn(message, sending));
      const allFreeAt = pace.allFreeAt();
      if (allFreeAt <= at) continue;
      // Nothing of the others would be let out either.
      heldUntil = Math.min(heldUntil, allFreeAt);
      break;
    }
    onBegun();
    return Promise.all(turns);
  };
  const turn = async (message: DueMessage, sending: Sending): Promise<void> => {
    shelf.take(message);
    occupy(message, 1);
    const at = clock();
    pace.take(sending, at);
    const calls = { limits: limitsOf(rates, sending), heldBy: holdersOf(sending), count: sending.calls, at };
    const wait = (ms: number) => pace.waits(sending, { at: clock(), ms });
    const tried = await attempt({ message, calls, wait }).finally(() => occupy(message, -1));
    learn(message, tried);
    // Whatever moved may have made more due: other places, more rows, newer words of a message that was under way.
    if (tried.type !== 'not-counted') await look(false);
  };
  const learn = (message: DueMessage, tried: Tried) => {
    const { channelId, workspaceId } = message;
    if ('known' in tried) pace.know(tried.known);
    if (tried.type === 'held') shelf.put([message]);
    if (tried.type === 'shown') pace.taken();
    if (tried.type === 'wait' || tried.type === 'place-closed') shelf.drop((other) => other.channelId === channelId);
    if (tried.type === 'workspace-closed') shelf.drop((other) => other.workspaceId === workspaceId);
  };
  const look = async (anew: boolean): Promise<void> => {
    if (anew || shelf.size === 0 || clock() - readAt >= readPauseMs) await read();
    await begin();
  };
  return { look, heldUntil: () => heldUntil };
}

function sendingOf({ workspaceId, channelId, channel, thread, messageRef }: DueMessage, rates: Rates): Sending {
  const edit = messageRef !== null;
  const inThread = thread === null ? 1 : (rates.callsInThread ?? 1);
  const toMember = parsePlace(channel).type === 'member' ? (rates.callsToMember ?? 1) : 1;
  return { workspace: workspaceId, place: channelId, edit, calls: edit ? 1 : Math.max(inThread, toMember) };
}
