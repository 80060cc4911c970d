import type { CivilDate } from '../domain/calendar.ts';
import type { ChannelId, WorkspaceId } from '../domain/ids.ts';
import type { QuestionRef } from './questions.ts';
import type { Db, Tx } from './store.ts';

/** Which daily question: one per channel and civil day. */
export type DailyKey = { readonly channelId: ChannelId; readonly askedOn: CivilDate };

/** Records the daily question of a channel's day; false when that day already has one. */
export async function recordDaily(
  tx: Tx,
  workspaceId: WorkspaceId,
  daily: DailyKey & { readonly question: QuestionRef; readonly at: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('dailies')
    .values({
      workspace_id: workspaceId,
      channel_id: daily.channelId,
      asked_on: daily.askedOn,
      question_id: daily.question.id,
      question_version: daily.question.version,
      opened_at: daily.at,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'channel_id', 'asked_on']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findDaily(db: Db, workspaceId: WorkspaceId, key: DailyKey): Promise<QuestionRef | undefined> {
  const row = await db
    .selectFrom('dailies')
    .select(['question_id', 'question_version'])
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', key.channelId)
    .where('asked_on', '=', key.askedOn)
    .executeTakeFirst();
  return row && { id: row.question_id, version: row.question_version };
}

/** How often each question was a channel's daily and when it last was (epoch milliseconds). */
export async function listDailyUse(
  db: Db,
  workspaceId: WorkspaceId,
  channelId: ChannelId,
): Promise<ReadonlyMap<string, { readonly times: number; readonly lastAt: number }>> {
  const rows = await db
    .selectFrom('dailies')
    .select((use) => ['question_id as id', use.fn.countAll<number>().as('times'), use.fn.max('opened_at').as('lastAt')])
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .groupBy('question_id')
    .execute();
  return new Map(rows.map(({ id, times, lastAt }) => [id, { times, lastAt }]));
}
