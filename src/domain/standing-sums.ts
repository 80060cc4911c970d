import type { CivilDate } from './calendar.ts';
import type { ChannelId, MemberId } from './ids.ts';
import { type Span, spansOf } from './season.ts';

/** The whole workspace, as the scope of a board. */
export const everywhere = '';
/** What a board is about: a channel's daily questions, or all that is answered in the workspace. */
export type Scope = ChannelId | typeof everywhere;

/** Points of one attempt, or of several by the same member on a day. */
export type Earning = {
  readonly memberId: MemberId;
  /** Civil day and season of the attempt. */
  readonly earnedOn: CivilDate;
  readonly season: string;
  /** The channel whose daily question it answers; null in practice. */
  readonly channelId: ChannelId | null;
  readonly points: number;
  /** When it was received, epoch milliseconds. */
  readonly at: number;
};

export type Sum = { readonly points: number; readonly reachedAt: number };
export type StandingSum = Sum & { readonly scope: Scope; readonly span: Span; readonly memberId: MemberId };

/** The sum of two sums of points, which are not negative: `reachedAt` is when the total last grew, or when 0 was first reached. */
export function addSums(one: Sum, other: Sum): Sum {
  const points = one.points + other.points;
  if (one.points > 0 && other.points > 0) return { points, reachedAt: Math.max(one.reachedAt, other.reachedAt) };
  if (points > 0) return { points, reachedAt: one.points > 0 ? one.reachedAt : other.reachedAt };
  return { points, reachedAt: Math.min(one.reachedAt, other.reachedAt) };
}

/** The standings that an earning counts for: in every span of its day, in the workspace and in its channel. */
export function sumsOf({ memberId, earnedOn, season, channelId, points, at }: Earning): readonly StandingSum[] {
  const scopes: readonly Scope[] = channelId === null ? [everywhere] : [everywhere, channelId];
  const spans = spansOf(earnedOn, season);
  return scopes.flatMap((scope) => spans.map((span) => ({ scope, span, memberId, points, reachedAt: at })));
}

/** The standings that earnings add up to, in no order. */
export function totalOf(earnings: readonly Earning[]): readonly StandingSum[] {
  const sums = new Map<string, StandingSum>();
  for (const earning of earnings)
    for (const sum of sumsOf(earning)) {
      const key = `${sum.scope} ${sum.span} ${sum.memberId}`;
      const known = sums.get(key);
      sums.set(key, known ? { ...sum, ...addSums(known, sum) } : sum);
    }
  return [...sums.values()];
}
