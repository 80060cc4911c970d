/** Work that has begun; whoever stops waits for it. */
export type InFlight = {
  /** Counts work until it is over; its failure is told and goes no further. */
  add(work: Promise<void>): void;
  /** Resolves when all work that has begun is over. */
  idle(): Promise<void>;
};

export function createInFlight(onError: (error: unknown) => void): InFlight {
  const running = new Set<Promise<void>>();
  return {
    add: (work) => {
      const told = work.catch(onError).finally(() => running.delete(told));
      running.add(told);
    },
    idle: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
