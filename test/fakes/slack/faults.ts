import { type Json, str } from './json.ts';

/** How a call goes wrong. */
export type How = '429' | 'hang' | 'drop' | 'accept-then-drop' | '500' | 'invalid-json' | `error:${string}`;

/** A fault that a test orders: for one method (or `response_url`), perhaps one channel, a number of times (default 1). */
export type Fault = {
  readonly method: string;
  readonly channel?: string;
  readonly times?: number;
  readonly how: How;
  /** Seconds, for 429. */
  readonly retryAfter?: number;
};

/** The faults in waiting. */
export type Faults = {
  add(fault: Fault): void;
  /** The fault that hits a call, used up by one. */
  take(method: string, params: Json): Fault | undefined;
  clear(): void;
};

function hits(fault: Fault, method: string, params: Json): boolean {
  if (fault.method !== method && fault.method !== '*') return false;
  const places = [params.channel, params.user, params.user_id, params.users].map(str);
  return fault.channel === undefined || places.includes(fault.channel);
}

/** Keeps the faults that a test ordered. */
export function createFaults(): Faults {
  let waiting: { readonly fault: Fault; left: number }[] = [];
  return {
    add(fault) {
      waiting.push({ fault, left: fault.times ?? 1 });
    },
    take(method, params) {
      const found = waiting.find(({ fault }) => hits(fault, method, params));
      if (!found) return undefined;
      found.left -= 1;
      waiting = waiting.filter(({ left }) => left > 0);
      return found.fault;
    },
    clear() {
      waiting = [];
    },
  };
}
