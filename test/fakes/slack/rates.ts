import { type Json, str } from './json.ts';
import type { World } from './world.ts';

/** The limit of one message a second and channel. */
export type Rates = {
  on(): boolean;
  turn(on: boolean): void;
  /** Seconds to wait before the call would be taken; 0 when it is taken now. */
  tooSoon(method: string, params: Json): number;
};

/** Counts messages by the world's clock. */
export function createRates(world: World): Rates {
  const lastAt = new Map<string, number>();
  let enforced = false;
  return {
    on: () => enforced,
    turn(on) {
      enforced = on;
    },
    tooSoon(method, params) {
      const channel = str(params.channel);
      if (!enforced || method !== 'chat.postMessage') return 0;
      const before = lastAt.get(channel) ?? Number.NEGATIVE_INFINITY;
      if (world.now() - before < 1000) return 1;
      lastAt.set(channel, world.now());
      return 0;
    },
  };
}
