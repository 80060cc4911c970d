import type { Alarm } from './alarm.ts';
import type { Scheduler } from './scheduler.ts';

/** Has jobs done when they are due, to the second. */
export type Timekeeper = {
  /** Does what is due now and sets the alarm for what is due next. */
  look(): Promise<void>;
  /** Looks a little later, once for all who ask meanwhile: something may have become due. */
  lookSoon(): void;
};

export type TimekeeperDeps = {
  readonly scheduler: Scheduler;
  readonly alarm: Alarm;
  readonly clock: () => number;
  /** Called after jobs were looked at: what they left in the outbox is to go out. */
  readonly onLooked: () => void;
  readonly onError: (error: unknown) => void;
};

const soonMs = 200;

export function createTimekeeper({ scheduler, alarm, clock, onLooked, onError }: TimekeeperDeps): Timekeeper {
  let soon = false;
  const ring = () => {
    look().catch(onError);
  };
  const look = async () => {
    soon = false;
    await scheduler.tick();
    onLooked();
    const nextAt = await scheduler.nextAt();
    if (nextAt !== undefined && !soon) alarm.set(Math.max(soonMs, nextAt - clock()), ring);
  };
  return {
    look,
    lookSoon: () => {
      if (soon) return;
      soon = true;
      alarm.set(soonMs, ring);
    },
  };
}
