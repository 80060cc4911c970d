import type { World } from './world.ts';

/** What the headers of an answer say of the limits. */
export type Headers = Readonly<Record<string, string>>;

/** A request that comes too soon: seconds to wait, and whose limit it is. */
export type Limited = {
  readonly retryAfter: number;
  readonly scope: 'user' | 'shared' | 'global';
  readonly headers: Headers;
};

/** The limits on requests, by the clock. */
export type Rates = {
  on(): boolean;
  turn(on: boolean): void;
  /** Counts a request: whether it comes too soon, and the headers for its answer. */
  count(route: string, major: string): { readonly limited?: Limited; readonly headers: Headers };
  /** Counts an answer; 401, 403 and 429 (but of shared limits) are invalid requests. */
  answered(status: number, scope: string): void;
  /** The invalid requests of the last ten minutes. */
  invalid(): number;
};

const limits: Readonly<Record<string, readonly [most: number, per: number]>> = {
  'POST /channels/:channel/messages': [5, 5000],
  'PATCH /channels/:channel/messages/:message': [5, 5000],
  'DELETE /channels/:channel/messages/:message': [5, 1000],
  'POST /webhooks/:application/:token': [5, 2000],
  'PATCH /webhooks/:application/:token/messages/:message': [5, 2000],
};
const globalLimit: readonly [number, number] = [50, 1000];
const invalidTime = 600_000;
const unlimited = ['POST /interactions/:interaction/:token/callback'];

/** Counts requests by the world's clock. */
export function createRates(world: World): Rates {
  const windows = new Map<string, { start: number; count: number }>();
  let enforced = false;
  let invalid: number[] = [];

  const use = (
    key: string,
    [most, per]: readonly [number, number],
  ): { readonly left: number; readonly reset: number } => {
    const now = world.now();
    const known = windows.get(key);
    const window = known && now - known.start < per ? known : { start: now, count: 0 };
    windows.set(key, window);
    window.count += 1;
    return { left: most - window.count, reset: Math.max(0, window.start + per - now) / 1000 };
  };

  return {
    on: () => enforced,
    turn(on) {
      enforced = on;
    },
    count(route, major) {
      if (!enforced) return { headers: {} };
      const all = unlimited.includes(route) ? { left: 0, reset: 0 } : use('global', globalLimit);
      if (all.left < 0) {
        const headers = { 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' };
        return { limited: { retryAfter: all.reset, scope: 'global', headers }, headers };
      }
      const limit = limits[route];
      if (!limit) return { headers: {} };
      const { left, reset } = use(`${route} ${major}`, limit);
      const headers = {
        'x-ratelimit-limit': `${limit[0]}`,
        'x-ratelimit-remaining': `${Math.max(0, left)}`,
        'x-ratelimit-reset': `${world.now() / 1000 + reset}`,
        'x-ratelimit-reset-after': `${reset}`,
        'x-ratelimit-bucket': Buffer.from(route).toString('hex').slice(-32),
      };
      return left < 0 ? { limited: { retryAfter: reset, scope: 'user', headers }, headers } : { headers };
    },
    answered(status, scope) {
      if (status === 401 || status === 403 || (status === 429 && scope !== 'shared')) invalid.push(world.now());
    },
    invalid() {
      invalid = invalid.filter((at) => world.now() - at < invalidTime);
      return invalid.length;
    },
  };
}
