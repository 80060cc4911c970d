import type { ChatAdapter, Outcome, Post } from '../../src/chat/chat-adapter.ts';
import type { Rate } from '../../src/domain/rates.ts';
import type { SimulatedTime } from '../fixtures/simulated-time.ts';

/** What a platform itself takes; whatever is faster is answered with 429 and how long to wait. */
export type Limits = { readonly inAll?: Rate; readonly inWorkspace?: Rate; readonly inPlace?: Rate };

/** A place that is not as it should be. */
export type Fault = 'dead' | 'revoked' | 'hangs' | 'busy';

export type RatedChatOptions = {
  readonly platform: string;
  readonly time: SimulatedTime;
  readonly limits: Limits;
  readonly random: () => number;
  readonly faultOf: (post: Post) => Fault | undefined;
};

/** A platform in memory with limits and with a network between: counts what came too fast. */
export type RatedChat = {
  readonly adapter: ChatAdapter;
  /** When each place was shown its message (epoch milliseconds). */
  readonly shownAt: ReadonlyMap<string, number>;
  /** Calls of each place with a fault. */
  readonly faultyCalls: ReadonlyMap<Fault, number>;
  /** How many calls came too fast, and how many places were shown something twice. */
  readonly tooFast: () => number;
  readonly shownTwice: () => number;
};

const callTimeoutMs = 10_000;
const busyMs = 30_000;
/** From here to there, and as long back. */
const [nearestMs, farthestMs] = [30, 70];

export function createRatedChat(options: RatedChatOptions): RatedChat {
  const { platform, time, limits, random, faultOf } = options;
  const shownAt = new Map<string, number>();
  const faultyCalls = new Map<Fault, number>();
  let [tooFast, shownTwice] = [0, 0];
  const windows = [
    [createWindow(limits.inAll), () => ''],
    [createWindow(limits.inWorkspace), ({ workspace }: Post) => workspace],
    [createWindow(limits.inPlace), placeOf],
  ] as const;
  const travel = () => time.sleep(nearestMs + Math.floor(random() * (farthestMs - nearestMs)));
  const answer = (post: Post): Outcome => {
    const waits = windows.map(([window, nameOf]) => window(nameOf(post), time.clock.now));
    const ms = Math.max(...waits);
    if (ms > 0) {
      tooFast += 1;
      return { type: 'wait', ms };
    }
    const fault = faultOf(post);
    if (fault === 'dead') return { type: 'place-closed', because: 'It is gone.' };
    if (fault === 'revoked') return { type: 'workspace-closed', because: 'It is revoked.' };
    if (fault === 'busy') return { type: 'wait', ms: busyMs };
    if (shownAt.has(placeOf(post))) shownTwice += 1;
    shownAt.set(placeOf(post), time.clock.now);
    return { type: 'shown', ref: placeOf(post) };
  };
  const call = async (post: Post): Promise<Outcome> => {
    const fault = faultOf(post);
    if (fault) faultyCalls.set(fault, (faultyCalls.get(fault) ?? 0) + 1);
    if (fault === 'hangs') {
      await time.sleep(callTimeoutMs);
      throw new Error('no answer');
    }
    await travel();
    const outcome = answer(post);
    await travel();
    return outcome;
  };
  const adapter: ChatAdapter = {
    platform,
    start: async () => {},
    stop: async () => {},
    post: call,
    edit: (_ref, post) => call(post),
  };
  return { adapter, shownAt, faultyCalls, tooFast: () => tooFast, shownTwice: () => shownTwice };
}

export function placeOf({ workspace, to }: Pick<Post, 'workspace' | 'to'>): string {
  return `${workspace} ${to.id}`;
}

/** Takes so many calls in any span of time; otherwise says how many milliseconds to wait, in whole seconds. */
function createWindow(rate: Rate | undefined): (name: string, at: number) => number {
  const taken = new Map<string, readonly number[]>();
  return (name, at) => {
    if (!rate) return 0;
    const recent = (taken.get(name) ?? []).filter((before) => before > at - rate.perMs);
    const [first] = recent;
    if (first !== undefined && recent.length >= rate.calls) return Math.ceil((first + rate.perMs - at) / 1_000) * 1_000;
    taken.set(name, [...recent, at]);
    return 0;
  };
}
