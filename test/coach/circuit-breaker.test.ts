import { describe, expect, it } from 'vitest';
import { createCircuitBreaker } from '../../src/coach/circuit-breaker.ts';

function build() {
  const clock = { now: 1_000_000 };
  return { clock, breaker: createCircuitBreaker(() => clock.now, 4) };
}

describe('a circuit breaker', () => {
  it('lets as many calls through as ever while they succeed, and after one or two failures', () => {
    const { breaker } = build();
    breaker.failed(0);
    breaker.failed(0);
    expect(breaker.slots()).toBe(4);
    breaker.succeeded();
    breaker.failed(0);
    breaker.failed(0);
    expect(breaker.slots()).toBe(4);
  });

  it('opens after three failures in a row, then lets one call find out, and closes when it succeeds', () => {
    const { breaker, clock } = build();
    for (let times = 0; times < 3; times += 1) breaker.failed(0);
    expect([breaker.slots(), breaker.openUntil()]).toEqual([0, clock.now + 30_000]);
    clock.now += 30_000;
    expect(breaker.slots()).toBe(1);
    breaker.succeeded();
    expect(breaker.slots()).toBe(4);
  });

  it('stays open for longer each time, up to a quarter of an hour', () => {
    const { breaker, clock } = build();
    const pauses = Array.from({ length: 12 }, () => {
      breaker.failed(0);
      const pause = Math.max(0, breaker.openUntil() - clock.now);
      clock.now += pause;
      return pause / 1_000;
    });
    expect(pauses).toEqual([0, 0, 30, 60, 120, 240, 480, 900, 900, 900, 900, 900]);
  });

  it('opens at once for as long as a server asks, within reason', () => {
    const { breaker, clock } = build();
    breaker.failed(120_000);
    expect(breaker.slots()).toBe(0);
    clock.now += 120_000;
    expect(breaker.slots()).toBe(4);
    breaker.failed(86_400_000);
    expect(breaker.openUntil()).toBe(clock.now + 15 * 60_000);
  });
});
