import type { Rate, Rates } from '../domain/rates.ts';

/** A message on its way: whose limits it counts against, and how many calls it takes. */
export type Sending = {
  readonly workspace: string;
  readonly place: string;
  readonly edit: boolean;
  readonly calls: number;
};

/** Keeps to the rates of a platform, and to what it says about them. */
export type Pace = {
  /** From when on a message may be sent (epoch milliseconds); the past when it may be sent now. */
  freeAt(sending: Sending): number;
  /** From when on any message may be sent at all. */
  allFreeAt(): number;
  /** Counts a message that is sent at an instant. */
  take(sending: Sending, at: number): void;
  /** The platform has told a message to wait. */
  waits(sending: Sending, wait: { readonly at: number; readonly ms: number }): void;
  /** The platform has taken a message. */
  taken(): void;
  /** The places and workspaces that the platform has told to wait for longer than an instant. */
  held(at: number): { readonly places: readonly string[]; readonly workspaces: readonly string[] };
};

/** So many places that must wait, with nothing taken in between, speak for their workspace, and so many workspaces for all. */
const placesForWorkspace = 2;
const workspacesForAll = 3;
/** Whoever waits for others tries again after this long: it may have been a coincidence. */
const longestForWorkspaceMs = 30_000;
const longestForAllMs = 5_000;

/** One name for the platform as a whole. */
const all = '';

export function createPace(rates: Rates): Pace {
  const gates = {
    all: createGate(rates.inAll),
    posts: createGate(rates.inWorkspace),
    edits: createGate(rates.editsInWorkspace ?? rates.inWorkspace),
    places: createGate(rates.inPlace),
  };
  const holds = { all: createHolds(), workspaces: createHolds(), places: createHolds() };
  const waiting = new Map<string, Set<string>>();
  const gatesOf = ({ workspace, place, edit }: Sending) =>
    [
      [gates.all, all],
      [edit ? gates.edits : gates.posts, workspace],
      [gates.places, place],
    ] as const;
  return {
    freeAt: (sending) =>
      Math.max(
        holds.all.until(all),
        holds.workspaces.until(sending.workspace),
        holds.places.until(sending.place),
        ...gatesOf(sending).map(([gate, name]) => gate.freeAt(name, sending.calls)),
      ),
    allFreeAt: () => Math.max(holds.all.until(all), gates.all.freeAt(all, 1)),
    take: (sending, at) => {
      for (const [gate, name] of gatesOf(sending)) gate.take(name, { calls: sending.calls, at });
    },
    waits: ({ workspace, place }, { at, ms }) => {
      holds.places.set(place, at + ms);
      const places = waiting.get(workspace) ?? new Set();
      waiting.set(workspace, places.add(place));
      if (places.size >= placesForWorkspace) holds.workspaces.set(workspace, at + Math.min(ms, longestForWorkspaceMs));
      if (waiting.size >= workspacesForAll) holds.all.set(all, at + Math.min(ms, longestForAllMs));
    },
    taken: () => waiting.clear(),
    held: (at) => ({ places: holds.places.after(at), workspaces: holds.workspaces.after(at) }),
  };
}

/** Names with an instant until which nothing goes there. */
function createHolds() {
  const untils = new Map<string, number>();
  return {
    until: (name: string) => untils.get(name) ?? Number.NEGATIVE_INFINITY,
    set: (name: string, until: number) => void untils.set(name, until),
    after: (at: number) => {
      for (const [name, until] of untils) if (until <= at) untils.delete(name);
      return [...untils.keys()];
    },
  };
}

type Gate = {
  freeAt(name: string, calls: number): number;
  take(name: string, taken: { readonly calls: number; readonly at: number }): void;
};

const open: Gate = { freeAt: () => Number.NEGATIVE_INFINITY, take: () => {} };

/** Remembers the latest calls of each name: another one may begin when the span after the first of them is over. */
function createGate(rate: Rate | undefined): Gate {
  if (!rate) return open;
  const latest = new Map<string, readonly number[]>();
  const forget = (at: number) => {
    // The names that were used longest ago stand first.
    for (const [name, begun] of latest) {
      if ((begun.at(-1) ?? 0) + rate.perMs > at) return;
      latest.delete(name);
    }
  };
  return {
    freeAt: (name, calls) => {
      const begun = latest.get(name) ?? [];
      const first = begun[begun.length + Math.min(calls, rate.calls) - rate.calls - 1];
      return first === undefined ? Number.NEGATIVE_INFINITY : first + rate.perMs;
    },
    take: (name, { calls, at }) => {
      const begun = [...(latest.get(name) ?? []), ...Array<number>(calls).fill(at)].slice(-rate.calls);
      latest.delete(name);
      latest.set(name, begun);
      forget(at);
    },
  };
}
