/** Something that runs again and again until it is stopped. */
export type Ticker = {
  /** Ends it; resolves when a run that is under way is over. */
  stop(): Promise<void>;
};

/** Runs `work` every `everyMs`, never twice at once; a failure is told and the next run comes as ever. */
export function startTicker(
  work: () => Promise<void>,
  { everyMs, onError }: { everyMs: number; onError: (error: unknown) => void },
): Ticker {
  let running: Promise<void> | undefined;
  const tick = () => {
    running ??= work()
      .catch(onError)
      .finally(() => {
        running = undefined;
      });
  };
  const timer = setInterval(tick, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
