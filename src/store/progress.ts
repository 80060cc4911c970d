import type { ExpressionBuilder } from 'kysely';
import type { CivilDate } from '../domain/calendar.ts';
import type { MemberId, WorkspaceId } from '../domain/ids.ts';
import type { DayRecord } from '../domain/progress.ts';
import { ownWork } from '../domain/rating.ts';
import { followUps } from './attempts.ts';
import type { Schema } from './schema.ts';
import type { Db } from './store.ts';

/** No zone begins a day earlier before its day in UTC. */
const earliestMs = 14 * 3_600_000;

/** What a member did on each of their days in a span, both ends included, follow-ups left aside; days without answers are left out. */
export async function listDayRecords(
  db: Db,
  workspaceId: WorkspaceId,
  { memberId, from, to }: { readonly memberId: MemberId; readonly from: CivilDate; readonly to: CivilDate },
): Promise<readonly DayRecord[]> {
  const rows = await db
    .selectFrom('attempts')
    .select((attempts) => [
      'local_on as on',
      attempts.fn.countAll<number>().as('answers'),
      attempts.fn.count<number>('score').filterWhere(isOwnWork).as('scored'),
      attempts.fn.sum<number | null>('score').filterWhere(isOwnWork).as('scores'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    // The index is by instant: it leaves a day too many, which the days themselves sort out.
    .where('received_at', '>=', Date.parse(`${from}T00:00:00Z`) - earliestMs)
    .where('local_on', '>=', from)
    .where('local_on', '<=', to)
    .where('target', 'not like', followUps)
    .groupBy('local_on')
    .orderBy('local_on')
    .execute();
  return rows.map((row) => ({ ...row, scores: row.scores ?? 0 }));
}

function isOwnWork(attempts: ExpressionBuilder<Schema, 'attempts'>) {
  return attempts.or([attempts('unrated_because', 'is', null), attempts('unrated_because', 'in', ownWork)]);
}

/** How well a member knows a key point, 0 to 1. */
export type Strength = { readonly questionId: string; readonly keyPointId: string; readonly strength: number };

export type StrengthsBy = {
  readonly memberId: MemberId;
  /** Questions that cannot be asked any more, by their ids. */
  readonly gone: readonly string[];
  readonly limit: number;
};

/** The key points that a member knows better than a strength, best first. */
export function listStrongest(
  db: Db,
  workspaceId: WorkspaceId,
  { above, ...by }: StrengthsBy & { readonly above: number },
): Promise<readonly Strength[]> {
  return strengthsOf(db, workspaceId, by)
    .where('strength', '>', above)
    .orderBy('strength', 'desc')
    .orderBy('question_id', 'desc')
    .orderBy('key_point_id', 'desc')
    .execute();
}

/** The key points that a member knows no better than a strength, weakest first. */
export function listWeakest(
  db: Db,
  workspaceId: WorkspaceId,
  { upTo, ...by }: StrengthsBy & { readonly upTo: number },
): Promise<readonly Strength[]> {
  return strengthsOf(db, workspaceId, by)
    .where('strength', '<=', upTo)
    .orderBy('strength')
    .orderBy('question_id')
    .orderBy('key_point_id')
    .execute();
}

function strengthsOf(db: Db, workspaceId: WorkspaceId, { memberId, gone, limit }: StrengthsBy) {
  return db
    .selectFrom('strengths')
    .select(['question_id as questionId', 'key_point_id as keyPointId', 'strength'])
    .where('workspace_id', '=', workspaceId)
    .where('member_id', '=', memberId)
    .$if(gone.length > 0, (query) => query.where('question_id', 'not in', gone))
    .limit(limit);
}
