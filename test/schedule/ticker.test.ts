import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTicker } from '../../src/schedule/ticker.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const everyMs = 1_000;

function noError(error: unknown): void {
  throw error;
}

describe('the ticker', () => {
  it('runs its work again and again, the first time after one span', async () => {
    let runs = 0;
    const work = async () => {
      runs += 1;
    };
    const ticker = startTicker(work, { everyMs, onError: noError });
    await vi.advanceTimersByTimeAsync(999);
    expect(runs).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(runs).toBe(1);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(runs).toBe(6);
    await ticker.stop();
  });

  it('never runs its work twice at once, and goes on when a slow run is over', async () => {
    let [runs, now, most] = [0, 0, 0];
    let finish = () => {};
    const work = async () => {
      runs += 1;
      now += 1;
      most = Math.max(most, now);
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      now -= 1;
    };
    const ticker = startTicker(work, { everyMs, onError: noError });
    await vi.advanceTimersByTimeAsync(10_000);
    expect([runs, most]).toEqual([1, 1]);
    finish();
    await vi.advanceTimersByTimeAsync(1_000);
    expect([runs, most]).toEqual([2, 1]);
    finish();
    await ticker.stop();
  });

  it('waits at its stop for the run that is under way, and starts no other', async () => {
    let [runs, stopped] = [0, false];
    let finish = () => {};
    const work = () => {
      runs += 1;
      return new Promise<void>((resolve) => {
        finish = resolve;
      });
    };
    const ticker = startTicker(work, { everyMs, onError: noError });
    await vi.advanceTimersByTimeAsync(1_000);
    const stop = ticker.stop().then(() => {
      stopped = true;
    });
    await vi.advanceTimersByTimeAsync(5_000);
    expect([runs, stopped]).toEqual([1, false]);
    finish();
    await stop;
    await vi.advanceTimersByTimeAsync(5_000);
    expect([runs, stopped, vi.getTimerCount()]).toEqual([1, true, 0]);
  });

  it('stops at once when nothing runs, also before the first run and twice', async () => {
    let runs = 0;
    const work = async () => {
      runs += 1;
    };
    const ticker = startTicker(work, { everyMs, onError: noError });
    await ticker.stop();
    await ticker.stop();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(runs).toBe(0);
  });

  it('tells of a failure, and the next run comes as ever', async () => {
    let runs = 0;
    const errors: unknown[] = [];
    const work = async () => {
      runs += 1;
      if (runs < 3) throw new Error(`failure ${runs}`);
    };
    const ticker = startTicker(work, { everyMs, onError: (error) => errors.push(error) });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(runs).toBe(4);
    expect(errors).toEqual([new Error('failure 1'), new Error('failure 2')]);
    await ticker.stop();
  });

  it('tells of a failure of the run that its stop waits for, and still stops', async () => {
    const errors: unknown[] = [];
    let fail = (_error: Error) => {};
    const work = () =>
      new Promise<void>((_resolve, reject) => {
        fail = reject;
      });
    const ticker = startTicker(work, { everyMs, onError: (error) => errors.push(error) });
    await vi.advanceTimersByTimeAsync(1_000);
    const stop = ticker.stop();
    fail(new Error('too late'));
    await stop;
    expect(errors).toEqual([new Error('too late')]);
  });
});
