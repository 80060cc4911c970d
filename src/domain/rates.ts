/** At most so many calls begin within any span of so many milliseconds. */
export type Rate = { readonly calls: number; readonly perMs: number };

/** How fast a platform may be sent messages; what is left out has no limit. */
export type Rates = {
  /** All that is sent to the platform. */
  readonly inAll?: Rate;
  /** What is posted in one workspace. */
  readonly inWorkspace?: Rate;
  /** What is edited in one workspace, where that is counted apart. */
  readonly editsInWorkspace?: Rate;
  /** One channel or direct conversation. */
  readonly inPlace?: Rate;
  /** How many calls it takes to post in a thread, and to a member in private: one when not given. */
  readonly callsInThread?: number;
  readonly callsToMember?: number;
};

/** What a rate limits, by a name of its own on its platform. */
export type Limit = { readonly name: string; readonly rate: Rate };

/** So many calls that begin at an instant (epoch milliseconds), all that they count against, and the names of all that may hold them. */
export type Calls = {
  readonly limits: readonly Limit[];
  readonly heldBy: readonly string[];
  readonly count: number;
  readonly at: number;
};

/** When the latest calls began (epoch milliseconds), the latest last: as many as a rate has in its span. */
export type Begun = readonly number[];

/** What a platform has told to wait, by a name of its own, and until when (epoch milliseconds). */
export type Hold = { readonly name: string; readonly heldUntil: number };

/** What all processes know of some calls: when the latest before them began, by the limits, and what holds them. */
export type Known = { readonly begun: ReadonlyMap<string, Begun>; readonly holds: readonly Hold[] };

/** From when on so many more calls may begin (epoch milliseconds); more than the rate has in its span wait for all of it. */
export function freeAfter(rate: Rate, begun: Begun, calls: number): number {
  const first = begun[begun.length + Math.min(calls, rate.calls) - rate.calls - 1];
  return first === undefined ? Number.NEGATIVE_INFINITY : first + rate.perMs;
}

/** The latest calls after some more have begun. */
export function begunWith(rate: Rate, begun: Begun, { count, at }: Pick<Calls, 'count' | 'at'>): Begun {
  return [...begun, ...Array<number>(count).fill(at)].toSorted((a, b) => a - b).slice(-rate.calls);
}
