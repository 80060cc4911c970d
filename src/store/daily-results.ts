import type { ChannelId, MemberId, WorkspaceId } from '../domain/ids.ts';
import type { Coverage } from '../domain/verdict.ts';
import type { Db } from './store.ts';

/** How many members' best rated attempts at a target gave a key point this coverage. */
export type CoverageCount = { readonly keyPointId: string; readonly coverage: Coverage; readonly members: number };

/** What came of a target, key point by key point; pairs that nobody has are left out. */
export async function listCoverageCounts(
  db: Db,
  workspaceId: WorkspaceId,
  target: string,
): Promise<readonly CoverageCount[]> {
  return bestAttempts(db, workspaceId, target)
    .selectFrom('best')
    .innerJoin('verdicts', 'verdicts.attempt_id', 'best.id')
    .select((counts) => [
      'verdicts.key_point_id as keyPointId',
      'verdicts.coverage as coverage',
      counts.fn.countAll<number>().as('members'),
    ])
    .where('best.place', '=', 1)
    .where('verdicts.workspace_id', '=', workspaceId)
    .groupBy(['verdicts.key_point_id', 'verdicts.coverage'])
    .orderBy('verdicts.key_point_id')
    .orderBy('verdicts.coverage')
    .execute();
}

/** The best of a target. */
export type TopScore = { readonly memberId: MemberId; readonly name: string; readonly score: number };

/** The visible members with the best rated attempts at a target, best first, the earlier one of equals before the other. */
export async function listTopScores(
  db: Db,
  workspaceId: WorkspaceId,
  { target, limit }: { readonly target: string; readonly limit: number },
): Promise<readonly TopScore[]> {
  return bestAttempts(db, workspaceId, target)
    .selectFrom('best')
    .innerJoin('members', 'members.id', 'best.member_id')
    .select(['members.id as memberId', 'members.name as name', 'best.score as score'])
    .where('best.place', '=', 1)
    .where('best.score', '>', 0)
    .where('members.workspace_id', '=', workspaceId)
    .where('members.hidden', '=', 0)
    .orderBy('best.score', 'desc')
    .orderBy('best.received_at')
    .orderBy('best.id')
    .limit(limit)
    .execute();
}

/** Each member's graded and rated attempts at a target with their place among them, the best first. */
function bestAttempts(db: Db, workspaceId: WorkspaceId, target: string) {
  return db.with('best', (from) =>
    from
      .selectFrom('attempts')
      .select((attempts) => [
        'id',
        'member_id',
        'received_at',
        attempts.ref('score').$notNull().as('score'),
        attempts.fn
          .agg<number>('row_number')
          .over((over) => over.partitionBy('member_id').orderBy('score', 'desc').orderBy('received_at').orderBy('id'))
          .as('place'),
      ])
      .where('workspace_id', '=', workspaceId)
      .where('target', '=', target)
      .where('state', '=', 'graded')
      .where('unrated_because', 'is', null),
  );
}

/** How many members' newest answers are considered when a channel's next question is chosen. */
const membersConsidered = 200;

/** When the members of a channel, those who have answered there, last met each question (epoch milliseconds). */
export async function listLastMet(
  db: Db,
  workspaceId: WorkspaceId,
  channelId: ChannelId,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('attempts')
    .select((met) => ['question_id as id', met.fn.max('received_at').as('lastAt')])
    .where('workspace_id', '=', workspaceId)
    .where('member_id', 'in', (members) =>
      members
        .selectFrom('standings')
        .select('member_id')
        .where('workspace_id', '=', workspaceId)
        .where('scope', '=', channelId)
        .where('span', '=', 'all')
        .limit(membersConsidered),
    )
    .groupBy('question_id')
    .execute();
  return new Map(rows.map(({ id, lastAt }) => [id, lastAt]));
}
