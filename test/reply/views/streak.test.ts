import { expect, it } from 'vitest';
import { type StreakShown, streakFact } from '../../../src/reply/views/streak.ts';

it.each<[StreakShown['state'], string]>([
  [{ type: 'kept', length: 1, freezes: 0 }, '1 day'],
  [{ type: 'kept', length: 7, freezes: 1 }, '7 days, a freeze in hand'],
  [{ type: 'at-risk', length: 20, freezes: 2 }, '20 days, two freezes in hand, answer today to keep it'],
  [{ type: 'lost' }, 'none now, the longest was 30 days'],
])('a streak that is %j is a fact in few words', (state, text) => {
  expect(streakFact({ state, longest: 30 })).toBe(text);
});
