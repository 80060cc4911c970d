import type { MemberId } from './ids.ts';

/** What a member has earned in a window. */
export type Total = { readonly memberId: MemberId; readonly name: string; readonly points: number };

export type Standing = Total & {
  /** 1 for the first; members with equal points share a rank and the next rank is skipped (1, 1, 3). */
  readonly rank: number;
};

/** Ranks totals by points, then by name. */
export function rank(totals: readonly Total[]): readonly Standing[] {
  const sorted = totals.toSorted(
    (a, b) => b.points - a.points || compare(a.name, b.name) || compare(a.memberId, b.memberId),
  );
  const standings: Standing[] = [];
  for (const [index, total] of sorted.entries()) {
    const above = standings[index - 1];
    standings.push({ ...total, rank: above?.points === total.points ? above.rank : index + 1 });
  }
  return standings;
}

/** The standings that a member is shown: the first `top`, and the member with one neighbour on either side. */
export function neighbourhood(standings: readonly Standing[], memberId: MemberId, top: number): readonly Standing[] {
  const own = standings.findIndex((standing) => standing.memberId === memberId);
  return standings.filter((_, index) => index < top || (own >= 0 && Math.abs(index - own) <= 1));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
