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
