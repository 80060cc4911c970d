/** How a request goes wrong. */
export type How =
  | '401'
  | '429'
  | '500'
  | '502'
  | 'hang'
  | 'drop'
  | 'accept-then-drop'
  | 'invalid-json'
  | `error:${number}`;

/** A fault that a test orders: for one route (`*` for all), perhaps one channel, a number of times (default 1). */
export type Fault = {
  /** As `POST /channels/:channel/messages`. */
  readonly route: string;
  readonly channel?: string;
  readonly times?: number;
  readonly how: How;
  /** Seconds, for 429. */
  readonly retryAfter?: number;
  /** For 429: of this route for this app, of a resource that others use too, or of all requests of the app. */
  readonly scope?: 'user' | 'shared' | 'global';
};

/** The faults in waiting. */
export type Faults = {
  add(fault: Fault): void;
  /** The fault that hits a request, used up by one. */
  take(route: string, channel: string): Fault | undefined;
  clear(): void;
};

/** Keeps the faults that a test ordered, for routes that there are. */
export function createFaults(routes: readonly string[]): Faults {
  let waiting: { readonly fault: Fault; left: number }[] = [];
  return {
    add(fault) {
      if (fault.route !== '*' && !routes.includes(fault.route))
        throw new Error(`This fake Discord has no route "${fault.route}", but:\n${routes.join('\n')}`);
      waiting.push({ fault, left: fault.times ?? 1 });
    },
    take(route, channel) {
      const hit = waiting.find(
        ({ fault }) =>
          (fault.route === '*' || fault.route === route) && (fault.channel === undefined || fault.channel === channel),
      );
      if (!hit) return undefined;
      hit.left -= 1;
      waiting = waiting.filter(({ left }) => left > 0);
      return hit.fault;
    },
    clear() {
      waiting = [];
    },
  };
}
