/** One timer: a later setting replaces an earlier one. */
export type Alarm = {
  /** Runs `work` after so many milliseconds, or after the longest wait. */
  set(ms: number, work: () => void): void;
  /** Nothing runs from now on, whatever is set by work that is still under way. */
  end(): void;
};

export function createAlarm(longestMs: number): Alarm {
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  return {
    set: (ms, work) => {
      clearTimeout(timer);
      if (!ended) timer = setTimeout(work, Math.min(ms, longestMs));
    },
    end: () => {
      ended = true;
      clearTimeout(timer);
    },
  };
}

/** Has some work done after so many milliseconds, once for all who ask meanwhile. */
export function createSoon(alarm: Pick<Alarm, 'set'>, ms: number, work: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    alarm.set(ms, () => {
      asked = false;
      work();
    });
  };
}
