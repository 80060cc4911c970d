import { countText } from '../../domain/display.ts';
import type { Streak, StreakState } from '../../domain/streak.ts';

export type StreakShown = {
  readonly state: StreakState;
  /** The longest streak that the member ever had, in days. */
  readonly longest: number;
};

/** A streak that was kept just now: `5-day streak. A freeze is in hand.` */
export function streakText({ length, freezes }: Pick<Streak, 'length' | 'freezes'>): string {
  const inHand = ['', ' A freeze is in hand.', ' Two freezes are in hand.'];
  return `${length}-day streak.${inHand[freezes] ?? ''}`;
}

/** How a streak stands, as the value of a fact: `5 days, a freeze in hand`. */
export function streakFact({ state, longest }: StreakShown): string {
  if (state.type === 'lost') return `none now, the longest was ${countText(longest, 'day')}`;
  const inHand = ['', ', a freeze in hand', ', two freezes in hand'];
  const task = state.type === 'at-risk' ? ', answer today to keep it' : '';
  return `${countText(state.length, 'day')}${inHand[state.freezes] ?? ''}${task}`;
}
