/** Something that a window is to show. */
export type PageEvent = {
  /** Counts from the start of the process. */
  readonly id: number;
  readonly name: 'entry' | 'channel' | 'thread' | 'home';
  readonly data: string;
};

export type Window = { readonly memberId: string; readonly name: string; readonly send: (event: PageEvent) => void };

/** The windows that are open, and the events that go to them. */
export type Hub = {
  /** Number of the last event. */
  lastId(): number;
  /** Sends to a window from now on; the result ends it. */
  open(window: Window): () => void;
  windows(): readonly Window[];
  /** Counts a change, so that a window which opens later knows that it has missed something. */
  touch(): void;
  /** Sends an event to each of the windows. */
  send(windows: readonly Window[], event: Omit<PageEvent, 'id'>): void;
};

/** Counts events on from `firstId`, which should differ from run to run: windows outlive a restart. */
export function createHub(firstId: number): Hub {
  const open = new Set<Window>();
  let lastId = firstId;
  return {
    lastId: () => lastId,
    open: (window) => {
      open.add(window);
      return () => open.delete(window);
    },
    windows: () => [...open],
    touch: () => {
      lastId += 1;
    },
    send: (windows, event) => {
      lastId += 1;
      for (const window of windows) window.send({ ...event, id: lastId });
    },
  };
}
