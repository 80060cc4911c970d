import type { DailyState } from '../../../src/reply/views/daily.ts';

/** A daily question that so many have answered and that closes at five in the afternoon of its day. */
export function openUntilFive(answered: number): DailyState {
  return { answered, closes: { at: Date.parse('2026-11-23T17:00:00Z'), askedOn: '2026-11-23', timeZone: 'UTC' } };
}
