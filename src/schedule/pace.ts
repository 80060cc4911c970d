import {
  type Begun,
  begunWith,
  freeAfter,
  type Hold,
  type Known,
  type Limit,
  type Rate,
  type Rates,
} from '../domain/rates.ts';

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
  /** Other processes have begun calls and been told to wait, too. */
  know(known: Known): void;
  /** The platform has told a message to wait; gives all that is held because of it. */
  waits(sending: Sending, wait: { readonly at: number; readonly ms: number }): readonly Hold[];
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
const all = 'all';

export function createPace(rates: Rates): Pace {
  const latest = createLatest(rates);
  const holds = createHolds();
  const waiting = new Map<string, Set<string>>();
  return {
    freeAt: (sending) =>
      Math.max(
        ...holdersOf(sending).map(holds.until),
        ...limitsOf(rates, sending).map((limit) => latest.freeAt(limit, sending.calls)),
      ),
    allFreeAt: () => Math.max(holds.until(all), ...limitOf(all, rates.inAll).map((limit) => latest.freeAt(limit, 1))),
    take: (sending, at) => {
      for (const limit of limitsOf(rates, sending)) latest.take(limit, { count: sending.calls, at });
    },
    know: ({ begun, holds: theirs }) => {
      latest.know(begun);
      for (const hold of theirs) holds.set(hold);
    },
    waits: ({ workspace, place }, { at, ms }) => {
      const places = waiting.get(workspace) ?? new Set();
      waiting.set(workspace, places.add(place));
      const held = (name: string, longestMs = ms): Hold => ({ name, heldUntil: at + Math.min(ms, longestMs) });
      const told = [held(placeNamed(place))];
      if (places.size >= placesForWorkspace) told.push(held(workspaceNamed(workspace), longestForWorkspaceMs));
      if (waiting.size >= workspacesForAll) told.push(held(all, longestForAllMs));
      for (const hold of told) holds.set(hold);
      return told;
    },
    taken: () => waiting.clear(),
    held: (at) => ({ places: holds.after(at, placeNamed('')), workspaces: holds.after(at, workspaceNamed('')) }),
  };
}

/** All that a message counts against on a platform with some rates. */
export function limitsOf(rates: Rates, { workspace, place, edit }: Sending): readonly Limit[] {
  const { inAll, inWorkspace, editsInWorkspace = inWorkspace, inPlace } = rates;
  return [
    ...limitOf(all, inAll),
    ...(edit ? limitOf(`edits in ${workspace}`, editsInWorkspace) : limitOf(`posts in ${workspace}`, inWorkspace)),
    ...limitOf(placeNamed(place), inPlace),
  ];
}

/** The names of all by which a message may be held. */
export function holdersOf({ workspace, place }: Sending): readonly string[] {
  return [all, workspaceNamed(workspace), placeNamed(place)];
}

const placeNamed = (place: string) => `place ${place}`;
const workspaceNamed = (workspace: string) => `workspace ${workspace}`;

function limitOf(name: string, rate: Rate | undefined): readonly Limit[] {
  return rate ? [{ name, rate }] : [];
}

/** Remembers the latest calls of each limit for the longest span of all. */
function createLatest({ inAll, inWorkspace, editsInWorkspace, inPlace }: Rates) {
  const latest = new Map<string, Begun>();
  const spans = [inAll, inWorkspace, editsInWorkspace, inPlace].map((rate) => rate?.perMs ?? 0);
  const longestMs = Math.max(...spans);
  const forget = (at: number) => {
    // The names that were used longest ago stand first.
    for (const [name, begun] of latest) {
      if ((begun.at(-1) ?? 0) + longestMs > at) return;
      latest.delete(name);
    }
  };
  return {
    freeAt: ({ name, rate }: Limit, calls: number) => freeAfter(rate, latest.get(name) ?? [], calls),
    take: ({ name, rate }: Limit, taken: { readonly count: number; readonly at: number }) => {
      const begun = begunWith(rate, latest.get(name) ?? [], taken);
      latest.delete(name);
      latest.set(name, begun);
      forget(taken.at);
    },
    know: (known: ReadonlyMap<string, Begun>) => {
      for (const [name, begun] of known) latest.set(name, begun);
    },
  };
}

/** Names with an instant until which nothing goes there. */
function createHolds() {
  const untils = new Map<string, number>();
  return {
    until: (name: string) => untils.get(name) ?? Number.NEGATIVE_INFINITY,
    set: ({ name, heldUntil }: Hold) => void untils.set(name, heldUntil),
    /** What is held for longer than an instant, of all whose names begin alike, without that beginning. */
    after: (at: number, prefix: string) => {
      for (const [name, until] of untils) if (until <= at) untils.delete(name);
      return [...untils.keys()].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
    },
  };
}
