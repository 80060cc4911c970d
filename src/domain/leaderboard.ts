import type { MemberId } from './ids.ts';

/** What a member has earned in a span of time. */
export type Total = { readonly memberId: MemberId; readonly name: string; readonly points: number };

export type Standing = Total & {
  /** 1 for the first; members with equal points share a rank and the next rank is skipped (1, 1, 3). */
  readonly rank: number;
  /** Scheduled days in a row with an answer, where it is known. */
  readonly streak?: number;
};

/** What one member gets to see of a board. */
export type Board = {
  /** The first ones and, further down, the asker between two neighbours; best first. */
  readonly rows: readonly Standing[];
  /** How many members are on the board in all. */
  readonly members: number;
  /** The asker's own points, when they are hidden and thus on no board. */
  readonly hidden?: { readonly points: number };
};

/** Ranks totals that come best first. */
export function rank(totals: readonly Total[]): readonly Standing[] {
  const standings: Standing[] = [];
  for (const [index, total] of totals.entries()) {
    const above = standings[index - 1];
    standings.push({ ...total, rank: above?.points === total.points ? above.rank : index + 1 });
  }
  return standings;
}
